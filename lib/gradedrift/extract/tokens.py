"""The words of a text that matter to its figures, as typed tokens."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from gradedrift.extract import vocabulary as words
from gradedrift.extract.dates import DATED, period
from gradedrift.grades import RANKS


@dataclass(frozen=True)
class Token:
    """A kind of meaning, its value, and the characters that carry it."""

    kind: str
    value: Any
    start: int
    end: int


@dataclass(frozen=True)
class GradeWord:
    """The ranks that words name, and the scales that use the words."""

    ranks: tuple[int, ...]
    scales: tuple[str, ...]


def _any(patterns) -> str:
    return "|".join(patterns)


# --- Numbers in digits and in words ---------------------------------------------------------------

_TENS = _any(word for word, value in words.NUMBER_WORDS.items() if value >= 20)
_ONES = _any(word for word, value in words.NUMBER_WORDS.items() if 0 < value < 10)
_PLAIN = _any(sorted(words.NUMBER_WORDS, key=len, reverse=True))
_BELOW_100 = rf"(?:(?:{_TENS})[- ](?:{_ONES})|{_PLAIN})"
_IN_WORDS = rf"(?:{_BELOW_100}(?! hundred)|(?:a|{_ONES}) hundred(?: and {_BELOW_100})?)"
_DIGITS = r"(?<![\w.,/])\d+(?:,\d{3})*(?![\w/]|[.,]\d)"
_COUNT = rf"(?:{_IN_WORDS}|{_DIGITS})"
_ORDINAL = _any(words.ORDINALS)
NUMBER = rf"{_COUNT}|{words.DOZEN}|none|nil|zero|no(?= (?:\w+ )?(?:{_any(words.UNITS)})\b)"
PERCENT = rf"(?:\d+(?:\.\d+)?|{_IN_WORDS}) ?(?:%|per cent\b|percent\b)"
FRACTION = (
    # A denominator above ten is a base: "10 out of 41" is a count.
    rf"(?P<part>{_PLAIN}|\d+) (?:out of(?: every)?|in(?: every)?) (?P<whole>{_any(list(words.NUMBER_WORDS)[2:11])}|[2-9]|10)(?!\w|[.,]\d|[/%-])"
    rf"|(?:(?P<parts>a|one|two|three|four)[- ])?(?P<denominator>half|thirds?|quarters?|fifths?|sixths?|tenths?)(?! (?:year|cycle|inspection|of the year|round|time|assessment|annual))"
)
# Every number token of a text, whatever it means: what the account of a release must account for.
ANY_NUMBER = re.compile(
    rf"\d+(?:,\d{{3}}(?!\d))*(?:\.\d+)?|(?<![\w-])(?:{_IN_WORDS}|{_ORDINAL}|half|thirds|none|nil|{words.DOZEN})(?!\w)",
    re.IGNORECASE,
)

# --- Kinds ----------------------------------------------------------------------------------------

_GRADE_WORD = _any([*words.GRADE_WORDS, *words.GRADE_GROUPS])
GRADE_ALONE = _any(words.GRADE_WORDS)
GRADE = (
    rf"(?:(?P<below>{words.BELOW})|(?P<least>{words.AT_LEAST}))?[ \"']*(?P<word>{_GRADE_WORD})"
    rf"[\"']*(?: (?:(?P<better>{words.OR_BETTER})|(?P<worse>{words.OR_WORSE})))?"
)
# Only these letters begin a number in words: a look ahead saves trying them all.
_BEGINS = r"(?=[\daefhnostz])"
_SOME_NUMBER = rf"{_BEGINS}(?:\d+(?:,\d{{3}})*(?:\.\d+)?|{_IN_WORDS}|{_ORDINAL})"
_SHARE = r" ?(?:%|per cent) of"  # "17 per cent of pupils" is no more a figure than "17 pupils"
_NO_FIGURES = {pattern.replace("#", _SOME_NUMBER): reason for pattern, reason in words.NO_FIGURES.items()}
_NOT_COUNTED = {pattern.replace("#", _SOME_NUMBER): reason for pattern, reason in words.NOT_COUNTED.items()}

# Kind -> what it matches. Where two can begin at the same place, the earlier wins.
KINDS = {
    "no_figure": rf"{_any(_NO_FIGURES)}|{_SOME_NUMBER}(?:{_SHARE})?(?:{_any(_NOT_COUNTED)})",
    "relative": _any(words.RELATIVE_YEARS),
    "period": DATED.pattern,
    "percent": _BEGINS + PERCENT,
    "fraction": f"{_BEGINS}(?:{FRACTION})",
    "judgement": _any(words.JUDGEMENTS),
    "areas": words.KEY_AREAS,
    "number": f"{_BEGINS}(?:{NUMBER})",
    "no_grade": words.NOT_A_GRADE,
    "by": _any(words.CHANGE_BY),
    "no_change": words.NO_CHANGE,
    "grade": GRADE,
    "same_grade": words.SAME_GRADE,
    "cue": _any(words.CUES),
    "regime": _any(words.REGIMES),
    "unit": _any(words.UNITS),
    "service": _any(words.SERVICES),
    "adverb": _any(words.GRADE_ADVERBS),
    "more": words.MORE,
    "fewer": words.FEWER,
    "of_a_number": words.OF_A_NUMBER,
}
_TOKEN = re.compile(
    r"(?<![\w£])(?:" + _any(rf"(?P<{kind}>(?:{pattern})(?!\w))" for kind, pattern in KINDS.items()) + ")", re.IGNORECASE
)
_MEANINGS = {
    "unit": words.UNITS,
    "regime": words.REGIMES,
    "service": words.SERVICES,
    "judgement": words.JUDGEMENTS,
    "cue": words.CUES,
    "by": words.CHANGE_BY,
    "relative": words.RELATIVE_YEARS,
    "adverb": words.GRADE_ADVERBS,
}
_REASONS = [
    (re.compile(rf"(?:{pattern})(?!\w)", re.IGNORECASE), reason)
    for pattern, reason in [
        *_NO_FIGURES.items(),
        *((f"{_SOME_NUMBER}(?:{_SHARE})?(?:{p})", reason) for p, reason in _NOT_COUNTED.items()),
    ]
]
_MEANT = {
    kind: [(re.compile(rf"(?:{pattern})(?!\w)", re.IGNORECASE), value) for pattern, value in table.items()]
    for kind, table in _MEANINGS.items()
}


@lru_cache(maxsize=256)  # a passage is read once for its figures and once for the account of its numbers
def scan(text: str, year: str = "") -> tuple[Token, ...]:
    """The tokens of a normalised text, in order, none inside another. `year` completes its dates."""
    return tuple(
        Token(match.lastgroup, _value(match, year), match.start(), match.end()) for match in _TOKEN.finditer(text)
    )


def _value(match: re.Match[str], year: str) -> Any:
    kind, text = match.lastgroup, match.group().lower()
    match kind:
        case "period":
            return period(match, year)
        case "number":
            return number(text)
        case "percent":
            return _percent(text)
        case "fraction":
            return _fraction(match)
        case "grade":
            return _grade_word(match)
        case "no_figure":
            return _meaning(_REASONS, match)
        case _ if kind in _MEANT:
            return _meaning(_MEANT[kind], match)
        case _:
            return text


def _meaning(table: list[tuple[re.Pattern[str], Any]], match: re.Match[str]) -> Any:
    """What the first pattern of a table that matches the same words stands for."""
    found = ((pattern.match(match.string, match.start()), value) for pattern, value in table)
    return next(value for again, value in found if again and again.end() == match.end())


def number(text: str) -> int:
    """The whole number that digits or words name. `ValueError` for anything else.

    >>> number("twenty-eight"), number("28"), number("none"), number("one hundred and three")
    (28, 28, 0, 103)
    """
    text = text.lower().replace(",", "")
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


def _percent(text: str) -> float:
    figure = re.sub(r" ?(?:%|per ?cent)$", "", text)
    return float(figure) if figure[0].isdigit() else number(figure)


def _fraction(match: re.Match[str]) -> float:
    """The share that the words of `FRACTION` name.

    >>> _fraction(re.fullmatch(FRACTION, "two thirds")), _fraction(re.fullmatch(FRACTION, "3 out of 4"))
    (0.6666666666666666, 0.75)
    """
    if match["whole"]:
        return number(match["part"]) / number(match["whole"])
    parts = (match["parts"] or "a").lower()
    return (1 if parts == "a" else number(parts)) / words.FRACTION_WORDS[match["denominator"].lower().rstrip("s")]


def _grade_word(match: re.Match[str]) -> GradeWord:
    """The ranks that the words of `GRADE` name: "good", "good or better", "below good"."""
    word = match["word"].lower()
    group = next((ranks for pattern, ranks in words.GRADE_GROUPS.items() if re.fullmatch(pattern, word)), None)
    if group:
        return GradeWord(group, (words.ANNUAL, words.ANNOUNCED, words.SINGLE))
    rank, scales = next(value for pattern, value in words.GRADE_WORDS.items() if re.fullmatch(pattern, word))
    if match["below"]:
        return GradeWord(tuple(r for r in RANKS if r < rank), scales)
    if match["least"] or match["better"]:
        return GradeWord(tuple(r for r in RANKS if r >= rank), scales)
    if match["worse"]:
        return GradeWord(tuple(r for r in RANKS if r <= rank), scales)
    return GradeWord((rank,), scales)
