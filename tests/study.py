"""The study's annual facts, typed by hand from the releases: no part of the library made them."""

import pandas as pd

from gradedrift.grades import ANNUAL_REGIMES

EXCELLENTLY, WELL, ADEQUATELY, POORLY = GRADES = (
    "performs excellently",
    "performs well",
    "performs adequately",
    "performs poorly",
)
RELEASED, LETTER = "ofsted-2009-ratings", "ofsted-2009-rotherham-letter"
STATISTICS, NEWS, LATER = "ofsted-2011-statistics", "news-2011-assessments", "news-2015-single-inspection"
FIVE = (RELEASED, LETTER, STATISTICS, NEWS, LATER)
RANK = dict(zip(GRADES, (4, 3, 2, 1)))

# What the releases say: a rule over one authority's ranks (2009, 2010, 2011), how the number compares, the number.
SAID = [
    ("2009-authorities", lambda a, b, c: True, "=", 152),
    ("2009-excellently", lambda a, b, c: a == 4, "=", 10),
    ("2009-well", lambda a, b, c: a == 3, "=", 93),
    ("2009-adequately", lambda a, b, c: a == 2, "=", 40),
    ("2009-poorly", lambda a, b, c: a == 1, "=", 9),
    ("2010-excellently", lambda a, b, c: b == 4, "=", 20),
    ("2010-well", lambda a, b, c: b == 3, "=", 78),
    ("2010-adequately", lambda a, b, c: b == 2, "=", 39),
    ("2010-poorly", lambda a, b, c: b == 1, "=", 15),
    ("2011-excellently", lambda a, b, c: c == 4, "=", 28),
    ("2011-well", lambda a, b, c: c == 3, "=", 76),
    ("2011-adequately", lambda a, b, c: c == 2, "=", 33),
    ("2011-poorly", lambda a, b, c: c == 1, "=", 15),
    ("2009-excellently-well", lambda a, b, c: a >= 3, "=", 103),
    ("difference-2010-2011-poorly", lambda a, b, c: (c == 1) - (b == 1), "=", 0),
    ("2010-well-2011-excellently", lambda a, b, c: (b, c) == (3, 4), "=", 10),
    ("2010-adequately-2011-well", lambda a, b, c: (b, c) == (2, 3), "=", 11),
    ("2010-poorly-2011-adequately", lambda a, b, c: (b, c) == (1, 2), "=", 4),
    ("2010-excellently-2011-well", lambda a, b, c: (b, c) == (4, 3), "=", 2),
    ("2010-well-2011-adequately", lambda a, b, c: (b, c) == (3, 2), "=", 2),
    ("2010-well-2011-poorly", lambda a, b, c: (b, c) == (3, 1), "=", 3),
    ("2010-adequately-2011-poorly", lambda a, b, c: (b, c) == (2, 1), "=", 1),
    ("improved-2010-2011", lambda a, b, c: c > b, "=", 25),
    ("declined-2010-2011", lambda a, b, c: c < b, "=", 8),
    ("2009-well-2011-excellently", lambda a, b, c: (a, c) == (3, 4), "=", 18),
    ("2009-adequately-2011-excellently", lambda a, b, c: (a, c) == (2, 4), "=", 2),
    ("every-year-2009-2011-excellently", lambda a, b, c: a == b == c == 4, "=", 7),
    ("every-year-2009-2011-poorly", lambda a, b, c: a == b == c == 1, "=", 2),
    ("named-2009-excellently", lambda a, b, c: a == 4, "=", 10),
    ("named-2009-poorly", lambda a, b, c: a == 1, "=", 9),
    ("named-2011-excellently", lambda a, b, c: c == 4, "=", 28),
    ("named-2011-poorly", lambda a, b, c: c == 1, "=", 15),
    # Blackburn with Darwen and Tower Hamlets are the two of the ten that are not among the 28.
    ("named-2009-excellently-2011-excellently", lambda a, b, c: (a, c) == (4, 4), "=", 8),
    ("named-2009-excellently-2011-poorly", lambda a, b, c: (a, c) == (4, 1), "=", 0),
    ("named-2009-poorly-2011-excellently", lambda a, b, c: (a, c) == (1, 4), "=", 0),
    # Birmingham and Cornwall are the two of the nine that are among the 15.
    ("named-2009-poorly-2011-poorly", lambda a, b, c: (a, c) == (1, 1), "=", 2),
    ("provisional-2011-excellently", lambda a, b, c: c == 4, ">=", 28),
    ("provisional-2011-well", lambda a, b, c: c == 3, ">=", 71),
    ("provisional-2011-adequately", lambda a, b, c: c == 2, ">=", 33),
    ("provisional-2011-poorly", lambda a, b, c: c == 1, ">=", 15),
    ("provisional-difference-2010-2011-excellently", lambda a, b, c: (c == 4) - (b == 4), ">=", 8),
    ("provisional-improved-2010-2011", lambda a, b, c: c > b, ">=", 25),
    ("provisional-declined-2010-2011", lambda a, b, c: c < b, ">=", 7),
]

NAMED = {
    (
        "2009",
        EXCELLENTLY,
    ): "Blackburn with Darwen, Camden, City of London, Kensington and Chelsea, Kingston upon Thames,"
    " Lewisham, Richmond upon Thames, Tower Hamlets, Wandsworth, York",
    ("2009", POORLY): "Birmingham, Cornwall, Doncaster, Essex, Haringey, Leeds, Rotherham, Warrington, Wokingham",
    ("2011", EXCELLENTLY): "Barnet, Buckinghamshire, Camden, City of London, Dorset, Hammersmith and Fulham, Hampshire,"
    " Harrow, Hounslow, Islington, Kensington and Chelsea, Kingston upon Thames, Lewisham, Lincolnshire, Liverpool,"
    " Luton, Newcastle upon Tyne, North Somerset, North Tyneside, Oldham, Plymouth, Richmond upon Thames, Sutton,"
    " Trafford, Wandsworth, Westminster, Wirral, York",
    (
        "2011",
        POORLY,
    ): "Birmingham, Calderdale, Cheshire West and Chester, Cornwall, Gloucestershire, Kent, Peterborough,"
    " Salford, Sandwell, Slough, Staffordshire, Torbay, Waltham Forest, West Sussex, Worcestershire",
}


def of_the_five(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of the five releases from which the examples were typed, whichever others the study has by now."""
    return table[table["release_id"].isin(FIVE)].reset_index(drop=True)


def grade_counts(counts: list[tuple]) -> pd.DataFrame:
    """The tidy table from (release, status, year, the counts of ranks 4 to 1)."""
    rows = [
        (ANNUAL_REGIMES[year], year, grade, RANK[grade], count, status, release, f"{release}:{year}:{RANK[grade]}")
        for release, status, year, distribution in counts
        for grade, count in zip(GRADES, distribution)
    ]
    columns = ["regime", "period", "grade", "rank", "count", "status", "release_ids", "figure_ids"]
    return pd.DataFrame(rows, columns=columns).assign(judgement="overall", unit="authorities")


def moves(counts: list[tuple]) -> pd.DataFrame:
    """The tidy table from (release, year, grade, later year, later grade, count)."""
    columns = ["release_id", "from_period", "from_grade", "to_period", "to_grade", "count"]
    table = pd.DataFrame(counts, columns=columns)
    return table.assign(regime=_regimes(table), figure_id=_ids("move", table))


def figures(stated: list[tuple]) -> pd.DataFrame:
    """The tidy table from (release, measure, grades, year, later year, value); one year alone is the period."""
    columns = ["release_id", "measure", "grade", "from_period", "to_period", "value"]
    table = pd.DataFrame(stated, columns=columns)
    single = table["to_period"] == ""
    regimes = _regimes(table.assign(to_period=table["to_period"].where(~single, table["from_period"])))
    period = table["from_period"].where(single, "")
    return table.assign(
        period=period,
        from_period=table["from_period"].mask(single, ""),
        regime=regimes,
        figure_id=_ids("figure", table),
        unit="authorities",
        qualifier="",
    )


def named_grades(named: list[tuple]) -> pd.DataFrame:
    """The tidy table from (release, regime, year, authority, grade, rank)."""
    table = pd.DataFrame(named, columns=["release_id", "regime", "period", "authority", "grade", "rank"])
    return table.assign(
        gss_code=table["authority"].str.upper(), judgement="overall", name_as_printed=table["authority"]
    )


def _regimes(table: pd.DataFrame) -> list[str]:
    pairs = zip(table["from_period"], table["to_period"])
    return ["|".join(dict.fromkeys(ANNUAL_REGIMES[year] for year in pair)) for pair in pairs]


def _ids(kind: str, table: pd.DataFrame) -> list[str]:
    return [f"{release}:{kind}:{at}" for at, release in enumerate(table["release_id"])]


GRADE_COUNTS = grade_counts(
    [
        (f"{RELEASED}|{STATISTICS}", "final", "2009", (10, 93, 40, 9)),
        (STATISTICS, "final", "2010", (20, 78, 39, 15)),
        (STATISTICS, "final", "2011", (28, 76, 33, 15)),
        (NEWS, "provisional", "2011", (28, 71, 33, 15)),
    ]
)
MOVES = moves(
    [
        (STATISTICS, "2010", WELL, "2011", EXCELLENTLY, 10),
        (STATISTICS, "2010", ADEQUATELY, "2011", WELL, 11),
        (STATISTICS, "2010", POORLY, "2011", ADEQUATELY, 4),
        (STATISTICS, "2010", EXCELLENTLY, "2011", WELL, 2),
        (STATISTICS, "2010", WELL, "2011", ADEQUATELY, 2),
        (STATISTICS, "2010", WELL, "2011", POORLY, 3),
        (STATISTICS, "2010", ADEQUATELY, "2011", POORLY, 1),
        (STATISTICS, "2009", WELL, "2011", EXCELLENTLY, 18),
        (STATISTICS, "2009", ADEQUATELY, "2011", EXCELLENTLY, 2),
    ]
)
FIGURES = figures(
    [
        (RELEASED, "total", "", "2009", "", 152),
        (RELEASED, "graded", f"{EXCELLENTLY}|{WELL}", "2009", "", 103),
        (RELEASED, "graded", POORLY, "2009", "", 9),
        (STATISTICS, "difference", POORLY, "2010", "2011", 0),
        (STATISTICS, "improved", "", "2010", "2011", 25),
        (STATISTICS, "declined", "", "2010", "2011", 8),
        (STATISTICS, "every-year", EXCELLENTLY, "2009", "2011", 7),
        (STATISTICS, "every-year", POORLY, "2009", "2011", 2),
        (NEWS, "difference", EXCELLENTLY, "2010", "2011", 8),
        (NEWS, "improved", "", "2010", "2011", 25),
        (NEWS, "declined", "", "2010", "2011", 7),
    ]
)
NAMED_GRADES = named_grades(
    [
        *(
            (RELEASED if year == "2009" else NEWS, ANNUAL_REGIMES[year], year, name, grade, RANK[grade])
            for (year, grade), names in NAMED.items()
            for name in names.split(", ")
        ),
        (LETTER, "annual-rating", "2009", "Rotherham", POORLY, 1),
        (LATER, "single-inspection", "2013-11-01/2015-01-20", "Waltham Forest", "requires improvement", 2),
        (LATER, "single-inspection", "2013-11-01/2015-01-20", "St Helens", "requires improvement", 2),
    ]
)
