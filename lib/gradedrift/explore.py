"""What a reader can ask in the notebook `explore`: each question is a function from tables to the table that answers it."""

from collections.abc import Collection, Mapping

import pandas as pd

from gradedrift import bounds, facts, trajectories, views
from gradedrift.extract.layout import Block, blocks
from gradedrift.extract.lines import Passage
from gradedrift.findings import spans

ANY = "any"  # a choice that leaves nothing out


def said_of(authority: str, named_grades: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """Each grade that a release states of an authority, with the place where it stands.

    Takes `named_grades` and `figures`; no rows for an authority that no release names.
    """
    of = named_grades[named_grades["authority"] == authority]
    each = of.assign(figure_id=of["figure_ids"].str.split("|")).explode("figure_id")
    placed = each.merge(figures[["figure_id", "locator", "line"]], on="figure_id")
    return placed[["release_id", "line", "locator", "regime", "judgement", "period", "grade"]]


def possible_grades(
    authority: str, ledger: pd.DataFrame, named_grades: pd.DataFrame, authorities: pd.DataFrame
) -> pd.DataFrame:
    """The annual grades that an authority can have had, and why: `possible_grades` and `reason` by year.

    Takes the facts, `named_grades` and `authorities`. What is possible for an authority that no release names
    is what is possible for any that is in no list. `KeyError` for one that is not in `authorities`.
    """
    code = authorities.set_index("authority").loc[authority, "gss_code"]
    asked = pd.DataFrame([{"authority": authority, "gss_code": code, "rank": 0}])  # named for no annual grade
    asked = asked.reindex(columns=named_grades.columns, fill_value="")
    every = trajectories.authority_trajectories(ledger, pd.concat([named_grades, asked]))
    return every[every["gss_code"] == code].set_index("period")[["possible_grades", "reason"]]


def movement_bounds(left_out: Collection[str], ledger: pd.DataFrame) -> pd.DataFrame:
    """How many can have improved, declined or kept their grade without some facts; with all facts in brackets.

    Years as index, a column a movement. `left_out` are ids of facts in the ledger.
    """
    asked = bounds.movements()
    full, less = bounds.bounds(ledger, asked), bounds.bounds(facts.without(ledger, left_out), asked)
    told, before = spans(less), spans(full)
    told = told.where(told == before, told + " (" + before + ")")
    years = less["from_period"] + " to " + less["to_period"]
    return (
        less.assign(years=years, told=told).pivot(index="years", columns="movement", values="told").loc[years.unique()]
    )


def figures_like(
    figures: pd.DataFrame,
    texts: Mapping[str, str],
    release_id: str = ANY,
    regime: str = ANY,
    grade: str = ANY,
) -> pd.DataFrame:
    """The figures of a release, a regime and a grade, in words, each with its place and what it was read from.

    That is a sentence, or the words around a number in a table or list. `texts` has the record of each release
    by its id. A figure about several grades is one of each of them.
    """
    of = figures
    for column, asked in (("release_id", release_id), ("regime", regime), ("grade", grade)):
        if asked != ANY:
            of = of[[asked in said.split("|") for said in of[column]]]
    parts = {name: blocks(texts[name]) for name in of["release_id"].unique()}
    places = [
        (parts[figure.release_id], figure.line, int(figure.figure_id.split(":")[2])) for figure in of.itertuples()
    ]
    whole = [sentence(*place) for place in places]
    words = [said if quote in said else quote for quote, said in zip(of["quote"], whole)]
    said = [views.caption(figure) for _, figure in of.iterrows()]
    return of.assign(figure=said, words=words)[["release_id", "line", "locator", "figure", "words"]]


def sentence(parts: list[Block], line: int, column: int) -> str:
    """The sentence of a release that a place, line and column counted from 1, is in; none in a table.

    >>> sentence(blocks("Grades rose. Of 9, 8 did. All is well."), 1, 20)
    'Of 9, 8 did.'
    """
    around = (part for part in parts if isinstance(part, Passage) and line in {one.number for one in part.lines})
    for passage in around:
        for start, end in passage.sentences():
            if passage.place(end - 1) >= (line, column):
                start, end = passage.printed(start, end)
                return passage.raw[start:end].strip()
    return ""


def choices(column: pd.Series) -> list[str]:
    """What can be chosen in a column whose cells may join several values by `|`: anything first, then each value."""
    values = {value for cell in column for value in cell.split("|")} - {""}
    return [ANY, *sorted(values)]


def as_html(table: pd.DataFrame) -> str:
    """A table for a widget to show, or a sentence where it has no rows."""
    return table.to_html(na_rep="") if len(table) else "<p>No release says anything of that kind.</p>"
