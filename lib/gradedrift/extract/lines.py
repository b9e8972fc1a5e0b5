"""Lines of a release and what is read together: passages, headings and paragraphs, each of which knows its lines."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

# One character for one, so that a place in the normalised text is the same place in the original.
PLAIN = str.maketrans(
    {
        "\u00a0": " ",
        "\u2018": "'",
        "\u2019": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u2013": "-",
        "\u2014": "-",
        "\u2011": "-",
    }
)
FOOTNOTE_MARK = re.compile(r"(?<=[a-z]{2}|[a-z][\"')])\d{1,2}(?:,\d{1,2})*(?=[\s.,;:)]|$)|\[\d+\]")
LIST_NUMBER = re.compile(r"\s*\(?(?P<number>\d+(?:\.\d+)+|\d+(?=[.)]))[.)]?\s+(?=\S)")
SENTENCE_END = re.compile(r"""(?<!\bSt)(?<!\bno)(?<!\bNo)[.!?]["')\]]*(?=\s+["'(]*[A-Z0-9])""")


@dataclass(frozen=True)
class Line:
    """One line of the release: its 1-based number and its text as published."""

    number: int
    raw: str

    @cached_property
    def plain(self) -> str:
        return self.raw.translate(PLAIN)


@dataclass(frozen=True)
class Passage:
    """Words that are read together: one or more lines joined by a space."""

    lines: tuple[Line, ...]

    @property
    def start(self) -> int:
        """The line where it begins."""
        return self.lines[0].number

    @cached_property
    def raw(self) -> str:
        return " ".join(line.raw for line in self.lines)

    @cached_property
    def plain(self) -> str:
        return " ".join(line.plain for line in self.lines)

    @cached_property
    def words(self) -> str:
        """The text without its footnote marks: "grades1", "good"2, "[3]"."""
        return FOOTNOTE_MARK.sub(lambda mark: " " * len(mark.group()), self.plain)

    def place(self, offset: int) -> tuple[int, int]:
        """The 1-based line and column of a character of the passage."""
        starts = [0]
        for line in self.lines[:-1]:
            starts.append(starts[-1] + len(line.raw) + 1)
        index = bisect_right(starts, offset) - 1
        return self.lines[index].number, offset - starts[index] + 1

    def sentences(self) -> list[tuple[int, int]]:
        """Start and end of each sentence in the passage."""
        numbered = LIST_NUMBER.match(self.plain)  # "1. ..." is no sentence of its own
        begins = numbered.end() if numbered else 0
        ends = [match.end() for match in SENTENCE_END.finditer(self.words, begins)] + [len(self.plain)]
        return [(start, end) for start, end in zip([0, *ends], ends) if self.plain[start:end].strip()]


@dataclass(frozen=True)
class Heading(Passage):
    """A short line that is no sentence; the section's name for what follows."""

    @property
    def title(self) -> str:
        return self.plain.strip().rstrip(":")


@dataclass(frozen=True)
class Paragraph(Passage):
    """Running text; a bullet or a numbered note is one paragraph."""


def lines_of(text: str) -> list[Line]:
    """The lines of a text, numbered from 1."""
    return [Line(number, raw.rstrip("\r")) for number, raw in enumerate(text.split("\n"), start=1)]


def one_line(text: str) -> str:
    return " ".join(FOOTNOTE_MARK.sub(" ", text).split())
