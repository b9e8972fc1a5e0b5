"""A release text read from its first block to its last."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from gradedrift.errors import SourceError
from gradedrift.extract import vocabulary as words
from gradedrift.extract.account import account
from gradedrift.extract.context import about, regime_of
from gradedrift.extract.figure import NOTHING, About, Figure, Reading, quote
from gradedrift.extract.grids import read_table
from gradedrift.extract.layout import BULLET, PLAIN, Block, Heading, Passage, Table, blocks
from gradedrift.extract.names import NAME, Name, check_length, is_name, items_of
from gradedrift.extract.scales import rank_of, scales
from gradedrift.extract.sentences import NO_LEAD, Lead, Said, figure, listed, read_passage
from gradedrift.extract.tokens import scan
from gradedrift.grades import ANNUAL_REGIMES
from gradedrift.grades import names as scale_names

TOP = 4  # lines that are not blank; a text's own date is among the first


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


def extract(text: str, source: str, year: str = "", names: Iterable[str] = ()) -> Reading:
    """The figures of a release text in its order, and its other numbers, each with a reason or unread.

    `source` names the file in messages. `year` is the year of publication, which completes dates
    printed without one ("20 January"); such a period stays empty where it is unknown. `names` are
    the names of authorities that the text may speak of.
    `SourceError` for a damaged table, and for a list of names that is not as long as its count.
    """
    found = scales(text.translate(PLAIN))
    year = year or _own_year(text)
    reader = _Reader(source, year, tuple(sorted(set(names))), found)
    if year in ANNUAL_REGIMES:
        reader.topic = reader.context = About(year=year)
    parts = blocks(_without(text, found))
    at = 0
    while at < len(parts):
        at = reader.read(parts, at)
    reader.read_scales(None)
    return reader.reading(parts)


def _own_year(text: str) -> str:
    """The year of the first date near the top of a text, which is its own; "" if there is none."""
    top = "\n".join([line for line in text.split("\n") if line.strip()][:TOP])
    dates = (token.value for token in scan(top.translate(PLAIN)) if token.kind == "period" and token.value.end)
    return next((date.end[:4] for date in dates), "")


def _without(text: str, found: list[list[re.Match[str]]]) -> str:
    """The text with the lines of its grade scales blanked: they are read on their own."""
    for scale in found:
        for match in scale:
            text = text[: match.start()] + re.sub(r"[^\n]", " ", match.group()) + text[match.end() :]
    return text


@dataclass
class _Reader:
    """Reads one block after another and keeps what the text is about."""

    source: str
    year: str
    names: tuple[str, ...]
    scales: list[list[re.Match[str]]]
    figures: list[Figure] = field(default_factory=list)
    topic: About = NOTHING  # what the text is about so far
    context: About = NOTHING  # what the section is about
    section: str = ""
    paragraph: int = 0
    unit: str = ""  # what the last paragraph counted: a list of bullets goes on counting it
    lead: Lead = NO_LEAD
    warnings: list[tuple[int, str]] = field(default_factory=list)

    def read(self, parts: list[Block], at: int) -> int:
        """Read the block at `at`; the index of the next one to read."""
        block = parts[at]
        self.read_scales(block)
        if isinstance(block, Table):
            self._table(block)
            return at + 1
        names, after = self._names(parts, at)
        if names:
            self._list(names)
            return after
        if isinstance(block, Heading):
            self._heading(block)
        else:
            self._paragraph(block)
        return at + 1

    def _heading(self, block: Heading) -> None:
        self.section, self.paragraph = block.title, 0
        own = about(scan(block.plain, self.year), replace(self.topic, ranks=()), block.plain)
        self.context = own if own.scale != self.topic.scale or settles_heading(block, self.year) else self.topic
        said = read_passage(block, self.context, block.title, self.source, self.year, self.names)
        self._keep(block, said)
        self.context = replace(self.context, authority=said.left.authority)
        self.topic = replace(self.topic if self.topic.scale else self.context, authority=said.left.authority)

    def _paragraph(self, block: Passage) -> None:
        self.paragraph += 1
        where = f"{self.section}, paragraph {self.paragraph}" if self.section else f"paragraph {self.paragraph}"
        context = replace(self.context, unit=self.unit) if BULLET.match(block.plain) else self.context
        said = read_passage(block, context, where, self.source, self.year, self.names)
        self._keep(block, said)
        # The next paragraph keeps what this one settled, but not its unit, judgement or grade.
        self.unit = said.last.unit
        self.context = replace(said.left, unit="", judgement="", ranks=())
        self.topic = replace(self.context, service="")

    def _keep(self, block: Passage, said: Said) -> None:
        found = [figure(block, claim, where) for where, claim in said.claims]
        if said.left.authority:  # a heading "Performs poorly (1)" is about the authority that its text names
            self.figures = [
                replace(f, authority=said.left.authority)
                if f.unit == "grade" and f.measure == "graded" and not f.authority
                else f
                for f in self.figures
            ]
        self.figures += found
        self.lead = said.lead

    def _table(self, table: Table) -> None:
        found = read_table(table, self.context, self.source, self.year)
        if not found and any(cell.text[:1].isdigit() for row in table.rows for cell in row.cells):
            self.warnings.append(
                (table.start, f"the table {table.name!r} is of nothing that is known, so it is not read")
            )
        self.figures += found
        context = about(scan(table.title, self.year), self.context)
        for number, note in enumerate(table.notes, start=1):
            said = read_passage(
                note,
                replace(context, judgement="", service="", unit=""),
                f"{table.name}, note {number}",
                self.source,
                self.year,
                self.names,
            )
            self.figures += [figure(note, claim, where) for where, claim in said.claims]

    def _names(self, parts: list[Block], at: int) -> tuple[list[tuple[Passage, list[Name]]], int]:
        """The names that stand in blocks of their own from `at` on, and the index after them."""
        block = parts[at]
        if not isinstance(block, Passage) or not self.lead.ranks:
            return [], at
        text = block.plain
        items = items_of(text, len(text) - len(text.lstrip()), len(text.rstrip()), self.names)
        if items:
            return [(block, items)], at + 1
        rows: list[tuple[Passage, list[Name]]] = []
        while at < len(parts) and isinstance(parts[at], Passage) and (name := _alone(parts[at])):
            rows.append((parts[at], [name]))
            at += 1
        while rows and not is_name(rows[-1][1][0].printed, self.names):
            rows.pop()
            at -= 1
        sure = sum(is_name(items[0].printed, self.names) for _, items in rows)
        return (rows, at) if sure and 2 * sure >= len(rows) else ([], at)

    def _list(self, rows: list[tuple[Passage, list[Name]]]) -> None:
        check_length(
            [name for _, items in rows for name in items], self.lead.count, self.source, rows[0][0].lines[0].number
        )
        for block, items in rows:
            for claim in listed(items, self.lead.ranks, self.lead.about):
                self.figures.append(figure(block, claim, f"{self.section}, list"))
        self.lead = NO_LEAD

    def read_scales(self, before: Block | None) -> None:
        """Read the grade scales that stand before a block, or all that are left."""
        reach = before.start if before else None
        while self.scales and (reach is None or self._line(self.scales[0][0]) < reach):
            scale = self.scales.pop(0)
            known = about(scan(", ".join(match["grade"] for match in scale)), self.context)
            self.figures += [self._scale(match, known) for match in scale]

    def _line(self, match: re.Match[str]) -> int:
        return match.string.count("\n", 0, match.start()) + 1

    def _scale(self, match: re.Match[str], known: About) -> Figure:
        line_start = match.string.rfind("\n", 0, match.start("number")) + 1
        names = scale_names("annual-rating" if known.scale == words.ANNUAL else known.scale)
        return Figure(
            locator=f"{self.section}, scale" if self.section else "scale",
            line=match.string.count("\n", 0, match.start("number")) + 1,
            column=match.start("number") - line_start + 1,
            quote=quote(match.group()),
            value=int(match["number"]),
            unit="grade",
            qualifier="",
            measure="scale",
            regime=regime_of(known),
            judgement="overall" if known.scale == words.ANNUAL else "",
            period=known.period if known.scale == words.ANNUAL else "",
            grade=names.get(rank_of(match), match["grade"].lower()),
        )

    def reading(self, parts: list[Block]) -> Reading:
        """What was read, in the order of the text, with the account of every other number."""
        figures = sorted(self.figures, key=lambda f: (f.line, f.column))
        ignored, unread = account(parts, figures, self.year)
        unknown = [
            (f.line, f"{f.authority!r} is not the name of an authority")
            for f in figures
            if f.authority and not is_name(f.authority.translate(PLAIN), self.names)
        ]
        return Reading(figures, ignored, unread, sorted(self.warnings + unknown))


def _alone(block: Passage) -> Name | None:
    """The name that is all of a line, perhaps after a bullet or a number."""
    text = block.plain
    bullet = re.match(r"[\s·•*-]*(?:\d+[.)]\s+)?", text)
    name = re.fullmatch(NAME, text[bullet.end() :].rstrip(" ,;."))
    return Name(name.group(), bullet.end(), bullet.end() + name.end()) if name and len(name.group()) < 60 else None


def settles_heading(block: Heading, year: str) -> bool:
    """Whether a heading says what its section is about: a regime, a grade, a service or a date."""
    kinds = {token.kind for token in scan(block.plain, year)}
    return bool(kinds & {"regime", "service", "period", "relative"})
