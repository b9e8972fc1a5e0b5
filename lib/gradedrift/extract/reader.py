"""A release text read from its first block to its last."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from gradedrift.errors import SourceError
from gradedrift.extract import vocabulary as words
from gradedrift.extract.account import account
from gradedrift.extract.claims import figure
from gradedrift.extract.context import about, grade_names, regime_of, with_changes
from gradedrift.extract.figure import NOTHING, About, Figure, Reading, quote
from gradedrift.extract.grids import is_of_names, read_named_table, read_table
from gradedrift.extract.layout import Block, blocks, is_unfinished
from gradedrift.extract.lines import Heading, Line, Paragraph, Passage, plain
from gradedrift.extract.names import NAME, Name, any_name, check_length, is_name, items_of
from gradedrift.extract.rows import BULLET, Table
from gradedrift.extract.scales import number_at, rank_of, scales
from gradedrift.extract.sentences import NO_LEAD, Lead, Said, listed, read_passage
from gradedrift.extract.tokens import scan
from gradedrift.grades import ANNUAL_REGIMES

LABEL = re.compile(r"[\s·•*-]*(?:\d+[.)]\s+)?(?:[A-Z][A-Za-z ]{2,30}: )?")  # before names: a bullet, a number, a region
QUARTER = re.compile(r"\b(?:last|latest|this|previous) quarter\b", re.IGNORECASE)
LABELLED = re.compile(r"[\s·•*-]*(?:\d+[.)]\s+)?[A-Z][A-Za-z ]{2,30}: ")
# A small letter where no name has one: other words are met soon, so what else is no list of names is known at once.
PROSE = re.compile(r"[^(]*? (?!(?:and|of|upon|with|on|the|in|also)\b)[a-z]")
ALONE = re.compile(rf"(?P<name>{NAME})(?:\s*\([A-Z][\w ]+\))?")
LONGEST_NAME = 60
ENDED = re.compile(r"""(?:[.!?:;)\d]|(?<=[^\s(])["'])\s*$""")  # a quotation mark may also open
SCALE_FOLLOWS = re.compile(r"\b(?:grades?|ratings?|scale|levels)\b[^.]*:$", re.IGNORECASE)
SETTLING = {"regime", "service", "period", "relative"}  # a heading with one of these says what its section is about
PUBLISHED = "10"  # the annual grades of a year came out in its last months: a text of then is about that year
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
    parts = blocks(text)
    found = [scale for scale in scales(plain(text)) if not _in_table(scale, parts)]
    if found:
        parts = _relined(parts, _blanked(text, found))
    own = "" if year else own_date(text)
    known = any_name(tuple(sorted(set(names))))
    reader = _Reader(source, year or own[:4], known, [(_line(text, scale[0].start()), scale) for scale in found])
    graded = year or (own[:4] if own[5:7] >= PUBLISHED else "")
    if graded in ANNUAL_REGIMES:
        reader.topic = reader.context = About(year=graded)
    at = 0
    while at < len(parts):
        at = reader.read(parts, at)
    reader.read_scales(None)
    return reader.reading(parts)


def _line(text: str, at: int) -> int:
    """The 1-based line of a character of a text."""
    return text.count("\n", 0, at) + 1


def _in_table(scale: list[re.Match[str]], parts: list[Block]) -> bool:
    """Whether a scale is only the labels or the counts of a table, which the table's own reading covers.

    Four rows "Performs excellently = 4" and so on are a scale; with another mark, if it is announced as one.
    """
    lines = {_line(match.string, match.start("grade")) for match in scale}
    tables = (part for part in parts if isinstance(part, Table) and any(row.label.line in lines for row in part.rows))
    table = next(tables, None)
    if table is None or all("=" in match.group() for match in scale):
        return False
    is_announced = SCALE_FOLLOWS.search(table.title) and "unit" not in scan(table.title).kinds
    return table.is_headed or len(table.rows) > len(scale) or not is_announced


def own_date(text: str) -> str:
    """The first date near the top of a text, which is its own, as ISO; "" if there is none."""
    top = "\n".join([line for line in text.split("\n") if line.strip()][:TOP])
    dates = (token.value for token in scan(plain(top)) if token.kind == "period" and token.value.end)
    return next((date.end for date in dates), "")


def _blanked(text: str, found: list[list[re.Match[str]]]) -> dict[int, Line]:
    """By their numbers, the lines of a text that have a part of a grade scale, without it: scales are read on their own."""
    matches = [match for scale in found for match in scale]
    numbers = {line for match in matches for line in range(_line(text, match.start()), _line(text, match.end()) + 1)}
    for match in matches:
        text = text[: match.start()] + re.sub(r"[^\n]", " ", match.group()) + text[match.end() :]
    lines = text.split("\n")
    return {number: Line(number, raw := lines[number - 1].rstrip("\r"), plain(raw)) for number in numbers}


def _relined(parts: list[Block], changed: dict[int, Line]) -> list[Block]:
    """The same blocks with some lines changed, without those that are blank now."""

    def passage(part: Passage) -> Passage:
        if not any(line.number in changed for line in part.lines):
            return part
        return type(part)(tuple([changed.get(line.number, line) for line in part.lines]))

    relined = [
        part._replace(notes=tuple(passage(note) for note in part.notes)) if isinstance(part, Table) else passage(part)
        for part in parts
    ]
    return [part for part in relined if not _is_blank(part, changed)]


def _is_blank(part: Block, changed: dict[int, Line]) -> bool:
    """Whether nothing is left of a block; a table of which all rows are gone was the scale itself."""
    numbers = [row.label.line for row in part.rows] if isinstance(part, Table) and part.rows else []
    numbers = numbers or [line.number for line in part.lines]
    return all(number in changed and not changed[number].plain.strip() for number in numbers)


@dataclass
class _Reader:
    """Reads one block after another and keeps what the text is about."""

    source: str
    year: str
    names: re.Pattern[str]  # of authorities
    scales: list[tuple[int, list[re.Match[str]]]]  # each with the line where it begins
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
        rows, after = self._names(parts, at)
        if rows and self.lead.ranks:
            self._list(rows)
            return after
        if rows:
            self.warnings.append((block.start, "a list of names that nothing gives a grade is not read"))
        if isinstance(block, Heading):
            self._heading(block)
        else:
            self._paragraph(block)
        return at + 1

    def _heading(self, block: Heading) -> None:
        self.section, self.paragraph = block.title, 0
        tokens = scan(block.words, self.year)
        own = about(tokens, with_changes(self.topic, {"from_period": "", "to_period": ""}), block.words.lower())
        periods = [token.value for token in tokens.kinds.get("period", ()) if token.value.is_stated]
        spans = [period.iso for period in periods if period.start and period.end]
        if len(spans) == 1:
            own = own._replace(span=spans[0])
        is_quarter = bool(QUARTER.search(block.plain)) and not periods
        if is_quarter:
            own = own._replace(period="", span="")  # its text will say which
        is_settling = is_quarter or not SETTLING.isdisjoint(tokens.kinds)
        context = own if own.scale != self.topic.scale or is_settling else self.topic
        self.context = with_changes(context, {"headed": "|".join(tokens.values("judgement"))})
        said = read_passage(block, self.context, block.title, self.source, self.year, self.names)
        self._keep(block, said)
        self.context = with_changes(self.context, {"authority": said.left.authority})
        if is_settling or not self.topic.scale:
            self.topic = self.context._replace(service="", judgement="", unit="")
        self.topic = with_changes(self.topic, {"authority": said.left.authority})

    def _paragraph(self, block: Passage) -> None:
        self.paragraph += 1
        where = f"{self.section}, paragraph {self.paragraph}" if self.section else f"paragraph {self.paragraph}"
        context = with_changes(self.context, {"unit": self.unit}) if BULLET.match(block.plain) else self.context
        said = read_passage(block, context, where, self.source, self.year, self.names)
        self._keep(block, said)
        # The next paragraph keeps what this one settled, but not its unit, judgement or grade.
        self.unit = said.last.unit
        self.context = with_changes(said.left, {"unit": "", "judgement": "", "ranks": ()})
        self.topic = with_changes(self.context, {"service": ""})

    def _keep(self, block: Passage, said: Said) -> None:
        found = [figure(block, claim, where) for where, claim in said.claims]
        if said.left.authority:  # a heading "Performs poorly (1)" is about the authority that its text names
            self.figures = [
                f._replace(authority=said.left.authority)
                if f.unit == "grade" and f.measure == "graded" and not f.authority
                else f
                for f in self.figures
            ]
        self.figures += found
        leads = isinstance(block, Heading) or block.plain.rstrip().endswith(":")
        self.lead = said.lead if leads else NO_LEAD

    def _table(self, table: Table) -> None:
        if is_of_names(table):
            self.figures += read_named_table(table, self.context, self.source, self.year, self.names)
            return
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
                context._replace(judgement="", headed="", service=""),
                f"{table.name}, note {number}",
                self.source,
                self.year,
                self.names,
            )
            self.figures += [figure(note, claim, where) for where, claim in said.claims]

    def _names(self, parts: list[Block], at: int) -> tuple[list[tuple[Passage, list[Name]]], int]:
        """The names that stand in blocks of their own from `at` on, and the index after them."""
        rows: list[tuple[Passage, list[Name]]] = []
        while at < len(parts) and (names := self._only_names(parts[at])):
            rows.append((parts[at], names))
            at += 1
            if len(names) > 1 and not LABELLED.match(parts[at - 1].plain):
                break  # a list in one paragraph: the next one has a grade of its own
        while rows and not any(is_name(name.printed, self.names) for name in rows[-1][1]):
            rows.pop()
            at -= 1
        sure = [is_name(name.printed, self.names) for _, names in rows for name in names]
        if len(sure) > 2 * sum(sure) or (len(sure) == 1 and not self.lead.ranks):
            return [], at  # not a list of names
        return rows, at

    def _only_names(self, block: Block) -> list[Name]:
        """The names of a block that has nothing else: a list, or one name; a region may stand before it."""
        if not isinstance(block, Passage):
            return []
        text = block.words
        start = LABEL.match(text).end()
        if PROSE.match(text, start) or scan(text[:start]).grades:
            return []  # "Performs poorly: Leeds and York" says itself what they have
        listed = items_of(text, start, len(text.rstrip()), self.names)
        alone = ALONE.fullmatch(text[start:].rstrip(" ,;."))
        if listed or not alone or len(alone["name"]) > LONGEST_NAME:
            return listed
        return [Name(alone["name"], start, start + alone.end("name"))]

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
        while self.scales and (reach is None or self.scales[0][0] < reach):
            _, scale = self.scales.pop(0)
            known = about(scan(", ".join(match["grade"] for match in scale)), self.context)
            self.figures += [self._scale(match, known) for match in scale]

    def _scale(self, match: re.Match[str], known: About) -> Figure:
        at = number_at(match)
        names = grade_names(known.scale)
        return Figure(
            locator=f"{self.section}, scale" if self.section else "scale",
            line=_line(match.string, at),
            column=at - match.string.rfind("\n", 0, at),
            quote=quote(match.group()),
            value=int(match.string[at]),
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
        of_nobody = ("grade", "graded", "")  # a grade that no authority is named for
        figures = [f for f in self.figures if (f.unit, f.measure, f.authority) != of_nobody]
        figures.sort(key=lambda f: (f.line, f.column))
        warnings = self.warnings + [
            (f.line, f"{f.authority!r} is not the name of an authority")
            for f in figures
            if f.authority and not is_name(plain(f.authority), self.names)
        ]
        last = parts[-1] if parts else None
        if isinstance(last, Passage) and last.words.strip() and not _is_ended(last.plain):
            whole = _without_last_sentence(figures, last)
            cause = "the text ends in the middle of a sentence"
            if len(whole) < len(figures):
                warnings.append((last.lines[-1].number, f"{cause}, so its numbers are not read"))
            elif isinstance(last, Paragraph) or is_unfinished(last.plain):
                warnings.append((last.lines[-1].number, cause))
            figures = whole
        ignored, unread = account(parts, figures, self.year)
        return Reading(figures, ignored, unread, sorted(warnings))


def _is_ended(text: str) -> bool:
    """Whether a text comes to an end: with a mark or a number, and not inside brackets."""
    return bool(ENDED.search(text)) and text.count("(") <= text.count(")")


def _without_last_sentence(figures: list[Figure], last: Passage) -> list[Figure]:
    """The figures before the last sentence of a text, and scales, which are none; all if it is a list of names."""
    begins = last.place(last.sentences()[-1][0])
    before = [f for f in figures if (f.line, f.column) < begins or f.measure == "scale"]
    is_list = any(f.value is None for f in figures if f not in before)
    return figures if is_list else before
