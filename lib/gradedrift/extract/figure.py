"""What the extractor finds: one figure, with where it stands and what it is about."""

from dataclasses import dataclass, field
from typing import NamedTuple


class About(NamedTuple):
    """What a passage is about, as far as its own words and what stands before it say."""

    scale: str = ""  # "annual" (the two annual regimes) or a regime
    service: str = ""  # "safeguarding" or "looked after children"
    judgement: str = ""  # several joined by "|"
    headed: str = ""  # the judgements that the section's heading names
    period: str = ""  # ISO 8601
    year: str = ""  # of the annual grade that the text spoke of last
    span: str = ""  # the dates that the section's heading gives its inspections
    start: str = ""  # the open start of a period ("since November 2013")
    from_period: str = ""  # the years of a change
    to_period: str = ""
    unit: str = ""
    ranks: tuple[int, ...] = ()  # of the last figure
    authority: str = ""  # the single authority that the text is about
    key_areas: tuple[str, ...] = ()  # the judgements that "the three key areas" stand for


NOTHING = About()


class Figure(NamedTuple):
    """One figure that a release states; the columns of `figures.csv` by the same names."""

    locator: str
    line: int
    column: int
    quote: str
    value: float | None  # `None` for a grade that is printed without a number
    unit: str
    qualifier: str
    measure: str
    regime: str
    judgement: str
    period: str
    grade: str = ""
    from_period: str = ""
    from_grade: str = ""
    to_period: str = ""
    to_grade: str = ""
    authority: str = ""


class IgnoredNumber(NamedTuple):
    """A number of a release that is no figure of the study, with the reason."""

    line: int
    column: int
    quote: str
    value: str
    reason: str


@dataclass
class Reading:
    """All that was found in a release text: figures, other numbers, and what a person should look at."""

    figures: list[Figure] = field(default_factory=list)
    ignored: list[IgnoredNumber] = field(default_factory=list)
    unread: list[IgnoredNumber] = field(default_factory=list)
    warnings: list[tuple[int, str]] = field(default_factory=list)  # line and cause


QUOTE_LENGTH = 120
MARKS = {"(": ")", "\u201c": "\u201d", "\u2018": "\u2019"}  # around words
OPENING = {closing: opening for opening, closing in MARKS.items()}


def quote(raw: str, start: int = 0, end: int | None = None) -> str:
    """The words from `start` to `end` with the marks around them, on one line, 120 characters at most."""
    end = len(raw) if end is None else end
    before, after = raw[start - 1 : start], raw[end : end + 1]
    start -= before in MARKS and MARKS[before] in raw[start : end + 1]
    end += after in OPENING and OPENING[after] in raw[start:end]
    return " ".join(raw[start:end].split())[:QUOTE_LENGTH]
