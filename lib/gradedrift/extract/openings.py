"""Many patterns tried at once: at each place only those that its first characters can begin.

A pattern here is a regular expression in lower case, as the vocabulary has them.
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import groupby

import regex

LENGTH = 6  # of an opening: longer ones tell few patterns more apart, and there are many more of them
_PIECE = re.compile(r"\\.|\[(?:\\.|[^\]])+\]|.")
_LOOKS_BACK = re.compile(r"\(\?<=[^()]*\)")
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


def can_begin(pattern: str, opening: str) -> bool:
    """Whether a text that begins with an opening can match a pattern as whole words.

    >>> [can_begin("(?:the )?[sz]ame(?! one)|year", opening) for opening in ("the ", "sa", "thy", "years")]
    [True, True, False, False]
    """
    return bool(_whole(pattern).match(opening, partial=True))


@cache
def _whole(pattern: str) -> regex.Pattern[str]:
    """A pattern as whole words; what must stand before them is not asked for, as an opening does not show it."""
    return regex.compile(rf"(?:{_LOOKS_BACK.sub('', pattern)})(?!\w)")


def _parted(pattern: str) -> list[str]:
    """The alternatives of a pattern; one with named groups stays whole, so that its match has them all."""
    return [pattern] if "(?P<" in pattern else alternatives(pattern)


def alternatives(pattern: str) -> list[str]:
    """The parts of a pattern that `|` sets apart, outside of its groups.

    >>> alternatives("a(?:b|c)|d")
    ['a(?:b|c)', 'd']
    """
    parts, depth = [""], 0
    for piece in _PIECE.findall(pattern):
        depth += (piece == "(") - (piece == ")")
        if piece == "|" and not depth:
            parts.append("")
        else:
            parts[-1] += piece
    return parts


@cache
def _any_of(parts: tuple[tuple[str, str], ...]) -> re.Pattern[str] | None:
    named = groupby(parts, key=lambda part: part[0])
    each = [f"(?P<{name}>(?:{'|'.join(one for _, one in group)})(?!\\w))" for name, group in named]
    return re.compile("|".join(each)) if each else None
