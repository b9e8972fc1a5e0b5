"""Claims: what a frame says of its number."""

import re
from itertools import pairwise
from typing import NamedTuple

from gradedrift.extract import vocabulary as words
from gradedrift.extract.context import grade_names, just_before, regime_of, years_of
from gradedrift.extract.figure import About, Figure, quote
from gradedrift.extract.frames import (
    PARTS,
    Frame,
    counts_directly,
    follows,
    grade_before,
    is_everybody,
    is_whole,
    joined_ranks,
    own_year,
    qualifier_of,
    rank_of,
    speaks_of_a_number,
    year_before,
)
from gradedrift.extract.lines import Passage

EXISTS = re.compile(
    r"\b(?:has|have|had|there (?:are|were|is|was)|in|all|for|covers?|across|to|our|among|how|runs?|operates?|\w+'s) (?:a total of |its |the |about |some )?$",
)
TO_A_GRADE = re.compile(r"\b(?:from|to) (?:being )?[\"']?(?:perform|outstanding|good|adequate|inadequate|requires)")
HALF_A_MOVE = re.compile(r".*\bfrom\b.*\bto ", re.DOTALL)  # to a grade, from what is no grade
# The end of a move without its beginning: "one to performing well", not "one to perform well".
ONE_TO = re.compile(r" to (?:the )?[\"']?(?!perform\b|require\b|do\b)")
GRADING = re.compile(r"[^,;:.(]*?\b(?:perform\w*|judged|rated|graded|awarded|assessed as|found to be)\b")
OTHER_SUBJECT = re.compile(r"[^.;]*?\b(?:and|but) (?:yet )?(?:\w+ )?(?:councils|authorities) (?:have|had)\b")
LONGEST_LEAD = 60  # characters that a quotation may begin before its number
BOTH_YEARS = re.compile(r"\bboth years\b")
IT_WAS = re.compile(
    r"\b(?:it|this|that|the (?:figure|share|number|proportion)) (?:was|were|had been|stood at) (?:\w+ )?$",
)
TO = re.compile(r"\bto (?:be )?(?:the )?[\"']?$")
FROM = re.compile(r"\bfrom (?:being )?(?:the )?[\"']?$")
BECAME = re.compile(r"\b(?:to|into|became|become|becoming|are now|were now|but)\b")
UP_OR_DOWN = re.compile(r"\b(?:(?P<up>up)|down) $")
SINCE = re.compile(r" (?:on|from|since|compared)\b")
THAN = re.compile(r"\bthan\b|\bcompared\b|\bup on\b")
PLANNED = re.compile(r"\b(?:should|plan(?:s|ned)?|will|aims?|means to|intends?|expects?)\b")
# What comes after it is said of something else: "a rise of eight - while the number performing poorly ...".
ANOTHER_CLAUSE = re.compile(r";|\s-\s|\b(?:while|whereas|but)\b")
# Between the base of a number and the base's own grade: "five of the ten councils that were poor in 2009 ...".
THAT = re.compile(r"(?: [\w'-]+){1,6} (?:that|which|who)\b[^,;:]*")
# After such a grade that stands before what is counted: "five of the ten poor councils".
OF_UNIT = re.compile(rf"[\"']? (?:{'|'.join(words.UNITS)})\b")
LISTED_YEARS = re.compile(r",? (?:and |and again |and also )?(?:in )?(?:again in )?")  # "in 2009 and again in 2010"


class Claim(NamedTuple):
    """What a text says of one number; `value` is `None` for a grade printed without one."""

    about: About
    measure: str
    value: float | None = None
    unit: str = ""
    qualifier: str = ""
    ranks: tuple[int, ...] = ()
    from_rank: int | None = None
    to_rank: int | None = None
    judgements: tuple[str, ...] = ()
    authority: str = ""
    start: int = 0  # of the number
    quoted: tuple[int, int] = (0, 0)


def said(frame: Frame, context: About, unit: str, carried: tuple[int, ...]) -> Claim | None:
    """What a frame says of its number, to be completed by `numbers_of`; `None` if nothing that is understood.

    `unit` is what it counts; `carried` are the ranks of the number before.
    """

    def claim(measure: str, ranks: tuple[int, ...] = (), known: About = context, **said) -> Claim:
        return Claim(known, measure, ranks=ranks, **said)

    own, lead = frame.own.values("cue"), frame.lead.values("cue")
    own_ranks, lead_ranks = joined_ranks(frame.text, frame.own.grades), grade_before(frame)
    ranks = own_ranks or lead_ranks

    sign = difference(frame)
    if sign is not None and (sign or ranks or carried) and frame.number.kind in ("number", "no_change"):
        value = sign * frame.number.value if sign else 0
        if own_ranks and ANOTHER_CLAUSE.search(frame.text, frame.end, frame.own.grades[0].start):
            ranks = lead_ranks
        return claim("difference", ranks or carried, _between(frame, context), value=value)
    is_of_base = _is_of_base(frame)
    if move := _move(frame, context, is_of_base):
        years = dict(zip(("from_period", "to_period"), move[2]))
        return claim("moved", (), _between(frame, context)._replace(**years), from_rank=move[0], to_rank=move[1])
    if ranks and not is_of_base and (years := _every_year(frame, context, own + lead)):
        return claim("every-year", ranks, context._replace(from_period=years[0], to_period=years[1]))
    if "not-judged" in own or ("not-judged" in lead and not own_ranks):
        return claim("not-judged")
    if "priority-action" in own:  # which only the unannounced inspections found
        known = context if context.scale == "unannounced" else context._replace(scale="unannounced", period="")
        return claim("priority-action", (), known)
    if "re-inspected" in own:
        return claim("re-inspected", ranks or carried)
    if any(token.value == "re-inspections" for token in frame.own.kinds.get("unit", ())):
        return claim("re-inspected", ranks)
    if "pending" in own:
        return claim("pending")
    if is_of_base:
        return None
    change = _change(own, frame)
    if change and own_ranks and TO_A_GRADE.search(frame.text, frame.end):
        return None  # a move of which one end is not understood
    if change and not (own_ranks and change == "unchanged"):
        return claim(change, (), _between(frame, context))
    if own_ranks:
        grade = frame.own.grades[0].start
        half_a_move = (
            HALF_A_MOVE.fullmatch(frame.text, frame.end, grade)
            or just_before(FROM, frame.text, grade)
            or ((to := ONE_TO.match(frame.text, frame.end)) and to.end() == grade)
        )
        return None if half_a_move or not _is_of_one_year(frame, context) else claim("graded", own_ranks)
    dated = own_year(frame) or year_before(frame) or IT_WAS.search(frame.before())
    if (lead_ranks or carried) and (dated or "same-grade" in lead):
        return claim("graded", lead_ranks or carried)
    if lead_ranks:
        return claim("graded", lead_ranks)
    stands = (
        counts_directly(frame) or frame.number.kind != "number" or frame.text[: frame.number.start].endswith(" in ")
    )
    if stands and (change := _change(lead, frame)):
        return claim(change, (), _between(frame, context))
    if "pending" in lead:
        return claim("pending")
    if frame.number.value == 0:
        return None  # "no authority should ..." counts nothing
    if unit in PARTS:
        return claim("graded")  # its grade is that of the count beside it
    planned = PLANNED.search(frame.text, max(0, frame.number.start - 60), frame.end + 60)
    everybody = is_whole(frame) or (planned and is_everybody(frame.text, frame.number))  # "should see all 152"
    if planned and not everybody:
        return None
    if (unit == "inspections" or everybody) and (counts_directly(frame) or is_whole(frame)):
        return claim("total")
    if "inspected" in own or ("inspected" in lead and (counts_directly(frame) or follows(frame, "inspected"))):
        return claim("inspected")
    return claim("total") if _exists(frame) else None


def _move(frame: Frame, context: About, is_of_base: bool) -> tuple[int, int, list[str]] | None:
    """The grades before and after of a move, and its two years where the frame names them.

    A grade of the base is that before the move only if each grade has its year.
    """
    grades = [t for t in frame.own.grades if len(rank_of(t)) == 1]
    if len(grades) < 2:
        return None
    own_years = years_of(frame.own.dates, context, frame.text)[0]
    years = sorted(own_years) if len(own_years) == 2 else []
    if is_of_base and not years:
        return None
    for first, second in pairwise(grades):
        [a], [b] = rank_of(first), rank_of(second)
        before, between = frame.text[max(0, first.start - 25) : first.start], frame.text[first.end : second.start]
        if TO.search(before) and re.search(r"\bfrom\b", between):
            return b, a, years
        joined = BECAME.search(between)
        if joined and (FROM.search(before) or not own_years):
            return a, b, years
        dated = [t for t in frame.own.dates if t.kind == "relative" or t.value.year]
        if len(own_years) == 2 and len(dated) >= 2:
            return (a, b, own_years) if own_years[0] < own_years[1] else (b, a, own_years[::-1])
    return None


def _every_year(frame: Frame, context: About, cues: list[str]) -> list[str] | None:
    """The first and the last year of "the same grade in every year"; `None` if that is not said."""
    if own_year(frame):
        return None
    spans = [back for back in frame.lead.values("relative") + frame.own.values("relative") if back[0] > back[1]]
    if "every-year" in cues or spans:
        years, _ = years_of([*frame.lead.dates, *frame.own.dates], context, frame.text)
        if len(years) >= 2:
            return [min(years), max(years)]
        if BOTH_YEARS.search(frame.text, frame.lead[0].start if frame.lead else frame.number.start):
            return [context.from_period, context.to_period]
        last = context.period if context.period.isdigit() else ""
        first = min([*years, last])
        return [first, last] if first < last else ["", ""]  # "every year" of one year says nothing
    own = [t for t in frame.own.kinds.get("period", ()) if t.value.year]
    if len(own) < 2 or len(frame.own.grades) != 1:
        return None
    if frame.text[: own[0].start].endswith("between "):
        return None
    listed = all(LISTED_YEARS.fullmatch(frame.text[a.end : b.start]) for a, b in pairwise(own))
    return [own[0].value.year, own[-1].value.year] if listed else None


def difference(frame: Frame) -> int | None:
    """+1 or -1 where the number is a change in a count ("eight more than"), 0 for "no change"."""
    if frame.number.kind == "no_change":
        return 0
    following = frame.own[0] if frame.own else None
    if following and following.kind in ("more", "fewer") and not frame.gap(following).strip():
        compared = THAN.search(frame.text, frame.end)
        if following.kind == "fewer" or compared or "compared" in frame.text[: frame.number.start]:
            return 1 if following.kind == "more" else -1
    previous = frame.lead[-1] if frame.lead else None
    if previous and previous.kind == "by" and not frame.text[previous.end : frame.number.start].strip():
        return previous.value
    if SINCE.match(frame.text, frame.end):  # "up eight on last year"
        direction = just_before(UP_OR_DOWN, frame.text, frame.number.start)
        return direction and (1 if direction["up"] else -1)
    return None


def _is_of_one_year(frame: Frame, context: About) -> bool:
    """Whether the frame names no second year, save to compare with: "good in 2009 but not in 2010" has two."""
    if len(frame.own.dates) < 2:
        return True
    named, compared = years_of(frame.own.dates, context, frame.text)
    return len({*named} - {*compared}) < 2


def _is_of_base(frame: Frame) -> bool:
    """Whether the first grade is that of the number's base and so not the number's own."""
    if not frame.base or not frame.own.grades:
        return False
    first = frame.own.grades[0]
    between = frame.text[frame.base.end : first.start]
    is_adjective = between == " " and OF_UNIT.match(frame.text, first.end)
    return bool(is_adjective or THAT.fullmatch(between))


def _exists(frame: Frame) -> bool:
    """Whether the sentence only says that so many are there: "Leeds has 12 homes", "in 152 authorities in England"."""
    known = frame.number.kind == "number" and counts_directly(frame)
    stated = EXISTS.search(frame.before()) or is_everybody(frame.text, frame.number)
    return known and bool(stated) and not GRADING.match(frame.text, frame.end)


def _change(cues: list[str], frame: Frame) -> str | None:
    """Whether authorities improved, declined or stayed; a change of a number is none of these."""
    change = next((cue for cue in cues if cue in words.CHANGES), None)
    if not change or speaks_of_a_number(frame) or OTHER_SUBJECT.match(frame.text, frame.end):
        return None
    return change


def _between(frame: Frame, context: About) -> About:
    """The context with the years of a change that the frame names."""
    years, compared = years_of([*frame.lead.dates, *frame.own.dates], context, frame.text)
    if len(years) >= 2:
        return context._replace(from_period=min(years), to_period=max(years))
    if len(compared) == 1 and context.period > compared[0]:
        return context._replace(from_period=compared[0], to_period=context.period)
    return context


def _quoted_from(frame: Frame) -> int:
    """Where the quotation begins: at the words before the number that say what it is, if only they do."""
    telling = {"grade", "adverb", "cue"}
    before = [token.start for token in frame.lead if token.kind in telling]
    if not telling.isdisjoint(frame.own.kinds) or not before or frame.end - before[-1] > LONGEST_LEAD:
        return frame.number.start
    return before[-1]


def numbers_of(claim: Claim, frame: Frame, unit: str, judgements: tuple[str, ...]) -> list[Claim]:
    """The claim for each number of its frame: the number, the same in other words, the base.

    `unit` is what they count, `judgements` what it is about.
    """
    telling = [token for token in frame.own if token.kind in ("grade", "adverb", "unit", "cue", "more", "fewer")]
    last = telling[-1] if telling else own_year(frame)
    quoted = (_quoted_from(frame), max(frame.end, last.end) if last else frame.end)
    made = []
    for number in (frame.number, *frame.others):
        made.append(
            Claim(
                claim.about,
                claim.measure,
                number.value if claim.value is None else claim.value,
                unit if number.kind in ("number", "no_change") else number.kind,
                qualifier_of(frame.text, number),
                claim.ranks,
                claim.from_rank,
                claim.to_rank,
                judgements,
                start=number.start,
                quoted=(quoted[0] if number is frame.number else number.start, quoted[1]),
            )
        )
    if frame.base:
        about = claim.about
        if about.scale == words.SINGLE and unit != "settings":
            everybody = is_everybody(frame.text, frame.base)
            about = about._replace(period="" if everybody else about.period)
            judgements = () if everybody else judgements or ("overall",)
        made.append(
            Claim(
                about,
                "total",
                frame.base.value,
                unit,
                judgements=judgements,
                start=frame.base.start,
                quoted=(frame.base.start, quoted[1]),
            )
        )
    return made


def figure(passage: Passage, claim: Claim, where: str) -> Figure:
    """The figure that a claim of a passage states; `where` is its locator."""
    line, column = passage.place(claim.start)
    known = claim.about
    is_change = claim.measure in ("moved", "every-year", "difference", *words.CHANGES)
    dated = is_change and known.scale == words.ANNUAL
    years = (known.from_period, known.to_period) if dated else ()
    regime = "" if claim.unit == "settings" else regime_of(known, *years)
    names = names_of(claim, known)
    return Figure(
        locator=where,
        line=line,
        column=column,
        quote=quote(passage.raw, *passage.printed(*claim.quoted)),
        value=claim.value,
        unit=claim.unit,
        qualifier=claim.qualifier,
        measure=claim.measure,
        regime=regime,
        judgement="|".join(claim.judgements) if regime != "unannounced" else "",
        period="" if dated or claim.unit == "settings" else known.period,
        grade="|".join(names[rank] for rank in claim.ranks if names),
        from_period=known.from_period if dated else "",
        from_grade=names[claim.from_rank] if claim.from_rank and names else "",
        to_period=known.to_period if dated else "",
        to_grade=names[claim.to_rank] if claim.to_rank and names else "",
        authority=claim.authority or (known.authority if claim.unit in ("settings", "areas") else ""),
    )


def names_of(claim: Claim, known: About) -> dict[int, str]:
    """The names of the grades by rank; settings have those of an inspection. Empty where the scale is unknown."""
    other = claim.unit == "settings" or (claim.unit == "grade" and not known.scale)
    return grade_names(words.ANNOUNCED if other else known.scale)
