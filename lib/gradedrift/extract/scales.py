"""Grade scales: the numbers that a regime printed beside its grades."""

import re
from itertools import pairwise
from string import ascii_lowercase

from gradedrift.extract import vocabulary as words
from gradedrift.extract.openings import can_begin
from gradedrift.extract.tokens import GRADE_ALONE

_INITIALS = "".join(letter for letter in ascii_lowercase if can_begin(GRADE_ALONE, letter))
_ENDED = r"\)?+(?![\w.,]*\d| *[|\t%:]| +(?:- +)?\d| +\(\d[\d.]* ?(?:%|per cent))"
# "4 Performs excellently", "1 = Outstanding"; or "Performs excellently (4)", "Good (grade 2)", "Performs well: 3".
NUMBER_FIRST = re.compile(
    rf"[(1-4](?<!\S.)(?:(?<=\()[1-4])?(?<=[1-4])\)?[\s.:=–(-]+[\"']?(?P<grade>{GRADE_ALONE})(?!\w)", re.IGNORECASE
)
GRADE_FIRST = re.compile(
    rf"(?=[{_INITIALS}])\b(?P<grade>{GRADE_ALONE})[\"']?\s*(?:\((?:grade )?|[:=]\s*|- ?)[1-4]{_ENDED}",
    re.IGNORECASE,
)
NUMBER_LAST = re.compile(rf"[(:=-]\s*(?:[Gg]rade )?[1-4]{_ENDED}")  # as in every match of GRADE_FIRST
REACH = 400  # characters between two lines of one scale: a definition may stand between


def scales(text: str) -> list[list[re.Match[str]]]:
    """The places where a normalised text prints a whole scale: four grades in order, each with its number."""
    found = []
    for pattern in (NUMBER_FIRST, GRADE_FIRST) if len(NUMBER_LAST.findall(text)) >= 4 else (NUMBER_FIRST,):
        matches = list(pattern.finditer(text))
        at = 0
        while at + 4 <= len(matches):
            if _is_scale(matches[at : at + 4]):
                found.append(matches[at : at + 4])
                at += 4
            else:
                at += 1
    return found


def number_at(match: re.Match[str]) -> int:
    """The place of the number that a line of a scale gives its grade: of the only digit there."""
    return next(at for at in range(*match.span()) if match.string[at].isdigit())


def rank_of(match: re.Match[str]) -> int:
    """The rank of the grade that a line of a scale names."""
    return next(
        rank for pattern, (rank, _) in words.GRADE_WORDS.items() if re.fullmatch(pattern, match["grade"], re.IGNORECASE)
    )


def _is_scale(four: list[re.Match[str]]) -> bool:
    numbers, ranks = [int(match.string[number_at(match)]) for match in four], [rank_of(match) for match in four]
    near = all(b.start() - a.end() < REACH for a, b in pairwise(four))
    return near and all(order in ([1, 2, 3, 4], [4, 3, 2, 1]) for order in (numbers, ranks))
