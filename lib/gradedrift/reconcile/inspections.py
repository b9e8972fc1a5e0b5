"""Inspections against authorities and re-inspections, and one judgement against several at once."""

from collections.abc import Iterator
from itertools import combinations

from gradedrift.reconcile.statements import (
    Amount,
    Check,
    Published,
    Quantity,
    Unmade,
    about,
    amount,
    compare,
    number,
    same,
    total,
)

SOME = "at least one sub-judgement"  # how a figure says that any but the overall judgement will do
OVERALL = "overall effectiveness"


def re_inspections(published: Published) -> Iterator[Check | Unmade]:
    """Inspections against the authorities inspected and the inspections that were repeats.

    A repeat of which no judgement is stated was one of every service; other repeats were of one service.
    """
    for q in published.chosen(measure="total", unit="inspections"):
        inspected = published.one(measure="inspected", unit="authorities", **same(q, "release_id", "regime", "period"))
        again = [each for each in _repeats(published, q) if _was_of(each, q.judgement)]
        subject = about(q, q.release_id)
        if inspected is None or not again:
            yield Unmade(subject, "the release does not say how many authorities they were of")
        else:
            says = ("inspections are", "authorities and re-inspections")
            yield compare(subject, amount(q), total(map(amount, [inspected, *again])), says)
    for q in published.chosen(measure="re-inspected", unit="authorities", grade=""):
        says = ("authorities inspected again are", "re-inspections")
        yield compare(about(q, q.release_id), amount(q), total(map(amount, _repeats(published, q))), says)


def _repeats(published: Published, q: Quantity) -> list[Quantity]:
    """The stated numbers of re-inspections of the same release, regime and period."""
    alike = same(q, "release_id", "regime", "period")
    return published.chosen(measure="re-inspected", unit="inspections", grade="", **alike)


def _was_of(repeat: Quantity, judgement: str) -> bool:
    """Whether a re-inspection made this judgement too."""
    service = judgement.partition(":")[0]
    return repeat.judgement in ("", service)


def services(published: Published) -> Iterator[Check | Unmade]:
    """How many more inspections one service had than another against its re-inspections.

    An authority's first inspection is one of every service, so that only repeats can make a difference.
    """
    totals = [
        q for q in published.chosen(measure="total", unit="inspections") if q.judgement and ":" not in q.judgement
    ]
    for more, fewer in combinations(totals, 2):
        if same(more, "release_id", "regime", "period") != same(fewer, "release_id", "regime", "period"):
            continue
        more, fewer = sorted((more, fewer), key=lambda q: -q.values[0])
        again = [amount(q) for q in _repeats(published, more) if q.judgement == more.judgement]
        subject = about(more, more.release_id, f"more than of {fewer.judgement}")
        if not again:
            yield Unmade(subject, "the release states no re-inspections of the one service")
        else:
            says = ("the totals differ by", "re-inspections of the one service are")
            yield compare(subject, total([amount(more), amount(fewer)], "-"), total(again), says, "<=")


def graded_twice(published: Published) -> Iterator[Check]:
    """Inspections with a grade against the authorities that had it, and those that had it twice."""
    for q in published.chosen(measure="graded", unit="inspections"):
        alike = same(q, "release_id", "regime", "judgement", "period", "grade")
        authorities = published.one(measure="graded", unit="authorities", **alike)
        if authorities is None:
            continue
        twice = published.chosen(measure="re-inspected", unit="authorities", **alike)
        if twice:
            says = ("inspections with the grade are", "authorities, and those with it twice,")
            yield compare(about(q, q.release_id), amount(q), total(map(amount, [authorities, *twice])), says)
        else:
            says = ("authorities with the grade are", "inspections with it")
            yield compare(about(q, q.release_id), amount(authorities), amount(q), says, "<=")


def several_judgements(published: Published) -> Iterator[Check]:
    """Those with a grade in several judgements at once against those with it in some of these."""
    graded = [q for q in published.chosen(measure="graded") if q.unit in ("authorities", "inspections")]
    for q in graded:
        for other in graded:
            alike = ("release_id", "unit", "regime", "period", "grade")
            if same(q, *alike) == same(other, *alike) and _is_stricter(q, other):
                says = ("with the grade in all these judgements are", f"in {other.judgement.replace('|', ' and ')}")
                yield compare(about(q, q.release_id, other.judgement), amount(q), amount(other), says, "<=")


def _is_stricter(q: Quantity, other: Quantity) -> bool:
    """Whether a count asks for the grade in all judgements of another one and more, or for a certain one where that asks for any."""
    asked, needed = set(q.judgement.split("|")), set(other.judgement.split("|"))
    if needed == {SOME}:
        return q.section == other.section and any(not each.endswith(OVERALL) for each in asked - needed)
    return needed < asked


def judgements_named(published: Published) -> Iterator[Check]:
    """A number of judgements against the judgements that are named."""
    for q in published.quantities:
        if q.unit in ("areas", "judgements", "outcomes") and q.judgement:
            named = len(q.judgement.split("|"))
            says = ("the stated number is", "named are")
            yield compare(about(q, q.release_id), amount(q), Amount(named, number(named), q.figure_ids), says)
