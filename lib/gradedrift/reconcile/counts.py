"""Counts against their totals, against the whole of which they are part, and against the same count elsewhere."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import permutations

from gradedrift.corrections import SUBJECT
from gradedrift.reconcile.coverage import rises
from gradedrift.reconcile.statements import (
    ABOUT,
    COUNTS,
    PREMISE,
    REGISTER,
    Amount,
    Check,
    Published,
    Quantity,
    Unmade,
    about,
    amount,
    as_stated,
    compare,
    is_of_everyone,
    is_whole,
    judged,
    number,
    same,
    total,
)

# What is part of what where a release states both, and what else the two must share.
PARTS = {
    ("re-inspected", "total"): "judgement",
    ("not-judged", "re-inspected"): "section",
    ("priority-action", "inspected"): "section",
}


def totals(published: Published) -> Iterator[Check | Unmade]:
    """The counts of grades against each printed total of what was graded.

    A total of inspections of a service is one of each judgement that they made, and a release may count
    as authorities what its total calls inspections. Where only some grades are counted they cannot be more.
    """
    for (release, regime, judgement, period, unit, sentence), counts in published.distributions.items():
        complete = is_whole(counts)
        near = {"release_id": release, "regime": regime, "period": period, "sentence": sentence}
        printed = [
            q
            for q in published.chosen(measure="total", **near)
            if _covers(q.judgement, judgement) and (q.unit == unit or (complete and q.unit == "inspections"))
        ]
        subject = about(counts[0]._replace(grade="", measure=""), release)
        if complete and not printed:
            yield Unmade(subject, "the release prints no total of these")
        for q in printed if complete or sentence else []:
            of = "" if q.judgement == judgement else f", total of {q.judgement}"
            says = ("the grades add up to", "the printed total is")
            note = "" if q.unit == unit else f"The grades are counted in {unit}, the total in {q.unit}."
            relation = "=" if complete else "<="
            yield compare(subject + of, total(map(amount, counts)), amount(q), says, relation, note=note)


def _covers(of_total: str, judgement: str) -> bool:
    """Whether a total of one judgement, or of the service that was judged, is a total of this judgement too."""
    return of_total == judgement or (of_total != "" and judgement.startswith(f"{of_total}:"))


def several_grades(published: Published) -> Iterator[Check | Unmade]:
    """A count of several grades at once against the counts of each."""
    for q in published.chosen(measure="graded"):
        if "|" not in q.grade or q.unit not in COUNTS:
            continue
        alike = same(q, "release_id", "unit", "measure", "regime", "judgement", "period", "sentence")
        each = [published.one(**alike, grade=grade) for grade in q.grade.split("|")]
        if None in each:
            yield Unmade(about(q, q.release_id), "the release does not count each of the grades")
        else:
            says = ("together they are", "one by one")
            yield compare(about(q, q.release_id), amount(q), total(map(amount, each)), says)


def repeated(published: Published) -> Iterator[Check]:
    """Every number that a release states more than once, its first statement against the others."""
    for q in published.quantities:
        if len(q.figure_ids) > 1:
            again = ", ".join(map(as_stated, q.values[1:]))
            holds = len(set(q.values)) == 1
            first = amount(q)._replace(sources=q.figure_ids[:1])
            sentence = f"first it is {first.text}, then {again}: {'the same' if holds else 'not the same'}."
            yield judged(about(q, q.release_id), first, Amount(q.values[1], again, q.figure_ids[1:]), holds, sentence)


def across_releases(published: Published) -> Iterator[Check]:
    """Every number that several releases state, the first of them against each other one.

    A difference is explained where one of the two is a known misprint for the other, or was published before all
    grades were final.
    """
    stated = defaultdict(list)
    for q in published.quantities:
        if q.regime:
            stated[tuple(getattr(q, name) for name in ABOUT)].append(q)
    for first, *others in stated.values():
        for q in others:
            says = (f"in {first.release_id} it is", f"in {q.release_id}")
            subject = about(q, first.release_id, q.release_id)
            proof = _misprinted(published, first, q) or _graded_later(published, first, q)
            yield compare(subject, amount(first), amount(q), says, proof=proof)


def _misprinted(published: Published, *pair: Quantity) -> str:
    """The correction that makes of one release's number the other's, with its evidence; empty if there is none."""
    errors = published.corrections.query("column == 'value'")
    for wrong, right in permutations(pair):
        subject = [
            wrong.release_id,
            wrong.unit,
            wrong.measure,
            wrong.regime,
            wrong.judgement,
            wrong.period,
            wrong.grade,
        ]
        for error in errors[(errors[SUBJECT] == subject).all(axis="columns")].itertuples():
            if (float(error.printed), float(error.meant)) == (wrong.values[0], right.values[0]):
                return f"{error.meant} is meant in {wrong.release_id}: {error.evidence}."
    return ""


def _graded_later(published: Published, *pair: Quantity) -> str:
    """How the grades that were pending in one release explain its difference from the other; empty if they do not."""
    for early, late in permutations(pair):
        year = early.period or early.to_period
        pending = published.one(measure="pending", release_id=early.release_id, regime=early.regime, period=year)
        more = rises(published, pending).get(late.release_id) if pending else None
        if more is None or min(more.values()) < 0 or sum(more.values()) != pending.values[0]:
            continue
        if 0 <= late.values[0] - early.values[0] <= _most(published, pending, late.unit):
            added = ", ".join(f"{number(rise)} of {grade}" for grade, rise in more.items())
            waiting = f"{number(pending.values[0])} grades were pending in {early.release_id}"
            return (
                f"{waiting}, and {late.release_id} has as many more: {added}. {PREMISE}, the difference lies with them."
            )
    return ""


def _most(published: Published, pending: Quantity, unit: str) -> float:
    """By how much a number of some unit can have grown at most if all pending grades were added to it.

    A percentage of all authorities, too: and by one point more, as both may have been rounded.
    """
    if unit != "percent":
        return pending.values[0]
    everyone = published.everyone()
    return 100 * pending.values[0] / everyone.value + 1 if everyone else 0


def all_authorities(published: Published) -> Iterator[Check]:
    """Every printed number of all authorities against the register of their names."""
    names = published.authorities["gss_code"].nunique()
    for q in published.chosen(measure="total", unit="authorities"):
        if is_of_everyone(q):
            says = ("the release has", "the register names")
            yield compare(about(q, q.release_id), amount(q), Amount(names, number(names), (REGISTER,)), says)


def parts(published: Published) -> Iterator[Check]:
    """What is part of a longer period, or of a larger group, against the whole; against the largest, of several."""
    pairs = [
        (q, whole)
        for q in published.quantities
        for whole in published.chosen(**same(q, "release_id", "unit", "measure", "regime", "judgement", "grade"))
        if _is_within(q.period, whole.period)
    ]
    for (measure, of), shared in PARTS.items():
        for q in published.chosen(measure=measure, unit="inspections", grade=""):
            wholes = published.chosen(measure=of, grade="", **same(q, "release_id", "regime", "period", shared))
            pairs += [(q, whole) for whole in sorted(wholes, key=lambda whole: whole.values[0])[-1:]]
    for q, whole in pairs:
        subject = about(q, q.release_id, f"of {whole.measure}, {whole.period}")
        yield compare(subject, amount(q), amount(whole), ("the part is", "the whole"), "<=")


def _is_within(period: str, other: str) -> bool:
    """Whether an interval of ISO dates is part of another one.

    >>> _is_within("2011-07-01/2011-09-30", "2009-06-01/2011-09-30")
    True
    """
    if period == other or "/" not in period or "/" not in other:
        return False
    (start, end), (first, last) = period.split("/"), other.split("/")
    return first <= start and end <= last


def tidy_tables(published: Published) -> Iterator[Check]:
    """The counts that later results use against the figures that they name as their sources."""
    values = dict(zip(published.figures["figure_id"], published.figures["value"]))
    counts = published.grade_counts.rename(columns={"figure_ids": "sources"})
    moves = published.moves.rename(columns={"figure_id": "sources"})
    distribution = ["regime", "judgement", "period", "unit", "status"]
    span = ["regime", "from_period", "to_period"]
    for name, frame, by in (("grade_counts", counts, distribution), ("moves", moves, span)):
        for key, rows in frame.groupby(by, sort=False):
            sources = tuple("|".join(rows["sources"]).split("|"))
            stated = [{values.get(each) for each in ids.split("|")} for ids in rows["sources"]]
            holds = stated == [{count} for count in rows["count"]]
            shown = ", ".join(" or ".join("none" if v is None else number(v) for v in each) for each in stated)
            tidy = Amount(rows["count"].sum(), ", ".join(map(number, rows["count"])), sources)
            sentence = f"the table has {tidy.text}, its figures {shown}: {'the same' if holds else 'not the same'}."
            yield judged(", ".join([name, *key]), tidy, tidy._replace(text=shown), holds, sentence)
