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


class Facts(Table):
    """The ledger: every published statement that limits how many authorities had which grades in 2009, 2010 and 2011."""

    fact_id: Series[str] = pa.Field(unique=True, str_matches=_whole(ID), description="Name of the fact.")
    stage: Series[str] = pa.Field(
        str_length={"min_value": 1}, description="Kind of fact, and the rung of the information ladder that adds it."
    )
    statement: Series[str] = pa.Field(str_length={"min_value": 1}, description="What is counted, and on what premise.")
    release_ids: Series[str] = pa.Field(
        str_matches=_whole(_listed(ID)), description="The releases that state it, joined by `|`."
    )
    figure_ids: Series[str] = pa.Field(
        description="The figures that state it, joined by `|`; empty for named lists, which are in `named_grades`."
    )
    coefficients: Series[str] = pa.Field(
        str_contains="rank_20",
        description="How often each authority counts, by its ranks of the three years; as `DataFrame.eval` reads it.",
    )
    relation: Series[str] = pa.Field(isin=["=", ">=", "<="], description="How the sum compares with the value.")
    value: Series[int] = pa.Field(description="The published number of authorities.")


def _bound(which: str):
    return pa.Field(ge=0, description=f"{which} number of authorities; some table that fits all facts attains it.")


class Bounded(Table):
    """Sharp bounds on numbers of authorities."""

    @pa.dataframe_check(error="no more than the upper bound")
    def lower_first(cls, frame: pd.DataFrame) -> pd.Series:
        return frame["lower"] <= frame["upper"]


class TransitionBounds(Bounded):
    """How many authorities can have moved from one grade to another, given all facts: all 16 moves between two years."""

    from_period: Series[str] = pa.Field(str_matches=_whole(r"20\d\d"), description="The year before.")
    to_period: Series[str] = pa.Field(str_matches=_whole(r"20\d\d"), description="The year after.")
    from_grade: Series[str] = pa.Field(str_length={"min_value": 1}, description="The grade before.")
    to_grade: Series[str] = pa.Field(str_length={"min_value": 1}, description="The grade after.")
    lower: Series[int] = _bound("Least")
    upper: Series[int] = _bound("Greatest")


class MovementBounds(Bounded):
    """How many authorities can have improved, declined or stayed between two years, given all facts."""

    from_period: Series[str] = pa.Field(str_matches=_whole(r"20\d\d"), description="The year before.")
    to_period: Series[str] = pa.Field(str_matches=_whole(r"20\d\d"), description="The year after.")
    movement: Series[str] = pa.Field(
        isin=["improved", "declined", "unchanged"], description="Whether the later grade is better, worse or the same."
    )
    lower: Series[int] = _bound("Least")
    upper: Series[int] = _bound("Greatest")


class FunctionalBounds(Bounded):
    """What else a reader asks about: how many authorities can have taken some course over the years, given all facts."""

    quantity: Series[str] = pa.Field(unique=True, str_length={"min_value": 1}, description="What is counted.")
    definition: Series[str] = pa.Field(
        str_length={"min_value": 1}, description="Which authorities count, by the ranks of their grades."
    )
    coefficients: Series[str] = pa.Field(
        str_contains="rank_20", description="The same as an expression that `DataFrame.eval` reads."
    )
    lower: Series[int] = _bound("Least")
    upper: Series[int] = _bound("Greatest")


class InformationLadder(Bounded):
    """The bounds as facts are added stage by stage."""

    stage: Series[str] = pa.Field(
        str_length={"min_value": 1}, description="The stage added last; those above it are included."
    )
    statement: Series[str] = pa.Field(str_length={"min_value": 1}, description="What facts the stage adds.")
    quantity: Series[str] = pa.Field(
        str_length={"min_value": 1}, description="What is counted; `movement_bounds` and `functional_bounds` define it."
    )
    lower: Series[int] = _bound("Least")
    upper: Series[int] = _bound("Greatest")


class BoundsWithout(Bounded):
    """The bounds with one fact, or one stage of facts, left out."""

    left_out: Series[str] = pa.Field(str_length={"min_value": 1}, description="The fact or the stage that is left out.")
    role: Series[str] = pa.Field(
        isin=["implied", "binding"], description="`implied` if the other facts force it all the same, else `binding`."
    )
    quantity: Series[str] = pa.Field(
        str_length={"min_value": 1}, description="What is counted; `movement_bounds` and `functional_bounds` define it."
    )
    lower: Series[int] = _bound("Least")
    upper: Series[int] = _bound("Greatest")


class BoundsAssuming(Bounded):
    """The bounds under one assumption that no release states."""

    assumption: Series[str] = pa.Field(str_matches=_whole(ID), description="Name of the assumption.")
    statement: Series[str] = pa.Field(str_length={"min_value": 1}, description="What is assumed.")
    quantity: Series[str] = pa.Field(
        str_length={"min_value": 1}, description="What is counted; `movement_bounds` and `functional_bounds` define it."
    )
    lower: Series[int] = _bound("Least")
    upper: Series[int] = _bound("Greatest")


class AuthorityTrajectories(Table):
    """The grades that each named authority can have had in each year, given all facts and lists."""

    authority: Series[str] = pa.Field(
        str_length={"min_value": 1}, description="The authority, which some release names."
    )
    gss_code: Series[str] = pa.Field(str_length={"min_value": 1}, description="Its code.")
    period: Series[str] = pa.Field(str_matches=_whole(r"20\d\d"), description="The year.")
    possible_grades: Series[str] = pa.Field(
        str_length={"min_value": 1}, description="The grades that it can have had, joined by `|`, best first."
    )
    reason: Series[str] = pa.Field(str_length={"min_value": 1}, description="Why not the others.")


# The published tables, in the order in which they are made.
SCHEMAS: dict[str, type[Table]] = {
    "releases": Releases,
    "figures": Figures,
    "grade_counts": GradeCounts,
    "findings": Findings,
}
