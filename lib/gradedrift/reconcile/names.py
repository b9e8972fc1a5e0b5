"""Named authorities against counts, against the register, and against one another."""

from collections.abc import Iterator

from gradedrift.authorities import plain, spellings
from gradedrift.grades import ANNUAL_REGIMES
from gradedrift.reconcile.statements import (
    LIST,
    PREMISE,
    REGISTER,
    Amount,
    Check,
    NamedList,
    Published,
    Unmade,
    amount,
    compare,
    judged,
    number,
)


def lists(published: Published) -> Iterator[Check | Unmade]:
    """The number of names in a list against the count of its grade.

    The two are equal in one release, where there is a count; the names of one release are no more than
    the count of another, which may have been published later. Fewer names than half of their own release's
    count are examples, as an article names them, and no list.
    """
    for (release, regime, judgement, period, grade), named in published.lists.items():
        alike = {"regime": regime, "judgement": judgement, "period": period, "grade": grade}
        counts = published.chosen(measure="graded", unit="authorities", **alike)
        subject = ", ".join(filter(None, [release, regime, judgement, period, grade]))
        if not counts:
            yield Unmade(subject, "no release counts them")
        for q in counts:
            own = q.release_id == release
            if own and 2 * len(named.codes) < q.values[0]:
                named_of = f"{len(named.codes)} of the {number(q.values[0])}"
                yield Unmade(subject, f"the release names {named_of} that it counts: examples, no list")
                continue
            says = ("named are", "the count is" if own else f"the count of {q.release_id} is")
            yield compare(f"{subject}, count of {q.release_id}", size(named), amount(q), says, "=" if own else "<=")


def size(named: NamedList) -> Amount:
    """How many authorities a list names."""
    return Amount(len(named.codes), number(len(named.codes)), named.figure_ids)


def register(published: Published) -> Iterator[Check]:
    """The names as they are printed against those of the register, give or take spelling.

    A misprint is explained by its correction if the list, corrected, has as many different authorities as
    its release counts.
    """
    known = spellings(published.authorities, published.aliases)
    for key, rows in published.named_grades.groupby(LIST, sort=False):
        printed = [name for names in rows["name_as_printed"] for name in names.split("|")]
        unknown = [name for name in printed if plain(name) not in known]
        named = published.lists[key]
        left = Amount(len(printed), number(len(printed)), named.figure_ids)
        right = Amount(len(printed) - len(unknown), number(len(printed) - len(unknown)), (REGISTER,))
        sentence = f"of {left.text} printed names the register has {right.text}" + (
            f", not {', '.join(unknown)}." if unknown else "."
        )
        proof = _corrected(published, unknown, key, named)
        yield judged(", ".join(filter(None, key)), left, right, not unknown, sentence, proof)


def _corrected(published: Published, unknown: list[str], key: tuple[str, ...], named: NamedList) -> str:
    """What proves the corrections of unknown names; empty if one has none, or the count of the list speaks against it."""
    errors = published.corrections
    own = (errors["column"] == "authority") & (errors[LIST] == list(key)).all(axis="columns")
    errors = errors[own].set_index("printed")
    release, regime, judgement, period, grade = key
    alike = {"regime": regime, "judgement": judgement, "period": period, "grade": grade}
    count = published.one(release_id=release, measure="graded", unit="authorities", **alike)
    if not set(unknown) <= set(errors.index) or count is None or count.values[0] != len(named.codes):
        return ""
    evidence = "; ".join(f"{errors.loc[name, 'meant']} is meant: {errors.loc[name, 'evidence']}" for name in unknown)
    return f"{evidence}; with it the list has {len(named.codes)} different authorities, as many as the count."


def named_twice(published: Published) -> Iterator[Check]:
    """Every authority whose grade is stated more than once, by one release or several: always the same grade."""
    by = ["regime", "judgement", "period", "authority"]
    for (regime, judgement, period, authority), rows in published.named_grades.groupby(by, sort=False):
        stated = [(row.grade, name) for row in rows.itertuples() for name in row.figure_ids.split("|")]
        if len(stated) == 1:
            continue
        (first, first_id), *others = stated
        again = list(dict.fromkeys(grade for grade, _ in others))
        left = Amount(rows["rank"].iloc[0], first, (first_id,))
        right = Amount(rows["rank"].iloc[-1], ", ".join(again), tuple(name for _, name in others))
        holds = again == [first]
        times = f"in {len(others)} more place{'s' * (len(others) > 1)}"
        sentence = f"{authority} is {first}, and {times} {right.text}: {'the same' if holds else 'not the same'}."
        yield judged(", ".join(filter(None, [authority, regime, judgement, period])), left, right, holds, sentence)


def printed_numbers(published: Published) -> Iterator[Check | Unmade]:
    """The number printed beside a named grade against the scale."""
    figures = published.figures
    numbered = figures[(figures["unit"] == "grade") & (figures["measure"] == "graded") & figures["value"].notna()]
    for row in numbered.itertuples():
        scale = published.chosen(measure="scale", regime=row.regime, grade=row.grade)
        subject = ", ".join([row.release_id, row.authority, row.grade])
        printed = Amount(row.value, number(row.value), (row.figure_id,))
        if not scale:
            yield Unmade(subject, "no release prints the scale")
        for q in scale:
            says = ("beside the grade stands", f"the scale in {q.release_id} has")
            yield compare(f"{subject}, scale of {q.release_id}", printed, amount(q), says)


def complete_list(published: Published, year: str, grade: str) -> NamedList | None:
    """The names for an annual grade, if some release names as many as a final count of the grade has."""
    regime = ANNUAL_REGIMES.get(year)
    counts = published.chosen(measure="graded", unit="authorities", regime=regime, period=year, grade=grade)
    final = {q.values[0] for q in counts if q.release_id not in published.unfinished(year)}
    for (_, *key), named in published.lists.items():
        if key[0] == regime and key[2:] == [year, grade] and len(named.codes) in final:
            return named
    return None


def overlap(published: Published, first: tuple[str, str], last: tuple[str, str]) -> Amount | None:
    """How many authorities the complete lists of two years and grades have in common; None if one is not complete."""
    both = [complete_list(published, *each) for each in (first, last)]
    if None in both:
        return None
    common = len(both[0].codes & both[1].codes)
    return Amount(common, number(common), tuple(name for each in both for name in each.figure_ids))


def premise(published: Published, *ends: tuple[str, str]) -> str:
    """What an overlap rests on if one of its lists is of a release that had grades pending; else empty."""
    named = [(year, complete_list(published, year, grade)) for year, grade in ends]
    is_unfinished = any(each.release_id in published.unfinished(year) for year, each in named if each)
    return f"{PREMISE}, the lists name the final grades." if is_unfinished else ""
