"""The tables of `data/processed`: what each holds, column by column, and what must be true of it.

`tables` checks these on writing and on reading; the data dictionary is generated from them.
An empty cell means "does not apply" or "not published".
"""

import pandas as pd
import pandera.pandas as pa
from pandera.typing.pandas import Series

from gradedrift.grades import GRADES

ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
DATE = r"20\d\d(?:-\d\d(?:-\d\d)?)?"
PERIOD = rf"{DATE}(?:/{DATE})?"


def _listed(values: str) -> str:
    """The pattern of one or more values joined by `|`."""
    return rf"(?:{values})(?:\|(?:{values}))*"


def _whole(pattern: str, empty: bool = False) -> str:
    return rf"^(?:{pattern}){'?' if empty else ''}$"


class Table(pa.DataFrameModel):
    """A table: its columns in order, no others, no empty cells where a value must be."""

    class Config:
        strict = True
        ordered = True
        coerce = True


class Releases(Table):
    """The five publications that the study reads, one row each."""

    release_id: Series[str] = pa.Field(
        unique=True, str_matches=_whole(ID), description="Name of the release; also of its record in `data/raw`."
    )
    title: Series[str] = pa.Field(str_length={"min_value": 1}, description="Title, shortened where it is long.")
    publisher: Series[str] = pa.Field(str_length={"min_value": 1}, description="Who published it.")
    published_on: Series[str] = pa.Field(
        str_matches=_whole(DATE), description="ISO date of publication, as far as the text gives it."
    )
    regime: Series[str] = pa.Field(
        str_matches=_whole(_listed("|".join(GRADES))), description="Regimes whose grades it reports, joined by `|`."
    )
    as_at: Series[str] = pa.Field(str_matches=_whole(DATE), description="ISO date up to which its figures run.")
    licence: Series[str] = pa.Field(str_length={"min_value": 1}, description="Licence of the original.")
    where_published: Series[str] = pa.Field(str_length={"min_value": 1}, description="Where it was published.")
    record_sha256: Series[str] = pa.Field(
        str_matches=r"^[0-9a-f]{64}$",
        description="SHA-256 of the record in `data/raw`; a record that differs is refused.",
    )


class RecordLines(Table):
    """A fingerprint of each line of each record, so that a changed record is refused by its line."""

    release_id: Series[str] = pa.Field(str_matches=_whole(ID), description="Name of the release.")
    line: Series[int] = pa.Field(ge=1, description="1-based line in the record.")
    fingerprint: Series[str] = pa.Field(
        str_matches=r"^[0-9a-f]{12}$", description="First 12 hexadecimal digits of the line's SHA-256."
    )


class Figures(Table):
    """Every figure read from a release, in the order of the release, with its source and quotation."""

    figure_id: Series[str] = pa.Field(
        unique=True,
        str_matches=_whole(ID + r":\d+:\d+"),
        description="`release:line:column` of the figure in the record.",
    )
    release_id: Series[str] = pa.Field(str_matches=_whole(ID), description="The release that states it.")
    locator: Series[str] = pa.Field(
        str_length={"min_value": 1}, description="Section, paragraph and sentence; or table, row and column."
    )
    line: Series[int] = pa.Field(ge=1, description="1-based line in the text that was read.")
    quote: Series[str] = pa.Field(str_length={"min_value": 1, "max_value": 120}, description="The matched words.")
    value: Series[float] = pa.Field(ge=0, description="The figure.")
    unit: Series[str] = pa.Field(
        isin=["authorities", "inspections", "percent"], description="What it counts or measures."
    )
    qualifier: Series[str] = pa.Field(description="Empty for exact; else `over`, `almost`, `about`.")
    measure: Series[str] = pa.Field(
        isin=["graded", "total", "pending"],
        description="What was done with what is counted: `graded`, counted in `total`, or grade still `pending`.",
    )
    regime: Series[str] = pa.Field(isin=["", *GRADES], description="The regime that gave the grade.")
    judgement: Series[str] = pa.Field(description="The judgement; `overall` for annual grades and single inspections.")
    period: Series[str] = pa.Field(
        str_matches=_whole(PERIOD, empty=True),
        description="Year of an annual grade; ISO date or interval of inspections.",
    )
    grade: Series[str] = pa.Field(
        description="The grade as its regime prints it; several at once joined by `|`, best first."
    )
    from_period: Series[str] = pa.Field(description="Of a move: the period before.")
    from_grade: Series[str] = pa.Field(description="Of a move: the grade before.")
    to_period: Series[str] = pa.Field(description="Of a move: the period after.")
    to_grade: Series[str] = pa.Field(description="Of a move: the grade after.")
    authority: Series[str] = pa.Field(description="The single authority that it is about.")


class GradeCounts(Table):
    """Every complete distribution of grades, one row a grade: by regime, judgement and period, then best grade first."""

    regime: Series[str] = pa.Field(isin=list(GRADES), description="The regime that gave the grades.")
    judgement: Series[str] = pa.Field(
        str_length={"min_value": 1}, description="The judgement; `overall` for annual grades and single inspections."
    )
    period: Series[str] = pa.Field(
        str_matches=_whole(PERIOD), description="Year of the annual grade; ISO date or interval of the inspections."
    )
    grade: Series[str] = pa.Field(str_length={"min_value": 1}, description="The grade as its regime prints it.")
    rank: Series[int] = pa.Field(
        isin=[1, 2, 3, 4], description="4 = best to 1 = worst in every regime; shared position, not shared meaning."
    )
    count: Series[int] = pa.Field(ge=0, description="How many got the grade.")
    base: Series[int] = pa.Field(ge=1, description="How many got any grade.")
    unit: Series[str] = pa.Field(
        isin=["authorities", "inspections"],
        description="What is counted; an authority inspected twice is one authority and two inspections.",
    )
    status: Series[str] = pa.Field(
        isin=["final", "provisional"], description="`final` if every authority is in it, else `provisional`."
    )
    release_ids: Series[str] = pa.Field(
        str_matches=_whole(_listed(ID)), description="The releases that publish this distribution, joined by `|`."
    )
    figure_ids: Series[str] = pa.Field(
        str_length={"min_value": 1}, description="The figures that state this count, joined by `|`."
    )

    @pa.dataframe_check(error="the counts of a distribution add up to its base")
    def adds_up(cls, frame: pd.DataFrame) -> pd.Series:
        keys = ["regime", "judgement", "period", "unit", "status"]
        return frame.groupby(keys)["count"].transform("sum") == frame["base"]


class PercentageInversions(Table):
    """Every whole count on every base that a printed percentage can stand for, where its base is not stated or does not fit."""

    figure_id: Series[str] = pa.Field(
        str_matches=_whole(ID + r":\d+:\d+"), description="The figure that is the percentage."
    )
    printed: Series[int] = pa.Field(ge=0, le=100, description="The percentage as printed.")
    rounding: Series[str] = pa.Field(
        isin=["half-up", "truncated"], description="How the share was made a whole percentage."
    )
    base: Series[int] = pa.Field(ge=1, le=152, description="How many the percentage may be of.")
    count: Series[int] = pa.Field(ge=0, description="A count of the base that is printed as the percentage.")

    @pa.dataframe_check(error="no more than its base")
    def within_base(cls, frame: pd.DataFrame) -> pd.Series:
        return frame["count"] <= frame["base"]

    @pa.dataframe_check(error="each count once")
    def each_once(cls, frame: pd.DataFrame) -> pd.Series:
        return ~frame.duplicated()


class RegimeBounds(Table):
    """What the single inspections published so far say of all authorities, and of the same ones before: bounds, by assumption."""

    quantity: Series[str] = pa.Field(
        str_matches=r"^[a-z0-9]+(?:_[a-z0-9]+)*$", description="What is counted; the library's `regimes` defines each."
    )
    base: Series[int] = pa.Field(ge=1, description="How many authorities it is a count among.")
    comparator: Series[str] = pa.Field(description="The regime and period compared with; empty where there is none.")
    assumption: Series[str] = pa.Field(
        str_length={"min_value": 1}, description="What must be true for it; `none` where published counts suffice."
    )
    lower: Series[int] = pa.Field(ge=0, description="Least number.")
    upper: Series[int] = pa.Field(ge=0, description="Greatest number.")
    estimate: Series[float] = pa.Field(
        nullable=True, ge=0, description="Expected number, where the assumption gives one."
    )
    unit: Series[str] = pa.Field(isin=["authorities"], description="What it counts.")
    status: Series[str] = pa.Field(
        isin=["derived", "bounded", "assumed"],
        description="`derived` if published facts force it; `bounded` if they only bound it; `assumed` if it needs the assumption.",
    )

    @pa.dataframe_check(error="lower, estimate and upper in this order")
    def in_order(cls, frame: pd.DataFrame) -> pd.Series:
        estimate = frame["estimate"].fillna(frame["lower"])
        return (frame["lower"] <= estimate) & (estimate <= frame["upper"])

    @pa.dataframe_check(error="`none` is assumed exactly where the status is not `assumed`")
    def assumption_stated(cls, frame: pd.DataFrame) -> pd.Series:
        return (frame["assumption"] == "none") == (frame["status"] != "assumed")

    @pa.dataframe_check(error="each bound once")
    def each_once(cls, frame: pd.DataFrame) -> pd.Series:
        return ~frame.duplicated(["quantity", "base", "comparator", "assumption"])


class Findings(Table):
    """Every number that the README and the figures' captions state, by notebook, in the order of the argument."""

    finding_id: Series[str] = pa.Field(unique=True, str_matches=_whole(ID), description="Name of the finding.")
    statement: Series[str] = pa.Field(
        str_length={"min_value": 1}, description="What the number says, without the number."
    )
    value: Series[float] = pa.Field(nullable=True, description="The number; empty where it is only bounded.")
    numerator: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0, description='n of a share "n of N".')
    base: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=1, description='N of a share "n of N".')
    lower: Series[float] = pa.Field(nullable=True, description="Lower bound.")
    upper: Series[float] = pa.Field(nullable=True, description="Upper bound.")
    unit: Series[str] = pa.Field(isin=["authorities", "inspections"], description="Unit of the value.")
    status: Series[str] = pa.Field(
        isin=["published", "derived", "bounded", "assumed"],
        description="`published` as printed; `derived` if published facts force it; `bounded` if they only bound it; `assumed` if it needs a stated assumption.",
    )
    notebook: Series[str] = pa.Field(str_length={"min_value": 1}, description="The notebook that computes it.")
    sources: Series[str] = pa.Field(
        str_length={"min_value": 1}, description="The figures it rests on, by `figure_id`, joined by `|`."
    )

    @pa.dataframe_check(error="no more than its base")
    def within_base(cls, frame: pd.DataFrame) -> pd.Series:
        return (frame["numerator"] <= frame["base"]).fillna(True).astype(bool)


# The published tables, in the order in which they are made.
SCHEMAS: dict[str, type[Table]] = {
    "releases": Releases,
    "figures": Figures,
    "grade_counts": GradeCounts,
    "findings": Findings,
}
