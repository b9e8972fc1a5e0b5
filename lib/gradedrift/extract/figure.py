"""What the extractor finds: one figure, with where it stands and what it is about."""

from dataclasses import dataclass


@dataclass(frozen=True)
class About:
    """What a passage is about, as far as its own words and what stands before it say."""

    scale: str = ""  # "annual" (the two annual regimes) or a regime
    service: str = ""  # "safeguarding" or "looked after children"
    judgement: str = ""
    period: str = ""  # ISO 8601
    start: str = ""  # the open start of a period ("since November 2013")
    unit: str = ""


@dataclass(frozen=True)
class Figure:
    """One figure that a release states; the columns of `figures.csv` by the same names."""

    locator: str
    line: int
    column: int
    quote: str
    value: float
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


QUOTE_LENGTH = 120
OPENING = ("(", "\u201c", "\u2018")
CLOSING = (")", "\u201d", "\u2019")


def quote(raw: str, start: int = 0, end: int | None = None) -> str:
    """The words from `start` to `end` with the marks around them, on one line, 120 characters at most."""
    end = len(raw) if end is None else end
    start -= raw[start - 1 : start] in OPENING
    end += raw[end : end + 1] in CLOSING
    return " ".join(raw[start:end].split())[:QUOTE_LENGTH]
