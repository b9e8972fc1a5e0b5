"""Short texts read, and what they tell: for the tests of the extractor."""

import pytest

from gradedrift.errors import SourceError
from gradedrift.extract import Reading, extract
from tests.generated import NAMES

# What stands before a text, and says what its grades are.
ANNUAL = "The annual assessments for 2011 are out."
SINGLE = "Single inspection framework"
ANNOUNCED = "Announced inspections of safeguarding services"

# The names of the grades, best first.
ANNUAL_GRADES = "performs excellently", "performs well", "performs adequately", "performs poorly"
ANNOUNCED_GRADES = "outstanding", "good", "adequate", "inadequate"
SINGLE_GRADES = "outstanding", "good", "requires improvement", "inadequate"


def reading(text: str, year: str = "") -> Reading:
    return extract(text, "a.txt", year, NAMES)


def after(before: str, text: str) -> str:
    return f"{before}\n\n{text}"


def told(text: str, *fields: str, year: str = "", **only) -> list[tuple]:
    """The chosen fields of each figure of a text, in order; `only` of figures that have these values."""
    chosen = [f for f in reading(text, year).figures if all(getattr(f, name) == value for name, value in only.items())]
    return [tuple(getattr(f, name) for name in fields) for f in chosen]


def told_after(before: str, text: str, *fields: str, year: str = "") -> list[tuple]:
    """The chosen fields of each figure of a paragraph and of what stands before it, in order."""
    return told(after(before, text), *fields, year=year)


def unread_after(before: str, text: str) -> list[str]:
    """The numbers of a paragraph that are not understood."""
    return [number.value for number in reading(after(before, text)).unread]


def refusal(text: str) -> str:
    """The one line that refuses a text."""
    with pytest.raises(SourceError) as refused:
        extract(text, "a.txt", "", NAMES)
    return str(refused.value)
