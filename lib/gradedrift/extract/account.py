"""The account of a release: every number in it is a figure, or is ignored for a reason, or is unread."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from gradedrift.extract.figure import QUOTE_LENGTH, Figure, IgnoredNumber
from gradedrift.extract.layout import Block
from gradedrift.extract.lines import LIST_NUMBER, Passage
from gradedrift.extract.tokens import Token, number, numbers_in, scan
from gradedrift.extract.vocabulary import ORDINALS

# Like MARK it looks back from its first digit.
FOOTNOTE = re.compile(
    r"[0-9](?:(?<=[^\W\d_]\d|[)\]]\d)\d*(?:,\d+)*(?!\w)|(?<=20\d\d\d)(?:,\d)*(?!\d)|(?<=20\d\d \(\d)(?=\)\s*$))"
)
YEAR = re.compile(r"20\d\d(?:\d(?:,\d)*)?")
NOTE_NUMBER = re.compile(r"\s*(?:\[\d\]|\d(?= [A-Z]))")
ORDER = {*ORDINALS, "thirds"}
UNREAD = "not understood"
REASONS = {
    "period": "date",
    "relative": "date",
    "judgement": "part of a judgement's name",
    "areas": "the framework's own number of areas",
    "grade": "size of a scale",
    "cue": "part of a phrase",
}


def account(
    blocks: list[Block], figures: list[Figure], year: str = ""
) -> tuple[list[IgnoredNumber], list[IgnoredNumber]]:
    """The numbers of a text that are no figures: those with a reason, and those that are unread."""
    taken = {(figure.line, figure.column) for figure in figures if figure.value is not None}
    ignored, unread = [], []
    for passage in _passages(blocks, taken):
        found = [
            (place, start, printed)
            for start, printed in numbers_in(passage.plain.lower())
            if (place := passage.place_printed(start)) not in taken
        ]
        if not found:
            continue
        tokens = scan(passage.words, year)
        starts = [token.start for token in tokens]
        numbered = LIST_NUMBER.match(passage.plain)
        own = numbered.start("number") if numbered else None
        marks = [*passage.marks, *(mark.span() for mark in FOOTNOTE.finditer(passage.plain))]
        marks += [mark.span()] if (mark := NOTE_NUMBER.match(passage.plain)) else []
        footnotes = {place for mark in marks for place in range(*mark)}
        for place, start, printed in found:
            read_at = passage.read_at(start)
            at = bisect_right(starts, read_at) - 1
            token = tokens[at] if at >= 0 and read_at < tokens[at].end else None
            if token and token.start < read_at and passage.place(token.start) in taken:
                continue  # a part of a figure's words: the 4 of "3 out of 4"
            reason = _reason(start, printed, token, own, footnotes)
            quoted = _around(passage, start, start + len(printed))
            entry = IgnoredNumber(*place, quoted, _value(printed), reason or UNREAD)
            (ignored if reason else unread).append(entry)
    return ignored, unread


def _passages(blocks: list[Block], taken: set[tuple[int, int]]) -> Iterator[Passage]:
    """The texts of blocks that are read together: the lines of a paragraph, each line of a table that has more numbers."""
    for block in blocks:
        if isinstance(block, Passage):
            yield block
            continue
        for line in block.lines:
            if any((line.number, start + 1) not in taken for start, _ in numbers_in(line.plain.lower())):
                yield Passage((line,))


def _reason(place: int, printed: str, token: Token | None, own: int | None, footnotes: set[int]) -> str:
    """Why a number is no figure; "" if nothing says so. `own` is where its paragraph has its own number."""
    if place == own:
        return "number of a paragraph or note"
    if token and token.kind == "no_figure":
        return token.value
    if place in footnotes:
        return "footnote mark or reference"
    if token and token.kind in REASONS:
        return REASONS[token.kind]
    if printed in ORDER:
        return "ordinal"
    if YEAR.fullmatch(printed):
        return "date"
    return ""


def _value(text: str) -> str:
    """The number that a token in lower case names, as text."""
    if text[0].isdigit() or text in ("half", "thirds"):
        return text
    if text in ORDINALS:
        return {"once": "1", "twice": "2"}.get(text, str(ORDINALS.index(text) + 1))
    return str(number(text))


def _around(passage: Passage, start: int, end: int) -> str:
    """The number from `start` to `end` with a few words around it."""
    before, after = passage.raw[max(0, start - QUOTE_LENGTH) : start], passage.raw[end : end + QUOTE_LENGTH]
    lead, tail = before.rsplit(None, 3)[-3:], after.split(None, 3)[:3]
    glued = before[-1:].strip() or not lead
    number = passage.plain[start:end]
    around = " ".join(lead) + ("" if glued else " ") + number + ("" if after[:1].strip() else " ") + " ".join(tail)
    return around.strip()[:QUOTE_LENGTH]
