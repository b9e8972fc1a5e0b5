"""The words of a text that matter to its figures, as typed tokens."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate
from string import ascii_lowercase
from typing import Any, NamedTuple

from gradedrift.extract import vocabulary as words
from gradedrift.extract.dates import DATED, period
from gradedrift.extract.openings import LENGTH, by_opening, can_begin
from gradedrift.grades import RANKS


class Token(NamedTuple):
    """A kind of meaning, its value, and the characters that carry it."""

    kind: str
    value: Any
    start: int
    end: int


class Tokens(tuple[Token, ...]):
    """Tokens in the order of their text, sorted by kind once."""

    def __init__(self, tokens: Iterable[Token]) -> None:
        kinds: dict[str, list[Token]] = {}
        for token in self:
            if token.kind in kinds:
                kinds[token.kind].append(token)
            else:
                kinds[token.kind] = [token]
        self.kinds = kinds
        # Those that name a grade, and those that name a year or a period.
        self.grades: Sequence[Token] = kinds.get("grade", ())
        if "adverb" in kinds:
            self.grades = [token for token in self if token.kind in ("grade", "adverb")]
        self.dates: Sequence[Token] = kinds.get("period", ())
        if "relative" in kinds:
            self.dates = [token for token in self if token.kind in ("period", "relative")]

    def values(self, kind: str) -> list:
        """The different values of one kind, in order."""
        found = self.kinds.get(kind)
        if not found:
            return []
        return distinct(found) if len(found) > 1 else [found[0].value]


def distinct(tokens: Iterable[Token]) -> list:
    """The different values of tokens, in order."""
    return list(dict.fromkeys([token.value for token in tokens]))


class GradeWord(NamedTuple):
    """The ranks that words name, and the scales that use the words."""

    ranks: tuple[int, ...]
    scales: tuple[str, ...]


def _any(patterns) -> str:
    return "|".join(patterns)


def _named(name: str, patterns) -> str:
    """Any of some patterns, in groups by which `_meant` tells which of them it was."""
    return f"(?:{_any(f'(?P<{name}_{at}>{pattern})' for at, pattern in enumerate(patterns))})"


def _by_group(name: str, table: dict[str, Any]) -> dict[str, Any]:
    """What the patterns of a table stand for, by the groups that `_named` puts them in."""
    return {f"{name}_{at}": value for at, value in enumerate(table.values())}


def _meant(match: re.Match[str], by_group: dict[str, Any]) -> Any:
    """What the group that is part of a match stands for."""
    return by_group[next(filter(match.__getitem__, by_group))]


# --- Numbers in digits and in words ---------------------------------------------------------------

_TENS = _any(word for word, value in words.NUMBER_WORDS.items() if value >= 20)
_ONES = _any(word for word, value in words.NUMBER_WORDS.items() if 0 < value < 10)
_PLAIN = _any(sorted(words.NUMBER_WORDS, key=len, reverse=True))
_BELOW_100 = rf"(?:(?:{_TENS})[- ](?:{_ONES})|{_PLAIN})"
_IN_WORDS = rf"(?:{_BELOW_100}(?! hundred)|(?:a|{_ONES}) hundred(?: and {_BELOW_100})?)"
_DIGITS = r"(?<![\w.,/])\d+(?:,\d{3})*(?![\w/]|[.,]\d)"
_COUNT = rf"(?:{_IN_WORDS}|{_DIGITS})"
_ORDINAL = _any(words.ORDINALS)
NUMBER = rf"{_COUNT}|{words.DOZEN}|none|nil|zero|no(?:t one|t a single)?(?= (?:\w+ )?(?:{_any(words.UNITS)})\b)"
_SHARE_OF_100 = rf"(?:\d+(?:\.\d+)?|{_IN_WORDS})"
_PER_CENT = r" ?(?:%|per cent\b|percent\b)"
PERCENT = rf"{_SHARE_OF_100}(?:{_PER_CENT}|(?= to {_SHARE_OF_100}{_PER_CENT}))"  # "from 7 to 13 per cent"
FRACTION = (
    # A denominator above ten is a base: "10 out of 41" is a count.
    rf"(?P<part>{_PLAIN}|\d+) (?:out of(?: every)?|in(?: every)?) (?P<whole>{_any(list(words.NUMBER_WORDS)[2:11])}|[2-9]|10)(?!\w|[.,]\d|[/%-])"
    # "Quarter" alone is one of a year.
    rf"|(?!quarter)(?:(?P<parts>a|one|two|three|four)[- ])?(?P<denominator>half|thirds?|quarters?|fifths?|sixths?|tenths?)(?! (?:year|cycle|inspection|of the year|round|time|assessment|annual))"
)
_IN_LETTERS = rf"{_IN_WORDS}|{_ORDINAL}|half|thirds|none|nil|{words.DOZEN}"
_FIRST_TWO = _any(
    sorted(a + b for a in ascii_lowercase for b in f" {ascii_lowercase}" if can_begin(_IN_LETTERS, a + b))
)
_DIGITS_ALONE = re.compile(r"\d\d*(?:,\d{3}(?!\d))*(?:\.\d+)?")
_LETTER = r"0-9a-z_\u00c0-\u024f"  # of a word in lower case, for quickness: what `\w` matches in Latin script
_LETTERS_ALONE = re.compile(rf"[^{_LETTER}-](?={_FIRST_TWO})({_IN_LETTERS})(?!\w)")

# --- Other tokens that are made of several tables -------------------------------------------------

GRADE_ALONE = _any(words.GRADE_WORDS)
_RANKED = words.GRADE_WORDS | {
    pattern: (ranks, (words.ANNUAL, words.ANNOUNCED, words.SINGLE)) for pattern, ranks in words.GRADE_GROUPS.items()
}
_RANKED_BY_GROUP = _by_group("grade", _RANKED)
GRADE = (
    rf"(?:(?P<below>{words.BELOW})|(?P<least>{words.AT_LEAST}))?[ \"']*{_named('grade', _RANKED)}"
    rf"[\"']*(?: (?:(?P<better>{words.OR_BETTER})|(?P<worse>{words.OR_WORSE})))?"
)
_SOME_NUMBER = rf"(?:\d+(?:,\d{{3}})*(?:\.\d+)?|{_IN_WORDS}|{_ORDINAL})"
_SHARE = r" ?(?:%|per cent) of"  # "17 per cent of pupils" is no more a figure than "17 pupils"
_NO_FIGURES = {pattern.replace("#", _SOME_NUMBER): reason for pattern, reason in words.NO_FIGURES.items()}
_NOT_COUNTED = {pattern.replace("#", _SOME_NUMBER): reason for pattern, reason in words.NOT_COUNTED.items()}
_NOT_COUNTED_BY_GROUP = _by_group("counted", _NOT_COUNTED)
# All that follows begins with a space or a hyphen: other numbers are refused at once. "2009 grades" are of a year.
NOT_COUNTED = rf"(?!20\d\d ){_SOME_NUMBER}(?:{_SHARE})?(?![^ -]){_named('counted', _NOT_COUNTED)}"

# --- What tokens are worth ------------------------------------------------------------------------


def number(text: str) -> int:
    """The whole number that digits or words name. `ValueError` for anything else.

    >>> number("twenty-eight"), number("28"), number("none"), number("one hundred and three")
    (28, 28, 0, 103)
    """
    text = text.lower().replace(",", "")
    if text in words.NUMBER_WORDS:
        return words.NUMBER_WORDS[text]
    if text.isdigit():
        return int(text)
    if text in words.ZERO_WORDS:
        return 0
    if text == words.DOZEN:
        return 12
    hundreds, _, rest = text.rpartition(" hundred")
    parts = [part for part in re.split("[- ]", rest) if part not in ("", "and")]
    if hundreds not in ("", "a", *words.NUMBER_WORDS) or not all(part in words.NUMBER_WORDS for part in parts):
        raise ValueError(f"{text!r} is not a whole number")
    return 100 * (words.NUMBER_WORDS.get(hundreds, 1) if hundreds else 0) + sum(
        words.NUMBER_WORDS[part] for part in parts
    )


def numbers_in(text: str) -> list[tuple[int, str]]:
    """Every number of a text in lower case, whatever it means, with its place: what a release must account for.

    >>> numbers_in("in 2010 two-thirds of the twenty-eight")
    [(3, '2010'), (8, 'two'), (26, 'twenty-eight')]
    """
    digits = [(match.start(), match.group()) for match in _DIGITS_ALONE.finditer(text)]
    letters = [(match.start(), match[1]) for match in _LETTERS_ALONE.finditer(f" {text}")]
    return sorted(digits + letters) if letters else digits


def _number(match: re.Match[str], year: str) -> int:
    return number(match.group())


def _percent(match: re.Match[str], year: str) -> float:
    figure = re.sub(r" ?(?:%|per ?cent)$", "", match.group())
    return float(figure) if figure[0].isdigit() else number(figure)


def _fraction(match: re.Match[str], year: str) -> float:
    """The share that the words of `FRACTION` name.

    >>> _fraction(re.fullmatch(FRACTION, "two thirds"), ""), _fraction(re.fullmatch(FRACTION, "3 out of 4"), "")
    (0.6666666666666666, 0.75)
    """
    if match["whole"]:
        return number(match["part"]) / number(match["whole"])
    parts = match["parts"] or "a"
    return (1 if parts == "a" else number(parts)) / words.FRACTION_WORDS[match["denominator"].rstrip("s")]


def _grade_word(match: re.Match[str], year: str) -> GradeWord:
    """The ranks that the words of `GRADE` name: "good", "good or better", "below good"."""
    rank, scales = _meant(match, _RANKED_BY_GROUP)
    if isinstance(rank, tuple):
        return GradeWord(rank, scales)
    if match["below"]:
        return GradeWord(tuple(r for r in RANKS if r < rank), scales)
    if match["least"] or match["better"]:
        return GradeWord(tuple(r for r in RANKS if r >= rank), scales)
    if match["worse"]:
        return GradeWord(tuple(r for r in RANKS if r <= rank), scales)
    return GradeWord((rank,), scales)


def _not_counted(match: re.Match[str], year: str) -> str:
    return _meant(match, _NOT_COUNTED_BY_GROUP)


def _as_printed(match: re.Match[str], year: str) -> str:
    return match.group()


# Kind -> what it matches -> its value, or what makes the value of a match and the year that completes its dates.
# Where two can begin at the same place, the earlier wins.
KINDS: dict[str, dict[str, Any]] = {
    "relative": words.RELATIVE_YEARS,
    "no_figure": _NO_FIGURES | {NOT_COUNTED: _not_counted},
    "period": {DATED.pattern: period},
    "percent": {PERCENT: _percent},
    "fraction": {FRACTION: _fraction},
    "judgement": words.JUDGEMENTS,
    "areas": {words.KEY_AREAS: _as_printed},
    "number": {NUMBER: _number},
    "no_grade": {words.NOT_A_GRADE: _as_printed},
    "by": words.CHANGE_BY,
    "no_change": {words.NO_CHANGE: _as_printed},
    "grade": {GRADE: _grade_word},
    "same_grade": {words.SAME_GRADE: _as_printed},
    "cue": words.CUES,
    "regime": words.REGIMES,
    "unit": words.UNITS,
    "service": words.SERVICES,
    "adverb": words.GRADE_ADVERBS,
    "more": {words.MORE: _as_printed},
    "fewer": {words.FEWER: _as_printed},
    "of_a_number": {words.OF_A_NUMBER: _as_printed},
}

# --- One pass over a text -------------------------------------------------------------------------

_ROWS = [(kind, pattern, value) for kind, table in KINDS.items() for pattern, value in table.items()]
_MEANT = {f"row_{at}": (kind, value) for at, (kind, _, value) in enumerate(_ROWS)}
_PATTERNS = {name: pattern for name, (_, pattern, _) in zip(_MEANT, _ROWS)}
_opened = by_opening(_PATTERNS)
# Every word can begin an address, so they are looked for only in a text that has the sign of one.
_opened_without_addresses = by_opening({name: pattern for name, pattern in _PATTERNS.items() if "@" not in pattern})
# A text is such words, each with the mark after it, and marks alone: a token begins where one of them does.
_WORD = re.compile(rf"[{_LETTER}£]+[^{_LETTER}£]?|[^{_LETTER}£]")


@lru_cache(maxsize=256)  # a passage is read once for its figures and once for the account of its numbers
def scan(text: str, year: str = "") -> Tokens:
    """The tokens of a normalised text, in order, none inside another. `year` completes its dates."""
    text, tokens, end = text.lower(), [], 0
    opened = _opened if "@" in text else _opened_without_addresses
    for start in accumulate(map(len, _WORD.findall(text)), initial=0):
        if start >= end and (one := opened(text[start : start + LENGTH])) and (match := one.match(text, start)):
            kind, value = _MEANT[match.lastgroup]
            end = match.end()
            tokens.append(Token(kind, value(match, year) if callable(value) else value, start, end))
    return Tokens(tokens)
