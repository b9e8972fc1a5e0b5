"""The draft of a record: what of a release may be copied, for a person to complete in words of their own."""

import re

import pandas as pd

from gradedrift.extract import vocabulary as words
from gradedrift.extract.layout import blocks
from gradedrift.extract.lines import Paragraph, Passage, lines_of
from gradedrift.extract.tokens import scan

GAP = " ... "  # where words of the release are left out
LISTED = re.compile(r"\s*(?:[•·*–-]|\(?\d+[.)]) ")  # the mark of a list's item
# What stands between words that are kept and is kept with them: marks, and words that only join.
JOINT = re.compile(r"[\s,;(]*(?:(?:and|or|in|of|from|to|the|&)\s+){0,2}")
# What stands before a number and belongs to it: "about one in ten", "compared with 103".
LEAD = re.compile(rf"\b(?:{'|'.join([*words.QUALIFIERS, words.COMPARED])})\s+$", re.IGNORECASE)
REACH = 40  # characters, more than any of these


def draft(text: str, figures: pd.DataFrame, ignored: pd.DataFrame) -> str:
    """The record's skeleton: headings, tables and lists of names as published, and of sentences what they state.

    A sentence without a number or a named grade is left out, and of any other only the quoted words and those
    that have a meaning to the extractor remain, with `GAP` between them. `figures` and `ignored` are what was read
    from the text, columns as in `schemas.Figures` and `schemas.IgnoredNumbers`.
    """
    read = pd.concat([figures[["line", "quote"]], ignored[["line", "quote"]]])
    lines = {line.number: line.raw for line in lines_of(text)}
    for block in blocks(text):
        if isinstance(block, Paragraph):
            numbers = [line.number for line in block.lines]
            lines |= dict.fromkeys(numbers, None) | {numbers[0]: _stated(block, read)}
    kept = "\n".join(line for line in lines.values() if line is not None)
    return re.sub(r"\n{3,}", "\n\n", kept).strip("\n") + "\n"


def _stated(paragraph: Passage, read: pd.DataFrame) -> str | None:
    """The sentences of a paragraph, each as far as something was read from it; `None` if nothing was."""
    quotes = read.loc[read["line"].isin([line.number for line in paragraph.lines]), "quote"].unique()
    marked = LISTED.match(paragraph.plain)
    begin = marked.end() if marked else 0
    known = [paragraph.printed(token.start, token.end) for token in scan(paragraph.words)]
    sentences = []
    for start, end in (paragraph.printed(*span) for span in paragraph.sentences()):
        start = max(start, begin)
        spans = [span for quote in quotes for span in _found(quote, paragraph.plain, start, end)]
        if spans:
            spans += [(first, last) for first, last in known if start <= first and last <= end]
            sentences.append(_with_gaps(paragraph, _joined(spans, paragraph.plain), end))
    return paragraph.raw[:begin] + " ".join(sentences) if sentences else None


def _with_gaps(paragraph: Passage, spans: list[tuple[int, int]], end: int) -> str:
    """The spans of a sentence, `GAP` between them; a colon, which opens a list, stays."""
    kept = ""
    for (first, last), following in zip(spans, [*(begin for begin, _ in spans[1:]), end]):
        colon = paragraph.plain[last:following].rstrip().endswith(":")
        kept += paragraph.raw[first:last].strip() + (": " if colon else GAP if following < end else "")
    return kept.removesuffix(GAP).rstrip(" .") + ("" if kept.endswith(": ") else ".")


def _found(quote: str, text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where a quote stands in a sentence, as far as the sentence goes; its spacing may differ."""
    words = r"\W+".join(map(re.escape, re.findall(r"\w+", quote)))
    found = re.compile(rf"\b{words}(?:[%)]|\b)").finditer(text, start)
    return [(match.start(), min(match.end(), end)) for match in found if match.start() < end]


def _joined(spans: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """The spans in order, as one those between which only `JOINT` stands."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        lead = LEAD.search(text, max(0, first - REACH), first)
        first = lead.start() if lead else first
        if found and (first <= found[-1][1] or JOINT.fullmatch(text, found[-1][1], first)):
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found
