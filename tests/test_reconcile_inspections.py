"""Inspections against authorities and re-inspections: exactly what is compared, and what is found."""

import pytest

from gradedrift.reconcile import inspections
from gradedrift.reconcile.statements import Amount, Check, Unmade
from tests.published import at, published

PERIOD, QUARTER = "2009-06-01/2011-09-30", "2011-07-01/2011-09-30"
SERVICES = {"regime": "safeguarding-looked-after", "judgement": "", "period": PERIOD, "unit": "inspections"}
TOTAL = {**SERVICES, "measure": "total", "judgement": "safeguarding"}
INSPECTED = {**SERVICES, "measure": "inspected", "unit": "authorities"}
REPEATED = {**SERVICES, "measure": "re-inspected"}
ELSEWHERE = [{"release_id": "another"}, {"regime": "unannounced"}, {"period": QUARTER}]


def texts(found: list) -> list[tuple[str, str, str]]:
    return [(check.left.text, check.right.text, check.verdict) for check in found]


# Inspections and re-inspections


def test_inspections_of_a_service_are_authorities_and_the_re_inspections_of_it_or_of_every_service():
    tables = published(
        {**TOTAL, "value": 85.0},
        {**INSPECTED, "value": 79.0},
        {**REPEATED, "value": 2.0},
        {**REPEATED, "value": 4.0, "judgement": "safeguarding"},
        {**REPEATED, "value": 1.0, "judgement": "looked after children"},
    )
    assert list(inspections.re_inspections(tables)) == [
        Check(
            f"r, total, safeguarding, safeguarding-looked-after, {PERIOD}, inspections",
            Amount(85, "85", at(1)),
            Amount(85, "79 + 2 + 4 = 85", at(2, 3, 4)),
            "agrees",
            "Inspections are 85, authorities and re-inspections 79 + 2 + 4 = 85: the same.",
        )
    ]


def test_authorities_inspected_again_are_the_re_inspections():
    again = {**REPEATED, "unit": "authorities", "value": 6.0}
    for value, verdict in ((3.0, "conflicts"), (4.0, "agrees"), (5.0, "conflicts")):
        tables = published(again, {**REPEATED, "value": 2.0}, {**REPEATED, "value": value, "judgement": "safeguarding"})
        assert texts(inspections.re_inspections(tables)) == [("6", f"2 + {value:g} = {2 + value:g}", verdict)]


@pytest.mark.parametrize("other", [*ELSEWHERE, {"unit": "inspections"}, {"unit": "percent"}])
def test_inspections_are_compared_with_the_authorities_inspected_of_the_same_release_regime_and_period(other):
    rows = [{**TOTAL, "value": 81.0}, {**INSPECTED, "value": 79.0}, {**REPEATED, "value": 2.0}]
    found = inspections.re_inspections(published({**INSPECTED, "value": 70.0, **other}, *rows))
    assert texts(found) == [("81", "79 + 2 = 81", "agrees")]


@pytest.mark.parametrize("other", [*ELSEWHERE, {"unit": "areas"}, {"grade": "inadequate"}])
def test_re_inspections_of_another_release_regime_or_period_or_with_a_grade_do_not_count(other):
    rows = [{**TOTAL, "value": 81.0}, {**INSPECTED, "value": 79.0}, {**REPEATED, "value": 2.0}]
    found = inspections.re_inspections(published(*rows, {**REPEATED, "value": 3.0, **other}))
    assert texts(found) == [("81", "79 + 2 = 81", "agrees")]


@pytest.mark.parametrize(
    "rows",
    [
        [{**INSPECTED, "value": 79.0}],
        [{**REPEATED, "value": 6.0}],
        [{**INSPECTED, "value": 79.0}, {**REPEATED, "value": 6.0, "judgement": "looked after children"}],
    ],
)
def test_inspections_without_authorities_or_re_inspections_are_not_compared_and_that_is_said(rows):
    assert list(inspections.re_inspections(published({**TOTAL, "value": 85.0}, *rows))) == [
        Unmade(
            f"r, total, safeguarding, safeguarding-looked-after, {PERIOD}, inspections",
            "the release does not say how many authorities they were of",
        )
    ]


def test_totals_of_authorities_are_no_inspections():
    rows = [{**INSPECTED, "value": 79.0}, {**REPEATED, "value": 2.0}]
    authorities = {**TOTAL, "unit": "authorities", "value": 81.0}
    assert list(inspections.re_inspections(published(authorities, *rows))) == []
    other = {**authorities, "judgement": "looked after children", "value": 79.0}
    assert list(inspections.services(published(authorities, other, *rows))) == []


# Two services


def test_two_services_differ_by_no_more_than_the_re_inspections_of_the_one():
    for fewer, verdict in ((82.0, "agrees"), (81.0, "agrees"), (80.0, "conflicts")):
        tables = published(
            {**TOTAL, "value": fewer, "judgement": "looked after children"},
            {**TOTAL, "value": 85.0},
            {**REPEATED, "value": 4.0, "judgement": "safeguarding"},
            {**REPEATED, "value": 9.0},
        )
        outcome = "no more" if verdict == "agrees" else "1 apart"
        apart = f"85 - {fewer:g} = {85 - fewer:g}"
        assert list(inspections.services(tables)) == [
            Check(
                "r, more than of looked after children, total, safeguarding, safeguarding-looked-after,"
                f" {PERIOD}, inspections",
                Amount(85 - fewer, apart, at(2, 1)),
                Amount(4, "4", at(3)),
                verdict,
                f"The totals differ by {apart}, re-inspections of the one service are 4: {outcome}.",
            )
        ]


def test_two_services_without_re_inspections_of_the_one_are_not_compared_and_that_is_said():
    fewer = {**TOTAL, "value": 81.0, "judgement": "looked after children"}
    assert list(inspections.services(published({**TOTAL, "value": 85.0}, fewer, {**REPEATED, "value": 9.0}))) == [
        Unmade(
            "r, more than of looked after children, total, safeguarding, safeguarding-looked-after,"
            f" {PERIOD}, inspections",
            "the release states no re-inspections of the one service",
        )
    ]


@pytest.mark.parametrize("other", ELSEWHERE)
def test_services_of_another_release_regime_or_period_are_not_compared(other):
    rows = [{**TOTAL, "value": 85.0}, {**TOTAL, "value": 81.0, "judgement": "looked after children", **other}]
    assert list(inspections.services(published(*rows, {**REPEATED, "value": 9.0, "judgement": "safeguarding"}))) == []


# The same grade twice

INADEQUATE = {**SERVICES, "judgement": "safeguarding: overall effectiveness", "grade": "inadequate"}
WITH_IT = {**INADEQUATE, "unit": "authorities"}
TWICE = {**WITH_IT, "measure": "re-inspected"}
OF_INADEQUATE = f"safeguarding: overall effectiveness, safeguarding-looked-after, {PERIOD}, inspections"


def test_inspections_with_a_grade_are_authorities_and_those_with_it_twice():
    tables = published({**INADEQUATE, "value": 19.0}, {**WITH_IT, "value": 17.0}, {**TWICE, "value": 2.0})
    assert list(inspections.graded_twice(tables)) == [
        Check(
            f"r, graded, inadequate, {OF_INADEQUATE}",
            Amount(19, "19", at(1)),
            Amount(19, "17 + 2 = 19", at(2, 3)),
            "agrees",
            "Inspections with the grade are 19, authorities, and those with it twice, 17 + 2 = 19: the same.",
        )
    ]


def test_where_none_are_said_to_have_a_grade_twice_authorities_are_no_more_than_inspections():
    for authorities, verdict in ((18.0, "agrees"), (19.0, "agrees"), (20.0, "conflicts")):
        tables = published({**INADEQUATE, "value": 19.0}, {**WITH_IT, "value": authorities})
        assert texts(inspections.graded_twice(tables)) == [(f"{authorities:g}", "19", verdict)]


@pytest.mark.parametrize("other", [*ELSEWHERE, {"judgement": "safeguarding: capacity to improve"}, {"grade": "good"}])
def test_a_grade_is_compared_with_authorities_of_the_same_release_regime_judgement_period_and_grade(other):
    rows = [{**INADEQUATE, "value": 19.0}, {**WITH_IT, "value": 17.0}, {**TWICE, "value": 2.0}]
    found = inspections.graded_twice(published({**WITH_IT, "value": 18.0, **other}, *rows))
    assert texts(found) == [("19", "17 + 2 = 19", "agrees")]
    assert list(inspections.graded_twice(published({**WITH_IT, "value": 18.0, **other}, rows[0]))) == []


def test_inspections_found_so_again_are_no_count_of_all_with_the_grade():
    again = {**INADEQUATE, "measure": "re-inspected", "value": 2.0}
    found = inspections.graded_twice(published(again, {**WITH_IT, "value": 17.0}, {**TWICE, "value": 2.0}))
    assert list(found) == []
