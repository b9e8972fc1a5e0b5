"""Release texts to look at: with every figure marked and said in words beside it.

The markup needs no styles, scripts or widgets, so a page that strips them still shows it.
"""

import html
import re
from collections.abc import Callable

import pandas as pd

# A number as printed, without the comma or bracket after it: "28", "44 per cent", "3 out of 4", "two thirds".
NUMBER = re.compile(r"\S*\w(?: out of (?!the )\w+| per cent| thirds?\b| quarters?\b| hundred(?: and \w+)?)?")


def caption(figure: pd.Series) -> str:
    """A figure in words, from a row of `figures.csv`.

    >>> caption(pd.Series({"value": 28.0, "unit": "authorities", "qualifier": "", "measure": "graded",
    ...     "regime": "annual-assessment", "judgement": "overall", "period": "2011", "grade": "performs excellently",
    ...     "from_period": "", "from_grade": "", "to_period": "", "to_grade": "", "authority": ""}))
    '28 authorities, graded, performs excellently, overall, annual-assessment, 2011'
    """
    value = "" if pd.isna(figure["value"]) else f"{figure['value']:.3g}"
    ends = [" ".join(filter(None, [figure[f"{end}_grade"], figure[f"{end}_period"]])) for end in ("from", "to")]
    parts = [
        " ".join(filter(None, [figure["qualifier"], value, figure["unit"]])),
        figure["measure"],
        figure["grade"],
        f"from {ends[0]} to {ends[1]}" if any(ends) else "",
        *(figure[name] for name in ("judgement", "regime", "period", "authority")),
    ]
    return ", ".join(filter(None, parts))


def marked(text: str, figures: pd.DataFrame) -> str:
    """A release text as HTML, each of its figures marked and followed by its caption in brackets.

    `figures` are those of this text, columns as in `schemas.Figures`; their ids say where they stand.
    """
    return "<br>\n".join(marked_lines(text, figures, _captioned))


def marked_lines(text: str, figures: pd.DataFrame, markup: Callable[[str, pd.DataFrame], str]) -> list[str]:
    """A release text as HTML, line by line. `markup` makes that of a place from its escaped words and its figures."""
    columns = figures["figure_id"].str.split(":").str[2].astype(int)
    by_line = figures.assign(column=columns).groupby("line")
    return [
        _marked_line(line, by_line.get_group(number), markup) if number in by_line.groups else html.escape(line)
        for number, line in enumerate(text.split("\n"), start=1)
    ]


def _captioned(words: str, figures: pd.DataFrame) -> str:
    said = "; ".join(caption(figure) for _, figure in figures.iterrows())
    return f"<mark>{words}</mark> <small>[{html.escape(said)}]</small>"


def _marked_line(line: str, figures: pd.DataFrame, markup: Callable[[str, pd.DataFrame], str]) -> str:
    parts, at = [], 0
    for column, same in figures.groupby("column"):
        start = column - 1
        authority = same["authority"].iloc[0]
        end = start + len(authority) if authority and line.startswith(authority, start) else _end(line, start)
        parts += [html.escape(line[at:start]), markup(html.escape(line[start:end]), same)]
        at = end
    return "".join(parts) + html.escape(line[at:])


def _end(line: str, start: int) -> int:
    found = NUMBER.match(line, start)
    return found.end() if found else len(line)
