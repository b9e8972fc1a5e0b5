"""Many patterns tried at once: at each place only those that its first characters can begin.

A pattern here is a regular expression in lower case, as the vocabulary has them.
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import groupby, pairwise

LENGTH = 4  # of an opening: longer ones tell few patterns more apart, and there are many more of them
_PIECE = re.compile(r"\\.|\[(?:\\.|[^\]])+\]|\{[\d,]+\}|.")
_QUANTIFIER = re.compile(r"[?*+]|\{[\d,]+\}")
_OPTIONAL = ("?", "*", "{0")
_REPEATED = ("*", "+", "{")
_LOOKS_AROUND = re.compile(r"\(\?<?[=!]|\^|\\b")
_GROUP = re.compile(r"\((?:\?:|\?P<\w+>)?")
_FIRST = re.compile("[ -~£€]")  # of an opening: digits and spaces of other scripts begin nothing


def by_opening(patterns: dict[str, str]) -> Callable[[str], re.Pattern[str] | None]:
    """From an opening to what matches the first of the patterns that can begin with it, as whole words; `None` if none.

    An opening is the first `LENGTH` characters of what is left of a text. A match's `lastgroup` is the name of its
    pattern.

    >>> by_opening({"one": "(?:an? )?apple|pear", "two": "plum"})("plum").match("plum").lastgroup
    'two'
    """
    every = tuple((name, one) for name, pattern in patterns.items() for one in _parted(pattern))

    @lru_cache(maxsize=4096)
    def possible(opening: str) -> tuple[tuple[str, str], ...]:
        return tuple(part for part in possible(opening[:-1]) if can_begin(part[1], opening)) if opening else every

    @lru_cache(maxsize=4096)
    def opened(opening: str) -> re.Pattern[str] | None:
        return _any_of(possible(opening)) if _FIRST.match(opening) else None

    return opened


def _parted(pattern: str) -> list[str]:
    """The alternatives of a pattern; one with named groups stays whole, so that its match has them all."""
    return [pattern] if "(?P<" in pattern else alternatives(pattern)


@cache
def _any_of(parts: tuple[tuple[str, str], ...]) -> re.Pattern[str] | None:
    named = groupby(parts, key=lambda part: part[0])
    each = [f"(?P<{name}>(?:{'|'.join(one for _, one in group)})(?!\\w))" for name, group in named]
    return re.compile("|".join(each)) if each else None


@cache
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


def can_begin(pattern: str, opening: str) -> bool:
    """Whether a text that begins with an opening can match a pattern as whole words.

    >>> [can_begin("(?:the )?[sz]ame(?! one)|year", opening) for opening in ("the ", "sa", "thy", "years")]
    [True, True, False, False]
    """
    return any(not rest or not re.match(r"\w", rest) for rest in _rests(pattern, opening))


@lru_cache(maxsize=4096)  # patterns have parts in common, as the number words
def _rests(pattern: str, opening: str) -> set[str]:
    """What the matches of a pattern can leave of an opening: "" of one that they use up, maybe before they end."""
    return set().union(*(_rests_of_one(alternative, opening) for alternative in alternatives(pattern)))


def _rests_of_one(alternative: str, opening: str) -> set[str]:
    found = {opening}
    for atom, following in pairwise([*_atoms(alternative), ""]):
        if not found:
            break
        if _QUANTIFIER.fullmatch(atom) or _LOOKS_AROUND.match(atom):
            continue
        before, found = found, _after(atom, found)
        while following.startswith(_REPEATED) and not (more := _after(atom, found)) <= found:
            found |= more
        if following.startswith(_OPTIONAL):
            found |= before
    return found


def _after(atom: str, rests: set[str]) -> set[str]:
    """What is left of each rest after a character, a class or a group of a pattern."""
    if atom[0] == "(":
        return set().union(*(_rests(_GROUP.sub("", atom[:-1], count=1), rest) for rest in rests))
    return {rest[1:] for rest in rests if not rest or re.fullmatch(atom, rest[0], re.DOTALL)}


@cache
def _atoms(pattern: str) -> list[str]:
    """The characters, classes, quantifiers and whole groups of a pattern, one after another."""
    atoms, depth = [], 0
    for piece in _PIECE.findall(pattern):
        if depth:
            atoms[-1] += piece
        else:
            atoms.append(piece)
        depth += (piece == "(") - (piece == ")")
    return atoms
