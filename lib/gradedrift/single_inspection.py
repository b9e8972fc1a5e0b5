"""What the tidy tables say of the single inspections, and the earlier distributions that they can be compared with."""

import pandas as pd

from gradedrift import drift, regimes
from gradedrift.grades import ANNUAL_REGIMES, RANKS

REGIME = "single-inspection"
SAFEGUARDING = "safeguarding: overall effectiveness"

# The numbers of authorities that the article of 2015 prints, by what it says of them.
_SIZES = {
    "published": "measure == 'total' and judgement == 'overall'",
    "pending": "measure == 'pending'",
    "latest": "measure == 'graded' and period == ''",
    "inspected": "measure == 'inspected'",
    "all": "measure == 'total' and judgement == ''",
}
# Which of them together may be the inspected that a percentage of the article is of.
_BASES = ("published", "inspected", "published latest", "published pending", "published pending latest")


def published(grade_counts: pd.DataFrame) -> pd.DataFrame:
    """The rows of `grade_counts` on the published single inspections, by rank (index), best first."""
    return grade_counts[grade_counts["regime"] == REGIME].set_index("rank").loc[list(RANKS)]


def sizes(figures: pd.DataFrame) -> pd.DataFrame:
    """The rows of `figures` that count authorities, by what is counted.

    Index: `published`, `pending` (inspected without a published grade), `latest` (of which the article does not
    say to which of the others they belong), `inspected` and `all`.
    """
    stated = figures.query("regime == @REGIME and unit == 'authorities'")
    parts = [stated.query(where).assign(what=what) for what, where in _SIZES.items()]
    return pd.concat(parts).astype({"value": int}).set_index("what")


def bases(sizes: pd.DataFrame) -> dict[int, str]:
    """The numbers of authorities that a percentage of the article may be of, and what each counts."""
    size = sizes["value"]
    return {int(size[parts.split()].sum()): parts.replace(" ", ", ") for parts in _BASES}


def percentages_moved(figures: pd.DataFrame) -> pd.DataFrame:
    """The rows of `figures` with the percentages that `declined` and `improved` (index), of a base that is not stated."""
    printed = figures.query("regime == @REGIME and unit == 'percent' and measure in ['declined', 'improved']")
    return printed.astype({"value": int}).set_index("measure")


def earlier_inspections(grade_counts: pd.DataFrame) -> pd.DataFrame:
    """Counts of inspections by overall-effectiveness judgement (index) and rank, June 2009 to September 2011."""
    overall = of_earlier_inspections(grade_counts)
    return overall.pivot(index="judgement", columns="rank", values="count")[list(RANKS)]


def of_earlier_inspections(grade_counts: pd.DataFrame) -> pd.DataFrame:
    """The rows of `grade_counts` behind `earlier_inspections`."""
    is_whole = grade_counts["period"].str.startswith("2009") & (grade_counts["regime"] == "safeguarding-looked-after")
    return grade_counts[is_whole & grade_counts["judgement"].str.contains("overall effectiveness")]


def safeguarding_authorities(figures: pd.DataFrame) -> pd.DataFrame:
    """The rows of `figures` that count authorities, not inspections, for safeguarding from June 2009.

    Index: `inspected`, `graded` (found inadequate at least once) and `re-inspected` (found inadequate twice).
    """
    about = "regime == 'safeguarding-looked-after' and period.str.startswith('2009') and unit == 'authorities'"
    asked = "measure == 'inspected' or (judgement == @SAFEGUARDING and grade == 'inadequate')"
    found = figures.query(f"({about}) and ({asked})").drop_duplicates("measure")
    return found.astype({"value": int}).set_index("measure")


def caps(grade_counts: pd.DataFrame, figures: pd.DataFrame) -> dict[str, list[int] | None]:
    """The most authorities that can have had each previous grade, best first, by comparator; none for an unnamed one.

    Safeguarding inspections are capped in authorities: an authority found inadequate twice is one.
    """
    worst = safeguarding_authorities(figures).loc["graded", "value"]
    safeguarding = earlier_inspections(grade_counts).loc[SAFEGUARDING]
    return {
        "": None,
        "annual-assessment 2011": drift.annual_distribution(grade_counts).loc["2011"].tolist(),
        _since_2009(SAFEGUARDING, "authorities"): [*safeguarding[[4, 3, 2]].tolist(), int(worst)],
    }


def comparators(grade_counts: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """The earlier distributions in brief: `comparator`, `good_or_better`, `worst` and `base`.

    The annual grades, nearest year first, then the inspections, then safeguarding counted by authority:
    at least and at most, as any of an authority's inspections may be the one that counts.
    """
    annual = drift.annual_distribution(grade_counts).iloc[::-1]
    inspections = earlier_inspections(grade_counts).iloc[::-1]
    before = pd.concat(
        [
            annual.rename(index=lambda year: f"{ANNUAL_REGIMES[year]} {year}"),
            inspections.rename(index=lambda judgement: _since_2009(judgement, "inspections")),
        ]
    )
    known = drift.levels(before)[["good_or_better", "worst", "base"]].rename_axis("comparator").reset_index()
    ends = [_since_2009(SAFEGUARDING, f"authorities, {end}") for end in ("at least", "at most")]
    seen, worst, _ = safeguarding_authorities(figures).loc[["inspected", "graded", "re-inspected"], "value"]
    counted = {"good_or_better": good_or_better_authorities(grade_counts, figures), "worst": worst, "base": seen}
    return pd.concat([known, pd.DataFrame({"comparator": ends, **counted})], ignore_index=True)


def good_or_better_authorities(grade_counts: pd.DataFrame, figures: pd.DataFrame) -> tuple[int, int]:
    """Least and greatest number of authorities good or better for safeguarding, when one inspection of each counts.

    The two found inadequate twice are not good or better, whichever counts: the other re-inspections may be.
    """
    seen, twice = safeguarding_authorities(figures).loc[["inspected", "re-inspected"], "value"]
    of_it = drift.levels(earlier_inspections(grade_counts)).loc[SAFEGUARDING]
    return regimes.by_authority(int(of_it["good_or_better"]), int(of_it["base"]) - 2 * twice, seen - twice)


def _since_2009(judgement: str, counted: str) -> str:
    return f"safeguarding-looked-after from June 2009, {judgement}, {counted}"
