"""Many patterns tried at once: at each place only those that its first character can begin.

A pattern here is a regular expression in lower case, as the vocabulary has them.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby, pairwise

# What may begin a match: a character of a text in lower case.
_CHARACTERS = [*(chr(code) for code in range(0x20, 0x7F) if not chr(code).isupper()), "£", "€"]
_PIECE = re.compile(r"\\.|\[(?:\\.|[^\]])+\]|\{[\d,]+\}|.")
_QUANTIFIER = re.compile(r"[?*+]|\{[\d,]+\}")
_OPTIONAL = ("?", "*", "{0")
_LOOKS_AROUND = re.compile(r"\(\?<?[=!]|\^|\\b")
_GROUP = re.compile(r"\((?:\?:|\?P<\w+>)?")


def by_opening(patterns: dict[str, str]) -> dict[str, re.Pattern[str]]:
    """For each character what matches, from there on, the first of the patterns that it can begin, as whole words.

    A match's `lastgroup` is the name of its pattern.

    >>> by_opening({"one": "(?:an? )?apple|pear", "two": "plum"})["p"].match("plum").lastgroup
    'two'
    """
    parts = [(name, one) for name, pattern in patterns.items() for one in _parted(pattern)]
    opened = [(part, openings(part[1])) for part in parts]
    found = {char: tuple(part for part, begins in opened if char in begins) for char in _CHARACTERS}
    return {char: _any_of(parts) for char, parts in found.items() if parts}


def _parted(pattern: str) -> list[str]:
    """The alternatives of a pattern; one with named groups stays whole, so that its match has them all."""
    return [pattern] if "(?P<" in pattern else alternatives(pattern)


@cache
def _any_of(parts: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    named = groupby(parts, key=lambda part: part[0])
    return re.compile("|".join(f"(?P<{name}>(?:{'|'.join(one for _, one in group)})(?!\\w))" for name, group in named))


def alternatives(pattern: str) -> list[str]:
    """The parts of a pattern that `|` sets apart, outside of its groups.

    >>> alternatives("a(?:b|c)|d")
    ['a(?:b|c)', 'd']
    """
    parts = [""]
    for atom in _atoms(pattern):
        if atom == "|":
            parts.append("")
        else:
            parts[-1] += atom
    return parts


def openings(pattern: str) -> set[str]:
    """The characters that a match can begin with; "" among them if it can be empty.

    >>> sorted(openings("(?:the )?[sz]ame(?! one)|year"))
    ['s', 't', 'y', 'z']
    """
    return set().union(*map(_openings, alternatives(pattern)))


def _openings(alternative: str) -> set[str]:
    found = {""}
    for atom, following in pairwise([*_atoms(alternative), ""]):
        if "" not in found:
            break
        if _QUANTIFIER.fullmatch(atom) or _LOOKS_AROUND.match(atom):
            continue
        if atom[0] == "(":
            begins = openings(_GROUP.sub("", atom[:-1], count=1))
        else:
            begins = {char for char in _CHARACTERS if re.fullmatch(atom, char)}
        found = found - {""} | begins | ({""} if following.startswith(_OPTIONAL) else set())
    return found


def _atoms(pattern: str) -> Iterator[str]:
    """The characters, classes, quantifiers and whole groups of a pattern, one after another."""
    atom, depth = "", 0
    for piece in _PIECE.findall(pattern):
        atom += piece
        depth += (piece == "(") - (piece == ")")
        if not depth:
            yield atom
            atom = ""
