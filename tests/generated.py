"""Strategies for texts made from random figures, each with the figures that it states."""

import textwrap
from dataclasses import dataclass, replace
from itertools import product
from typing import NamedTuple

from hypothesis import strategies as st

from gradedrift import authorities
from gradedrift.grades import ANNUAL_REGIMES, RANKS, names

# --- What a figure says -------------------------------------------------------------------------


class Said(NamedTuple):
    """A figure by what it says, whatever its place."""

    value: float | None
    unit: str = "authorities"
    measure: str = "graded"
    grade: str = ""
    regime: str = ""
    judgement: str = ""
    period: str = ""
    from_period: str = ""
    from_grade: str = ""
    to_period: str = ""
    to_grade: str = ""
    qualifier: str = ""
    authority: str = ""


def said(figure) -> Said:
    """What a figure says; of a line of a scale only its number and grade."""
    stated = Said(*(getattr(figure, name) for name in Said._fields))
    stated = stated._replace(value=None if stated.value is None else round(stated.value, 6))
    return Said(stated.value, "grade", "scale", stated.grade) if stated.measure == "scale" else stated


class Text(NamedTuple):
    """A text and what it states."""

    text: str
    figures: tuple[Said, ...]


@dataclass(frozen=True)
class Topic:
    """A regime with the words that name it."""

    regime: str
    judgement: str
    period: str
    heading: str
    preface: str

    @property
    def grades(self) -> list[str]:
        return list(names(self.regime).values())

    def count(self, value: float | None, **more) -> Said:
        return Said(value, regime=self.regime, judgement=self.judgement, period=self.period)._replace(**more)


ANNUAL = {
    year: Topic(
        regime,
        "overall",
        year,
        f"Annual children's services {word}s {year}",
        f"In the annual {word}s for {year}, ",
    )
    for (year, regime), word in zip(ANNUAL_REGIMES.items(), ("rating", "assessment", "assessment"))
}
ANNOUNCED = [
    Topic(
        "safeguarding-looked-after",
        f"{service}: {judgement}",
        "2009-06-01/2011-09-30",
        f"Inspections of {service} services from 1 June 2009 to 30 September 2011",
        f"For {judgement} of {service} services, ",
    )
    for service in ("safeguarding", "looked after children")
    for judgement in ("overall effectiveness", "capacity to improve")
]
SINGLE = Topic(
    "single-inspection",
    "overall",
    "2015-03-31",
    "Councils under the single inspection framework, judgements published up to 31 March 2015",
    "Under the single inspection framework, ",
)
topics = st.sampled_from([*ANNUAL.values(), *ANNOUNCED, SINGLE])

# --- Numbers ------------------------------------------------------------------------------------

ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()
ONES += "sixteen seventeen eighteen nineteen".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def in_words(value: int) -> str:
    if value >= 100:
        return f"{ONES[value // 100]} hundred" + (f" and {in_words(value % 100)}" if value % 100 else "")
    if value < 20:
        return ONES[value]
    return TENS[value // 10 - 2] + (f"-{ONES[value % 10]}" if value % 10 else "")


def printed(value: int, spelled: bool) -> str:
    return in_words(value) if spelled else str(value)


several = st.integers(2, 199)  # a plural noun follows
# Counts in the order of a scale's numbers are counts nevertheless.
in_order = st.sampled_from([[4, 3, 2, 1], [1, 2, 3, 4]])
columns = st.lists(st.integers(0, 199), min_size=4, max_size=4).filter(any) | in_order

# --- Tables -------------------------------------------------------------------------------------


def one_cell_a_line(rows: list[list[str]]) -> str:
    """Cells after a tab, columns set apart by empty ones."""
    spread = [[row[0], *(part for cell in row[1:] for part in ("", cell))] for row in rows]
    return "\n".join("".join(f"\t{cell}\n" for cell in row) for row in spread)


def with_bars(rows: list[list[str]]) -> str:
    head, *body = ("| " + " | ".join(row) + " |" for row in rows)
    return "\n".join([head, "|" + "---|" * len(rows[0]), *body]) + "\n"


def joined_by(mark: str):
    return lambda rows: "".join(mark.join(row) + "\n" for row in rows)


def with_colons(rows: list[list[str]]) -> str:
    head, *body = rows
    return "  ".join(head) + "\n" + "".join(f"{row[0]}: {'  '.join(row[1:])}\n" for row in body)


def in_columns(rows: list[list[str]]) -> str:
    widths = [max(map(len, column)) + 3 for column in zip(*rows)]
    return "".join("".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() + "\n" for row in rows)


LAYOUTS = {
    "cells": one_cell_a_line,
    "bars": with_bars,
    "tabs": joined_by("\t"),
    "dashes": joined_by(" - "),
    "colons": with_colons,
    "spaces": in_columns,
}
layouts = st.sampled_from(list(LAYOUTS))


class Column(NamedTuple):
    """A table's column of counts by grade."""

    heading: str
    topic: Topic
    counts: list[int]


def _headed(topic: Topic, heading: str, judgement: str = "") -> tuple[str, Topic]:
    return heading, replace(topic, judgement=judgement or topic.judgement)


# A title and the columns that can stand under it.
SHAPES = [
    ("Table 9: Children's Services Assessments, 2009 to 2011", list(ANNUAL.items())),
    *(
        (f"Table 1: {service.capitalize()} inspections from 1 June 2009 to 30 September 2011", [
            _headed(ANNOUNCED[0], name, f"{service}: {name.lower()}")
            for name in ("Overall effectiveness", "Capacity to improve")
        ])
        for service in ("safeguarding", "looked after children")
    ),
    ("Table 3: Councils by grade under the single inspection framework, up to 31 March 2015", [
        _headed(SINGLE, "Overall effectiveness", "overall"),
        *(_headed(SINGLE, name.capitalize(), name) for name in ("child protection", "leadership", "adoption")),
    ]),
]  # fmt: skip


@st.composite
def shaped(draw) -> tuple[str, list[Column]]:
    """A title and its columns with counts."""
    title, possible = draw(st.sampled_from(SHAPES))
    chosen = draw(st.lists(st.sampled_from(possible), min_size=1, max_size=3, unique_by=lambda column: column[0]))
    return title, [Column(heading, topic, draw(columns)) for heading, topic in chosen]


def unit(topic: Topic) -> str:
    return "inspections" if topic.regime == "safeguarding-looked-after" else "authorities"


def column_figures(column: Column, total: bool, percent: bool) -> list[Said]:
    """What a column states."""
    topic, counts, all_of_them = column.topic, column.counts, sum(column.counts)
    found = [topic.count(n, unit=unit(topic), grade=grade) for grade, n in zip(topic.grades, counts)]
    found += [topic.count(all_of_them, unit=unit(topic), measure="total")] * total
    if percent:
        shares = [round(100 * n / all_of_them) for n in counts]
        found += [topic.count(n, unit="percent", grade=grade) for grade, n in zip(topic.grades, shares)]
        found += [topic.count(100, unit="percent", measure="total")] * total
    return found


@st.composite
def tables(draw, layout: str = "", total: bool = False) -> Text:
    """A table by grade: the grades are the rows."""
    title, chosen = draw(shaped())
    layout, total = layout or draw(layouts), total or draw(st.booleans())
    percent = draw(st.sampled_from(["", "column", "beside"]))
    numbered = draw(st.booleans())
    grades = chosen[0].topic.grades
    labels = [grade.capitalize() + (f" ({4 - at})" if numbered else "") for at, grade in enumerate(grades)]
    rows = [["Grade"], *([label] for label in labels), *([["Total"]] if total else [])]
    for column in chosen:
        all_of_them = sum(column.counts)
        counts = [*column.counts, all_of_them][: len(rows) - 1]
        shares = [f"{round(100 * n / all_of_them)}%" for n in counts]
        if percent == "beside":
            added = [[f"{n} ({share})"] for n, share in zip(counts, shares)]
        else:
            added = [[str(n), *([share] if percent else [])] for n, share in zip(counts, shares)]
        heads = [column.heading, "%"] if percent == "column" else [column.heading]
        for row, cells in zip(rows, [heads, *added]):
            row += cells
    figures = [figure for column in chosen for figure in column_figures(column, total, bool(percent))]
    figures += [Said(4 - at, "grade", "scale", grade) for at, grade in enumerate(grades) if numbered]
    return Text(f"{title}\n\n{LAYOUTS[layout](rows)}", tuple(figures))


@st.composite
def number_tables(draw) -> Text:
    """A table with columns "Number" and "%", of one annual year or one judgement, as press releases print them."""
    topic, counts = draw(topics), draw(columns)
    layout, total, percent = draw(layouts), draw(st.booleans()), draw(st.booleans())
    all_of_them = sum(counts)
    rows = [[grade.capitalize(), str(n), f"{round(100 * n / all_of_them)}%"] for grade, n in zip(topic.grades, counts)]
    rows = [["Grade", "Number", "%"], *rows, *([["Total", str(all_of_them), "100%"]] if total else [])]
    of = f": {topic.judgement.split(': ')[1]}" if topic in ANNOUNCED else ""
    text = f"{topic.heading}{of}\n\n{LAYOUTS[layout]([row[: 3 if percent else 2] for row in rows])}"
    return Text(text, tuple(column_figures(Column("Number", topic, counts), total, percent)))


@st.composite
def turned_tables(draw) -> Text:
    """A table whose columns are the grades."""
    title, chosen = draw(shaped())
    layout, total = draw(st.sampled_from(["bars", "tabs", "spaces"])), draw(st.booleans())
    head = ["", *(grade.capitalize() for grade in chosen[0].topic.grades), *(["Total"] if total else [])]
    head[0] = "Year" if chosen[0].topic.regime in ANNUAL_REGIMES.values() else "Judgement"
    rows = [[c.heading, *map(str, c.counts), *([str(sum(c.counts))] if total else [])] for c in chosen]
    figures = [figure for column in chosen for figure in column_figures(column, total, False)]
    return Text(f"{title}\n\n{LAYOUTS[layout]([head, *rows])}", tuple(figures))


SPANS = [("2009", "2010"), ("2010", "2011"), ("2009", "2011")]


def changed(value: float, span: tuple[str, str], measure: str, **more) -> Said:
    """A figure about a change of the annual grade."""
    regimes = "|".join(dict.fromkeys(ANNUAL_REGIMES[year] for year in span))
    figure = Said(value, measure=measure, regime=regimes, judgement="overall", from_period=span[0], to_period=span[1])
    return figure._replace(**more)


@st.composite
def change_tables(draw) -> Text:
    """A table of how many authorities improved, declined and stayed."""
    span, layout, total = draw(st.sampled_from(SPANS)), draw(layouts), draw(st.booleans())
    counts = draw(st.lists(st.integers(0, 152), min_size=3, max_size=3))
    kinds = ["improved", "declined", "unchanged"]
    rows = [["Change", "Local authorities"], *([kind.capitalize(), str(n)] for kind, n in zip(kinds, counts))]
    figures = [changed(n, span, kind) for kind, n in zip(kinds, counts)]
    if total:
        rows.append(["Total", str(sum(counts))])
        figures.append(changed(sum(counts), span, "total"))
    title = f"Table 10: Change of annual grade, {span[0]} to {span[1]}"
    return Text(f"{title}\n\n{LAYOUTS[layout](rows)}", tuple(figures))


moves = st.tuples(st.sampled_from(RANKS), st.sampled_from(RANKS)).filter(lambda pair: pair[0] != pair[1])


@st.composite
def move_tables(draw) -> Text:
    """A table of moves from grade to grade."""
    span, layout = draw(st.sampled_from(SPANS)), draw(layouts)
    pairs = draw(st.lists(moves, min_size=2, max_size=5, unique=True))
    counts = [draw(st.integers(0, 99)) for _ in pairs]
    grade = names("annual-rating")
    label = draw(st.sampled_from(["From {} to {}", "{} to {}"]))
    rows = [["Move", "Local authorities"]]
    rows += [[label.format(grade[a], grade[b]).capitalize(), str(n)] for (a, b), n in zip(pairs, counts)]
    title = f"Table 10: Moves between annual grades, {span[0]} to {span[1]}"
    figures = [changed(n, span, "moved", from_grade=grade[a], to_grade=grade[b]) for (a, b), n in zip(pairs, counts)]
    return Text(f"{title}\n\n{LAYOUTS[layout](rows)}", tuple(figures))


every_table = st.one_of(tables(), number_tables(), turned_tables(), change_tables(), move_tables())

# --- Sentences ----------------------------------------------------------------------------------

NOUNS = ["councils", "authorities", "local authorities", "children's services departments"]
nouns = st.sampled_from(NOUNS)
spellings = st.booleans()
ACTIVE = {4: "performed excellently", 3: "performed well", 2: "performed adequately", 1: "performed poorly"}
PARTICIPLE = {4: "performing excellently", 3: "performing well", 2: "performing adequately", 1: "performing poorly"}


@st.composite
def verbs(draw, topic: Topic, rank: int) -> str:
    """How authorities are said to have a grade."""
    if topic in ANNUAL.values():
        passive = [f"were {verb} {PARTICIPLE[rank]}" for verb in ("", "judged to be", "rated as", "found to be")]
        return draw(st.sampled_from([ACTIVE[rank], *(" ".join(words.split()) for words in passive)]))
    grade = names(topic.regime)[rank]
    forms = ["were {}", "were judged {}", "were rated '{}'", "were found to be {}", 'were graded "{}"']
    return draw(st.sampled_from(forms)).format(grade)


def phrase(topic: Topic, rank: int) -> str:
    """The grade after a noun: "councils performing well", "councils judged good"."""
    return PARTICIPLE[rank] if topic in ANNUAL.values() else f"judged {names(topic.regime)[rank]}"


def capital(words: str) -> str:
    return words[0].upper() + words[1:]


@st.composite
def graded(draw) -> Text:
    """A sentence of counts by grade, number first or grade first."""
    topic, noun, spelled = draw(topics), draw(nouns), draw(spellings)
    ranks = draw(st.lists(st.sampled_from(RANKS), min_size=1, max_size=4, unique=True))
    counts = [draw(several) for _ in ranks]
    figures = tuple(topic.count(n, grade=names(topic.regime)[rank]) for n, rank in zip(counts, ranks))
    numbers = [printed(n, spelled) for n in counts]
    form = draw(st.sampled_from(["first", "number of", "inverted", "there were"]))
    if form == "first":
        parts = [f"{numbers[0]} {noun} {draw(verbs(topic, ranks[0]))}"]
        parts += [f"{n} {draw(verbs(topic, rank))}" for n, rank in zip(numbers[1:], ranks[1:])]
    elif form == "number of":
        parts = [f"the number of {noun} {phrase(topic, rank)} was {n}" for n, rank in zip(numbers, ranks)]
    elif form == "inverted":
        parts = [f"{phrase(topic, rank)} were {n} {noun}" for n, rank in zip(numbers, ranks)]
    else:
        parts = [f"there were {n} {noun} {phrase(topic, rank)}" for n, rank in zip(numbers, ranks)]
    body = ", ".join(parts[:-1]) + (" and " if parts[1:] else "") + parts[-1]
    return Text(f"{topic.heading}\n\n{topic.preface}{body}.", figures)


@st.composite
def zeros(draw) -> Text:
    """A sentence of none."""
    topic, rank = draw(topics), draw(st.sampled_from(RANKS))
    form = draw(st.sampled_from(["no council {}", "no local authorities {}", "none of the councils {}", "none {}"]))
    body = form.format(draw(verbs(topic, rank)))
    counted = unit(topic) if form == "none {}" else "authorities"  # then it is the heading that says what is counted
    figure = topic.count(0, unit=counted, grade=names(topic.regime)[rank])
    return Text(f"{topic.heading}\n\n{topic.preface}{body}.", (figure,))


@st.composite
def changes(draw) -> Text:
    """A sentence of moves between annual grades, or of how many improved, declined or stayed."""
    span, noun, n, spelled = draw(st.sampled_from(SPANS)), draw(nouns), draw(several), draw(spellings)
    grade = names("annual-rating")
    a, b = draw(moves)
    measure = draw(st.sampled_from(["moved", "improved", "declined", "unchanged"]))
    if measure == "moved":
        verb = draw(st.sampled_from(["moved", "rose", "went"] if b > a else ["moved", "fell", "dropped", "went"]))
        forms = [f"{verb} from {PARTICIPLE[a]} to {PARTICIPLE[b]}", f"{verb} from '{grade[a]}' to '{grade[b]}'"]
        body, more = draw(st.sampled_from(forms)), {"from_grade": grade[a], "to_grade": grade[b]}
    else:
        words = {
            "improved": ["improved", "moved up", "had a better grade"],
            "declined": ["declined", "dropped", "had a worse grade"],
            "unchanged": ["stayed the same", "kept the same grade", "were unchanged"],
        }
        body, more = draw(st.sampled_from(words[measure])), {}
    said_so = f"{printed(n, spelled)} {noun} {body}"
    between = f"between {span[0]} and {span[1]}"
    sentence = draw(st.sampled_from([f"{said_so} {between}.", f"{between}, {said_so}."]))
    return Text(f"Annual assessments\n\n{capital(sentence)}", (changed(n, span, measure, **more),))


@st.composite
def every_year(draw) -> Text:
    noun, n, rank, spelled = draw(nouns), draw(several), draw(st.sampled_from(RANKS)), draw(spellings)
    when = draw(
        st.sampled_from(
            ["in every year since 2009", "in all three years", "each year from 2009 to 2011", "every year since 2009"]
        )
    )
    text = f"{ANNUAL['2011'].heading}\n\n{capital(printed(n, spelled))} {noun} were {PARTICIPLE[rank]} {when}."
    figure = changed(n, ("2009", "2011"), "every-year", grade=names("annual-rating")[rank])
    return Text(text, (figure,))


@st.composite
def differences(draw) -> Text:
    """A count with what it is more or fewer than."""
    year, earlier = draw(st.sampled_from([("2010", "2009"), ("2011", "2010")]))
    topic, noun, rank, spelled = ANNUAL[year], draw(nouns), draw(st.sampled_from(RANKS)), draw(spellings)
    n, by = draw(several), draw(st.integers(1, 60))
    sign, word = draw(st.sampled_from([(1, "more"), (-1, "fewer")]))
    than = draw(st.sampled_from([f"than in {earlier}", "than in the previous year", "than the year before"]))
    grade = names(topic.regime)[rank]
    body = f"{printed(n, spelled)} {noun} {draw(verbs(topic, rank))}, {printed(by, spelled)} {word} {than}."
    figures = topic.count(n, grade=grade), changed(sign * by, (earlier, year), "difference", grade=grade)
    return Text(f"{topic.heading}\n\n{topic.preface}{body}", figures)


@st.composite
def pending(draw) -> Text:
    topic, noun, n, spelled = draw(topics), draw(nouns), draw(several), draw(spellings)
    form = draw(
        st.sampled_from(
            [
                "{} {} are awaiting their judgement.",
                "{} further {} still await a judgement.",
                "judgements on {} {} are not yet published.",
                "the judgements of {} {} are still to be finalised.",
            ]
        )
    )
    service = topic.judgement.split(":")[0] if topic in ANNOUNCED else topic.judgement
    figure = topic.count(n, measure="pending", judgement=service)
    return Text(f"{topic.heading}\n\n{topic.preface}{form.format(printed(n, spelled), noun)}", (figure,))


@st.composite
def shares(draw) -> Text:
    """A percentage, with or without n of N."""
    topic, noun, rank = draw(topics), draw(nouns), draw(st.sampled_from(RANKS))
    base = draw(st.integers(11, 152))
    n = draw(st.integers(2, base))
    percent = round(100 * n / base)
    grade = names(topic.regime)[rank]
    share, count, total = (
        topic.count(percent, unit="percent", grade=grade),
        topic.count(n, grade=grade),
        topic.count(base, measure="total"),
    )
    verb = draw(verbs(topic, rank))
    form, figures = draw(
        st.sampled_from(
            [
                (f"{percent} per cent of {noun} {verb}.", (share,)),
                (f"{percent}% of {noun} ({n}) {verb}.", (share, count)),
                (f"{n} of the {base} {noun} {verb}.", (count, total)),
                (f"{n} of the {base} {noun} ({percent}%) {verb}.", (count, total, share)),
                (f"{n} out of {base} {noun} {verb}.", (count, total)),
            ]
        )
    )
    return Text(f"{topic.heading}\n\n{topic.preface}{form}", figures)


FRACTIONS = {
    "half of": 1 / 2,
    "a third of": 1 / 3,
    "two thirds of": 2 / 3,
    "a quarter of": 1 / 4,
    "three quarters of": 3 / 4,
    "two-fifths of": 2 / 5,
    "three out of four": 3 / 4,
    "3 out of 4": 3 / 4,
    "one in five": 1 / 5,
}
QUALIFIERS = {"": "", "over": "over", "more than": "over", "almost": "almost", "nearly": "nearly", "about": "about"}


@st.composite
def fractions(draw) -> Text:
    topic, noun, rank = draw(topics), draw(nouns), draw(st.sampled_from(RANKS))
    words, value = draw(st.sampled_from(list(FRACTIONS.items())))
    roughly, qualifier = draw(st.sampled_from(list(QUALIFIERS.items())))
    body = f"{roughly} {words} {noun} {draw(verbs(topic, rank))}.".lstrip()
    figure = topic.count(round(value, 6), unit="fraction", grade=names(topic.regime)[rank], qualifier=qualifier)
    return Text(f"{topic.heading}\n\n{topic.preface}{body}", (figure,))


every_sentence = st.one_of(
    graded(), zeros(), changes(), every_year(), differences(), pending(), shares(), fractions()
)  # fmt: skip


def typeset(text: str, curly: bool, bound: int, width: int | None) -> str:
    """A text with curly quotes, non-breaking spaces at every `bound`-th space, what follows its heading wrapped."""
    if curly:
        for straight, curled in ((" '", " ‘"), ("'", "’"), (' "', " “"), ('"', "”")):
            text = text.replace(straight, curled)
    words = text.split(" ")
    text = words[0] + "".join(("\u00a0" if bound and at % bound == 0 else " ") + w for at, w in enumerate(words[1:], 1))
    if width:
        heading, _, body = text.partition("\n\n")
        text = f"{heading}\n\n" + textwrap.fill(body, width, break_on_hyphens=False, break_long_words=False)
    return text


dressings = st.tuples(st.booleans(), st.sampled_from([0, 1, 2, 3]), st.sampled_from([None, 70, 85]))

# --- Lists of names -----------------------------------------------------------------------------

NAMES = tuple(authorities.register()["authority"])
DOUBLE = [name for name in NAMES if " and " in name]
listed_names = st.tuples(
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=6, unique=True),
    st.lists(st.sampled_from(DOUBLE), max_size=2, unique=True),
).flatmap(lambda parts: st.permutations(list(dict.fromkeys([*parts[0], *parts[1]])))).filter(lambda n: len(n) > 1)  # fmt: skip

LISTS = {
    "and": lambda names: ", ".join(names[:-1]) + f" and {names[-1]}.",
    "oxford": lambda names: ", ".join(names[:-1]) + f", and {names[-1]}.",
    "&": lambda names: ", ".join(names[:-1]) + f" & {names[-1]}.",
    "commas": lambda names: ", ".join(names),
    "paragraph": lambda names: "\n\n" + ", ".join(names[:-1]) + f" and {names[-1]}.",
    "lines": lambda names: "\n\n" + "\n".join(names),
    "spaced lines": lambda names: "\n\n" + "\n\n".join(names),
    "bullets": lambda names: "\n\n" + "\n".join(f"• {name}" for name in names),
    "dashes": lambda names: "\n\n" + "\n".join(f"- {name}" for name in names),
    "numbered": lambda names: "\n\n" + "\n".join(f"{at}. {name}" for at, name in enumerate(names, start=1)),
}


@st.composite
def name_lists(draw, wrong: int = 0) -> Text:
    """A list of names under an annual grade, with its count or without; the count is off by `wrong`."""
    topic, rank, chosen = draw(st.sampled_from(list(ANNUAL.values()))), draw(st.sampled_from(RANKS)), draw(listed_names)
    counted = wrong or draw(st.booleans())
    n = len(chosen) + wrong
    lead = f"Local authorities {PARTICIPLE[rank]}" if not counted else f"The {n} local authorities {PARTICIPLE[rank]}"
    grade = names(topic.regime)[rank]
    figures = [topic.count(None, unit="grade", grade=grade, authority=name) for name in chosen]
    figures += [topic.count(n, grade=grade)] * bool(counted)
    body = draw(st.sampled_from(list(LISTS.values())))(chosen)
    return Text(f"{topic.heading}\n\n{lead}: {body}\n".replace(": \n", ":\n"), tuple(figures))


@st.composite
def named_tables(draw) -> Text:
    """A table that gives some authorities a grade for each of some years."""
    chosen = draw(listed_names)
    years = draw(st.lists(st.sampled_from(list(ANNUAL)), min_size=1, unique=True).map(sorted))
    ranks = draw(st.lists(st.sampled_from(RANKS), min_size=len(chosen) * len(years), max_size=len(chosen) * len(years)))
    cells = [(name, year, rank) for (name, year), rank in zip(product(chosen, years), ranks)]
    figures = tuple(
        ANNUAL[year].count(None, unit="grade", grade=names(ANNUAL[year].regime)[rank], authority=name)
        for name, year, rank in cells
    )
    rows = [["Authority", *years]]
    rows += [[name, *(one.grade for one in figures if one.authority == name)] for name in chosen]
    layout = draw(st.sampled_from(["bars", "tabs"]))
    return Text("Annual grades of children's services\n\n" + LAYOUTS[layout](rows), figures)
