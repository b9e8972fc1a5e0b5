"""Lines of a release and what is read together: passages, headings and paragraphs, each of which knows its lines."""

import re
from bisect import bisect_right
from itertools import accumulate, count
from typing import NamedTuple

# One character for one, so that a place in the normalised text is the same place in the original;
# the last is the only letter that has two in lower case.
PLAIN = {
    "\u00a0": " ",
    "\u2018": "'",
    "\u2019": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u2013": "-",
    "\u2014": "-",
    "\u2011": "-",
    "\u0130": "I",
}
# A footnote mark, or what an editor put in: "(sic)", "(see note 7)", "[...]", "..." or "|" inside a sentence.
# A pattern that begins with what is rare is found fastest, so each of these looks back from its first character.
MARK = re.compile(
    r"[0-9\[(.|](?:(?<=[a-z]{2}\d|[a-z][\"')]\d)\d?(?:,\d{1,2})*(?=[\s.,;:)]|$)|(?<=\[)\d+\]"
    r"|(?<=[(\[])(?:[Ss]ic|[Ss]ee (?:foot)?notes? \d+(?:(?:, | and )\d+)*|\.\.\.)[)\]]"
    r"|(?<= \.)\.\.(?= [a-z0-9%])|(?<= \|)(?= ))"
)
# From a passage whose marks are "\0": the marks, and all spaces but one.
DROPPED = re.compile(r"[ \0](?:(?<= .)[ \0]*|(?<=\0)\0*)")
LIST_NUMBER = re.compile(r"\s*\(?(?P<number>\d+(?:\.\d+)+|\d+(?=[.)]))[.)]?\s+(?=\S)")
SENTENCE_END = re.compile(r"""[.!?](?<!\bSt[.!?])(?<!\b[Nn]o[.!?])["')\]]*(?=\s+["'(]*[A-Z0-9])""")


class Line(NamedTuple):
    """One line of the release: its 1-based number, its text as published, and that text normalised."""

    number: int
    raw: str
    plain: str


class Passage:
    """Words that are read together: one or more lines joined by a space.

    `raw` is what is published and `plain` the same normalised, character for character. `words` is what is read:
    `plain` without footnote marks, an editor's remarks and repeated spaces.
    """

    def __init__(self, lines: tuple[Line, ...]) -> None:
        self.lines = lines
        self.start = lines[0].number  # the line where it begins
        self.raw = " ".join([line.raw for line in lines])
        self.plain = " ".join([line.plain for line in lines])
        # Start and end in `plain` of each mark: "grades1", "good"2, "[3]", "(sic)".
        self.marks = [mark.span() for mark in MARK.finditer(self.plain)]
        self.words, self._kept = self.plain, [(0, 0)]
        if self.marks or "  " in self.plain:
            self.words, self._kept = _without(self.plain, self.marks)
        self._starts = [0]  # where each line begins
        if len(lines) > 1:
            self._starts += accumulate([len(line.raw) + 1 for line in lines[:-1]])

    def printed(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of `words`, at least one character, begins and ends in `raw`."""
        return self._printed(start), self._printed(end - 1) + 1

    def place(self, offset: int) -> tuple[int, int]:
        """The 1-based line and column of a character of `words`."""
        return self.place_printed(self._printed(offset))

    def place_printed(self, offset: int) -> tuple[int, int]:
        """The 1-based line and column of a character of `raw`."""
        if len(self.lines) == 1:
            return self.start, offset + 1
        index = bisect_right(self._starts, offset) - 1
        return self.lines[index].number, offset - self._starts[index] + 1

    def read_at(self, offset: int) -> int:
        """Where a character of `raw` is in `words`; of one that is left out, where they go on."""
        after = len(self.words)
        for start, shift in reversed(self._kept):
            if start + shift <= offset:
                break
            after = start
        return min(offset - shift, after)

    def _printed(self, offset: int) -> int:
        if len(self._kept) == 1:  # nothing is left out
            return offset
        stretch = bisect_right(self._kept, (offset, len(self.raw))) - 1
        return offset + self._kept[stretch][1]

    def sentences(self) -> list[tuple[int, int]]:
        """Start and end in `words` of each sentence in the passage."""
        numbered = LIST_NUMBER.match(self.words)  # "1. ..." is no sentence of its own
        begins = numbered.end() if numbered else 0
        ends = [match.end() for match in SENTENCE_END.finditer(self.words, begins)] + [len(self.words)]
        return [(start, end) for start, end in zip([0, *ends], ends) if self.words[start:end].strip()]


def _without(text: str, marks: list[tuple[int, int]]) -> tuple[str, list[tuple[int, int]]]:
    """A text without marks and repeated spaces; and of each stretch that is left, its start and how far it moved."""
    for start, end in marks:
        text = text[:start] + "\0" * (end - start) + text[end:]
    kept, moved = [(0, 0)], 0
    for dropped in DROPPED.finditer(text):
        start = dropped.start() - moved
        moved += len(dropped.group())
        kept.append((start, moved))
    return DROPPED.sub("", text), kept


class Heading(Passage):
    """A short line that is no sentence; the section's name for what follows."""

    @property
    def title(self) -> str:
        return self.plain.strip().rstrip(":")


class Paragraph(Passage):
    """Running text; a bullet or a numbered note is one paragraph."""


def plain(text: str) -> str:
    """A text normalised: straight quotes, plain spaces and hyphens."""
    for printed, meant in PLAIN.items():
        text = text.replace(printed, meant)
    return text


def lines_of(text: str) -> list[Line]:
    """The lines of a text, numbered from 1."""
    published = [line.rstrip("\r") for line in text.split("\n")]
    return list(map(Line, count(1), published, plain("\n".join(published)).split("\n")))


def one_line(text: str) -> str:
    return " ".join(MARK.sub(" ", f" {text}").split())  # as in a sentence, where a space comes before
