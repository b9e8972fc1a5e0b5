"""Hand-made lists of figures, and how a reading compares with one."""

from collections import Counter
from pathlib import Path

import pandas as pd

from gradedrift.verify import SAID

HERE = Path(__file__).parent
STATED = [column for column in SAID if column != "release_id"]


def said(figures: pd.DataFrame) -> Counter[tuple[str, ...]]:
    """What each figure says, whatever its place: a value, what it counts and what it is about."""
    values = figures["value"].map(lambda value: "" if value == "" or pd.isna(value) else f"{float(value):.6g}")
    return Counter(figures.assign(value=values)[STATED].itertuples(index=False, name=None))


def listed(path: Path) -> pd.DataFrame:
    """A list as its author typed it."""
    return pd.read_csv(path, dtype=str, keep_default_na=False)
