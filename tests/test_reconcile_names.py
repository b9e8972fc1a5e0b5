"""Named authorities against counts, the register, the scales and one another: exactly what is compared, and found."""

import pytest

from gradedrift.grades import ANNUAL_REGIMES
from gradedrift.reconcile import names
from gradedrift.reconcile.statements import Amount, Check, NamedList, Unmade
from tests.published import at, listed, of_year, published
from tests.study import EXCELLENTLY, POORLY, WELL

# Lists


def counted_names(*figures: dict, names_of: str = "Kent York") -> list:
    return list(names.lists(published(*figures, named_grades=listed("2009", POORLY, names_of, 101))))


OF_POORLY = f"r, annual-rating, overall, 2009, {POORLY}"


@pytest.mark.parametrize("count, verdict, outcome", [(1, "conflicts", "1 apart"), (2, "agrees", "the same")])
def test_a_list_is_compared_with_the_count_of_its_own_release(count, verdict, outcome):
    assert counted_names(of_year("2009", grade=POORLY, value=float(count))) == [
        Check(
            f"{OF_POORLY}, count of r",
            Amount(2, "2", at(101, 102)),
            Amount(count, str(count), at(1)),
            verdict,
            f"Named are 2, the count is {count}: {outcome}.",
        )
    ]


@pytest.mark.parametrize("count, verdict, outcome", [(1, "conflicts", "1 apart"), (9, "agrees", "no more")])
def test_a_list_may_be_part_of_what_another_release_counts(count, verdict, outcome):
    assert counted_names(of_year("2009", grade=POORLY, value=float(count), release_id="another")) == [
        Check(
            f"{OF_POORLY}, count of another",
            Amount(2, "2", at(101, 102)),
            Amount(count, str(count), at(1, release="another")),
            verdict,
            f"Named are 2, the count of another is {count}: {outcome}.",
        )
    ]


def test_fewer_names_than_half_of_the_count_of_their_own_release_are_examples_and_that_is_said():
    own = of_year("2009", grade=POORLY, value=5.0)
    examples = Unmade(OF_POORLY, "the release names 2 of the 5 that it counts: examples, no list")
    unmade, other = counted_names(own, own | {"release_id": "another"})
    assert unmade == examples
    assert (other.subject, other.verdict) == (f"{OF_POORLY}, count of another", "agrees")
    [half] = counted_names(own | {"value": 4.0})
    assert (half.verdict, half.explanation) == ("conflicts", "Named are 2, the count is 4: 2 apart.")


@pytest.mark.parametrize(
    "other",
    [
        {"measure": "unchanged"},
        {"unit": "percent"},
        {"regime": "annual-assessment"},
        {"judgement": "leadership"},
        {"period": "2010"},
        {"grade": WELL},
    ],
)
def test_a_list_that_no_release_counts_is_not_compared_and_that_is_said(other):
    expected = [Unmade(OF_POORLY, "no release counts them")]
    assert counted_names(of_year("2009", grade=POORLY, value=2.0) | other) == expected


# Misprinted names

REGISTER = [
    {"authority": "Kent", "gss_code": "Kent", "type": "county council"},
    {"authority": "York", "gss_code": "York", "type": "unitary authority"},
]
OF_THE_LIST = {"release_id": "r", **of_year("2009"), "judgement": "overall", "grade": POORLY, "column": "authority"}
MISPRINTS = [
    {**OF_THE_LIST, "printed": "Kemt", "meant": "Kent", "evidence": "no such name"},
    {**OF_THE_LIST, "printed": "Yrok", "meant": "York", "evidence": "two letters"},
]
COUNT = of_year("2009", grade=POORLY, value=2.0)


def misprinted(*figures: dict, corrections: list[dict] = MISPRINTS) -> list:
    printed = [
        row | {"name_as_printed": name} for row, name in zip(listed("2009", POORLY, "Kent York", 101), ("Kemt", "Yrok"))
    ]
    return list(
        names.register(published(*figures, named_grades=printed, authorities=REGISTER, corrections=corrections))
    )


def test_misprints_that_corrections_and_the_count_prove_are_explained_one_by_one():
    assert misprinted(COUNT) == [
        Check(
            f"r, annual-rating, overall, 2009, {POORLY}",
            Amount(2, "2", at(101, 102)),
            Amount(0, "0", ("authorities.csv",)),
            "explained",
            "Of 2 printed names the register has 0, not Kemt, Yrok. Kent is meant: no such name; York is meant: two"
            " letters; with it the list has 2 different authorities, as many as the count.",
        )
    ]


def test_a_misprint_is_a_conflict_without_its_correction_or_with_another_count():
    for found in (misprinted(COUNT, corrections=MISPRINTS[:1]), misprinted(), misprinted(COUNT | {"value": 3.0})):
        expected = ("conflicts", "Of 2 printed names the register has 0, not Kemt, Yrok.")
        assert [(check.verdict, check.explanation) for check in found] == [expected]


@pytest.mark.parametrize(
    "other",
    [
        {"release_id": "another"},
        {"measure": "re-inspected"},
        {"unit": "percent"},
        {"regime": "annual-assessment"},
        {"judgement": "leadership"},
        {"period": "2010"},
        {"grade": WELL},
    ],
)
def test_only_the_count_of_the_list_itself_proves_a_misprint(other):
    assert [check.verdict for check in misprinted({**COUNT, "value": 5.0, **other}, COUNT)] == ["explained"]
    assert [check.verdict for check in misprinted(COUNT | other)] == ["conflicts"]


@pytest.mark.parametrize("other", [{"release_id": "another"}, {"grade": WELL}, {"period": "2010"}, {"column": "quote"}])
def test_only_a_correction_of_the_list_itself_proves_a_misprint(other):
    elsewhere = [misprint | {"meant": "Leeds"} | other for misprint in MISPRINTS]
    assert misprinted(COUNT, corrections=elsewhere)[0].verdict == "conflicts"
    assert misprinted(COUNT, corrections=[*elsewhere, *MISPRINTS]) == misprinted(COUNT)


def test_every_name_of_an_authority_that_is_printed_is_looked_for_in_the_register():
    [kent] = listed("2009", POORLY, "Kent", 101, figure_ids="r:101:1|r:102:1", name_as_printed="Kent|Kemt")
    assert list(names.register(published(named_grades=[kent], authorities=REGISTER))) == [
        Check(
            f"r, annual-rating, overall, 2009, {POORLY}",
            Amount(2, "2", at(101, 102)),
            Amount(1, "1", ("authorities.csv",)),
            "conflicts",
            "Of 2 printed names the register has 1, not Kemt.",
        )
    ]


# Named more than once


def test_an_authority_named_twice_has_one_grade():
    rows = [*listed("2009", POORLY, "York", 101), *listed("2009", POORLY, "York", 1, release_id="another")]
    assert list(names.named_twice(published(named_grades=rows))) == [
        Check(
            "York, annual-rating, overall, 2009",
            Amount(1, POORLY, at(101)),
            Amount(1, POORLY, at(1, release="another")),
            "agrees",
            f"York is {POORLY}, and in 1 more place {POORLY}: the same.",
        )
    ]


def test_an_authority_named_with_several_grades_is_a_conflict_between_the_first_and_all_others():
    rows = [
        *listed("2009", EXCELLENTLY, "York", 101),
        *listed("2009", WELL, "York", 1, release_id="another"),
        *listed("2009", POORLY, "York", 1, release_id="third"),
    ]
    assert list(names.named_twice(published(named_grades=rows))) == [
        Check(
            "York, annual-rating, overall, 2009",
            Amount(4, EXCELLENTLY, at(101)),
            Amount(1, f"{WELL}, {POORLY}", ("another:1:1", "third:1:1")),
            "conflicts",
            f"York is {EXCELLENTLY}, and in 2 more places {WELL}, {POORLY}: not the same.",
        )
    ]


def test_an_authority_named_in_two_places_of_one_release_is_named_twice_and_in_one_place_is_not():
    twice = listed("2009", POORLY, "York", 0, figure_ids="r:101:1|r:102:1")
    found = list(names.named_twice(published(named_grades=[*twice, *listed("2009", POORLY, "Kent", 103)])))
    assert [(check.left.sources, check.right.sources, check.verdict) for check in found] == [
        (at(101), at(102), "agrees")
    ]


def test_authorities_that_are_named_twice_come_in_the_order_of_the_releases():
    both = [*listed("2009", POORLY, "York Kent", 101), *listed("2009", POORLY, "Kent York", 1, release_id="another")]
    found = [check.subject.partition(",")[0] for check in names.named_twice(published(named_grades=both))]
    assert found == ["York", "Kent"]


# Numbers beside grades

YORK = {"unit": "grade", "grade": POORLY, "authority": "York"}
SCALE = {"unit": "grade", "measure": "scale", "grade": POORLY, "release_id": "press"}


def test_a_number_beside_a_grade_is_compared_with_every_scale_of_its_regime():
    for printed, verdict, outcome in ((1.0, "agrees", "the same"), (4.0, "conflicts", "3 apart")):
        tables = published(
            {**SCALE, "value": 4.0, "regime": "annual-assessment"}, {**YORK, "value": printed}, {**SCALE, "value": 1.0}
        )
        assert list(names.printed_numbers(tables)) == [
            Check(
                f"r, York, {POORLY}, scale of press",
                Amount(printed, f"{printed:g}", at(2)),
                Amount(1, "1", at(3, release="press")),
                verdict,
                f"Beside the grade stands {printed:g}, the scale in press has 1: {outcome}.",
            )
        ]


def test_a_number_beside_a_grade_of_no_scale_is_not_compared_and_that_is_said():
    tables = published({**YORK, "value": 1.0}, {**SCALE, "value": 4.0, "grade": EXCELLENTLY})
    assert list(names.printed_numbers(tables)) == [Unmade(f"r, York, {POORLY}", "no release prints the scale")]


def test_a_grade_without_a_number_needs_no_scale():
    assert list(names.printed_numbers(published({**YORK, "value": None}, {**SCALE, "value": 1.0}))) == []


# Complete lists

COUNTED = of_year("2010", grade=POORLY, value=2.0)
NAMED = listed("2010", POORLY, "Kent York", 101)


def complete(*figures: dict, year: str = "2010", grade: str = POORLY) -> NamedList | None:
    return names.complete_list(published(*figures, named_grades=NAMED), year, grade)


def test_a_list_of_as_many_names_as_are_counted_is_complete_whichever_release_counts_them():
    for counts in ([COUNTED], [COUNTED | {"value": 3.0}, COUNTED | {"release_id": "another"}]):
        assert complete(*counts) == NamedList("r", frozenset(["Kent", "York"]), at(101, 102))


@pytest.mark.parametrize("count", [1.0, 3.0])
def test_a_list_of_more_or_fewer_names_than_are_counted_is_not_complete(count):
    assert complete(COUNTED | {"value": count}) is None


@pytest.mark.parametrize(
    "other",
    [
        {"measure": "unchanged"},
        {"unit": "percent"},
        {"regime": "annual-rating"},
        {"period": "2011"},
        {"grade": WELL},
    ],
)
def test_only_a_count_of_its_own_year_and_grade_makes_a_list_complete(other):
    assert complete(COUNTED | other) is None


@pytest.mark.parametrize("asked", [{"year": "2009"}, {"year": "2011"}, {"year": "2012"}, {"grade": WELL}])
def test_the_list_of_another_year_or_grade_is_not_taken(asked):
    year, grade = asked.get("year", "2010"), asked.get("grade", POORLY)
    count = {**COUNTED, "period": year, "grade": grade, "regime": ANNUAL_REGIMES.get(year, "annual-assessment")}
    assert complete(COUNTED, count, **asked) is None


def test_a_count_of_a_release_that_had_grades_of_the_year_pending_makes_no_list_complete():
    for year, regime in ANNUAL_REGIMES.items():
        pending = {"measure": "pending", "value": 1.0, "regime": regime, "period": year}
        assert (complete(COUNTED, pending) is None) == (year == "2010")
    of_inspections = {"measure": "pending", "value": 1.0, "regime": "single-inspection", "period": "2010"}
    assert complete(COUNTED, of_inspections) is not None
