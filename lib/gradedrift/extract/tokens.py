"""The words of a sentence that matter to a count by grade, as typed tokens."""

import re
from dataclasses import dataclass
from typing import Any

from gradedrift.extract import vocabulary as words
from gradedrift.extract.dates import PERIOD, period


@dataclass(frozen=True)
class Token:
    """A kind of meaning, its value, and the characters that carry it."""

    kind: str
    value: Any
    start: int
    end: int


def _any(patterns) -> str:
    return "|".join(patterns)


_TENS = _any(word for word, value in words.NUMBER_WORDS.items() if value >= 20)
_ONES = _any(word for word, value in words.NUMBER_WORDS.items() if 0 < value < 10)
_PLAIN = _any(sorted(words.NUMBER_WORDS, key=len, reverse=True))
_BELOW_100 = rf"(?:(?:{_TENS})[- ](?:{_ONES})|{_PLAIN})"
_DIGITS = r"(?<![\w.,/])\d+(?![\w/]|[.,]\d)"
NUMBER = (
    rf"(?:a|{_ONES}) hundred(?: and {_BELOW_100})?|{_BELOW_100}|{_DIGITS}"
    rf"|none|no(?= (?:{_any(words.UNITS)})\b)"
)
FRACTION = (
    rf"\d+ per cent|\d+%|(?:{_PLAIN}|\d+) out of (?:every |the )?(?:{_PLAIN}|\d+)"
    r"|(?:(?:a|one|two|three) )?(?:half|thirds?|quarters?|fifths?|tenths?)"
)


# Kind -> what it matches. Of two that begin at the same place the longer wins, then the earlier.
KINDS = {
    "period": PERIOD.pattern,
    "fraction": FRACTION,
    "grade": _any(words.GRADE_WORDS),
    "unit": _any(words.UNITS),
    "other": words.OTHER_COUNTED,
    "regime": _any(words.REGIMES),
    "judgement": _any(words.JUDGEMENTS),
    "service": _any(words.SERVICES),
    "pending": words.PENDING,
    "change": words.CHANGE,
    "number": NUMBER,
}
_COMPILED = {
    kind: re.compile(pattern if kind == "period" else rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)
    for kind, pattern in KINDS.items()
}
_VALUES = {"grade": words.GRADE_WORDS, "unit": words.UNITS, "regime": words.REGIMES, "service": words.SERVICES}


def scan(text: str, year: str = "") -> list[Token]:
    """The tokens of a normalised text, in order, none inside another. `year` completes its dates."""
    matches = sorted(
        (
            (match.start(), -match.end(), order, kind, match)
            for order, (kind, pattern) in enumerate(_COMPILED.items())
            for match in pattern.finditer(text)
        ),
        key=lambda found: found[:3],
    )
    tokens: list[Token] = []
    for start, end, _, kind, match in matches:
        if not tokens or start >= tokens[-1].end:
            tokens.append(Token(kind, _value(kind, match, year), start, -end))
    return tokens


def _value(kind: str, match: re.Match[str], year: str) -> Any:
    text = match.group().lower()
    if kind == "period":
        return period(match, year)
    if kind == "number":
        return number(text)
    if kind in _VALUES:
        return next(value for pattern, value in _VALUES[kind].items() if re.fullmatch(pattern, text))
    return text


def number(text: str) -> int:
    """The whole number that digits or words name. `ValueError` for anything else.

    >>> number("twenty-eight"), number("28"), number("none"), number("one hundred and three")
    (28, 28, 0, 103)
    """
    text = text.lower()
    if text.isdigit():
        return int(text)
    if text in words.ZERO_WORDS:
        return 0
    hundreds, _, rest = text.rpartition(" hundred")
    parts = [part for part in re.split("[- ]", rest) if part not in ("", "and")]
    if hundreds not in ("", "a", *words.NUMBER_WORDS) or not all(part in words.NUMBER_WORDS for part in parts):
        raise ValueError(f"{text!r} is not a whole number")
    return 100 * (words.NUMBER_WORDS.get(hundreds, 1) if hundreds else 0) + sum(
        words.NUMBER_WORDS[part] for part in parts
    )
