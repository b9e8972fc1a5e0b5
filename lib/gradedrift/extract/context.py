"""What words are about: the regime, judgement, period and unit that a figure takes from its context."""

from dataclasses import replace

from gradedrift.extract.figure import About
from gradedrift.extract.tokens import Token
from gradedrift.grades import ANNUAL_REGIMES, GRADES


def values(tokens: list[Token], kind: str) -> list:
    """The different values of one kind of token, in order."""
    return list(dict.fromkeys(token.value for token in tokens if token.kind == kind))


def scale_of(tokens: list[Token], before: About) -> str:
    """The scale that the words name, else the one of the context.

    A grade word that only one scale uses decides; then a named service, which only the announced
    inspections judged; then a named regime.
    """
    by_grade = {scales for _, scales in values(tokens, "grade") if len(scales) == 1}
    if len(by_grade) == 1:
        [(scale,)] = by_grade
        return scale
    regimes = values(tokens, "regime")
    if regimes == ["unannounced"]:
        return "unannounced"
    if values(tokens, "service") and before.scale not in ("annual", "single-inspection"):
        return "safeguarding-looked-after"
    return regimes[0] if len(regimes) == 1 else before.scale


def about(tokens: list[Token], before: About) -> About:
    """What a sentence is about, given what stood before it."""
    scale = scale_of(tokens, before)
    # A new regime brings its own periods and judgements.
    known = before if scale == before.scale else About(scale=scale)
    services, judgements, units = (values(tokens, kind) for kind in ("service", "judgement", "unit"))
    return replace(
        _in_period(tokens, known),
        service=services[-1] if services else known.service,
        judgement=judgements[-1] if judgements else known.judgement,
        unit=units[0] if units else known.unit,
    )


def settles(tokens: list[Token], context: About) -> bool:
    """Whether a sentence settles what the next paragraph is about, too.

    A year beside the name of the annual grade does ("the annual assessments for 2011"); one that
    only compares ("compared with 2010") does not.
    """
    return context.scale != "annual" or bool(values(tokens, "regime"))


def _in_period(tokens: list[Token], known: About) -> About:
    """The context with the period that the words name, if they name one and no second."""
    periods = values(tokens, "period")
    starts = [period.start for period in periods if period.start and not period.end]
    start = starts[0] if starts else known.start
    years = [period.year for period in periods if period.year]
    whole = [period.iso for period in periods if period.start and period.end]
    ends = [period.end for period in periods if period.end and not period.start]
    if known.scale == "annual":
        return replace(known, period=years[0]) if len(years) == 1 else known
    if len(whole) == 1:
        return replace(known, period=whole[0], start=start)
    if len(ends) == 1:
        return replace(known, period=f"{start}/{ends[0]}" if start else ends[0], start=start)
    return replace(known, start=start)


def regime_of(context: About) -> str:
    """The regime, "" where the context does not decide it: the annual scale needs its year."""
    if context.scale == "annual":
        return ANNUAL_REGIMES.get(context.period, "")
    return context.scale if context.scale in GRADES else ""


def judgement_of(context: About) -> str:
    """The judgement by its name in the tables, "" where the context does not decide it."""
    if context.scale in ("annual", "single-inspection"):
        return "overall"
    if context.scale != "safeguarding-looked-after":
        return context.judgement
    if context.judgement in ("overall effectiveness", "capacity to improve"):
        return f"{context.service}: {context.judgement}" if context.service else ""
    return context.judgement
