"""How many were graded, inspected or still waiting, against one another and against all authorities."""

from collections.abc import Iterator

from gradedrift.grades import ANNUAL_REGIMES
from gradedrift.reconcile.statements import (
    PREMISE,
    Amount,
    Check,
    Published,
    Quantity,
    Unmade,
    about,
    amount,
    compare,
    is_whole,
    judged,
    number,
    same,
    total,
)


def coverage(published: Published) -> Iterator[Check | Unmade]:
    """What is graded and what is pending against what was inspected, or against all authorities."""
    everyone = published.everyone()
    if everyone is None:
        yield Unmade("all authorities", "no release says how many there are")
        return
    for (release, regime, judgement, period, unit, _), counts in published.distributions.items():
        if regime in ANNUAL_REGIMES.values() and unit == "authorities" and is_whole(counts):
            pending = published.chosen(measure="pending", release_id=release, regime=regime, period=period)
            says = ("graded and pending are" if pending else "graded are", "all authorities")
            graded = total(map(amount, [*counts, *pending]))
            yield compare(f"{release}, {regime}, {judgement}, {period}", graded, everyone, says)
    for pending in published.chosen(measure="pending"):
        if pending.regime not in ANNUAL_REGIMES.values():
            yield from _unfinished(published, pending, everyone)
    for q in published.chosen(measure="inspected", unit="authorities"):
        yield compare(about(q, q.release_id), amount(q), everyone, ("inspected were", "all authorities are"), "<=")


def _unfinished(published: Published, pending: Quantity, everyone: Amount) -> Iterator[Check | Unmade]:
    """Of inspections under way: published and pending against inspected, or inspected and pending against all.

    A release that calls inspected what it has published counts the pending on top.
    """
    graded, latest, inspected = progress(published, pending)
    subject = about(pending, pending.release_id)
    if inspected is None:
        yield Unmade(subject, "the release does not say how many were inspected")
    elif graded is None:
        says = ("inspected and pending are", "all authorities")
        # Who awaits an inspection is everyone else; who awaits a judgement need not be.
        relation = "<=" if pending.judgement else "="
        yield compare(subject, total(map(amount, [inspected, pending])), everyone, says, relation)
    elif inspected.values[0] == graded.values[0]:
        yield compare(subject, amount(graded), amount(inspected), ("published are", "inspected"))
    else:
        counted, more = total(map(amount, [graded, pending])), list(map(amount, latest))
        note = _left_open(counted, total(more), inspected) if more else ""
        says = ("published and pending are", "inspected")
        yield compare(subject, counted, amount(inspected), says, note=note)
        if more:
            says = ("published, pending and the latest are", "inspected")
            with_latest = total(map(amount, [graded, pending, *latest]))
            yield compare(f"{subject}, with the latest", with_latest, amount(inspected), says, note=note)


def _left_open(counted: Amount, latest: Amount, inspected: Quantity) -> str:
    """What would make the numbers fit, where no figure says whether the latest are among those counted."""
    outside = inspected.values[0] - counted.value
    if not 0 < outside < latest.value:
        return ""
    said = f"Whether the {number(latest.value)} latest are among the published or pending is not stated"
    return f"{said}; {number(inspected.values[0])} would need {number(outside)} of them to be neither."


def progress(published: Published, pending: Quantity) -> tuple[Quantity | None, list[Quantity], Quantity | None]:
    """Beside what is pending: the published total, the latest counts, the number inspected.

    The latest are counts without a period, in a release whose total has one. The number inspected may
    have none either, but only where a total says what was published of them.
    """
    alike = same(pending, "release_id", "regime")
    graded = published.one(measure="total", unit="authorities", period=pending.period, **alike)
    latest = published.chosen(measure="graded", unit="authorities", period="", **alike)
    periods = ("", pending.period) if graded else (pending.period,)
    inspected = published.chosen(measure="inspected", unit="authorities", **alike)
    return graded, latest, next((q for q in inspected if q.period in periods), None)


def rises(published: Published, pending: Quantity) -> dict[str, dict[str, float]]:
    """By how much each grade's count is higher in each other release than in the one with pending grades."""
    same_subject = (pending.regime, pending.judgement, pending.period, pending.unit, pending.sentence)
    whole = {
        key[0]: counts
        for key, counts in published.distributions.items()
        if key[1:] == same_subject and is_whole(counts)
    }
    then = whole.pop(pending.release_id, None)
    if then is None:
        return {}
    return {
        release: {late.grade: late.values[0] - early.values[0] for early, late in zip(then, now)}
        for release, now in whole.items()
    }


def pending_grades(published: Published) -> Iterator[Check | Unmade]:
    """What became of those that were pending: the grades that they got, and how they moved.

    Counts can only have risen, on the premise that a grade once published stood.
    """
    for pending in published.chosen(measure="pending"):
        subject, by_release = about(pending, pending.release_id), rises(published, pending)
        if not by_release:
            yield Unmade(subject, "no other release gives the grades that were pending")
        for release, more in by_release.items():
            yield _grades_got(published, pending, release, more)
            yield from _movements(published, pending, release, more)


def _grades_got(published: Published, pending: Quantity, release: str, more: dict[str, float]) -> Check:
    key = (pending.regime, pending.judgement, pending.period, pending.unit, pending.sentence)
    early, late = (published.distributions[name, *key] for name in (pending.release_id, release))
    gains = [total([amount(now), amount(then)], "-") for then, now in zip(early, late)]
    got = total([gain._replace(text=number(gain.value)) for gain in gains])
    holds = min(more.values()) >= 0 and got.value == pending.values[0]
    listed = ", ".join(f"{number(rise)} {grade}" for grade, rise in more.items())
    sentence = f"pending were {number(pending.values[0])}; the counts rose by {got.text}."
    note = f"{PREMISE}, those pending became {listed}." if holds else ""
    subject = about(pending, pending.release_id, release)
    return judged(subject, amount(pending), got, holds, sentence, note=note)


def _movements(
    published: Published, pending: Quantity, release: str, more: dict[str, float]
) -> Iterator[Check | Unmade]:
    """How many of those pending improved, declined and stayed: the later number of each less the earlier one."""
    subject = about(pending, "movements", pending.release_id, release)
    alike = {"regime": pending.regime, "to_period": pending.period, "unit": pending.unit}
    stated = [
        [published.one(measure=movement, release_id=name, **alike) for name in (release, pending.release_id)]
        for movement in ("improved", "declined")
    ]
    if any(None in pair for pair in stated):
        yield Unmade(subject, "the two releases do not both say how many improved and how many declined")
        return
    gains = [total(map(amount, pair), "-") for pair in stated]
    moved = total(gains)._replace(text=" and ".join(gain.text for gain in gains))
    up, down = (gain.value for gain in gains)
    holds = min(up, down) >= 0 and up + down <= pending.values[0]
    sentence = f"improved and declined rose by {moved.text}; pending were {number(pending.values[0])}."
    note = f"{PREMISE}, {number(up)} of those pending improved, {number(down)} declined and {number(pending.values[0] - up - down)} stayed{_origin(more, down)}."
    yield judged(subject, moved, amount(pending), holds, sentence, note=note if holds else "")


def _origin(more: dict[str, float], declined: float) -> str:
    """Where those came from who declined, if all of those pending got one grade and one grade alone is better."""
    grades = list(more)
    got = [grade for grade, rise in more.items() if rise]
    if not declined or got != grades[1:2]:
        return ""
    return f"; as all got {got[0]}, who declined had been {grades[0]} and who stayed had been {got[0]}"
