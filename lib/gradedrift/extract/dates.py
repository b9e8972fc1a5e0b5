"""Dates and periods in running text, as ISO 8601."""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

MONTHS = {
    name: number
    for number, name in enumerate(
        "january february march april may june july august september october november december".split(), start=1
    )
}

# What ends on a date -> how many months it has.
SPANS = {"quarter": 3, "year": 12} | {
    f"{number} months": months
    for months, numbers in {3: "3 three", 6: "6 six", 9: "9 nine", 12: "12 twelve"}.items()
    for number in numbers.split()
}

# A year may carry footnote digits ("20111", "20112,3"): only its first four are the year.
_YEAR = r"20\d\d(?:\d(?:,\d)*)?(?!\d)"
_FOUR_DIGITS = re.compile(r"20\d\d")
_DATE = rf"(?:\d{{1,2}} )?(?:{'|'.join(MONTHS)})(?: {_YEAR})?(?!\w)"
# What opens a period and leaves its end to others.
_START = r"since|(?:beg[au]n|started|starting|beginning) (?:in|on)|first (?:inspections? )?(?:took place|was|were|dates?|held) (?:in|from|on)"
DATED = re.compile(
    rf"(?:between |from )?(?<!\d)(?P<start>{_DATE}) (?:and|to|until|-) (?P<end>{_DATE})"
    rf"|(?P<span>{'|'.join(SPANS)}) (?:to|ending|ended) (?:the end of )?(?P<until>{_DATE})"
    rf"|(?:(?P<opens>{_START}) |(?P<closes>(?:up to|as (?:at|of|on)|until|by|to|at)(?: the end of)?) |(?P<inside>in|during) )?"
    rf"(?<!\d)(?P<date>{_DATE})(?P<last_year> last year)?"
    rf"|(?<![\d/])(?P<year>{_YEAR})(?![\d/])",
    re.IGNORECASE,
)


class Period(NamedTuple):
    """A span of time: ISO dates, a start or an end left empty where the words give none."""

    start: str = ""
    end: str = ""
    year: str = ""
    is_stated: bool = True  # False for a date that only happens to be named: "in June 2009"

    @property
    def iso(self) -> str:
        """`2011`, `2011-09-30` or `2009-06-01/2011-09-30`."""
        if self.year:
            return self.year
        return f"{self.start}/{self.end}" if self.start and self.end else self.end


def period(match: re.Match[str], year: str) -> Period:
    """The period that the words matched by `DATED` name; `year` completes a date that has none.

    >>> period(DATED.search("between 1 July and 30 September 2011"), "")
    Period(start='2011-07-01', end='2011-09-30', year='', is_stated=True)
    """
    if match["year"]:
        return Period(year=match["year"][:4])
    if match["start"]:
        end_year = _year_of(match["end"]) or year
        return Period(_iso(match["start"], end_year, last=False), _iso(match["end"], end_year, last=True))
    if match["span"]:
        end = _iso(match["until"], year, last=True)
        return Period(_months_before(end, SPANS[match["span"].lower()]) if end else "", end)
    if match["last_year"]:
        year = str(int(year) - 1) if year else ""
    if match["opens"]:
        return Period(start=_iso(match["date"], year, last=False))
    end = _iso(match["date"], year, last=True)
    if match["closes"]:
        return Period(end=end)
    return Period(start=_iso(match["date"], year, last=False), end=end, is_stated=False)


def _months_before(end: str, months: int) -> str:
    """The first day of so many months that end on a day."""
    after = date.fromisoformat(end) + timedelta(days=1)
    year, month = divmod(12 * after.year + after.month - 1 - months, 12)
    return date(year, month + 1, min(after.day, monthrange(year, month + 1)[1])).isoformat()


def _year_of(named: str) -> str:
    found = _FOUR_DIGITS.search(named)
    return found.group() if found else ""


def _iso(named: str, year: str, last: bool) -> str:
    """A date as ISO; a month alone is its first or its last day. "" where no year is known."""
    year = _year_of(named) or year
    if not year:
        return ""
    words = named.lower().split()
    day = int(words.pop(0)) if words[0].isdigit() else None
    month = MONTHS[words[0]]
    day = day or (monthrange(int(year), month)[1] if last else 1)
    return f"{year}-{month:02d}-{day:02d}"
