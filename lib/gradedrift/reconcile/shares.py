"""Percentages and fractions in words against counts, against one another, and against every base they may have."""

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from gradedrift import percentages
from gradedrift.reconcile.coverage import progress
from gradedrift.reconcile.statements import (
    Amount,
    Check,
    Published,
    Quantity,
    Unmade,
    amount,
    is_whole,
    joined,
    judged,
    number,
    same,
    total,
)

READ = ("", "over", "almost", "nearly")  # the qualifiers that say which shares they mean
LARGEST_DENOMINATOR = 20  # of a fraction in words
PER_MILLE = 1000  # fine enough to tell shares in whole per cent and everyday fractions apart


class Share(NamedTuple):
    """A percentage or a fraction in words, as one figure states it."""

    figure_id: str
    release_id: str
    value: float
    unit: str
    qualifier: str
    measure: str
    regime: str
    judgement: str
    period: str
    grade: str
    rounding: str = "half-up"

    @property
    def fraction(self) -> Fraction:
        """The share as a fraction; the table keeps a third as a decimal."""
        if self.unit == "percent":
            return Fraction(number(self.value)) / 100
        return Fraction(self.value).limit_denominator(LARGEST_DENOMINATOR)

    @property
    def text(self) -> str:
        """The share as it is printed."""
        printed = f"{number(self.value)}%" if self.unit == "percent" else str(self.fraction)
        return f"{self.qualifier} {printed}".strip()

    def fits(self, count: int, base: int) -> bool:
        """Whether so many of a base are such a share; what has no qualifier is rounded to its parts."""
        if self.qualifier:
            return percentages.worded(count, base, self.qualifier, self.fraction)
        decimals = len(number(self.value).partition(".")[2])
        parts = 100 * 10**decimals if self.unit == "percent" else self.fraction.denominator
        return percentages.agrees(count, base, int(self.fraction * parts), self.rounding, parts)


@lru_cache(maxsize=1)
def shares(published: Published) -> list[Share]:
    """The percentages and fractions of the releases, each percentage with the rounding that fits most of its release."""
    columns = [name for name in Share._fields if name != "rounding"]
    rows = published.figures[published.figures["unit"].isin(["percent", "fraction"])][columns]
    found = [Share(*row) for row in rows.itertuples(index=False) if row.measure != "total"]
    rounding = {share.release_id: _rounding(published, found, share.release_id) for share in found}
    return [s._replace(rounding=rounding[s.release_id]) if s.unit == "percent" else s for s in found]


def _rounding(published: Published, found: list[Share], release: str) -> str:
    """The rule under which most of a release's percentages fit their counts; half-up where both do as well."""
    exact = [s for s in found if s.release_id == release and s.unit == "percent" and not s.qualifier]

    def fitting(rule: str) -> int:
        return sum(fits(published, s._replace(rounding=rule)) for s in exact)

    return max(percentages.ROUNDINGS, key=fitting)


def fits(published: Published, share: Share) -> bool:
    """Whether the release states the count and the base of a share, and the share fits them."""
    of = counted(published, share)
    return of is not None and share.fits(*map(_whole, of))


def _whole(part: Amount) -> int:
    return int(part.value)


def counted(published: Published, share: Share) -> tuple[Amount, Amount] | None:
    """The count and the base that a share is of, where its release states them."""
    if share.measure == "inspected":
        inspected = published.one(measure="inspected", unit="authorities", **same(share, "release_id", "regime"))
        everyone = published.everyone()
        return (amount(inspected), everyone) if inspected and everyone else None
    counts = distribution(published, share) if share.measure == "graded" else None
    graded = [q for q in counts or [] if q.grade in share.grade.split("|")]
    if not graded:
        return None
    base = sum(q.values[0] for q in counts)
    return total(map(amount, graded)), Amount(base, number(base), joined(counts))


def distribution(published: Published, share: Share) -> list[Quantity] | None:
    """The whole distribution of authorities that a share is about; None if there is none, or several without a period."""
    found = [
        counts
        for (*key, period, unit, _), counts in published.distributions.items()
        if key == [share.release_id, share.regime, share.judgement]
        and unit == "authorities"
        and share.period in ("", period)
        and is_whole(counts)
    ]
    return found[0] if len(found) == 1 else None


def shares_of_counts(published: Published) -> Iterator[Check | Unmade]:
    """A percentage or a fraction against the count and the base that it is of."""
    for share in shares(published):
        of = counted(published, share)
        if of is None or share.qualifier not in READ:
            reason = "the release has no such count" if of is None else f"{share.qualifier!r} leaves the share open"
            yield Unmade(_subject(share), reason)
            continue
        count, base = of
        right = Amount(count.value, f"{count.text} of {base.text}", (*count.sources, *base.sources))
        holds = fits(published, share)
        rule = f" ({share.rounding})" if share.unit == "percent" else ""
        outcome = "fits" if holds else "does not fit"
        sentence = f"{right.text} is {count.value / base.value:.1%}; {share.text} {outcome}{rule}."
        yield judged(_subject(share), _amount(share), right, holds, sentence, _misprinted(published, share))


def _subject(share: Share) -> str:
    where = (share.release_id, share.measure, share.grade, share.judgement, share.regime, share.period)
    return ", ".join(filter(None, [share.text, *where, f"line {share.figure_id.split(':')[1]}"]))


def _amount(share: Share) -> Amount:
    return Amount(share.value, share.text, (share.figure_id,))


def _column(published: Published, share: Share) -> tuple[list[Share], Quantity | None]:
    """The percentages of all grades of a distribution, this one among them, and their printed total."""
    alike = ("release_id", "regime", "judgement", "period", "measure", "unit", "qualifier")
    column = [s for s in shares(published) if same(s, *alike) == same(share, *alike) and "|" not in s.grade]
    return column, published.one(**same(share, *alike[:4], "unit"), measure="total")


def _misprinted(published: Published, share: Share) -> str:
    """How other figures prove that a percentage is misprinted and its count is right; empty if they do not.

    All other percentages of the column must fit their counts and leave what this count gives, the counts
    must add up to their printed total, and the count must be the same wherever a release states it.
    """
    if share.unit != "percent" or share.measure != "graded":
        return ""
    column, printed = _column(published, share)
    others = [s for s in column if s.grade != share.grade]
    count, base = map(_whole, counted(published, share))
    authorities = published.one(measure="total", unit="authorities", **same(share, "release_id", "regime", "period"))
    everywhere = [
        q
        for q in published.chosen(measure="graded", unit="authorities", **same(share, "regime", "judgement", "period"))
        if q.grade == share.grade
    ]
    if (
        printed is None
        or authorities is None
        or authorities.values[0] != base
        or not all(fits(published, s) for s in others)
        or {value for q in everywhere for value in q.values} != {count}
    ):
        return ""
    left_over = printed.values[0] - sum(s.value for s in others)
    if left_over != percentages.rounded(count, base, share.rounding):
        return ""
    stating, releases = len(joined(everywhere)), len(everywhere)
    stated = f"{stating} figure{'s' * (stating > 1)} in {releases} release{'s' * (releases > 1)} state{'s' * (stating == 1)} {count}"
    return f"The percentage is misprinted: {stated}, the counts add up to the printed {base}, and the other percentages fit theirs and leave {number(left_over)} of {number(printed.values[0])}."


def percentage_columns(published: Published) -> Iterator[Check | Unmade]:
    """The percentages of all grades against their printed total.

    A difference is explained by a percentage that is proved to be misprinted, or by rounding, if every
    percentage fits its count.
    """
    done = set()
    for share in shares(published):
        about_column = (share.release_id, share.regime, share.judgement, share.period)
        if (share.unit, share.measure, share.qualifier) != ("percent", "graded", "") or about_column in done:
            continue
        done.add(about_column)
        column, printed = _column(published, share)
        subject = ", ".join(filter(None, about_column))
        counts = distribution(published, share)
        if printed is None or counts is None or {s.grade for s in column} != {q.grade for q in counts}:
            yield Unmade(
                subject, "the release does not print the percentages of all grades and their total, or not the counts"
            )
            continue
        added = total(map(_amount, column))
        right = amount(printed)
        sentence = f"the percentages add up to {added.text}, the printed total is {right.text}."
        holds = added.value == right.value
        yield judged(subject, added, right, holds, sentence, _column_proof(published, column))


def _column_proof(published: Published, column: list[Share]) -> str:
    """Why a column of percentages does not add up; empty if other figures do not prove it.

    Of a misprint the proof is that all others fit and leave what its count gives: then the column adds up.
    """
    misfits = [s for s in column if not fits(published, s)]
    if not misfits:
        return "Each fits its count, so that rounding alone makes the difference."
    share, *more = misfits
    if more or not _misprinted(published, share):
        return ""
    meant = percentages.rounded(*map(_whole, counted(published, share)), share.rounding)
    added = sum(s.value for s in column) - share.value + meant
    return f"By its count {share.text} ({share.grade}) should be {meant}%; then the column adds up to {number(added)}."


def shares_of_one_thing(published: Published) -> Iterator[Check]:
    """Two shares that a release states of the same thing, as a headline and its body do: some share must be both."""
    found = defaultdict(list)
    for s in shares(published):
        if s.qualifier in READ:
            found[s.release_id, s.measure, s.regime, s.judgement, s.period, s.grade].append(s)
    for alike in found.values():
        for first, second in combinations(alike, 2):
            both = [n for n in range(PER_MILLE + 1) if first.fits(n, PER_MILLE) and second.fits(n, PER_MILLE)]
            sentence = f"{first.text} and {second.text} are stated of the same: {'some share is' if both else 'no share is'} both."
            note = "" if both else _stated_elsewhere(published, first)
            subject = f"{_subject(first)}, {second.text}, line {second.figure_id.split(':')[1]}"
            yield judged(subject, _amount(first), _amount(second), bool(both), sentence, note=note)


def _stated_elsewhere(published: Published, share: Share) -> str:
    """Of what else the release states the same share, and the count that it fits there."""
    for other in shares(published):
        is_same = (other.release_id, other.text) == (share.release_id, share.text)
        if is_same and other.measure == "graded" != share.measure and fits(published, other):
            count, base = counted(published, other)
            grades = other.grade.replace("|", " or ")
            return f"{other.text} does fit {count.text} of {base.text} that are {grades}: a level, not a change."
    return ""


def bases(published: Published) -> Iterator[Check | Unmade]:
    """The percentages that fell and rose against every base that their release names.

    A base fits if whole counts of it give both percentages under one rounding rule, and no more fell or
    rose than were inspected.
    """
    changed = [s for s in shares(published) if s.unit == "percent" and s.measure in ("declined", "improved")]
    for falls in [s for s in changed if s.measure == "declined"]:
        rises = [s for s in changed if s.measure == "improved" and s.release_id == falls.release_id]
        pending = published.one(measure="pending", **same(falls, "release_id", "regime"))
        if not rises or pending is None or not all(s.value.is_integer() for s in (falls, *rises)):
            yield Unmade(
                _subject(falls), "the release does not state both in whole per cent and how far inspections are"
            )
            continue
        left = Amount(falls.value, f"{falls.text} and {rises[0].text}", (falls.figure_id, rises[0].figure_id))
        inspected = progress(published, pending)[2]
        for base in _possible_bases(published, pending):
            subject = f"{falls.release_id}, {falls.regime}, {left.text} of {base.text}"
            yield _on_base(subject, left, int(falls.value), int(rises[0].value), base, inspected)


def _possible_bases(published: Published, pending: Quantity) -> list[Amount]:
    """What a release may mean by all: published, with the pending, with the latest, inspected, every authority."""
    graded, latest, inspected = progress(published, pending)
    sums = [[graded], [graded, pending], [graded, *latest], [graded, pending, *latest], [inspected]]
    found = [total(map(amount, parts)) for parts in sums if None not in parts]
    everyone = published.everyone()
    return list({base.value: base for base in [*found, *([everyone] if everyone else [])]}.values())


def _on_base(subject: str, left: Amount, falls: int, rises: int, base: Amount, inspected: Quantity | None) -> Check:
    """Whether two percentages can be of one base."""
    pairs = percentages.joint(falls, rises, [_whole(base)])
    limit = inspected.values[0] if inspected else base.value
    holds = bool((pairs["falls"] + pairs["rises"] <= limit).any())
    counts = pairs.groupby(["falls", "rises"])["rounding"].agg(" or ".join)
    listed = "; ".join(f"{down} and {up} ({rounding})" for (down, up), rounding in counts.items()) or "no counts"
    right = Amount(base.value, f"{listed} of {base.text}", base.sources + (inspected.figure_ids if inspected else ()))
    sentence = f"{left.text} of {base.text} are {listed}"
    if len(pairs) and not holds:
        sentence += f", more than the {number(limit)} inspected"
    return judged(subject, left, right, holds, f"{sentence}.")
