"""The scales: every regime's grades, and the rank that they share.

Ranks run from 4 (best) to 1 (worst) in every regime, whatever numbers the regime itself
printed. Grades of two regimes share ranks, not meanings: *adequate* and *requires
improvement* are both second from the bottom, and that is all they have in common.
"""

RANKS = (4, 3, 2, 1)
GOOD_OR_BETTER = 3  # the lowest rank that counts as good or better

_ANNUAL = ("performs excellently", "performs well", "performs adequately", "performs poorly")
_INSPECTION = ("outstanding", "good", "adequate", "inadequate")

# Regime -> its grades, best first. Sources: the four-point scale in note 5 of the 2009 press
# release, footnote 1 of Table 1 in the 2011 statistics, and the grades named in the 2015 article.
GRADES: dict[str, tuple[str, ...]] = {
    "annual-rating": _ANNUAL,
    "annual-assessment": _ANNUAL,
    "safeguarding-looked-after": _INSPECTION,
    "unannounced": (),
    "single-inspection": ("outstanding", "good", "requires improvement", "inadequate"),
}

# The annual grade was a rating inside the Comprehensive Area Assessment in 2009 and stood alone in
# 2010 and 2011 (2011 statistics, footnote 1 of Table 9), so the year tells which regime gave it.
ANNUAL_REGIMES = {"2009": "annual-rating", "2010": "annual-assessment", "2011": "annual-assessment"}


def grade(regime: str, rank: int) -> str:
    """The grade's name as its regime prints it. `KeyError` for a rank outside 1 to 4.

    >>> grade("single-inspection", 2)
    'requires improvement'
    """
    return names(regime)[rank]


def names(regime: str) -> dict[int, str]:
    """The regime's grades by rank, best first.

    >>> names("single-inspection")[2]
    'requires improvement'
    """
    return dict(zip(RANKS, GRADES[regime]))


def rank(regime: str, grade: str) -> int:
    """The grade's rank, 4 best to 1 worst. `ValueError` names a grade that the regime does not have.

    >>> rank("annual-rating", "performs well")
    3
    """
    if grade not in GRADES[regime]:
        raise ValueError(f"{regime} has no grade {grade!r}; it has {', '.join(GRADES[regime]) or 'none'}")
    return RANKS[GRADES[regime].index(grade)]
