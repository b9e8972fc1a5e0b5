"""The authorities: from names as releases print them to the register and its codes.

A name resolves when it is spelled as the register or the alias table spells it, give or take
typography and the words of the council's own style. Nothing resolves by similarity: that only
suggests, to whoever reads the error, which authorities may be meant.
"""

import re
import unicodedata
from itertools import product

import pandas as pd
from rapidfuzz import fuzz, process

from gradedrift import paths, tables
from gradedrift.corrections import apply
from gradedrift.errors import SourceError
from gradedrift.grades import rank
from gradedrift.paths import record_path
from gradedrift.schemas import Aliases, Authorities, NamedGrades

# Spellings of one name: pattern -> replacement, applied in this order to lower case.
SPELLING = [
    (r"&", " and "),
    (r"['’‘\u00ad]", ""),  # apostrophes and soft hyphens stand inside a word
    (r"[\W_]+", " "),  # hyphens, dashes, full stops, commas, brackets, any space
    (r"^ ?the ", ""),
]

# The words of a council's style before and after its name, by the type or status that carries them. A
# style only fits who carries it: Nottingham's council is a city council, and "Nottingham County
# Council" must not pass for it when Nottinghamshire may be meant.
BEFORE = {
    "unitary authority": ("borough of",),
    "metropolitan borough": ("metropolitan borough of",),
    "London borough": ("london borough of", "lb"),
    "city": ("city of",),
    "royal borough": ("royal borough of",),
}
AFTER = {
    "unitary authority": ("council", "borough", "borough council"),
    "metropolitan borough": (
        "council",
        "borough council",
        "metropolitan borough",
        "metropolitan borough council",
        "metropolitan district council",
        "mbc",
        "mdc",
    ),
    "London borough": ("council", "borough", "borough council", "london borough", "london borough council"),
    "City of London Corporation": ("corporation",),
    "county council": ("council", "county", "county council", "cc"),
    "city": ("city", "city council", "city of"),  # the last as in "Bristol, City of"
}

GRADED = ["release_id", "regime", "period", "judgement", "authority"]  # what one named grade is about
SOURCES = ["name_as_printed", "figure_ids", "correction_ids"]  # of each figure that states it


def register() -> pd.DataFrame:
    """The authorities, one row each; columns as in `schemas.Authorities`."""
    return tables.read_csv(paths.REFERENCE / "authorities.csv", Authorities)


def aliases() -> pd.DataFrame:
    """The other names kept by hand; columns as in `schemas.Aliases`."""
    return tables.read_csv(paths.REFERENCE / "aliases.csv", Aliases)


def plain(name: str) -> str:
    """The name in lower case, without what spellings differ in.

    >>> plain("St. Helens"), plain("The Kingston-upon-Thames"), plain("Hammersmith & Fulham")
    ('st helens', 'kingston upon thames', 'hammersmith and fulham')
    """
    text = unicodedata.normalize("NFKC", name).casefold()
    for pattern, replacement in SPELLING:
        text = re.sub(pattern, replacement, text)
    return text.strip()


def styled(name: str, *kinds: str) -> list[str]:
    """The name alone and in every style that its type and status carry, as `plain` spells it.

    >>> styled("Essex", "county council")
    ['essex', 'essex council', 'essex county', 'essex county council', 'essex cc']
    """
    before = ["", *(words for kind in kinds for words in BEFORE.get(kind, ()))]
    after = ["", *(words for kind in kinds for words in AFTER.get(kind, ()))]
    return [f"{first} {plain(name)} {last}".strip() for first, last in product(before, after)]


def spellings(authorities: pd.DataFrame, aliases: pd.DataFrame) -> dict[str, str]:
    """Every plain spelling of a name, alias or style, and the authority that it means.

    `SourceError` names the line of a name that means two authorities, or of an alias of none.
    """
    kinds = authorities.set_index("authority")[["type", "status"]].T.to_dict("list")
    named = [("authorities.csv", row.Index, row.authority, row.authority) for row in authorities.itertuples()]
    named += [("aliases.csv", row.Index, row.alias, row.authority) for row in aliases.itertuples()]
    known: dict[str, str] = {}
    for file, index, name, authority in named:
        if authority not in kinds:
            raise _refused(file, index, f"{authority!r} is not in the register of authorities")
        for spelling in styled(name, *kinds[authority]):
            if known.setdefault(spelling, authority) != authority:
                raise _refused(file, index, f"{spelling!r} means both {known[spelling]} and {authority}")
    return known


def resolve(name: str, known: dict[str, str], source: str, line: int | None) -> str:
    """The authority that a printed name means; `known` as `spellings` gives it.

    `SourceError`, at the line of `source` where the name stands, for a name that means none.

    >>> resolve("City of York Council", {"york": "York", "city of york council": "York"}, "example.txt", 1)
    'York'
    """
    if plain(name) not in known:
        cause = f"{name!r} is no authority; nearest are {', '.join(nearest(name, known))}"
        raise SourceError(source, line, f"{cause}; enter a misprint in corrections.csv, another name in aliases.csv")
    return known[plain(name)]


def nearest(name: str, known: dict[str, str], limit: int = 3) -> list[str]:
    """The authorities with the most similar names, nearest first: for a person to judge, not to match by.

    >>> nearest("Camdem", {"camden": "Camden", "kent": "Kent"}, limit=1)
    ['Camden']
    """
    found = process.extract(plain(name), list(known), scorer=fuzz.WRatio, limit=None)
    return list(dict.fromkeys(known[spelling] for spelling, _, _ in found))[:limit]


def named_grades(
    figures: pd.DataFrame, corrections: pd.DataFrame, authorities: pd.DataFrame, aliases: pd.DataFrame
) -> pd.DataFrame:
    """The grade of every authority that a release names with it; columns as in `schemas.NamedGrades`.

    Takes figures as printed and corrects them; a grade of no stated regime, as of one of an authority's
    services, is left out. Figures that state the same grade of the same authority in
    one release share a row. `SourceError` names the line of an unknown name or grade, and of a grade that
    differs from one stated before.
    """
    known, codes = spellings(authorities, aliases), authorities.set_index("authority")["gss_code"]
    corrected = apply(figures, corrections).assign(name_as_printed=figures["authority"])
    named = corrected.query("unit == 'grade' and measure == 'graded' and authority != '' and regime != ''")
    meant = [resolve(row.authority, known, record_path(row.release_id), row.line) for row in named.itertuples()]
    ranks = [_rank(row) for _, row in named.iterrows()]
    stated = named.assign(authority=meant, rank=ranks).rename(columns={"figure_id": "figure_ids"})
    rows = [_named_grade(same) for _, same in stated.groupby(GRADED, sort=False)]
    grades = pd.DataFrame(rows, columns=list(stated))
    return grades.assign(gss_code=grades["authority"].map(codes))[list(NamedGrades.to_schema().columns)]


def _rank(named: pd.Series) -> int:
    """The rank of a named authority's grade. `SourceError` for one that its regime does not have."""
    try:
        return rank(named["regime"], named["grade"])
    except KeyError:
        cause = f"the grade {named['grade']!r} of {named['authority']} is of no known regime: {named['regime']!r}"
    except ValueError as problem:
        cause = str(problem)
    raise SourceError(record_path(named["release_id"]), named["line"], cause)


def _named_grade(same: pd.DataFrame) -> dict:
    """One row for the figures of one release on one authority's grade; their sources joined."""
    first = same.iloc[0]
    for other in same[same["grade"] != first["grade"]].itertuples():
        cause = f"{other.authority} is {other.grade!r}, but {first['grade']!r} in line {first['line']}"
        raise SourceError(record_path(other.release_id), other.line, cause)
    return {**first, **{name: "|".join(dict.fromkeys(filter(None, same[name]))) for name in SOURCES}}


def _refused(file: str, index: int, cause: str) -> SourceError:
    # A register's index counts from 0 and the file's lines from 1, the header first.
    return SourceError(paths.relative(paths.REFERENCE / file), index + 2, cause)
