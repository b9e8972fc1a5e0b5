"""Whether two readings of the same releases state the same figures."""

from collections import Counter

import pandas as pd

# What a figure says, as against where it stands and in which words.
SAID = [
    "release_id",
    "value",
    "unit",
    "qualifier",
    "measure",
    "regime",
    "judgement",
    "period",
    "grade",
    "from_period",
    "from_grade",
    "to_period",
    "to_grade",
    "authority",
]


def differences(originals: pd.DataFrame, records: pd.DataFrame) -> list[str]:
    """One line for each figure that only one of the two states; none if they agree.

    Takes two tables with the columns of `schemas.Figures`.
    """
    lines = []
    for here, there, name in ((originals, records, "original"), (records, originals, "record")):
        unmatched = Counter(_said(here)) - Counter(_said(there))
        for said, row in zip(_said(here), here.itertuples()):
            if unmatched[said]:
                unmatched[said] -= 1
                what = ", ".join(part for part in said[1:] if part)
                lines.append(f"{row.release_id}: only in the {name}, line {row.line}: {what} ({row.quote!r})")
    return lines


def _said(figures: pd.DataFrame) -> list[tuple[str, ...]]:
    values = figures["value"].map(lambda value: "" if pd.isna(value) else f"{value:.6g}")
    return list(figures.assign(value=values)[SAID].itertuples(index=False, name=None))
