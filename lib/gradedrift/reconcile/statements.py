"""What is compared: quantities as releases state them, amounts made of them, and the outcome of a comparison."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from gradedrift.grades import ANNUAL_REGIMES, GRADES

COUNTS = ("authorities", "inspections", "settings")  # units of which a grade or a total can be counted
PREMISE = "If a grade once published stood"  # what a comparison with an unfinished release rests on
REGISTER = "authorities.csv"  # how a source names the register of authorities


class Quantity(NamedTuple):
    """One number of one release, in however many figures the release states it."""

    release_id: str
    unit: str
    measure: str
    regime: str
    judgement: str
    period: str
    grade: str
    from_period: str
    from_grade: str
    to_period: str
    to_grade: str
    authority: str
    sentence: str  # where it stands, if no regime says what it is about: six homes are not six schools
    section: str
    values: tuple[float, ...]
    figure_ids: tuple[str, ...]


LIST = ["release_id", "regime", "judgement", "period", "grade"]  # what the names of one list share
ABOUT = Quantity._fields[1:13]  # what makes two releases' quantities the same


class NamedList(NamedTuple):
    """The authorities that one release names for one grade."""

    release_id: str
    codes: frozenset[str]
    figure_ids: tuple[str, ...]


class Amount(NamedTuple):
    """A number, how it is made up, and the figures that state its parts."""

    value: float
    text: str
    sources: tuple[str, ...]


class Check(NamedTuple):
    """The outcome of one comparison."""

    subject: str
    left: Amount
    right: Amount
    verdict: str
    explanation: str


class Unmade(NamedTuple):
    """A comparison that the releases do not allow, and why."""

    subject: str
    reason: str


@dataclass(eq=False)
class Published:
    """The tidy tables that are compared, columns as in `schemas` under the same names."""

    figures: pd.DataFrame
    named_grades: pd.DataFrame
    grade_counts: pd.DataFrame
    moves: pd.DataFrame
    authorities: pd.DataFrame
    aliases: pd.DataFrame
    corrections: pd.DataFrame

    @cached_property
    def quantities(self) -> list[Quantity]:
        """Every number but names and fractions, in the order of the releases."""
        return quantities(self.figures)

    @cached_property
    def lists(self) -> dict[tuple[str, ...], NamedList]:
        """The named authorities by (release, regime, judgement, period, grade)."""
        return {
            about: NamedList(about[0], frozenset(rows["gss_code"]), tuple("|".join(rows["figure_ids"]).split("|")))
            for about, rows in self.named_grades.groupby(LIST, sort=False)
        }

    def chosen(self, **wanted: str) -> list[Quantity]:
        """The quantities that have all these attributes."""
        return [q for q in self.quantities if all(getattr(q, name) == value for name, value in wanted.items())]

    def one(self, **wanted: str) -> Quantity | None:
        """The first such quantity, if there is any."""
        return next(iter(self.chosen(**wanted)), None)

    def everyone(self) -> Amount | None:
        """How many authorities there are: every printed total of authorities that is of no inspections yet made."""
        totals = [q for q in self.chosen(measure="total", unit="authorities") if is_of_everyone(q)]
        return Amount(totals[0].values[0], number(totals[0].values[0]), joined(totals)) if totals else None

    def unfinished(self, year: str) -> set[str]:
        """The releases that had annual grades of a year pending."""
        return {q.release_id for q in self.chosen(measure="pending", regime=ANNUAL_REGIMES.get(year), period=year)}

    @cached_property
    def distributions(self) -> dict[tuple[str, ...], list[Quantity]]:
        """The counts of single grades, best grade first, by (release, regime, judgement, period, unit, sentence)."""
        found = defaultdict(list)
        for q in self.chosen(measure="graded"):
            if q.unit in COUNTS and q.grade and "|" not in q.grade:
                found[q.release_id, q.regime, q.judgement, q.period, q.unit, q.sentence].append(q)
        return {key: sorted(parts, key=_position) for key, parts in found.items()}


def is_of_everyone(total: Quantity) -> bool:
    """Whether a total of authorities is of all there are: of an annual grade, or of no period."""
    return not total.period or total.regime in ANNUAL_REGIMES.values()


def is_whole(distribution: list[Quantity]) -> bool:
    """Whether there is a count of each of the regime's grades."""
    grades = GRADES.get(distribution[0].regime, ())
    return bool(grades) and {q.grade for q in distribution} == set(grades)


def _position(q: Quantity) -> int:
    grades = GRADES.get(q.regime, ())
    return grades.index(q.grade) if q.grade in grades else len(grades)


def quantities(figures: pd.DataFrame) -> list[Quantity]:
    """The figures by what they are about, one quantity for each release and subject; names and fractions left out."""
    counted = figures[
        (figures["unit"] != "fraction") & ((figures["unit"] != "grade") | (figures["measure"] == "scale"))
    ]
    stated = defaultdict(list)
    intervals = counted.loc[counted["period"].str.contains("/"), ["release_id", "regime", "measure", "unit", "period"]]
    known = set(intervals.itertuples(index=False, name=None))
    for row in counted.itertuples():
        stated[(row.release_id, *_about(row, known))].append(row)
    return [
        Quantity(*key, _section(rows[0]), tuple(row.value for row in rows), tuple(row.figure_id for row in rows))
        for key, rows in stated.items()
    ]


def _about(row, known: set[tuple[str, ...]]) -> tuple[str, ...]:
    """What a figure is about, in the order of `ABOUT`.

    A count "as at" a date is the count of the one interval that ends on it, where there is just one.
    """
    same = (row.release_id, row.regime, row.measure, row.unit)
    spans = [period for *about, period in known if tuple(about) == same and period.endswith(f"/{row.period}")]
    period = spans[0] if row.period and len(spans) == 1 else row.period
    sentence = "" if row.regime else row.locator
    change = (row.from_period, row.from_grade, row.to_period, row.to_grade)
    return (row.unit, row.measure, row.regime, row.judgement, period, row.grade, *change, row.authority, sentence)


def _section(row) -> str:
    """The heading, or the note of a table, under which a figure stands."""
    return row.locator.partition(", paragraph")[0].partition(", sentence")[0]


# Amounts


def number(value: float) -> str:
    """A number as it is printed.

    >>> number(28.0), number(0.5)
    ('28', '0.5')
    """
    return f"{value:g}"


def as_stated(value: float) -> str:
    """A number as a release states it: a difference can be of fewer, and a cell that begins with "-" is a formula.

    >>> as_stated(5.0), as_stated(-5.0)
    ('5', '5 fewer')
    """
    return number(value) if value >= 0 else f"{number(-value)} fewer"


def joined(quantities: Iterable[Quantity]) -> tuple[str, ...]:
    """The ids of all figures of some quantities."""
    return tuple(figure_id for q in quantities for figure_id in q.figure_ids)


def amount(q: Quantity) -> Amount:
    """The quantity as the release first states it; what it states otherwise elsewhere is for `repeated` to find."""
    return Amount(q.values[0], as_stated(q.values[0]), q.figure_ids)


def total(parts: Iterable[Amount], sign: str = "+") -> Amount:
    """The amounts added up, or with `-` all others taken from the first.

    >>> total([Amount(20, "20", ("a:1:1",)), Amount(8, "8", ("b:1:1",))]).text
    '20 + 8 = 28'
    """
    first, *others = parts
    value = first.value + sum(part.value for part in others) * (1 if sign == "+" else -1)
    texts = [part.text for part in (first, *others)]
    text = f"{f' {sign} '.join(texts)} = {number(value)}" if others else first.text
    return Amount(value, text, tuple(dict.fromkeys(name for part in (first, *others) for name in part.sources)))


def least(parts: Iterable[Amount]) -> Amount:
    """The least of the amounts, with the sources of all.

    >>> least([Amount(20, "20", ("a:1:1",)), Amount(8, "8", ("b:1:1",))]).text
    '8, the least of 20, 8'
    """
    parts = list(parts)
    value = min(part.value for part in parts)
    text = f"{number(value)}, the least of {', '.join(part.text for part in parts)}"
    return Amount(value, text, tuple(name for part in parts for name in part.sources))


# Comparisons


def compare(
    subject: str,
    left: Amount,
    right: Amount,
    says: tuple[str, str],
    relation: str = "=",
    proof: str = "",
    note: str = "",
) -> Check:
    """Two amounts that should be equal, or the left no more than the right (`relation` "<=").

    `says` are the words before each amount. `proof` says which other figures explain a difference; without
    it a difference is a conflict. `note` ends the explanation either way.
    """
    difference = left.value - right.value
    holds = difference == 0 if relation == "=" else difference <= 0
    outcome = {"=": "the same", "<=": "no more"}[relation] if holds else f"{number(abs(difference))} apart"
    sentence = f"{says[0]} {left.text}, {says[1]} {right.text}: {outcome}."
    return judged(subject, left, right, holds, sentence, proof, note)


def judged(
    subject: str, left: Amount, right: Amount, holds: bool, sentence: str, proof: str = "", note: str = ""
) -> Check:
    """A comparison whose outcome is decided: `explained` where it does not hold but other figures prove why."""
    verdict = "agrees" if holds else "explained" if proof else "conflicts"
    explanation = " ".join(filter(None, [sentence[0].upper() + sentence[1:], "" if holds else proof, note]))
    return Check(subject, left, right, verdict, explanation)


def about(q: Quantity, *more: str) -> str:
    """What a quantity is about, in words; one that several share is the same for all releases."""
    span = "" if not q.to_period else f"{q.from_period} to {q.to_period}"
    grades = f"{q.from_grade} to {q.to_grade}" if q.to_grade else q.grade
    parts = [*more, q.measure, grades, q.judgement, q.regime, q.period, span, q.unit, q.authority, q.sentence]
    return ", ".join(filter(None, parts))


def same(of: tuple, *names: str) -> dict[str, str]:
    """Some attributes of a quantity, to choose others that share them."""
    return {name: getattr(of, name) for name in names}


def slug(*words: str) -> str:
    """Words as an id.

    >>> slug("totals", "annual-rating, overall, 2009")
    'totals-annual-rating-overall-2009'
    """
    return re.sub(r"[^a-z0-9]+", "-", " ".join(words).lower()).strip("-")
