"""The draft of a record: what of a release may be copied, for a person to complete in words of their own."""

import re

import pandas as pd

from gradedrift.extract.layout import blocks
from gradedrift.extract.lines import Paragraph, Passage, lines_of

GAP = " ... "  # where words of the release are left out
LISTED = re.compile(r"\s*(?:[•·*–-]|\(?\d+[.)]) ")  # an item of a list


def draft(text: str, figures: pd.DataFrame, ignored: pd.DataFrame) -> str:
    """The record's skeleton: headings, tables and lists as published, and of running text what it states.

    A sentence without a number or a named grade is left out, and of any other only the quoted words
    remain, with `GAP` between them. `figures` and `ignored` are what was read from the text, columns as in
    `schemas.Figures` and `schemas.IgnoredNumbers`.
    """
    read = pd.concat([figures[["line", "quote"]], ignored[["line", "quote"]]])
    lines = {line.number: line.raw for line in lines_of(text)}
    for block in blocks(text):
        if isinstance(block, Paragraph) and not LISTED.match(block.plain):
            numbers = [line.number for line in block.lines]
            lines |= dict.fromkeys(numbers, None) | {numbers[0]: _stated(block, read)}
    kept = "\n".join(line for line in lines.values() if line is not None)
    return re.sub(r"\n{3,}", "\n\n", kept).strip("\n") + "\n"


def _stated(paragraph: Passage, read: pd.DataFrame) -> str:
    """The sentences of a paragraph, each as far as something was read from it."""
    quotes = read.loc[read["line"].isin([line.number for line in paragraph.lines]), "quote"].unique()
    sentences = []
    for start, end in paragraph.sentences():
        spans = [span for quote in quotes for span in _found(quote, paragraph.plain, start, end)]
        if spans:
            parts = [paragraph.raw[first:last].strip() for first, last in _joined(spans)]
            sentences.append(GAP.join(parts).rstrip(".") + ".")
    return " ".join(sentences)


def _found(quote: str, text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where a quote stands in a sentence, as far as the sentence goes; its spacing may differ."""
    words = r"\W+".join(map(re.escape, re.findall(r"\w+", quote)))
    found = re.compile(rf"\b{words}(?:[%)]|\b)").finditer(text, start)
    return [(match.start(), min(match.end(), end)) for match in found if match.start() < end]


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, those that touch as one."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found
