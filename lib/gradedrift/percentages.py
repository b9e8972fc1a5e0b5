"""Printed percentages read backwards: the whole counts, on which bases, that they can stand for.

A count of whole authorities cannot give every percentage on every base (the GRIM test: Brown and
Heathers 2017, doi:10.1177/1948550616673876). All arithmetic here is on whole numbers, so that a share
exactly on the edge between two percentages falls on the side that its rounding rule says.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

import pandas as pd

ROUNDINGS = ("half-up", "truncated")
BASES = range(1, 153)  # any base up to all authorities

# The shares that English has everyday words for, with the two ends: what "nearly" chooses among.
WORDED = tuple(map(Fraction, ("0", "1/4", "1/3", "1/2", "2/3", "3/4", "1")))


def rounded(count: int, base: int, rounding: str, parts: int = 100) -> int:
    """`count` of `base` in whole parts, `parts` of which make the base; per cent by default.

    `rounding` is `half-up` or `truncated`; any other is a `KeyError`.

    >>> rounded(18, 41, "half-up"), rounded(18, 41, "truncated")
    (44, 43)
    >>> rounded(31, 41, "half-up", parts=4)  # "3 out of 4"
    3
    """
    carry = {"half-up": base, "truncated": 0}[rounding]
    return (2 * parts * count + carry) // (2 * base)


def agrees(count: int, base: int, printed: int, rounding: str, parts: int = 100) -> bool:
    """Whether `count` of `base` is printed as `printed` whole parts.

    >>> agrees(40, 152, 25, "half-up")
    False
    """
    return rounded(count, base, rounding, parts) == printed


def counts(printed: int, base: int, rounding: str, parts: int = 100) -> list[int]:
    """The counts of `base` that are printed as `printed` whole parts, least first; none is an answer.

    >>> counts(44, 41, "half-up"), counts(44, 41, "truncated")
    ([18], [])
    """
    return [count for count in range(base + 1) if agrees(count, base, printed, rounding, parts)]


def inversions(printed: int, bases: Iterable[int] = BASES) -> pd.DataFrame:
    """Every count on every base that is printed as a percentage, under either rounding rule.

    Columns `rounding`, `base`, `count`.
    """
    found = [
        (rounding, base, count) for rounding in ROUNDINGS for base in bases for count in counts(printed, base, rounding)
    ]
    return pd.DataFrame(found, columns=["rounding", "base", "count"])


def percentage_inversions(printed: Mapping[str, int], bases: Iterable[int] = BASES) -> pd.DataFrame:
    """The inversions of several printed percentages, given by figure id; columns as in `schemas.PercentageInversions`.

    For percentages whose base is not stated, or that do not fit the base that is.
    """
    bases = list(bases)
    parts = [
        inversions(percent, bases).assign(figure_id=figure_id, printed=percent)
        for figure_id, percent in printed.items()
    ]
    columns = ["figure_id", "printed", "rounding", "base", "count"]
    return pd.concat(parts)[columns].reset_index(drop=True) if parts else pd.DataFrame(columns=columns)


def joint(falls: int, rises: int, bases: Iterable[int] = BASES) -> pd.DataFrame:
    """Every pair of counts that two percentages of one base allow: those that fell and those that rose.

    Both were rounded by the same rule, and none both fell and rose. Columns `rounding`, `base`,
    `falls`, `rises`, `unchanged`.
    """
    bases = list(bases)
    pairs = inversions(falls, bases).merge(inversions(rises, bases), on=["rounding", "base"])
    pairs = pairs.rename(columns={"count_x": "falls", "count_y": "rises"})
    pairs = pairs.assign(unchanged=pairs["base"] - pairs["falls"] - pairs["rises"])
    return pairs[pairs["unchanged"] >= 0].reset_index(drop=True)


def worded(count: int, base: int, qualifier: str, fraction: Fraction, fractions: Sequence[Fraction] = WORDED) -> bool:
    """Whether `count` of `base` may be put in words as, for example, "over half" or "nearly a third".

    `over`: the share is more than the fraction, by however much. `almost` or `nearly`: the share is
    less, and no other of `fractions` is nearer to it; more fractions make the words stricter. A share
    "3 out of 4" is no case for this: it is `rounded` to whole quarters. `ValueError` for any other qualifier.

    >>> worded(47, 152, "almost", Fraction(1, 3)), worded(41, 152, "almost", Fraction(1, 3))
    (True, False)
    """
    share = Fraction(count, base)
    if qualifier == "over":
        return share > fraction
    if qualifier in ("almost", "nearly"):
        return share < fraction and all(fraction - share <= abs(other - share) for other in fractions)
    raise ValueError(f"no reading for the qualifier {qualifier!r}; it may be over, almost or nearly")
