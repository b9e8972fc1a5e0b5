"""The account of a release: every number in it is a figure, or is ignored for a reason, or is unread."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from gradedrift.extract.figure import Figure, IgnoredNumber, quote
from gradedrift.extract.layout import Block
from gradedrift.extract.lines import FOOTNOTE_MARK, LIST_NUMBER, Passage
from gradedrift.extract.tokens import ANY_NUMBER, Token, number, scan
from gradedrift.extract.vocabulary import ORDINALS

# Like FOOTNOTE_MARK it looks back from its first digit.
FOOTNOTE = re.compile(
    r"\d(?:(?<=[^\W\d_]\d|[)\]]\d)\d*(?:,\d+)*(?!\w)|(?<=20\d\d\d)(?:,\d)*(?!\d)|(?<=20\d\d \(\d)(?=\)\s*$))"
)
NOTE_NUMBER = re.compile(r"\s*(?:\[\d\]|\d(?= [A-Z]))")
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
    for passage in _passages(blocks):
        found = [(passage.place(match.start()), match) for match in ANY_NUMBER.finditer(passage.plain.lower())]
        found = [(place, match) for place, match in found if place not in taken]
        if not found:
            continue
        tokens = scan(passage.words, year)
        starts = [token.start for token in tokens]
        numbered = LIST_NUMBER.match(passage.plain)
        own = numbered.start("number") if numbered else None
        footnotes = [mark.span() for marks in (FOOTNOTE, FOOTNOTE_MARK) for mark in marks.finditer(passage.plain)]
        footnotes += [mark.span()] if (mark := NOTE_NUMBER.match(passage.plain)) else []
        for place, match in found:
            at = bisect_right(starts, match.start()) - 1
            token = tokens[at] if at >= 0 and match.start() < tokens[at].end else None
            if token and token.start < match.start() and passage.place(token.start) in taken:
                continue  # a part of a figure's words: the 4 of "3 out of 4"
            reason = _reason(match, token, own, footnotes)
            entry = IgnoredNumber(*place, _around(passage, match), _value(match.group()), reason or UNREAD)
            (ignored if reason else unread).append(entry)
    return ignored, unread


def _passages(blocks: list[Block]) -> Iterator[Passage]:
    """The texts of blocks that are read together: the lines of a paragraph, each line of a table."""
    for block in blocks:
        if isinstance(block, Passage):
            yield block
        else:
            yield from (Passage((line,)) for line in block.lines)


def _reason(match: re.Match[str], token: Token | None, own: int | None, footnotes: list[tuple[int, int]]) -> str:
    """Why a number is no figure; "" if nothing says so. `own` is where its paragraph has its own number."""
    if match.start() == own:
        return "number of a paragraph or note"
    if token and token.kind == "no_figure":
        return token.value
    if any(start <= match.start() < end for start, end in footnotes):
        return "footnote mark or reference"
    if token and token.kind in REASONS:
        return REASONS[token.kind]
    if match.group() in (*ORDINALS, "thirds"):
        return "ordinal"
    if re.fullmatch(r"20\d\d(?:\d(?:,\d)*)?", match.group()):
        return "date"
    return ""


def _value(text: str) -> str:
    """The number that a token in lower case names, as text."""
    if text in ORDINALS:
        return {"once": "1", "twice": "2"}.get(text, str(ORDINALS.index(text) + 1))
    if text in ("half", "thirds"):
        return text
    return text if text[0].isdigit() else str(number(text))


def _around(passage: Passage, match: re.Match[str]) -> str:
    """The number with a few words around it."""
    before = passage.raw[: match.start()].rsplit(None, 3)[-3:]
    after = passage.raw[match.end() :].split(None, 3)[:3]
    glued = passage.raw[: match.start()][-1:].strip() and before
    lead = " ".join(before) + ("" if glued else " " if before else "")
    tail = passage.raw[match.end() :][:1]
    number = passage.plain[match.start() : match.end()]
    return quote(lead + number + ("" if tail.strip() else " ") + " ".join(after))
