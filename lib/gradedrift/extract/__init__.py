"""From the text of a release to the figures that it states.

One grammar reads every release: `layout` finds headings, paragraphs and tables, `tokens` the words
that matter (all of them data in `vocabulary`), `context` what they are about, and `sentences` and
`grids` the figures. Nothing here knows what the figures are used for.
"""

from dataclasses import replace

from gradedrift.errors import SourceError
from gradedrift.extract.context import about
from gradedrift.extract.figure import About, Figure
from gradedrift.extract.grids import read_table
from gradedrift.extract.layout import Heading, Table, blocks
from gradedrift.extract.sentences import read_passage
from gradedrift.extract.tokens import scan

__all__ = ["Figure", "decode", "extract"]


def decode(data: bytes, source: str) -> str:
    """The text of a release file. `SourceError` if it is empty, binary or not UTF-8, with the line."""
    if not data.strip():
        raise SourceError(source, None, "is empty")
    if b"\0" in data:
        raise SourceError(source, data[: data.index(b"\0")].count(b"\n") + 1, "is not text: it holds a NUL byte")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as problem:
        line = data[: problem.start].count(b"\n") + 1
        raise SourceError(source, line, f"is not UTF-8: byte 0x{data[problem.start]:02x}") from None


def extract(text: str, source: str, year: str = "") -> list[Figure]:
    """The figures of a release text, in its order.

    `source` names the file in messages. `year` is the year of publication, which completes dates
    printed without one ("20 January"); such a period stays empty where it is unknown.
    `SourceError` for a damaged table or a count whose grade is unknown.
    """
    figures: list[Figure] = []
    topic = context = About()  # what the text is about so far; what the section is about
    section, paragraph = "", 0
    for block in blocks(text):
        if isinstance(block, Table):
            figures += read_table(block, source)
            for number, note in enumerate(block.notes, start=1):
                figures += read_passage(note, About(), f"{block.name}, note {number}", source, year)[0]
        elif isinstance(block, Heading):
            section, paragraph = block.title, 0
            own = about(scan(block.plain, year), About())
            context = own if own.scale else topic
        else:
            paragraph += 1
            where = f"{section}, paragraph {paragraph}" if section else f"paragraph {paragraph}"
            found, after = read_passage(block, context, where, source, year)
            figures += found
            # The next paragraph keeps what this one settled, but not its unit or judgement.
            context = replace(after, unit="", judgement="")
            topic = replace(context, service="")
    return figures
