"""What words are about: the regime, judgement, period and unit that a figure takes from its context."""

import re
from collections.abc import Iterable
from typing import Any

from gradedrift.extract import vocabulary as words
from gradedrift.extract.figure import About
from gradedrift.extract.tokens import Token, Tokens, distinct
from gradedrift.grades import ANNUAL_REGIMES, GRADES, names

NAMING_A_SCALE = {"grade", "service", "regime"}
TELLING = {*NAMING_A_SCALE, "judgement", "period", "relative", "unit"}  # without one of these words tell nothing new
# The two annual regimes share the names of their grades.
_GRADE_NAMES = {regime: names(regime) for regime in GRADES} | {words.ANNUAL: names("annual-rating")}
_SET_OFF = re.compile(rf"[;(]|\b(?:but|while|whereas|{words.COMPARED})\b")  # between two counts
_RELATIVE = re.compile(r"\b(?:that|which|who)\b")
IN_YEAR = re.compile(r"\((?P<year>20\d\d)[:,]? $")  # before a number of that year: "(2010: 20)"
_COMPARED = re.compile(rf"(?<!\w)(?:{words.COMPARED}|as(?: in)?) $")


def scale_of(tokens: Tokens, before: About) -> str:
    """The scale that words name, else the one of the context.

    The grade words decide, if only one scale has them all; then a named service, which only the
    announced inspections judged; then a named regime.
    """
    if NAMING_A_SCALE.isdisjoint(tokens.kinds):
        return before.scale
    services, regimes, units = "service" in tokens.kinds, tokens.values("regime"), tokens.values("unit")
    subject = services or regimes or "judgement" in tokens.kinds
    if "settings" in units or (before.unit == "settings" and not subject):
        return before.scale  # homes and schools have scales of their own
    if words.OTHER in regimes:
        return words.OTHER
    graded = [token.value.scales for token in tokens.kinds.get("grade", ())]
    possible = set(graded[0]).intersection(*graded) if graded else set()
    if len(possible) == 1:
        return possible.pop()
    if words.SINGLE in regimes:  # it came after the annual grades: their names mean its own ratings here
        regimes = [regime for regime in regimes if regime != words.ANNUAL]
    if regimes == ["unannounced"]:
        return "unannounced"
    if services and {"overall effectiveness", "capacity to improve"} & {*tokens.values("judgement")}:
        return words.ANNOUNCED
    kept = before.scale in (words.ANNUAL, words.SINGLE) and (not possible or before.scale in possible)
    dated = any(token.value.year for token in tokens.kinds.get("period", ()))
    inspected = not regimes and "inspections" in units and not dated
    if services and (inspected or not kept):
        return words.ANNOUNCED
    return regimes[0] if len(regimes) == 1 else before.scale


def about(tokens: Tokens, before: About, text: str = "") -> About:
    """What a sentence is about, given what stood before it. `text`, in lower case, is what the tokens' places refer to."""
    if TELLING.isdisjoint(tokens.kinds):
        return before
    scale = scale_of(tokens, before)
    known = before if scale == before.scale else in_scale(scale, before)
    named: dict[str, Any] = {}
    if dates := tokens.dates:
        named = _in_period([date for date in dates if not _of_a_count(date, tokens, text)], known, text)
    units = [token.value for token in tokens.kinds.get("unit", ()) if token.value in ("authorities", "inspections")]
    if judgements := tokens.values("judgement"):
        named["judgement"] = judgements[-1]
    if services := tokens.values("service"):
        named["service"] = services[0] if len(services) == 1 else ""  # of two, each count says which is its own
    if units:
        named["unit"] = units[0]
    return with_changes(known, named)


def with_changes(known: About, changes: dict[str, Any]) -> About:
    """The context with some fields changed; itself where they are as they were, which is most often so and quick."""
    for name, value in changes.items():
        if getattr(known, name) != value:
            return known._replace(**changes)
    return known


def in_scale(scale: str, before: About) -> About:
    """The context of another scale: it brings its own periods and judgements, the annual one its last year."""
    dated = before.scale in (words.ANNOUNCED, words.SINGLE) and scale in (words.ANNOUNCED, words.SINGLE)
    period = before.year if scale == words.ANNUAL else before.period if dated else before.span
    return About(
        scale=scale,
        period=period,
        year=before.year,
        span=before.span,
        unit=before.unit,
        authority=before.authority,
        key_areas=before.key_areas,
    )


def _of_a_count(date: Token, tokens: Tokens, text: str) -> bool:
    """Whether a year is only that of one count of several, the last before it: "against 17 councils in 2010"."""
    counts = tokens.kinds.get("number", ())
    if len(counts) < 2 or date.kind != "period" or not date.value.year:
        return False
    if any(found.start("year") == date.start for count in counts if (found := just_before(IN_YEAR, text, count.start))):
        return True
    before = [count for count in counts if count.end <= date.start]
    if before and text[before[-1].end : date.start] in (" in ", " for "):
        return True
    if len(before) < 2:
        return False
    own_clause = _RELATIVE.search(text, before[-1].end, date.start)  # "the nine that were poor in 2009"
    return bool(own_clause or _SET_OFF.search(text, before[-2].end, before[-1].start))


def settles(tokens: Tokens, context: About) -> bool:
    """Whether a sentence settles what the next paragraph is about, too.

    A year beside the name of the annual grade does ("the annual assessments for 2011"); one that
    only compares ("compared with 2010") does not.
    """
    return context.scale != words.ANNUAL or "regime" in tokens.kinds


def just_before(pattern: re.Pattern[str], text: str, place: int, reach: int = 20) -> re.Match[str] | None:
    """The match of a pattern, which ends in `$`, in the `reach` characters before a place: no match may be longer."""
    return pattern.search(text, max(0, place - reach), place)


def is_compared(token: Token, text: str) -> bool:
    """Whether a period is what another is compared with: "compared with 2010", "since 2009"."""
    return bool(just_before(_COMPARED, text, token.start, reach=50))


def years_of(tokens: Iterable[Token], known: About, text: str) -> tuple[list[str], list[str]]:
    """The years that words name, and of these the ones that they only compare with.

    "The previous year" and the like count from the year of the context.
    """
    named, compared = [], []
    for token in tokens:
        if token.kind == "period" and token.value.year:
            years = [token.value.year]
        elif token.kind == "relative" and known.scale == words.ANNUAL and known.period.isdigit():
            years = [str(int(known.period) - back) for back in dict.fromkeys(token.value)]
        else:
            continue
        named += years
        is_earlier = token.kind == "relative" and min(token.value) > 0  # "a year ago"
        if is_earlier or is_compared(token, text):
            compared += years
    return list(dict.fromkeys(named)), compared


def _in_period(tokens: list[Token], known: About, text: str) -> dict[str, str]:
    """What the words say of the context's period, if they name one and no second, and of the years of a change."""
    if known.scale == words.ANNUAL:
        years, compared = years_of(tokens, known, text)
        own = [year for year in years if year not in compared]
        if len(years) == 2:
            return {"from_period": min(years), "to_period": max(years)}
        if len(years) == 1 and own:
            return {"period": own[0], "year": own[0]}
        if len(compared) == 1 and known.period > compared[0]:
            return {"from_period": compared[0], "to_period": known.period}
        return {}
    periods = distinct(token for token in tokens if token.kind == "period")
    starts = [period.start for period in periods if period.start and not period.end]
    start = starts[0] if starts else known.start
    stated = [period for period in periods if period.is_stated]
    whole = [period.iso for period in stated if period.start and period.end]
    ends = [period.end for period in stated if period.end and not period.start]
    if not stated:
        return {}
    if len(whole) == 1:
        return {"period": whole[0], "start": start}
    if len(ends) == 1:
        return {"period": f"{start}/{ends[0]}" if start else ends[0], "start": start}
    return {"start": start}


def regime_of(context: About, *years: str) -> str:
    """The regime, "" where the context does not decide it: the annual scale needs its year.

    Of a change between `years`, the regimes of both, joined by "|" where they differ.
    """
    if context.scale == words.ANNUAL:
        of_years = [ANNUAL_REGIMES.get(year, "") for year in years or (context.period,)]
        return "|".join(dict.fromkeys(of_years)) if all(of_years) else ""
    return context.scale if context.scale in (*GRADES, "unannounced") else ""


def grade_names(scale: str) -> dict[int, str]:
    """The names of a scale's grades by rank, best first; none where the scale is not known."""
    return _GRADE_NAMES.get(scale, {})


def judgement_of(context: About) -> str:
    """The judgement by its name in the tables, "" where the context does not decide it."""
    if context.scale == words.ANNUAL or (context.scale == words.SINGLE and not context.judgement):
        return "overall"
    if not context.scale:
        return context.judgement
    if context.scale in (words.ANNOUNCED, words.SINGLE):
        named = (context.judgement or context.headed).split("|")
        return "|".join(_of_service(name, context) for name in named if _of_service(name, context))
    return ""


def _of_service(name: str, context: About) -> str:
    if context.scale == words.SINGLE:
        return "overall" if name == "overall effectiveness" else name
    if name not in ("overall effectiveness", "capacity to improve"):
        return name
    return f"{context.service}: {name}" if context.service else ""
