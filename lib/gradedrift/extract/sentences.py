"""Figures in running text: counts by grade, what is pending, and the total they are of.

A sentence is read only when every number in it is understood. One that speaks of change, of two
judgements at once or of other things than authorities and inspections is left unread, not guessed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from gradedrift.errors import SourceError
from gradedrift.extract.context import about, judgement_of, regime_of, settles, values
from gradedrift.extract.figure import About, Figure, quote
from gradedrift.extract.layout import Passage
from gradedrift.extract.tokens import Token, scan
from gradedrift.grades import RANKS, grade


@dataclass(frozen=True)
class Count:
    """A number, the ranks it counts (none where no grade goes with it), and where these words stand."""

    number: Token
    ranks: tuple[int, ...]
    start: int
    end: int
    measure: str = "graded"


def read_passage(
    passage: Passage, before: About, section: str, source: str, year: str = ""
) -> tuple[list[Figure], About]:
    """The figures of a passage, and the context that it leaves for the next one.

    `section` names the place for the locator, `source` the file for messages; `year` completes
    dates without one. `SourceError` for a count in a list of counts by grade that has no grade.
    """
    figures: list[Figure] = []
    context = left = before
    for index, (start, end) in enumerate(passage.sentences(), start=1):
        tokens = [_shifted(token, start) for token in scan(passage.plain[start:end], year)]
        context = about(tokens, context)
        if settles(tokens, context):
            left = context
        where = f"{section}, sentence {index}" if section else f"sentence {index}"
        figures += [_figure(passage, found, context, where) for found in _counts(passage, tokens, context, source)]
    return figures, left


def _shifted(token: Token, by: int) -> Token:
    return Token(token.kind, token.value, token.start + by, token.end + by)


def _counts(passage: Passage, tokens: list[Token], context: About, source: str) -> list[Count]:
    """The counts of a sentence, none unless each of its numbers is understood."""
    if not context.unit or _is_unread(tokens, context) or _is_scale(tokens):
        return []
    total = _total(passage, tokens)
    counts = [count for count in _graded(passage, tokens) if not total or count.number is not total.number]
    graded = [count for count in counts if count.ranks]
    left = [count for count in counts if not count.ranks]
    pending = next((token for token in tokens if token.kind == "pending"), None)
    if pending and len(left) == 1 and not graded:
        return [replace(left[0], end=max(left[0].end, pending.end), measure="pending")]
    if left and len(graded) > 1:
        line, _ = passage.place(left[0].start)
        raise SourceError(
            source, line, f"a count without a grade that is known: {quote(passage.raw, left[0].start)[:40]!r}"
        )
    if left:
        return []
    return [total, *graded] if total and graded else graded


def _is_unread(tokens: list[Token], context: About) -> bool:
    """Whether the sentence says more than counts by grade: change, other things, two judgements, another scale."""
    another_scale = [scales for _, scales in values(tokens, "grade") if context.scale and context.scale not in scales]
    more = any(token.kind in ("change", "other") for token in tokens)
    return more or len(values(tokens, "judgement")) > 1 or bool(another_scale)


def _is_scale(tokens: list[Token]) -> bool:
    """Whether the numbers only name the grades of a scale: "1 Outstanding, 2 Good, ..."."""
    pairs = [(a.value, b.value[0]) for a, b in pairwise(tokens) if a.kind == "number" and b.kind == "grade"]
    ranks = [rank for _, rank in pairs]
    return ranks in ([*RANKS], [*reversed(RANKS)]) and sorted(value for value, _ in pairs) == [1, 2, 3, 4]


def _total(passage: Passage, tokens: list[Token]) -> Count | None:
    """The number that the sentence's counts are parts of: "Of the 41 councils ..."."""
    for number, unit in pairwise(tokens):
        opening = re.search(r"\bof the $", passage.plain[: number.start], flags=re.IGNORECASE)
        if number.kind == "number" and unit.kind == "unit" and opening:
            return Count(number, (), number.start, unit.end, "total")
    return None


def _graded(passage: Passage, tokens: list[Token]) -> Iterator[Count]:
    """Each number of a sentence with the grades that go with it.

    The grade follows its number ("ten are good"), unless every number of the sentence comes after a
    grade and the last after the last ("good in ten").
    """
    marks = [token for token in tokens if token.kind in ("number", "grade")]
    first_grades = bool(marks) and marks[0].kind == "grade" and marks[-1].kind == "number"
    for at, token in enumerate(marks):
        if token.kind != "number":
            continue
        side = marks[:at][::-1] if first_grades else marks[at + 1 :]
        grades = list(takewhile(lambda mark: mark.kind == "grade", side))
        if not first_grades:
            grades = _joined(passage, grades)
        marked = [token, *grades]
        yield Count(token, tuple(g.value[0] for g in grades), min(m.start for m in marked), max(m.end for m in marked))


def _joined(passage: Passage, grades: list[Token]) -> list[Token]:
    """The first grade and those that are joined to it by "or" or "and"."""
    together = grades[:1]
    for following in grades[1:]:
        if re.fullmatch(r"\W*(?:or|and)\W*", passage.plain[together[-1].end : following.start]):
            together.append(following)
    return together


def _figure(passage: Passage, count: Count, context: About, where: str) -> Figure:
    line, column = passage.place(count.number.start)
    regime = regime_of(context)
    return Figure(
        line=line,
        column=column,
        locator=where,
        quote=quote(passage.raw, count.start, count.end),
        value=count.number.value,
        unit=context.unit,
        qualifier="",
        measure=count.measure,
        regime=regime,
        judgement=judgement_of(context),
        period=context.period,
        grade="|".join(grade(regime, rank) for rank in sorted(count.ranks, reverse=True)) if regime else "",
    )
