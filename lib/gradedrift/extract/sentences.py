"""Passages of running text, sentence by sentence.

A sentence is cut into frames: each number with the words that go with it, those before it since the
last pause and those after it until the next. What a frame says of its number (a count by grade, a
move, what is pending, ...) is decided by its own words first, then by those of the sentence, then by
what the text said before. A number whose frame says nothing that is understood stays unread.
"""

import re
from typing import NamedTuple

from gradedrift.extract import vocabulary as words
from gradedrift.extract.claims import Claim, difference, numbers_of, said
from gradedrift.extract.context import (
    about,
    in_scale,
    is_compared,
    judgement_of,
    just_before,
    settles,
    with_changes,
    years_of,
)
from gradedrift.extract.dates import Period
from gradedrift.extract.figure import NOTHING, About
from gradedrift.extract.frames import (
    NUMBERS,
    PARTS,
    Frame,
    frames_of,
    is_everybody,
    own_year,
    rank_of,
    unit_of,
    year_before,
)
from gradedrift.extract.lines import Passage
from gradedrift.extract.names import (
    Name,
    Named,
    check_length,
    key_areas,
    lists_in,
    names_in,
    single_authorities,
)
from gradedrift.extract.tokens import Token, Tokens, distinct, scan

# After these words a bare adverb names a grade: "28 performed excellently, 76 well", "from well to excellently".
BEFORE_ADVERB = re.compile(
    rf"(?:\d\)?|\b(?:from|to|or|and|as|perform\w*|councils|authorities|{'|'.join(words.NUMBER_WORDS)})"
    rf"|\b(?:{'|'.join(words.GRADE_ADVERBS)}),|(?:,|\band) (?-i:[A-Z][\w'-]+))[ \"']*$",
    re.IGNORECASE,
)
# Before a number that another is compared with: it is of another time, which only a year beside it can name.
COMPARED_WITH = re.compile(
    r"\b(?:compared (?:with|to)|against|(?:up |down )from|from|(?:up|down) on) (?:only |just )?$"
)
UNDATED = re.compile(r"\b(?:so far|to date)\b")
LONGEST_UNDATED = len(" to date")
SO_FAR = re.compile(rf"{UNDATED.pattern},? $")
OPENS = re.compile(r"\W*(?:in|for|by|during) (?:\w+ )?20\d\d\b")  # "In 2010, ..." speaks of it from here on
OPENS_EARLIER = re.compile(r"\W*(?:(?:in|for|during|just|only|but|and|yet|even|however|by contrast),? )*")
LEADS = re.compile(r",? (?:there (?:were|had been) )?(?:only |just )?")
BESIDES = re.compile(r"[\w-]+(?: [a-z-]+)? (?:more|others?)\b")
ALSO = re.compile(r"\s+(?:\w+ ){0,4}?also\b")
RESPECTIVELY = re.compile(r"respectively(?<=\brespectively)\b")  # begins with a letter: found most quickly so
OF_THESE = re.compile(r"(?<!\bof )\b(?:these|those) $")
OVERALL = re.compile(r"\boverall\b")
NOTE = re.compile(r"[.)]?\s+[A-Z](?!As?\b)")
PLACED = re.compile(r"[\"']?\s*\((?:grade )?")  # between a grade or a name and the grade's place on the scale
THESE = re.compile(r"\W*(?:these|they|those) ")


class Lead(NamedTuple):
    """What the words before a list of names say of it: the grade, how many names, and the context."""

    ranks: tuple[int, ...] = ()
    count: int | None = None
    about: About = NOTHING


NO_LEAD = Lead()
SAYING = {*NUMBERS, "grade", "adverb", "same_grade", "areas"}  # without one of these a sentence states no figure


class Said(NamedTuple):
    """What a passage says: its claims, each with its place; the context that it leaves; its last sentence's grade."""

    claims: list[tuple[str, Claim]]
    left: About
    last: About
    lead: Lead


def read_passage(passage: Passage, before: About, section: str, source: str, year: str, names: re.Pattern[str]) -> Said:
    """What a passage says, given the context before it.

    `section` names the place for the locator, `source` the file for messages; `year` completes dates
    without one; `names` matches the authorities that it may name. `SourceError` for a list of names that
    is not as long as its count.
    """
    context = left = before
    found: list[tuple[str, Claim]] = []
    lead = NO_LEAD
    scanned, sentences, lower = scan(passage.words, year), passage.sentences(), passage.words.lower()
    every_name = names_in(passage.words, names)
    for index, (start, end) in enumerate(sentences, start=1):
        text, lowered = passage.words[:end], lower[:end]
        tokens = scanned if len(sentences) == 1 else Tokens([t for t in scanned if start <= t.start < end])
        tokens = _with_adverbs(text, tokens, context)
        earlier, context = context, about(tokens, context, lowered)
        left = _left(left, tokens, context)
        opening_year = _opening_year(tokens, context, lowered, start)
        if opening_year is not None:
            earlier, context = context, context._replace(period=opening_year)
        if found and THESE.match(lowered, start):
            found = _explained(found, tokens, context)
        is_saying = not SAYING.isdisjoint(tokens.kinds)
        here = [name for name in every_name if start <= name.start < end]
        lists = lists_in(text, start, names) if here and is_saying else []
        named = [] if lists else here
        if authority := _only_one(named):
            context, left = (known._replace(authority=authority) for known in (context, left))
        if not is_saying:
            continue
        outside = _outside(tokens, lists)
        counts = _without_marks(text, outside, named)
        claims, context = _claims(lowered, counts, context, [claim for _, claim in found])
        if "areas" in tokens.kinds:
            areas = key_areas(text, outside, context)
            context, left = (known._replace(key_areas=areas) for known in (context, left))
        if index == len(sentences):
            lead = Lead(*_lead(claims, outside, len(text)), context)
        if here:
            claims = [c for c in claims if not _is_besides(lowered, c, here)]
        if lists:
            claims = claims + _of_lists(lists, claims, outside, context, passage, source)
        single, context = _of_single_authorities(text, start, outside, named, context, claims)
        is_aside = earlier.period and not settles(tokens, context) and not OPENS.match(lowered, start)
        if is_aside or opening_year is not None:
            context = context._replace(period=earlier.period)  # "a dozen did in 2009" says nothing of the next sentence
        in_order = sorted(claims + single, key=lambda claim: claim.start)
        found += [(f"{section}, sentence {index}", claim) for claim in in_order]
    return Said(found, left, context, lead)


def _opening_year(tokens: Tokens, context: About, text: str, start: int) -> str | None:
    """The earlier year that a sentence opens with and so speaks of: "a year ago"; "" if other words come before it.

    `None` if it names none before its first number, or only compares with it.
    """
    first = tokens.dates[0] if "relative" in tokens.kinds else None
    is_leading = first and all(first.start < number.start for number in tokens if number.kind in NUMBERS)
    if not is_leading or is_compared(first, text):
        return None
    years, compared = years_of([first], context, text)
    if not years or years != compared:
        return None
    return years[0] if OPENS_EARLIER.fullmatch(text, start, first.start) else ""


def _left(left: About, tokens: Tokens, context: About) -> About:
    """What a passage leaves to the next one: the context of a sentence that settles it, else only its years of a change."""
    # What came before the single inspections is told for comparison.
    aside = left.scale == words.SINGLE and context.scale in (words.ANNOUNCED, words.OTHER)
    if settles(tokens, context) and not aside:
        return context
    if left.scale and (left.from_period, left.to_period) == (context.from_period, context.to_period):
        return left
    left = left if left.scale else in_scale(context.scale, left)
    return left._replace(from_period=context.from_period, to_period=context.to_period)


def _outside(tokens: Tokens, lists: list[list[Name]]) -> Tokens:
    """The tokens that are in none of some lists of names."""
    if not lists:
        return tokens
    return Tokens([t for t in tokens if not any(items[0].start <= t.start < items[-1].end for items in lists)])


def _only_one(named: list[Name]) -> str:
    """The one authority that some names name; "" for none or several."""
    return named[0].printed if named and len({name.printed for name in named}) == 1 else ""


def _is_besides(text: str, claim: Claim, named: list[Name]) -> bool:
    """Whether a count leaves out authorities that are named before it: "Leeds and 14 others"."""
    others = claim.measure != "difference" and BESIDES.match(text, claim.start)
    return bool(others) and any(name.end <= claim.start for name in named)


def _without_marks(text: str, tokens: Tokens, named: list[Name]) -> Tokens:
    """The tokens without the numbers that count nothing."""
    marks = [t for t in tokens.kinds.get("number", ()) if _is_mark(text, t, tokens, named)]
    return Tokens([t for t in tokens if t not in marks]) if marks else tokens


def _is_mark(text: str, token: Token, tokens: Tokens, named: list[Name]) -> bool:
    """Whether a number counts nothing: a note's number, or a grade's place on the scale ("Performs poorly (1)")."""
    if token.value < 20 and NOTE.match(text, token.end) and not text[: token.start].strip():
        return True
    if not 1 <= token.value <= 4 or (not named and "unit" in tokens.kinds):
        return False
    before = [end for _, _, end in named] + [t.end for t in tokens.grades]
    beside = any(PLACED.fullmatch(text, end, token.start) for end in before)
    return beside and not re.match(r"\)\s*:", text[token.end :])


def _with_adverbs(text: str, tokens: Tokens, context: About) -> Tokens:
    """The tokens without the adverbs that name no grade: they do in a list of annual grades only."""
    if "adverb" not in tokens.kinds:
        return tokens
    graded = any(token.value.scales == (words.ANNUAL,) for token in tokens.kinds.get("grade", ()))
    annual = context.scale == words.ANNUAL or graded
    return Tokens(
        [t for t in tokens if t.kind != "adverb" or (annual and just_before(BEFORE_ADVERB, text, t.start, reach=40))]
    )


# --- Names --------------------------------------------------------------------------------------------


def _lead(claims: list[Claim], tokens: Tokens, start: int, after: int = 0) -> tuple[tuple[int, ...], int | None]:
    """The grade of a list of names that begins at `start`, and how many names it should have.

    `claims` are those of the sentence's numbers; `after` is where the list before it ends.
    """
    before = [c for c in claims if c.start < start]
    near = [t for t in tokens.grades if after <= t.start and t.end <= start][-1:]
    listed_since = after > max([c.start for c in before], default=-1)
    if near and (listed_since or all(c.quoted[1] <= near[0].start for c in before)):
        return rank_of(near[0]), None
    graded = [c for c in before if c.measure == "graded" and c.ranks]
    if graded:
        counts = [int(c.value) for c in graded if c.unit == "authorities" and c.ranks == graded[-1].ranks]
        return graded[-1].ranks, counts[-1] if counts else None
    return (rank_of(tokens.grades[0]) if tokens.grades and not before else ()), None


def listed(items: list[Name], ranks: tuple[int, ...], context: About) -> list[Claim]:
    """The claims of a list of names under one grade; none without a grade."""
    judgements = tuple(name for name in judgement_of(context._replace(judgement="")).split("|") if name)
    return [
        Claim(
            context,
            "graded",
            unit="grade",
            ranks=ranks,
            judgements=judgements,
            authority=name.printed,
            start=name.start,
            quoted=(name.start, name.end),
        )
        for name in items
        if ranks
    ]


def _of_lists(
    lists: list[list[Name]], claims: list[Claim], tokens: Tokens, context: About, passage: Passage, source: str
) -> list[Claim]:
    """The claims of a sentence's lists of names. `SourceError` for one that is not as long as its count."""
    found: list[Claim] = []
    listed_to = 0
    for items in lists:
        ranks, count = _lead(claims, tokens, items[0].start, listed_to)
        listed_to = items[-1].end
        check_length(items, count, source, passage.place(items[0].start)[0])
        found += listed(items, ranks, context)
    return found


def _of_single_authorities(
    text: str, start: int, tokens: Tokens, named: list[Name], context: About, claims: list[Claim]
) -> tuple[list[Claim], About]:
    """The claims of a sentence's single authorities, and the context after them; none if its grades are of counts."""
    is_counting = any((c.ranks or c.from_rank) and c.unit not in PARTS for c in claims)
    single = [] if is_counting else single_authorities(text, start, tokens, named, context)
    if not single:
        return [], context
    # An inspection of one authority has a date of its own, and the next sentence may go on about it.
    own = single[-1].about.period if context.scale != words.ANNUAL else ""
    return [_of_one(one) for one in single], context._replace(ranks=single[-1].ranks, period=own or context.period)


def _of_one(named: Named) -> Claim:
    return Claim(
        named.about,
        "graded",
        named.value,
        "grade",
        ranks=named.ranks,
        judgements=(judgement_of(named.about._replace(judgement=named.judgement)),),
        authority=named.authority,
        start=named.start,
        quoted=(named.start, named.end),
    )


# --- The numbers of a sentence ------------------------------------------------------------------------


def _claims(text: str, tokens: Tokens, context: About, before: list[Claim]) -> tuple[list[Claim], About]:
    """What a sentence says of its numbers, and the context after it. `before`: what its paragraph said so far."""
    claims: list[Claim] = []
    unit, carried = "", context.ranks
    if context.scale == words.SINGLE:  # where none is named, the judgement is that of the count before, or overall
        said_overall = OVERALL.search(text, tokens[0].start if tokens else 0)
        last = before[-1].judgements if before and not said_overall else ()
        context = context._replace(judgement="|".join(last) or ("overall" if said_overall else context.headed))
    years = years_of(tokens.dates, context, text)[0] if len(tokens.dates) > 2 else []
    services, periods = tokens.values("service"), _periods(tokens) if context.scale != words.ANNUAL else []
    frames = frames_of(text, tokens)
    bases = {frame.base.start for frame in frames if frame.base}
    in_order = _respectively(text, tokens, frames, before)
    if in_order is None:
        return [], context
    for at, frame in enumerate(frames):
        unit = unit_of(frame, unit) or context.unit
        if not unit and context.scale in (words.ANNUAL, words.SINGLE):
            unit = "authorities"  # which alone were given these grades
        known = _of_frame(frame, context)
        if at and (year := _earlier_year(frame, context)):
            known = known._replace(period=year)
            context = context._replace(period="")  # of which year the next numbers are is not said
        if len(years) > 2 and not frame.own.dates:
            known = known._replace(period="")  # it does not say which of the years is its own
        if len(periods) > 1 and (known.period or not context.period):
            known = with_changes(known, {"period": _own_period(frame, known, periods)})
        if not unit or (unit != "settings" and _another_scale(frame, known)):
            continue
        if in_order:
            claim = Claim(known, "graded", ranks=in_order[at])
        else:
            claim = _said_before(frame, before) or said(frame, known, unit, carried)
        if (not claim or claim.measure == "total") and at + 1 < len(frames) and _joined(frame, frames[at + 1]):
            claim = said(frame._replace(own=Tokens([*frame.own, *frames[at + 1].own])), known, unit, carried)
        if not claim and (told := [one for one in claims if one.start not in bases]) and _goes_on(frame, told[-1]):
            claim = told[-1]._replace(about=known, value=None)
        if claim is None:
            continue
        counted = "inspections" if unit == "re-inspections" else unit
        judgements = _judgements(claim, counted, frame, known, services, before + claims)
        claims += numbers_of(claim, frame, counted, judgements)
        carried = claim.ranks or carried
        settled = {"service": known.service, "judgement": known.judgement, "ranks": carried}
        if claim.measure == "every-year":
            settled |= {"from_period": claim.about.from_period, "to_period": claim.about.to_period}
        if counted not in PARTS:
            settled["unit"] = counted
        context = with_changes(context, settled)
    return _shared(claims), context


def _of_frame(frame: Frame, context: About) -> About:
    """The context with the period, service and judgement that the frame's own words name."""
    named = {}
    if services := frame.own.kinds.get("service") or frame.lead.kinds.get("service"):
        named["service"] = distinct(services)[-1]
    if judgements := frame.own.kinds.get("judgement") or frame.lead.kinds.get("judgement"):
        named["judgement"] = "|".join(distinct(judgements))
    if context.scale == words.ANNUAL:
        dates = frame.own.dates
        years, compared = years_of(dates, context, frame.text)
        if year := year_before(frame):
            named["period"] = year
        elif len(years) == 1:
            is_before = any(is_compared(date, frame.text) for date in dates) or difference(frame) is not None
            only_compared = years == compared and is_before
            if not only_compared or own_year(frame):
                named["period"] = years[0]
    elif context.period:
        reach = max(frame.end, frame.own[-1].end) if frame.own else frame.end
        undated = UNDATED.search(frame.text, frame.end, reach + LONGEST_UNDATED)
        if undated or is_everybody(frame.text, frame.number) or just_before(SO_FAR, frame.text, frame.number.start):
            named["period"] = ""
    if "period" not in named and just_before(COMPARED_WITH, frame.text, frame.number.start):
        named["period"] = ""
    return with_changes(context, named)


def _earlier_year(frame: Frame, context: About) -> str:
    """The earlier year right before the number: "last year 10 were", "a year ago there were 10"; "" if none is."""
    date = frame.lead.dates[-1] if "relative" in frame.lead.kinds else None
    if not date or is_compared(date, frame.text) or not LEADS.fullmatch(frame.text, date.end, frame.number.start):
        return ""
    years, compared = years_of([date], context, frame.text)
    return years[0] if years and years == compared else ""


def _own_period(frame: Frame, context: About, periods: list[Period]) -> str:
    """The period of a number in a sentence that names several: the one beside it, if that is stated; "" if not.

    Where none is beside it, that of the context, if the sentence states only one.
    """
    beside = [period for period in _periods(frame.lead) + _periods(frame.own) if period.end]
    if beside:
        stated = [period for period in beside if period.is_stated]
        return stated[0]._replace(start=stated[0].start or context.start).iso if len(stated) == 1 else ""
    ended = [period for period in periods if period.is_stated and period.end]
    opened = [period for period in periods if period.is_stated and not period.end]
    is_one = len(ended) < 2 and not (opened and ended and ended[0].start)
    return context.period if is_one else ""


def _periods(tokens: Tokens) -> list[Period]:
    """The different periods that words name, but for years."""
    return [period for period in tokens.values("period") if not period.year]


def _another_scale(frame: Frame, context: About) -> bool:
    """Whether the frame's grade is one that the scale of the context does not have."""
    named = frame.own.kinds.get("grade")
    is_graded = named and context.scale in (words.ANNUAL, words.ANNOUNCED, words.SINGLE)
    return bool(is_graded) and not any(context.scale in token.value.scales for token in named)


def _judgements(
    claim: Claim, unit: str, frame: Frame, context: About, services: list[str], before: list[Claim]
) -> tuple[str, ...]:
    """The judgements that a claim is about, by their names in the tables."""
    if unit == "settings" or claim.measure in ("inspected", "priority-action"):
        return ()
    if context.scale == words.ANNOUNCED and claim.measure in ("total", "pending", "re-inspected") and not claim.ranks:
        meant = frame.own.values("service") or services
        return tuple(meant) if len(meant) == 1 else ()
    if context.scale == words.SINGLE and claim.measure == "total" and is_everybody(frame.text, frame.number):
        return ()
    named = tuple(name for name in judgement_of(context).split("|") if name)
    joint = ALSO.match(frame.text, frame.end)
    if joint and before and before[-1].ranks == claim.ranks:
        return (*before[-1].judgements, *(name for name in named if name not in before[-1].judgements))
    return named


def _respectively(text: str, tokens: Tokens, frames: list[Frame], before: list[Claim]) -> list[tuple[int, ...]] | None:
    """The ranks of numbers that grades are told off to "respectively", in this sentence or the one before.

    Empty where a sentence does not say so; `None` if there are several grades and not one for each number.
    """
    if not frames or not RESPECTIVELY.search(text, tokens[0].start):
        return []
    grades = [rank_of(token) for token in tokens.grades]
    named = grades or list(dict.fromkeys(claim.ranks for claim in before if claim.measure == "graded"))
    if len(named) == len(frames):
        return named
    return None if len(named) > 1 else []


def _joined(frame: Frame, following: Frame) -> bool:
    """Whether two numbers share what is said after the second: "eight of these and three of those were ..."."""
    between = frame.text[frame.end : following.number.start]
    shared = ("re-inspected", "pending", "inspected", *words.CHANGES)
    said = following.own.values("cue") + following.own.values("unit")
    return bool(re.fullmatch(r"[^.,;:()]* and ", between)) and any(cue in (*shared, "re-inspections") for cue in said)


def _goes_on(frame: Frame, before: Claim) -> bool:
    """Whether a number goes on with what was said of the one before: "12 of safeguarding and six of ..."."""
    same = before.measure in ("total", "inspected", "re-inspected", "pending")
    return same and bool(re.match(r"\s+(?:of|for|in)\b", frame.text[frame.end :]))


def _said_before(frame: Frame, before: list[Claim]) -> Claim | None:
    """The claim that "these two authorities" repeats, of this number."""
    same = [claim for claim in before if claim.value == frame.number.value and claim.unit == "authorities"]
    return same[-1] if same and just_before(OF_THESE, frame.text, frame.number.start) else None


def _shared(claims: list[Claim]) -> list[Claim]:
    """The claims of a sentence; a count of areas or judgements shares grade and names with the count beside it."""
    for at, claim in enumerate(claims):
        if claim.unit in PARTS and claim.measure == "graded":
            beside = [other for other in claims[max(0, at - 1) : at + 2] if other.unit not in PARTS and other.ranks]
            if not claim.ranks and beside:
                claims[at] = claim._replace(ranks=beside[0].ranks)
            if at and claims[at - 1].measure == "graded" and claims[at - 1].unit not in PARTS:
                claims[at - 1] = claims[at - 1]._replace(judgements=claim.judgements)
    return [claim for claim in claims if claim.ranks or claim.unit not in PARTS or claim.measure != "graded"]


def _explained(said: list[tuple[str, Claim]], tokens: Tokens, context: About) -> list[tuple[str, Claim]]:
    """What was said, with the judgements that "These were ..." names for a count of judgements before it."""
    named = judgement_of(context._replace(judgement="|".join(tokens.values("judgement")))).split("|")
    last = said[-1][0]
    counted = any(claim.unit in ("judgements", "outcomes") for where, claim in said if where == last)
    if not counted or named == [""]:
        return said
    return [(where, claim._replace(judgements=tuple(named)) if where == last else claim) for where, claim in said]
