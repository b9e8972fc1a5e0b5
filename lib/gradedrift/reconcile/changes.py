"""Statements of change against the counts of the years that they lie between, and against one another."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import accumulate

from gradedrift.grades import ANNUAL_REGIMES, GRADES, rank
from gradedrift.reconcile.names import complete_list, overlap, premise
from gradedrift.reconcile.statements import (
    Amount,
    Check,
    Published,
    Quantity,
    Unmade,
    about,
    amount,
    compare,
    joined,
    least,
    number,
    total,
)

MOVEMENTS = ("improved", "declined")
Span = tuple[str, str, str]  # the release that states the moves, the year before, the year after


def differences(published: Published) -> Iterator[Check | Unmade]:
    """A stated difference between two years against the two counts."""
    for q in published.chosen(measure="difference", unit="authorities"):
        ends = [_count(published, q.release_id, year, q.grade) for year in (q.to_period, q.from_period)]
        if None in ends:
            yield Unmade(about(q, q.release_id), "no release counts both years")
        else:
            says = ("the stated difference is", "that of the counts")
            yield compare(about(q, q.release_id), amount(q), total(map(amount, ends), "-"), says)


def move_totals(published: Published) -> Iterator[Check | Unmade]:
    """How many improved or declined against the moves up or down between single grades.

    Where a release lists several moves they are taken for all; one alone may be one of more.
    """
    for q in _movements(published):
        made = [amount(move) for move in _moves_in(published, q)]
        subject = about(q, q.release_id)
        if not made:
            yield Unmade(subject, "the release does not say between which grades")
        else:
            says = ("the single moves add up to", f"{q.measure} are")
            yield compare(subject, total(made), amount(q), says, "=" if len(made) > 1 else "<=")


def _moves_in(published: Published, q: Quantity) -> list[Quantity]:
    """The moves between single grades that a number of improved or declined is made up of."""
    moves = _moves(published).get((q.release_id, q.from_period, q.to_period), [])
    return [move for move in moves if (_steps(move) > 0) == (q.measure == "improved")]


def net_changes(published: Published) -> Iterator[Check | Unmade]:
    """The change of each count against the moves into and out of its grade.

    Only where a release says how many improved and declined in all, and lists several moves of each, are
    its moves taken for all there are.
    """
    listed = [q for q in _movements(published) if len(_moves_in(published, q)) > 1]
    totals = {(q.release_id, q.from_period, q.to_period, q.measure) for q in listed}
    for span, moves in _moves(published).items():
        if not all((*span, movement) in totals for movement in MOVEMENTS):
            yield Unmade(", ".join(span), "the release does not list all moves")
            continue
        for grade, before, after in _counts(published, span):
            subject = ", ".join([*span, grade])
            if before and after:
                says = ("the counts change by", "the moves in and out by")
                yield compare(subject, total([amount(after), amount(before)], "-"), _net(moves, grade), says)
            else:
                yield Unmade(subject, "the counts are not stated")


def _net(moves: list[Quantity], grade: str) -> Amount:
    """The moves into a grade less those out of it; where there are none, all moves say so."""
    into, out = ([q for q in moves if getattr(q, end) == grade] for end in ("to_grade", "from_grade"))
    if not into and not out:
        return Amount(0, "0", joined(moves))
    value = sum(q.values[0] for q in into) - sum(q.values[0] for q in out)
    text = " - ".join([" + ".join(number(q.values[0]) for q in into) or "0", *(number(q.values[0]) for q in out)])
    return Amount(value, f"{text} = {number(value)}", joined(into + out))


def moves_within_counts(published: Published) -> Iterator[Check]:
    """The moves out of a grade against its count before, and those into it against its count after."""
    for span, moves in _moves(published).items():
        for grade, before, after in _counts(published, span):
            for end, count, way in (("from_grade", before, "out of"), ("to_grade", after, "into")):
                moved = [amount(q) for q in moves if getattr(q, end) == grade]
                if moved and count:
                    says = (f"the moves {way} the grade are", "its count is")
                    yield compare(", ".join([*span, way, grade]), total(moved), amount(count), says, "<=")


def forced_movements(published: Published) -> Iterator[Check | Unmade]:
    """The movement that the counts alone force against how many are said to have improved or declined.

    If the number with some grade or a better one grew by n, at least n improved.
    """
    for q in _movements(published):
        counts = _counts(published, (q.release_id, q.from_period, q.to_period), own=True)
        if any(None in (before, after) for _, before, after in counts):
            yield Unmade(about(q, q.release_id), "the release does not count both years")
            continue
        net = list(accumulate(after.values[0] - before.values[0] for _, before, after in counts))
        most = max(0, *net) if q.measure == "improved" else max(0, *(-change for change in net))
        sources = joined(each for _, *pair in counts for each in pair)
        says = ("the counts alone force", f"{q.measure} are")
        yield compare(about(q, q.release_id), Amount(most, number(most), sources), amount(q), says, "<=")


def arrivals(published: Published) -> Iterator[Check | Unmade]:
    """Those with a grade against where they came from: moves, and names on the complete lists of both years."""
    for span, moves in _moves(published).items():
        for grade, _, after in _counts(published, span):
            moved = {q.from_grade: amount(q) for q in moves if q.to_grade == grade}
            if not moved or after is None or complete_list(published, span[2], grade) is None:
                continue
            end = (span[2], grade)
            starts = [(span[1], each) for each in GRADES[ANNUAL_REGIMES[span[1]]] if each not in moved]
            named = [overlap(published, start, end) for start in starts]
            subject = ", ".join([*span, grade])
            if None in named:
                yield Unmade(subject, "neither moves nor lists say how many came from each grade")
            else:
                says = ("moved there or named before are", "the count is")
                note = premise(published, *starts, end)
                yield compare(subject, total([*moved.values(), *named]), amount(after), says, note=note)


def every_year(published: Published) -> Iterator[Check | Unmade]:
    """Those with the same grade in every year against each year's count, and against the names on both lists."""
    for q in published.chosen(measure="every-year", unit="authorities"):
        years = [year for year in ANNUAL_REGIMES if q.from_period <= year <= q.to_period]
        counts = [_count(published, q.release_id, year, q.grade) for year in years]
        if None in counts or not counts:
            yield Unmade(about(q, q.release_id), "not every year is counted")
        else:
            says = ("the same in every year are", "in a single year")
            yield compare(about(q, q.release_id, "counts"), amount(q), least(map(amount, counts)), says, "<=")
        ends = ((q.from_period, q.grade), (q.to_period, q.grade))
        named = overlap(published, *ends)
        if named is None:
            yield Unmade(about(q, q.release_id, "names"), "the lists of the first and the last year are not complete")
        else:
            says = ("the same in every year are", "named in the first and the last are")
            note = premise(published, *ends)
            yield compare(about(q, q.release_id, "names"), amount(q), named, says, "<=", note=note)


def _movements(published: Published) -> list[Quantity]:
    """How many improved or declined between two stated years."""
    stated = [q for movement in MOVEMENTS for q in published.chosen(measure=movement, unit="authorities")]
    return [q for q in stated if {q.from_period, q.to_period} <= set(ANNUAL_REGIMES)]


def _moves(published: Published) -> dict[Span, list[Quantity]]:
    """The moves between single annual grades, by the release and the years."""
    found = defaultdict(list)
    for q in published.chosen(measure="moved", unit="authorities"):
        ends = ((q.from_period, q.from_grade), (q.to_period, q.to_grade))
        if all(grade in GRADES.get(ANNUAL_REGIMES.get(year), ()) for year, grade in ends):
            found[q.release_id, q.from_period, q.to_period].append(q)
    return found


def _steps(move: Quantity) -> int:
    """By how many grades a move leads up; below zero if down."""
    before = rank(ANNUAL_REGIMES[move.from_period], move.from_grade)
    return rank(ANNUAL_REGIMES[move.to_period], move.to_grade) - before


def _counts(published: Published, span: Span, own: bool = False) -> list[tuple[str, Quantity | None, Quantity | None]]:
    """Each grade with its counts before and after, best grade first; with `own` only the release's own."""
    release, *years = span
    grades = GRADES[ANNUAL_REGIMES[years[1]]]
    found = [(grade, *(_count(published, release, year, grade) for year in years)) for grade in grades]
    if not own:
        return found
    return [(grade, *(q if q and q.release_id == release else None for q in pair)) for grade, *pair in found]


def _count(published: Published, release: str, year: str, grade: str) -> Quantity | None:
    """The count of a grade of a year: the release's own, else the first of another that had no grade pending."""
    alike = {"regime": ANNUAL_REGIMES.get(year), "period": year, "grade": grade}
    counts = published.chosen(measure="graded", unit="authorities", **alike)
    own = [q for q in counts if q.release_id == release]
    return next(iter(own + [q for q in counts if q.release_id not in published.unfinished(year)]), None)
