"""The tables of `data/processed`: what each holds, column by column, and what must be true of it.

`tables` checks these on writing and on reading; the data dictionary is generated from them.
An empty cell means "does not apply" or "not published".
"""

from typing import NamedTuple

import pandas as pd
import pandera.pandas as pa
from pandera.typing.pandas import Series

from gradedrift.grades import GRADES, names

ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
DATE = r"20\d\d(?:-\d\d(?:-\d\d)?)?"
FIGURE_ID = rf"{ID}:\d+:\d+(?::\d+)?"
PERIOD = rf"{DATE}(?:/{DATE})?"

EVERY_GRADE = list(dict.fromkeys(name for grades in GRADES.values() for name in grades))
REGIONS = [
    "North East",
    "North West",
    "Yorkshire and The Humber",
    "East Midlands",
    "West Midlands",
    "East of England",
    "London",
    "South East",
    "South West",
]
# Types of authority, and how the codes that the statistics office gives to each begin.
TYPES = {
    "unitary authority": "E06",
    "metropolitan borough": "E08",
    "London borough": "E09",
    "City of London Corporation": "E09",
    "county council": "E10",
}


def _listed(values: str) -> str:
    """The pattern of one or more values joined by `|`."""
    return rf"(?:{values})(?:\|(?:{values}))*"


def _whole(pattern: str, empty: bool = False) -> str:
    return rf"^(?:{pattern}){'?' if empty else ''}$"


UNITS = [
    "authorities",
    "inspections",
    "settings",
    "areas",
    "judgements",
    "outcomes",
    "grade",
    "percent",
    "fraction",
]
MEASURES = [
    "graded",
    "moved",
    "improved",
    "declined",
    "unchanged",
    "every-year",
    "difference",
    "total",
    "inspected",
    "re-inspected",
    "pending",
    "not-judged",
    "priority-action",
    "scale",
]


class Table(pa.DataFrameModel):
    """A table: its columns in order, no others, no empty cells where a value must be."""

    class Config:
        strict = True
        ordered = True
        coerce = True


class Releases(Table):
    """The publications that the study reads, one row each."""

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

    class Config:
        unique = ("release_id", "line")

    release_id: Series[str] = pa.Field(str_matches=_whole(ID), description="Name of the release.")
    line: Series[int] = pa.Field(ge=1, description="1-based line in the record.")
    fingerprint: Series[str] = pa.Field(
        str_matches=r"^[0-9a-f]{12}$", description="First 12 hexadecimal digits of the line's SHA-256."
    )


class Figures(Table):
    """Every figure read from a release, in the order of the release, with its source and quotation."""

    figure_id: Series[str] = pa.Field(
        unique=True,
        str_matches=_whole(FIGURE_ID),
        description="`release:line:column` of the figure in the record; `:2` and so on where one place states several.",
    )
    release_id: Series[str] = pa.Field(str_matches=_whole(ID), description="The release that states it.")
    locator: Series[str] = pa.Field(
        str_length={"min_value": 1}, description="Section, paragraph and sentence; or table, row and column."
    )
    line: Series[int] = pa.Field(
        metadata={"unit": "line number"}, ge=1, description="1-based line in the text that was read."
    )
    quote: Series[str] = pa.Field(str_length={"min_value": 1, "max_value": 120}, description="The matched words.")
    value: Series[float] = pa.Field(
        nullable=True,
        description="The figure; a fraction as a decimal, a difference with its sign. Empty for a grade that is printed without a number.",
    )
    unit: Series[str] = pa.Field(
        isin=UNITS,
        description="What it counts or measures; `grade` is a single authority's grade or a line of a scale, `areas`, `judgements` and `outcomes` are parts of an inspection, `settings` are homes and schools.",
    )
    qualifier: Series[str] = pa.Field(
        isin=["", "over", "under", "almost", "nearly", "about", "at least", "at most"],
        description="Empty for exact; else the printed word, or the one that stands for it.",
    )
    measure: Series[str] = pa.Field(
        isin=MEASURES,
        description="What was done with what is counted: `graded`, `moved` between two grades, `improved`, `declined`, `unchanged`, the same grade in `every-year`, a `difference` between two counts, a `total`, `inspected`, `re-inspected`, still `pending`, `not-judged`, found `priority-action`; `scale` is the number that a scale gives a grade.",
    )
    regime: Series[str] = pa.Field(
        str_matches=_whole(_listed("|".join(GRADES)), empty=True),
        description="The regime that gave the grade; of a change across regimes both, joined by `|`; empty if not stated.",
    )
    judgement: Series[str] = pa.Field(
        description="The judgement, several joined by `|`; `overall` for annual grades and single inspections; empty if not stated."
    )
    period: Series[str] = pa.Field(
        str_matches=_whole(PERIOD, empty=True),
        description="Year of an annual grade; ISO date or interval of inspections; empty if not stated, and of a change.",
    )
    grade: Series[str] = pa.Field(
        description="The grade as its regime prints it; several at once joined by `|`, best first."
    )
    from_period: Series[str] = pa.Field(
        str_matches=_whole(DATE, empty=True), description="Of a change: the period before."
    )
    from_grade: Series[str] = pa.Field(description="Of a move: the grade before.")
    to_period: Series[str] = pa.Field(
        str_matches=_whole(DATE, empty=True), description="Of a change: the period after."
    )
    to_grade: Series[str] = pa.Field(description="Of a move: the grade after.")
    authority: Series[str] = pa.Field(description="The single authority that it is about, as printed.")

    @pa.dataframe_check(error="a number, unless it is a grade printed without one")
    def has_number(cls, frame: pd.DataFrame) -> pd.Series:
        return frame["value"].notna() | (frame["unit"] == "grade")

    @pa.dataframe_check(error="a count is not negative, only a difference may be")
    def counts_are_not_negative(cls, frame: pd.DataFrame) -> pd.Series:
        return ~(frame["value"] < 0) | (frame["measure"] == "difference")


class IgnoredNumbers(Table):
    """Every number of the releases that is no figure, with the reason: with `figures` it accounts for all of them."""

    class Config:
        unique = ("release_id", "line", "quote", "value")

    release_id: Series[str] = pa.Field(str_matches=_whole(ID), description="The release that prints it.")
    line: Series[int] = pa.Field(
        metadata={"unit": "line number"}, ge=1, description="1-based line in the text that was read."
    )
    quote: Series[str] = pa.Field(
        str_length={"min_value": 1, "max_value": 120}, description="The number among its words."
    )
    value: Series[str] = pa.Field(
        str_length={"min_value": 1},
        description="The number: digits as printed, a word as the digits that it stands for.",
    )
    reason: Series[str] = pa.Field(str_length={"min_value": 1}, description="What the number is.")


class GradeCounts(Table):
    """Every complete distribution of grades, one row a grade: by regime, judgement and period, then best grade first."""

    class Config:
        unique = ("regime", "judgement", "period", "unit", "status", "grade")

    regime: Series[str] = pa.Field(isin=list(GRADES), description="The regime that gave the grades.")
    judgement: Series[str] = pa.Field(
        str_length={"min_value": 1}, description="The judgement; `overall` for annual grades and single inspections."
    )
    period: Series[str] = pa.Field(
        str_matches=_whole(PERIOD), description="Year of the annual grade; ISO date or interval of the inspections."
    )
    grade: Series[str] = pa.Field(str_length={"min_value": 1}, description="The grade as its regime prints it.")
    rank: Series[int] = pa.Field(
        metadata={"unit": "rank"},
        isin=[1, 2, 3, 4],
        description="4 = best to 1 = worst in every regime; shared position, not shared meaning.",
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


class Moves(Table):
    """Every published count of authorities that moved from one annual grade to another, in the order of the releases."""

    regime: Series[str] = pa.Field(
        str_matches=_whole(_listed("|".join(GRADES))),
        description="The regime that gave the grades; both, joined by `|`, where the years had two.",
    )
    from_period: Series[str] = pa.Field(str_matches=_whole(DATE), description="The earlier year.")
    to_period: Series[str] = pa.Field(str_matches=_whole(DATE), description="The later year.")
    from_grade: Series[str] = pa.Field(isin=EVERY_GRADE, description="The grade in the earlier year.")
    to_grade: Series[str] = pa.Field(isin=EVERY_GRADE, description="The grade in the later year.")
    count: Series[int] = pa.Field(metadata={"unit": "authorities"}, ge=0, description="How many authorities moved so.")
    release_id: Series[str] = pa.Field(str_matches=_whole(ID), description="The release that states it.")
    figure_id: Series[str] = pa.Field(
        unique=True, str_matches=_whole(FIGURE_ID), description="The figure that states it."
    )


class DriftMeasures(Table):
    """Measures of how the distribution of the annual grades changed between two years, one row a measure and pair."""

    class Config:
        unique = ("measure", "from_period", "to_period")

    measure: Series[str] = pa.Field(str_length={"min_value": 1}, description="Name of the measure.")
    definition: Series[str] = pa.Field(str_length={"min_value": 1}, description="What it measures, in words.")
    source: Series[str] = pa.Field(str_length={"min_value": 1}, description="Who defined it: author and year.")
    from_period: Series[str] = pa.Field(str_matches=_whole(PERIOD), description="The earlier year.")
    to_period: Series[str] = pa.Field(str_matches=_whole(PERIOD), description="The later year.")
    value: Series[float] = pa.Field(nullable=True, description="The measure; empty where it is not defined.")
    unit: Series[str] = pa.Field(str_length={"min_value": 1}, description="Unit of the value.")


class MobilityMeasures(Table):
    """Indices of how authorities moved between the grades of two years, one row an index."""

    class Config:
        unique = ("measure", "from_period", "to_period")

    measure: Series[str] = pa.Field(str_length={"min_value": 1}, description="Name of the index.")
    definition: Series[str] = pa.Field(str_length={"min_value": 1}, description="What it measures, in words.")
    source: Series[str] = pa.Field(str_length={"min_value": 1}, description="Who defined it: author and year.")
    from_period: Series[str] = pa.Field(str_matches=_whole(PERIOD), description="The earlier year.")
    to_period: Series[str] = pa.Field(str_matches=_whole(PERIOD), description="The later year.")
    value: Series[float] = pa.Field(nullable=True, ge=0, description="The index; empty where it is not defined.")
    numerator: Series[pd.Int64Dtype] = pa.Field(
        metadata={"unit": "authorities"}, nullable=True, ge=0, description="n, where the index is n over N."
    )
    base: Series[pd.Int64Dtype] = pa.Field(
        metadata={"unit": "authorities"}, nullable=True, ge=0, description="N, where the index is n over N."
    )
    unit: Series[str] = pa.Field(str_length={"min_value": 1}, description="Unit of the value.")


class SymmetryTests(Table):
    """Tests of whether movers went up as often as down, the one chosen in advance first."""

    test: Series[str] = pa.Field(unique=True, str_length={"min_value": 1}, description="Name of the test.")
    role: Series[str] = pa.Field(
        isin=["chosen", "sensitivity"], description="The one test relied on, or a check on it."
    )
    asks: Series[str] = pa.Field(str_length={"min_value": 1}, description="The question it asks.")
    from_period: Series[str] = pa.Field(str_matches=_whole(PERIOD), description="The earlier year.")
    to_period: Series[str] = pa.Field(str_matches=_whole(PERIOD), description="The later year.")
    statistic: Series[float] = pa.Field(
        metadata={"unit": "as the test defines"}, description="The statistic; of the sign tests, how many improved."
    )
    df: Series[pd.Int64Dtype] = pa.Field(
        metadata={"unit": "degrees of freedom"},
        nullable=True,
        ge=0,
        description="Degrees of freedom; empty for exact tests.",
    )
    p_value: Series[float] = pa.Field(
        metadata={"unit": "probability"}, ge=0, le=1, description="The p-value, to be read as `framing` says."
    )
    movers: Series[int] = pa.Field(
        metadata={"unit": "authorities"}, ge=0, description="Authorities that changed grade."
    )
    framing: Series[str] = pa.Field(str_length={"min_value": 1}, description="What the p-value is.")
    source: Series[str] = pa.Field(str_length={"min_value": 1}, description="Who defined it: author and year.")

    @pa.dataframe_check(error="one test is chosen")
    def one_chosen(cls, frame: pd.DataFrame) -> bool:
        return int((frame["role"] == "chosen").sum()) == 1


class PercentageInversions(Table):
    """Every whole count on every base that a printed percentage can stand for, where its base is not stated or does not fit."""

    class Config:
        unique = ("figure_id", "rounding", "base", "count")

    figure_id: Series[str] = pa.Field(
        str_matches=_whole(ID + r":\d+:\d+"), description="The figure that is the percentage."
    )
    printed: Series[int] = pa.Field(
        metadata={"unit": "percent"}, ge=0, le=100, description="The percentage as printed."
    )
    rounding: Series[str] = pa.Field(
        isin=["half-up", "truncated"], description="How the share was made a whole percentage."
    )
    base: Series[int] = pa.Field(
        metadata={"unit": "authorities"}, ge=1, le=152, description="How many the percentage may be of."
    )
    count: Series[int] = pa.Field(
        metadata={"unit": "authorities"}, ge=0, description="A count of the base that is printed as the percentage."
    )

    @pa.dataframe_check(error="no more than its base")
    def within_base(cls, frame: pd.DataFrame) -> pd.Series:
        return frame["count"] <= frame["base"]


class RegimeBounds(Table):
    """What the single inspections published so far say of all authorities, and of the same ones before: bounds, by assumption."""

    class Config:
        unique = ("quantity", "base", "comparator", "assumption")

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


class FirstInspected(Table):
    """How many authorities of each earlier grade were among those inspected first: bounds, by assumption."""

    class Config:
        unique = ("comparator", "grade", "inspected", "assumption")

    comparator: Series[str] = pa.Field(
        str_length={"min_value": 1}, description="The regime and year of the earlier grade."
    )
    grade: Series[str] = pa.Field(
        str_matches=_whole(_listed("|".join(EVERY_GRADE))), description="The earlier grades, joined by `|`, best first."
    )
    group: Series[int] = pa.Field(
        metadata={"unit": "authorities"}, ge=0, le=152, description="How many authorities had one of them."
    )
    inspected: Series[int] = pa.Field(
        metadata={"unit": "authorities"}, ge=1, le=152, description="How many authorities were inspected first."
    )
    assumption: Series[str] = pa.Field(
        str_length={"min_value": 1}, description="What must be true for it; `none` where counts and names suffice."
    )
    lower: Series[int] = pa.Field(
        metadata={"unit": "authorities"}, ge=0, description="Least number of the group among the inspected."
    )
    upper: Series[int] = pa.Field(
        metadata={"unit": "authorities"}, ge=0, description="Greatest number of the group among the inspected."
    )
    others_lower: Series[int] = pa.Field(
        metadata={"unit": "authorities"}, ge=0, description="Least number of the group among all others."
    )
    others_upper: Series[int] = pa.Field(
        metadata={"unit": "authorities"}, ge=0, description="Greatest number of the group among all others."
    )
    random_lower: Series[int] = pa.Field(
        metadata={"unit": "authorities"},
        ge=0,
        description="Lower end of the 95% interval of the number, had the inspected been drawn at random.",
    )
    random_upper: Series[int] = pa.Field(
        metadata={"unit": "authorities"}, ge=0, description="Upper end of that interval."
    )
    share_against_all: Series[str] = pa.Field(
        isin=["above", "below", "same", "undetermined"],
        description="The group's share of the inspected, against its share of all authorities.",
    )
    status: Series[str] = pa.Field(isin=["bounded", "assumed"], description="`assumed` if it needs the assumption.")

    @pa.dataframe_check(error="bounds in order, within the group and the inspected")
    def in_order(cls, frame: pd.DataFrame) -> pd.Series:
        most = frame[["group", "inspected"]].min(axis="columns")
        return (frame["lower"] <= frame["upper"]) & (frame["upper"] <= most)

    @pa.dataframe_check(error="the group is among the inspected and the others")
    def adds_up(cls, frame: pd.DataFrame) -> pd.Series:
        whole = frame["lower"] + frame["others_upper"], frame["upper"] + frame["others_lower"]
        return (whole[0] == frame["group"]) & (whole[1] == frame["group"])


class Scenarios(Table):
    """The headline results under every scenario of the grid of assumptions, one row each."""

    class Config:
        unique = ("scenario", "quantity")

    scenario: Series[str] = pa.Field(str_length={"min_value": 1}, description="The scenario in words.")
    base: Series[int] = pa.Field(
        metadata={"unit": "authorities"},
        ge=1,
        le=152,
        description="How many the percentages that fell and rose are taken to be of.",
    )
    rounding: Series[str] = pa.Field(
        isin=["half-up", "truncated"], description="How these percentages are taken to have been made whole."
    )
    comparator: Series[str] = pa.Field(
        str_length={"min_value": 1}, description="The earlier grades that the new ones are compared with."
    )
    equivalence: Series[str] = pa.Field(
        isin=["ordinal", "none"],
        description="`ordinal` if equal ranks are taken as equal grades; `none` if nothing is.",
    )
    left_out: Series[str] = pa.Field(description="The kind of facts left out, as in `facts.csv`; empty for none.")
    quantity: Series[str] = pa.Field(
        str_length={"min_value": 1}, description="The headline result; the library's `scenarios` defines each."
    )
    of: Series[int] = pa.Field(
        metadata={"unit": "authorities"}, ge=0, le=152, description="How many authorities it is a number among."
    )
    lower: Series[pd.Int64Dtype] = pa.Field(
        metadata={"unit": "authorities"}, nullable=True, ge=-152, le=152, description="Least number."
    )
    upper: Series[pd.Int64Dtype] = pa.Field(
        metadata={"unit": "authorities"}, nullable=True, ge=-152, le=152, description="Greatest number."
    )
    reason: Series[str] = pa.Field(description="Why there is no number; empty where there is one.")

    @pa.dataframe_check(error="a number, or else a reason")
    def number_or_reason(cls, frame: pd.DataFrame) -> pd.Series:
        has_number = frame["lower"].notna() & frame["upper"].notna()
        return has_number == (frame["reason"] == "")

    @pa.dataframe_check(error="bounds in order")
    def in_order(cls, frame: pd.DataFrame) -> pd.Series:
        return (frame["lower"] <= frame["upper"]).fillna(True).astype(bool)


class Objections(Table):
    """The claims of the study and the objections to them, kept by hand."""

    challenge: Series[str] = pa.Field(unique=True, str_matches=_whole(ID), description="Name of the challenge.")
    objection: Series[str] = pa.Field(str_length={"min_value": 1}, description="What a critic would say.")
    claim: Series[str] = pa.Field(str_length={"min_value": 1}, description="What the study says.")
    otherwise: Series[str] = pa.Field(str_length={"min_value": 1}, description="What is done differently.")
    quantity: Series[str] = pa.Field(str_length={"min_value": 1}, description="The number that is compared.")
    unit: Series[str] = pa.Field(str_length={"min_value": 1}, description="Its unit.")


class Challenges(Objections):
    """The study's claims put to objections: a number as stated, and as it is when done differently."""

    lower: Series[float] = pa.Field(description="The number's lower bound as the study has it.")
    upper: Series[float] = pa.Field(description="Its upper bound as the study has it; the same where it is exact.")
    otherwise_lower: Series[float] = pa.Field(description="Its lower bound when done differently.")
    otherwise_upper: Series[float] = pa.Field(description="Its upper bound when done differently.")
    verdict: Series[str] = pa.Field(
        isin=["stands", "depends"],
        description="`stands` if the claim holds either way; `depends` if it holds only as the study has it.",
    )

    @pa.dataframe_check(error="bounds in order")
    def in_order(cls, frame: pd.DataFrame) -> pd.Series:
        return (frame["lower"] <= frame["upper"]) & (frame["otherwise_lower"] <= frame["otherwise_upper"])


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
    unit: Series[str] = pa.Field(isin=["authorities", "inspections", "probability"], description="Unit of the value.")
    status: Series[str] = pa.Field(
        isin=["published", "derived", "bounded", "assumed"],
        description="`published` as printed; `derived` if published facts force it; `bounded` if they only bound it; `assumed` if it needs a stated assumption.",
    )
    notebook: Series[str] = pa.Field(str_length={"min_value": 1}, description="The notebook that computes it.")
    sources: Series[str] = pa.Field(
        str_length={"min_value": 1},
        description="The figures it rests on, by `figure_id`, joined by `|`; `facts.csv` for all facts together.",
    )
    assumptions: Series[str] = pa.Field(
        str_matches=_whole(_listed(ID), empty=True),
        description="The assumptions that it needs, by `assumption_id`, joined by `|`; empty if it needs none.",
    )
    without: Series[str] = pa.Field(
        str_matches=_whole(ID, empty=True),
        description="The finding that says the same with fewer assumptions; empty where none does.",
    )

    @pa.dataframe_check(error="an `assumed` number, and no other, names its assumptions")
    def assumptions_named(cls, frame: pd.DataFrame) -> pd.Series:
        return (frame["status"] == "assumed") == (frame["assumptions"] != "")

    @pa.dataframe_check(error="no more than its base")
    def within_base(cls, frame: pd.DataFrame) -> pd.Series:
        return (frame["numerator"] <= frame["base"]).fillna(True).astype(bool)

    @pa.dataframe_check(error="a value, or else a lower and an upper bound above it")
    def value_or_bounds(cls, frame: pd.DataFrame) -> pd.Series:
        return frame["value"].notna() | (frame["lower"] < frame["upper"])

    @pa.dataframe_check(error="a number that is only bounded is `bounded`, or `assumed`")
    def bounds_say_so(cls, frame: pd.DataFrame) -> pd.Series:
        return frame["value"].notna() | frame["status"].isin(["bounded", "assumed"])


class Assumptions(Table):
    """What the study assumes, kept by hand: `findings` need some, `variants` show others, the whole `study` rests on the rest."""

    assumption_id: Series[str] = pa.Field(unique=True, str_matches=_whole(ID), description="Name of the assumption.")
    scope: Series[str] = pa.Field(
        isin=["findings", "variants", "study"],
        description="`findings` if single findings need it and say so; `variants` if it only narrows bounds that are shown beside the findings; `study` if every number rests on it.",
    )
    statement: Series[str] = pa.Field(str_length={"min_value": 1}, description="What is assumed.")
    why: Series[str] = pa.Field(str_length={"min_value": 1}, description="Why it is reasonable, or worth a look.")
    if_it_fails: Series[str] = pa.Field(str_length={"min_value": 1}, description="What then changes.")


class AssumptionsUsed(Assumptions):
    """What the study assumes: `findings` need some, `variants` show others, the whole `study` rests on the rest."""

    finding_ids: Series[str] = pa.Field(
        str_matches=_whole(_listed(ID), empty=True), description="The findings that need it, joined by `|`."
    )

    @pa.dataframe_check(error="only an assumption of `findings` has findings that need it")
    def findings_need_it(cls, frame: pd.DataFrame) -> pd.Series:
        return (frame["scope"] == "findings") | (frame["finding_ids"] == "")


class Provenance(Table):
    """Where every table and chart comes from: the notebook, the code, the files and the releases that made it."""

    output: Series[str] = pa.Field(
        unique=True,
        str_length={"min_value": 1},
        description="The table, or the chart by its PNG, as a path in the repository.",
    )
    notebooks: Series[str] = pa.Field(
        str_length={"min_value": 1}, description="The notebooks that make it, joined by `|`."
    )
    code: Series[str] = pa.Field(
        str_length={"min_value": 1}, description="The modules of the library that they use, joined by `|`."
    )
    reads: Series[str] = pa.Field(
        str_length={"min_value": 1}, description="The files that they read for it, joined by `|`."
    )
    release_ids: Series[str] = pa.Field(
        str_matches=_whole(_listed(ID)),
        description="The releases that its rows name, or else those of what was read, joined by `|`.",
    )


class Authorities(Table):
    """The authorities responsible for children's services from April 2009 to 2013, one row each, by `gss_code`."""

    gss_code: Series[str] = pa.Field(
        unique=True, str_matches=r"^E(?:06|08|09|10)\d{6}$", description="Code of the statistics office as of 2013."
    )
    authority: Series[str] = pa.Field(
        unique=True, str_length={"min_value": 1}, description="Name, without the words of a council's style."
    )
    region: Series[str] = pa.Field(isin=REGIONS, description="Region of England.")
    type: Series[str] = pa.Field(isin=list(TYPES), description="Type of authority.")
    dfe_code: Series[str] = pa.Field(
        unique=True, str_matches=r"^\d{3}$", description="Number of the authority at the Department for Education."
    )
    status: Series[str] = pa.Field(
        isin=["", "city", "royal borough"],
        description="What its style may say beside the type: `city`, `royal borough` or nothing.",
    )

    @pa.dataframe_check(error="the code is one of the authority's type")
    def code_fits_type(cls, frame: pd.DataFrame) -> pd.Series:
        return frame["gss_code"].str[:3] == frame["type"].map(TYPES)


class Aliases(Table):
    """Other names of authorities that no rule of spelling covers, kept by hand, by authority."""

    alias: Series[str] = pa.Field(unique=True, str_length={"min_value": 1}, description="The other name.")
    authority: Series[str] = pa.Field(
        str_length={"min_value": 1}, description="The authority, as in `authorities.csv`."
    )
    reason: Series[str] = pa.Field(str_length={"min_value": 1}, description="Why it can mean no other authority.")


class GradeScales(Table):
    """Every grade of every regime that graded, as its releases print it: by regime, best grade first."""

    class Config:
        unique = ("regime", "grade")

    regime: Series[str] = pa.Field(isin=list(GRADES), description="The regime that gave the grade.")
    grade: Series[str] = pa.Field(isin=EVERY_GRADE, description="The grade as its regime prints it.")
    rank: Series[int] = pa.Field(
        metadata={"unit": "rank"},
        isin=[1, 2, 3, 4],
        description="4 = best to 1 = worst in every regime; shared position, not shared meaning.",
    )
    printed_number: Series[pd.Int64Dtype] = pa.Field(
        metadata={"unit": "rank"},
        nullable=True,
        isin=[1, 2, 3, 4],
        description="The regime's own number; empty where no release prints one.",
    )
    direction: Series[str] = pa.Field(
        isin=["", "higher is better", "lower is better"], description="Which way the regime's own numbers run."
    )
    printed_in: Series[str] = pa.Field(
        str_matches=_whole(_listed(ID)), description="The releases that print the scale, joined by `|`."
    )
    definition: Series[str] = pa.Field(
        description="What the grade means, in the study's words; empty where no release says."
    )

    @pa.dataframe_check(error="every grade of every regime, as in grades.GRADES")
    def as_in_the_library(cls, frame: pd.DataFrame) -> bool:
        expected = [(regime, name, rank) for regime in GRADES for rank, name in names(regime).items()]
        return list(zip(frame["regime"], frame["grade"], frame["rank"])) == expected

    @pa.dataframe_check(error="the printed number runs in the stated direction")
    def runs_in_direction(cls, frame: pd.DataFrame) -> pd.Series:
        upward, downward = frame["direction"] == "higher is better", frame["direction"] == "lower is better"
        expected = frame["rank"].where(upward, 5 - frame["rank"]).where(upward | downward)
        return frame["printed_number"].astype(float).fillna(0) == expected.fillna(0)


class Headlines(Table):
    """The findings that a reader meets first, in their order: at most ten, each with at most one figure."""

    sentence: Series[str] = pa.Field(
        str_contains=rf"\{{{ID}\}}",
        description="What is said; an id of `findings.csv` in braces stands for that finding's number.",
    )
    figure: Series[str] = pa.Field(
        str_matches=_whole(ID, empty=True), description="Name under `figures`, or empty where there is none."
    )

    @pa.dataframe_check(error="are at most ten")
    def are_few(cls, frame: pd.DataFrame) -> bool:
        return len(frame) <= 10


class Corrections(Table):
    """Errors of the releases, one row each: which figure, what it prints, what is meant and how that is known."""

    correction_id: Series[str] = pa.Field(unique=True, str_matches=_whole(ID), description="Name of the correction.")
    release_id: Series[str] = pa.Field(str_matches=_whole(ID), description="The release that errs.")
    unit: Series[str] = pa.Field(str_length={"min_value": 1}, description="The figure's unit.")
    measure: Series[str] = pa.Field(str_length={"min_value": 1}, description="The figure's measure.")
    regime: Series[str] = pa.Field(isin=["", *GRADES], description="The figure's regime.")
    judgement: Series[str] = pa.Field(description="The figure's judgement.")
    period: Series[str] = pa.Field(str_matches=_whole(PERIOD, empty=True), description="The figure's period.")
    grade: Series[str] = pa.Field(description="The figure's grade.")
    column: Series[str] = pa.Field(
        isin=["value", "authority"], description="The column of `figures.csv` that is wrong."
    )
    printed: Series[str] = pa.Field(str_length={"min_value": 1}, description="What that column holds, as printed.")
    meant: Series[str] = pa.Field(str_length={"min_value": 1}, description="What it should hold.")
    expected: Series[str] = pa.Field(
        str_length={"min_value": 1}, description="Words that the figure's `quote` must contain."
    )
    evidence: Series[str] = pa.Field(
        str_length={"min_value": 1}, description="What proves the error and what is meant."
    )

    @pa.dataframe_check(error="what is meant differs from what is printed")
    def changes_something(cls, frame: pd.DataFrame) -> pd.Series:
        return frame["printed"] != frame["meant"]

    @pa.dataframe_check(error="a value is a number")
    def values_are_numbers(cls, frame: pd.DataFrame) -> pd.Series:
        is_number = frame[["printed", "meant"]].apply(lambda cells: cells.str.fullmatch(r"-?\d+(?:\.\d+)?"))
        return is_number.all(axis="columns") | (frame["column"] != "value")


class NamedGrades(Table):
    """The grade of every authority that a release names with it, in the order of the releases."""

    class Config:
        unique = ("release_id", "regime", "period", "judgement", "authority")

    release_id: Series[str] = pa.Field(str_matches=_whole(ID), description="The release that names it.")
    regime: Series[str] = pa.Field(isin=list(GRADES), description="The regime that gave the grade.")
    period: Series[str] = pa.Field(
        str_matches=_whole(PERIOD, empty=True),
        description="Year of the annual grade; ISO date or interval of the inspection; empty where the text gives none.",
    )
    judgement: Series[str] = pa.Field(
        str_length={"min_value": 1}, description="The judgement; `overall` for annual grades and single inspections."
    )
    authority: Series[str] = pa.Field(
        str_length={"min_value": 1}, description="The authority, as in `authorities.csv`."
    )
    gss_code: Series[str] = pa.Field(str_matches=r"^E\d{8}$", description="Code of the statistics office as of 2013.")
    grade: Series[str] = pa.Field(isin=EVERY_GRADE, description="The grade as its regime prints it.")
    rank: Series[int] = pa.Field(
        metadata={"unit": "rank"},
        isin=[1, 2, 3, 4],
        description="4 = best to 1 = worst in every regime; shared position, not shared meaning.",
    )
    name_as_printed: Series[str] = pa.Field(
        str_length={"min_value": 1}, description="The name in the release, errors included; several joined by `|`."
    )
    figure_ids: Series[str] = pa.Field(
        str_length={"min_value": 1}, description="The figures that state the grade, joined by `|`."
    )
    correction_ids: Series[str] = pa.Field(
        str_matches=_whole(_listed(ID), empty=True), description="The corrections that were applied, joined by `|`."
    )


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
    value: Series[int] = pa.Field(metadata={"unit": "authorities"}, description="The published number of authorities.")


def _bound(which: str):
    said = f"{which} number of authorities; some table that fits all facts attains it."
    return pa.Field(ge=0, description=said, metadata={"unit": "authorities"})


class Bounded(Table):
    """Sharp bounds on numbers of authorities."""

    @pa.dataframe_check(error="no more than the upper bound")
    def lower_first(cls, frame: pd.DataFrame) -> pd.Series:
        return frame["lower"] <= frame["upper"]


class TransitionBounds(Bounded):
    """How many authorities can have moved from one grade to another, given all facts: all 16 moves between two years."""

    class Config:
        unique = ("from_period", "to_period", "from_grade", "to_grade")

    from_period: Series[str] = pa.Field(str_matches=_whole(r"20\d\d"), description="The year before.")
    to_period: Series[str] = pa.Field(str_matches=_whole(r"20\d\d"), description="The year after.")
    from_grade: Series[str] = pa.Field(str_length={"min_value": 1}, description="The grade before.")
    to_grade: Series[str] = pa.Field(str_length={"min_value": 1}, description="The grade after.")
    lower: Series[int] = _bound("Least")
    upper: Series[int] = _bound("Greatest")


class MovementBounds(Bounded):
    """How many authorities can have improved, declined or stayed between two years, given all facts."""

    class Config:
        unique = ("from_period", "to_period", "movement")

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

    class Config:
        unique = ("stage", "quantity")

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
    """The bounds with one fact, stage of facts or passage of a release left out, or without the premise of some facts."""

    class Config:
        unique = ("left_out", "quantity")

    left_out: Series[str] = pa.Field(
        str_length={"min_value": 1},
        description="What is left out: a fact, a stage, a passage of a release, or the premise that published grades stood.",
    )
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

    class Config:
        unique = ("assumption", "quantity")

    assumption: Series[str] = pa.Field(str_matches=_whole(ID), description="Name of the assumption.")
    statement: Series[str] = pa.Field(str_length={"min_value": 1}, description="What is assumed.")
    quantity: Series[str] = pa.Field(
        str_length={"min_value": 1}, description="What is counted; `movement_bounds` and `functional_bounds` define it."
    )
    lower: Series[int] = _bound("Least")
    upper: Series[int] = _bound("Greatest")


class AuthorityTrajectories(Table):
    """The grades that each named authority can have had in each year, given all facts and lists."""

    class Config:
        unique = ("gss_code", "period")

    authority: Series[str] = pa.Field(
        str_length={"min_value": 1}, description="The authority, which some release names."
    )
    gss_code: Series[str] = pa.Field(str_length={"min_value": 1}, description="Its code.")
    period: Series[str] = pa.Field(str_matches=_whole(r"20\d\d"), description="The year.")
    possible_grades: Series[str] = pa.Field(
        str_length={"min_value": 1}, description="The grades that it can have had, joined by `|`, best first."
    )
    reason: Series[str] = pa.Field(str_length={"min_value": 1}, description="Why not the others.")


class Reconciliation(Table):
    """The ledger of every comparison that the releases allow, by kind and in the order of the releases."""

    check_id: Series[str] = pa.Field(unique=True, str_matches=_whole(ID), description="Name of the comparison.")
    kind: Series[str] = pa.Field(str_matches=_whole(ID), description="Kind of comparison.")
    statement: Series[str] = pa.Field(
        str_length={"min_value": 1}, description="What should hold, and of what it is asked here."
    )
    left: Series[str] = pa.Field(str_length={"min_value": 1}, description="The one side: a number, and its parts.")
    left_source: Series[str] = pa.Field(
        str_matches=_whole(_listed(FIGURE_ID)), description="The figures that state it, joined by `|`."
    )
    right: Series[str] = pa.Field(str_length={"min_value": 1}, description="The other side.")
    right_source: Series[str] = pa.Field(
        str_matches=_whole(_listed(rf"{FIGURE_ID}|authorities\.csv")),
        description="The figures that state it, joined by `|`; or the register of authorities, by the name of its table.",
    )
    verdict: Series[str] = pa.Field(
        isin=["agrees", "explained", "conflicts"],
        description="`explained` if they differ and other figures prove why; `conflicts` if they differ and none does.",
    )
    explanation: Series[str] = pa.Field(
        str_length={"min_value": 1}, description="The two sides in words; of a difference the proof, or what is open."
    )
    affects: Series[str] = pa.Field(description="Of a conflict: the later results that it touches; else empty.")

    @pa.dataframe_check(error="a conflict, and nothing else, says what it affects")
    def conflicts_affect(cls, frame: pd.DataFrame) -> pd.Series:
        return (frame["affects"] != "") == (frame["verdict"] == "conflicts")


# The published tables, in the order in which they are made.
SCHEMAS: dict[str, type[Table]] = {
    "releases": Releases,
    "figures": Figures,
    "ignored_numbers": IgnoredNumbers,
    "authorities": Authorities,
    "grade_scales": GradeScales,
    "named_grades": NamedGrades,
    "grade_counts": GradeCounts,
    "moves": Moves,
    "reconciliation": Reconciliation,
    "drift_measures": DriftMeasures,
    "facts": Facts,
    "transition_bounds": TransitionBounds,
    "movement_bounds": MovementBounds,
    "functional_bounds": FunctionalBounds,
    "information_ladder": InformationLadder,
    "bounds_without": BoundsWithout,
    "bounds_assuming": BoundsAssuming,
    "authority_trajectories": AuthorityTrajectories,
    "mobility_measures": MobilityMeasures,
    "symmetry_tests": SymmetryTests,
    "percentage_inversions": PercentageInversions,
    "regime_bounds": RegimeBounds,
    "first_inspected": FirstInspected,
    "scenarios": Scenarios,
    "challenges": Challenges,
    "findings": Findings,
    "assumptions": AssumptionsUsed,
    "provenance": Provenance,
}


class Reference(NamedTuple):
    """A column that holds the key of another table; `is_list` if it holds several, joined by `|`."""

    table: str
    key: str
    is_list: bool = False


# By the name of the column, which means the same in every table but where the table is named too.
REFERENCES = {
    "release_id": Reference("releases", "release_id"),
    "release_ids": Reference("releases", "release_id", is_list=True),
    "printed_in": Reference("releases", "release_id", is_list=True),
    "figure_id": Reference("figures", "figure_id"),
    "figure_ids": Reference("figures", "figure_id", is_list=True),
    "left_source": Reference("figures", "figure_id", is_list=True),
    "right_source": Reference("figures", "figure_id", is_list=True),
    "sources": Reference("figures", "figure_id", is_list=True),
    "gss_code": Reference("authorities", "gss_code"),
    "assumption_id": Reference("assumptions", "assumption_id"),
    "assumptions": Reference("assumptions", "assumption_id", is_list=True),
    "bounds_assuming.assumption": Reference("assumptions", "assumption_id"),
    "finding_ids": Reference("findings", "finding_id", is_list=True),
    "without": Reference("findings", "finding_id"),
}
GRADE_KEY = ("regime", "grade", "rank")  # together they are a row of `grade_scales`
