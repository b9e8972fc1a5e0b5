"""Words are found as by one alternation of all patterns, though few of them are tried at each place."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradedrift.extract.openings import by_opening, openings
from gradedrift.extract.tokens import KINDS, scan

EVERY = [(kind, pattern) for kind, table in KINDS.items() for pattern in table]


@pytest.mark.parametrize(
    "pattern, begins",
    [
        ("a|bc", "ab"),
        ("(?:the )?same", "st"),
        (r"(?<!last )quarter \d", "q"),
        (r"\(?0\d", "(0"),
        ("[xy]*z", "xyz"),
        ("(?:a|(?:b|c)?d){1,2}e", "abcd"),
        ("(?:(?P<part>a)|b){0,2} c", "ab "),
    ],
)
def test_openings(pattern, begins):
    assert openings(pattern) == set(begins)


def test_the_first_pattern_wins_as_in_an_alternation():
    tried = by_opening({"one": "a(?:b|bc)", "two": "abc|d"})
    assert tried["a"].match("abc").lastgroup == "one"
    assert tried["a"].match("abcd") is None  # whole words only
    assert "e" not in tried


@pytest.mark.parametrize("kind, pattern", EVERY, ids=[f"{kind} {at}" for at, (kind, _) in enumerate(EVERY)])
@settings(max_examples=20)
@given(st.data())
def test_whatever_a_pattern_matches_begins_with_one_of_its_openings(kind, pattern, data):
    text = data.draw(st.from_regex(re.compile(pattern, re.ASCII), fullmatch=True)).lower()
    if text.isascii() and re.fullmatch(pattern, text):
        assert text[0] in openings(pattern)


def test_every_kind_is_found():
    text = "In 2010 two of the 28 councils, 7%, half, were judged good for safeguarding, overall effectiveness."
    kinds = [token.kind for token in scan(text)]
    assert kinds == [
        "period", "number", "number", "unit", "percent", "fraction", "grade", "service", "judgement",
    ]  # fmt: skip
