"""Words are found as by one alternation of all patterns, though few of them are tried at each place."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradedrift.extract.openings import LENGTH, by_opening, can_begin
from gradedrift.extract.tokens import KINDS, scan

EVERY = [(kind, pattern) for kind, table in KINDS.items() for pattern in table]


@pytest.mark.parametrize(
    "pattern, begins, does_not",
    [
        ("a|bc", ["a", "b", "bc", "a b"], ["c", "ab", "ba"]),
        ("(?:the )?same", ["th", "the s", "sam"], ["they", "the t"]),
        (r"(?<!last )quarter \d", ["q", "quarter 2"], ["quarter x"]),
        (r"\(?0\d", ["(", "01", "(01"], ["((", "012"]),
        ("[xy]*z", ["xyx", "z", "xz"], ["a", "xa"]),
        (r"(?<=\d )quarter", ["q"], ["2"]),
        ("(?:a|(?:b|c)?d){1,2}e", ["ac", "bde", "da"], ["e", "bc", "dad"]),
        ("(?:(?P<part>a)|b){0,2} c", ["ab", " c", "a c"], ["c", "a b"]),
    ],
)
def test_what_a_pattern_can_begin_with(pattern, begins, does_not):
    assert all(can_begin(pattern, opening) for opening in begins)
    assert not any(can_begin(pattern, opening) for opening in does_not)


def test_the_first_pattern_wins_as_in_an_alternation():
    opened = by_opening({"one": "a(?:b|bc)", "two": "abc|d"})
    assert opened("ab").match("abc").lastgroup == "one"
    assert opened("abc").match("abc").lastgroup == "one"
    assert opened("abc").match("abcd") is None  # whole words only
    assert opened("e") is None


@pytest.mark.parametrize("kind, pattern", EVERY, ids=[f"{kind} {at}" for at, (kind, _) in enumerate(EVERY)])
@settings(max_examples=20)
@given(st.data())
def test_whatever_a_pattern_matches_it_can_begin(kind, pattern, data):
    text = data.draw(st.from_regex(re.compile(pattern, re.ASCII), fullmatch=True)).lower()
    if re.fullmatch(pattern, text):
        assert all(can_begin(pattern, text[:length]) for length in range(LENGTH + 1))


def test_every_kind_is_found():
    text = "In 2010 two of the 28 councils, 7%, half, were judged good for safeguarding, overall effectiveness."
    kinds = [token.kind for token in scan(text)]
    assert kinds == [
        "period", "number", "number", "unit", "percent", "fraction", "grade", "service", "judgement",
    ]  # fmt: skip
