"""Figures in running text.

A sentence is cut into frames: each number with the words that go with it, those before it since the
last pause and those after it until the next. What a frame says of its number (a count by grade, a
move, what is pending, ...) is decided by its own words first, then by those of the sentence, then by
what the text said before. A number whose frame says nothing that is understood stays unread.
"""

import re
from dataclasses import dataclass, replace
from functools import cached_property

from gradedrift.extract import vocabulary as words
from gradedrift.extract.context import about, judgement_of, regime_of, settles, values, years_of
from gradedrift.extract.figure import NOTHING, About, Figure, quote
from gradedrift.extract.layout import Passage
from gradedrift.extract.names import (
    Name,
    Named,
    check_length,
    judgement_names,
    key_areas,
    lists_in,
    names_in,
    single_authorities,
)
from gradedrift.extract.tokens import GradeWord, Token, scan
from gradedrift.grades import GRADES
from gradedrift.grades import names as scale_names

NUMBERS = ("number", "percent", "fraction", "no_change")
PARTS = ("areas", "judgements", "outcomes")  # what an inspection judges
CHANGES = ("improved", "declined", "unchanged")
# Between two numbers: the second is the base of the first ("16 of the 42") ...
OF = re.compile(r"\s+(?:out )?of\s+(?:the\s+|all\s+(?:the\s+)?|its\s+|those\s+|england's\s+|these\s+)*$", re.IGNORECASE)
# ... or says the first again in other words ("two thirds (103)", "28 (18%)").
_ROUGHLY = rf"(?:(?:or|that is|which is|i\.e\.|{'|'.join(words.QUALIFIERS)}) )*"
AGAIN = re.compile(rf"\({_ROUGHLY}$|,? or {_ROUGHLY}$", re.IGNORECASE)
# ... also between commas, where one is a share: "57 of 152 authorities, more than a third, had ...".
APPOSED = re.compile(rf"[^.,;:()]{{0,40}}, {_ROUGHLY}$", re.IGNORECASE)
PAUSE = re.compile(
    r"[,;:()]|\s-\s|\b(?:and|while|whereas|but|with|against|plus|compared|than|including|because|as|since|for which|which|who|up|down)\b",
    re.IGNORECASE,
)
QUALIFIER = re.compile(rf"(?:^|[\s(])(?P<words>{'|'.join(words.QUALIFIERS)}) $", re.IGNORECASE)
# After these words a bare adverb names a grade: "28 performed excellently, 76 well", "from well to excellently".
BEFORE_ADVERB = re.compile(
    rf"(?:\d|\b(?:from|to|or|and|as|perform\w*|councils|authorities|{'|'.join(words.NUMBER_WORDS)}))[ \"']*$",
    re.IGNORECASE,
)
UNDATED = re.compile(r"\b(?:so far|to date)\b", re.IGNORECASE)
THESE = re.compile(r"\W*(?:these|they|those) ", re.IGNORECASE)


@dataclass(frozen=True)
class Frame:
    """A number, what completes it, and the words that go with it."""

    text: str  # of the whole passage
    number: Token
    others: tuple[Token, ...]  # the same quantity in other words
    base: Token | None  # N of "n of N"
    lead: tuple[Token, ...]
    own: tuple[Token, ...]

    @cached_property
    def end(self) -> int:
        return max(token.end for token in (self.number, *self.others, *([self.base] if self.base else [])))

    def cues(self, tokens: tuple[Token, ...] | None = None) -> list[str]:
        return values(list(self.own if tokens is None else tokens), "cue")

    def gap(self, token: Token) -> str:
        """The words between the number and a token after it."""
        return self.text[self.number.end : token.start]

    def before(self, length: int = 40) -> str:
        """The words just before the number."""
        return self.text[max(0, self.number.start - length) : self.number.start]


@dataclass(frozen=True)
class Claim:
    """What a text says of one number; `value` is `None` for a grade printed without one."""

    start: int  # of the number
    quoted: tuple[int, int]
    about: About
    measure: str = ""
    value: float | None = None
    unit: str = ""
    qualifier: str = ""
    ranks: tuple[int, ...] = ()
    from_rank: int | None = None
    to_rank: int | None = None
    judgements: tuple[str, ...] = ()
    authority: str = ""


# --- Frames ---------------------------------------------------------------------------------------


def frames_of(text: str, tokens: list[Token]) -> list[Frame]:
    """The frames of a sentence, in order."""
    numbers = [token for token in tokens if token.kind in NUMBERS]
    groups: list[list[Token]] = []
    roles: dict[Token, str] = {}
    for number in numbers:
        role = _role(text, groups[-1][-1], number) if groups else ""
        roles[number] = role
        if role:
            groups[-1].append(number)
        else:
            groups.append([number])
    frames = []
    for at, group in enumerate(groups):
        begins = _pause(text, groups[at - 1][-1].end, group[0].start) if at else 0
        stops = _pause(text, group[-1].end, groups[at + 1][0].start) if at + 1 < len(groups) else len(text)
        lead = tuple(t for t in tokens if begins <= t.start and t.end <= group[0].start)
        own = tuple(t for t in tokens if group[0].end <= t.start < stops and t not in group)
        base = next((n for n in group if roles[n] == "base"), None)
        others = tuple(n for n in group[1:] if roles[n] == "again")
        frames.append(Frame(text, group[0], others, base, lead, own))
    return frames


def _role(text: str, before: Token, number: Token) -> str:
    """Whether a number is the "base" of the one before it or says it "again"; "" if it is one of its own."""
    gap = text[before.end : number.start]
    if OF.fullmatch(gap):
        return "base"
    shares = {before.kind, number.kind} & {"percent", "fraction"}
    if AGAIN.search(gap) and ("(" in gap or shares):
        return "again"
    apposed = shares and APPOSED.fullmatch(gap) and re.match(r"[,)]| of\b", text[number.end :])
    return "again" if apposed and before.kind != number.kind else ""


def _pause(text: str, start: int, end: int) -> int:
    """Where the words between two numbers leave the first and turn to the second."""
    pauses = list(PAUSE.finditer(text, start, end))
    return pauses[-1].start() if pauses else end


# --- What a frame says ----------------------------------------------------------------------------


def _ranks(text: str, tokens: tuple[Token, ...], nearest_last: bool = False) -> tuple[int, ...]:
    """The ranks of the first grade (or the last) and of those joined to it by "or" or "and"."""
    grades = [token for token in tokens if token.kind in ("grade", "adverb")]
    if nearest_last:
        grades = grades[::-1]
    together = grades[:1]
    for following in grades[1:]:
        first, second = sorted((together[-1], following), key=lambda token: token.start)
        if not re.fullmatch(
            r"[\W]*(?:or|and|either)?[\W]*(?:as |be |be rated |judged )?[\W]*", text[first.end : second.start]
        ):
            break
        together.append(following)
    return tuple(sorted({rank for token in together for rank in rank_of(token)}, reverse=True))


def rank_of(token: Token) -> tuple[int, ...]:
    """The ranks that a grade word names."""
    return token.value.ranks if isinstance(token.value, GradeWord) else (token.value,)


def _move(frame: Frame, context: About) -> tuple[int, int, list[str]] | None:
    """The grades before and after of a move, and its two years where the frame names them."""
    tokens = [t for t in frame.own if t.kind in ("grade", "adverb") and len(rank_of(t)) == 1]
    if len(tokens) < 2:
        return None
    first, second = tokens[:2]
    [a], [b] = rank_of(first), rank_of(second)
    lead_in, between = frame.text[max(0, first.start - 25) : first.start], frame.text[first.end : second.start]
    years = [t for t in frame.own if t.kind == "period" and t.value.year]
    latest = [t for t in frame.own if t.kind == "relative"]
    own_years = years_of(list(frame.own), context, frame.text)[0]
    if re.search(r"\bto (?:be )?[\"']?$", lead_in) and re.search(r"\bfrom\b", between):
        return b, a, sorted(own_years)[:2] if len(own_years) == 2 else []
    joined = re.search(r"\b(?:to|into|became|become|becoming|are now|were now|but)\b", between)
    if (re.search(r"\bfrom (?:being )?[\"']?$", lead_in) and joined) or (joined and not years):
        return a, b, sorted(own_years)[:2] if len(own_years) == 2 else []
    if len(own_years) == 2 and len(years) + len(latest) >= 2:
        return (a, b, own_years) if own_years[0] < own_years[1] else (b, a, own_years[::-1])
    return None


def _every_year(frame: Frame, context: About) -> list[str] | None:
    """The first and the last year of "the same grade in every year"; `None` if that is not said."""
    if _own_year(frame):
        return None
    tokens = [*frame.lead, *frame.own]
    years, _ = years_of(tokens, context, frame.text)
    if "every-year" in values(tokens, "cue") or (2, 0) in values(tokens, "relative"):
        if len(years) >= 2:
            return [min(years), max(years)]
        last = context.period if context.period.isdigit() else ""
        return [min([*years, last] if years else [last]), last] if last else ["", ""]
    own = [t for t in frame.own if t.kind == "period" and t.value.year]
    grades = [t for t in frame.own if t.kind in ("grade", "adverb")]
    if len(own) == 2 and len(grades) == 1:
        between = frame.text[own[0].end : own[1].start]
        if re.fullmatch(r",? (?:and|and again|both|and also) (?:in )?(?:again in )?", between):
            return [own[0].value.year, own[1].value.year]
    return None


def _unit(frame: Frame, before: str) -> str:
    """What the number counts: the unit after it, else the one before it, else `before`."""
    if (
        frame.own
        and frame.own[0].kind == "cue"
        and frame.own[0].value == "priority-action"
        and not frame.gap(frame.own[0]).strip()
    ):
        return "areas"
    after = [token for token in frame.own if token.kind == "unit"]
    bare = re.match(rf"\s+{words.UNIT_AFTER_NUMBER}\b", frame.text[frame.end :], re.IGNORECASE)
    pronoun = bare and not re.match(r"\s+children's", bare.group())
    near = after and (len(frame.text[frame.end : after[0].start].split()) <= 5 or not before)
    if near and not pronoun and not (bare and after[0].start > frame.end + len(bare.group())):
        return after[0].value
    if bare and not pronoun:
        return "authorities"
    lead = [token for token in frame.lead if token.kind == "unit"]
    if lead and not pronoun and not before:
        return lead[-1].value
    return before or (after[0].value if after else "")


def _qualifier(text: str, number: Token) -> str:
    found = QUALIFIER.search(text[max(0, number.start - 20) : number.start])
    if not found:
        return ""
    return next(value for pattern, value in words.QUALIFIERS.items() if re.fullmatch(pattern, found["words"].lower()))


def _difference(frame: Frame) -> int | None:
    """+1 or -1 where the number is a change in a count ("eight more than"), 0 for "no change"."""
    if frame.number.kind == "no_change":
        return 0
    following = frame.own[0] if frame.own else None
    if following and following.kind in ("more", "fewer") and not frame.gap(following).strip():
        return 1 if following.kind == "more" else -1
    previous = frame.lead[-1] if frame.lead else None
    if previous and previous.kind == "by" and not frame.text[previous.end : frame.number.start].strip():
        return previous.value
    return None


def _said(frame: Frame, context: About, unit: str, carried: tuple[int, ...]) -> Claim | None:
    """What a frame says of its number; `None` if nothing that is understood.

    `unit` is what it counts; `carried` are the ranks of the number before.
    """

    def claim(measure: str, ranks: tuple[int, ...] = (), known: About = context, **said) -> Claim:
        return Claim(frame.number.start, (frame.number.start, frame.end), known, measure, ranks=ranks, **said)

    own, lead = frame.cues(), frame.cues(frame.lead)
    own_ranks, lead_ranks = _ranks(frame.text, frame.own), _ranks(frame.text, frame.lead, nearest_last=True)
    ranks = own_ranks or lead_ranks

    sign = _difference(frame)
    if sign is not None and (sign or ranks or carried):
        value = sign * frame.number.value if sign else 0
        return claim("difference", ranks or carried, _between(frame, context), value=value)
    if move := _move(frame, context):
        years = dict(zip(("from_period", "to_period"), move[2]))
        return claim("moved", (), replace(_between(frame, context), **years), from_rank=move[0], to_rank=move[1])
    if ranks and (years := _every_year(frame, context)):
        return claim("every-year", ranks, replace(context, from_period=years[0], to_period=years[1]))
    if "not-judged" in own:
        return claim("not-judged")
    if "priority-action" in own:  # which only the unannounced inspections found
        known = context if context.scale == "unannounced" else replace(context, scale="unannounced", period="")
        return claim("priority-action", (), known)
    if "re-inspected" in own:
        return claim("re-inspected", ranks or carried)
    if any(token.kind == "unit" and token.value == "re-inspections" for token in frame.own):
        return claim("re-inspected", ranks)
    if "pending" in own:
        return claim("pending")
    change = _change(own, frame)
    if change and not (own_ranks and change == "unchanged"):
        return claim(change, (), _between(frame, context))
    if own_ranks:
        return claim("graded", own_ranks)
    if (lead_ranks or carried) and (_own_year(frame) or "same-grade" in lead):
        return claim("graded", lead_ranks or carried)
    if lead_ranks:
        return claim("graded", lead_ranks)
    stands = _counts(frame) or frame.number.kind != "number" or frame.text[: frame.number.start].endswith(" in ")
    if stands and (change := _change(lead, frame)):
        return claim(change, (), _between(frame, context))
    if "pending" in lead:
        return claim("pending")
    if frame.number.value == 0:
        return None  # "no authority should ..." counts nothing
    if unit in PARTS:
        return claim("graded")  # its grade is that of the count beside it
    if (unit == "inspections" or _is_population(frame)) and (_counts(frame) or _of_these(frame)):
        return claim("total")
    if "inspected" in own or ("inspected" in lead and (_counts(frame) or _follows(frame, "inspected"))):
        return claim("inspected")
    return claim("total") if _counts(frame) and frame.number.kind == "number" else None


def _counts(frame: Frame) -> bool:
    """Whether the number stands right before what it counts."""
    units = [token for token in frame.own if token.kind == "unit" and token.value not in PARTS]
    return bool(units) and len(frame.text[frame.end : units[0].start].split()) <= 2


def _follows(frame: Frame, cue: str) -> bool:
    """Whether the number stands for what a cue before it says: "assessed 47", "the number inspected was 79"."""
    last = frame.lead[-1]
    beside = last.value == cue and not frame.text[last.end : frame.number.start].strip()
    return beside or any(token.kind == "of_a_number" for token in (*frame.lead, *frame.own))


def _of_these(frame: Frame) -> bool:
    """Whether the number is what the sentence's other numbers are parts of: "of the 41", "of these 12"."""
    ahead = frame.text[max(0, frame.number.start - 20) : frame.number.start]
    return bool(re.search(r"\bof (?:the|all|england's|these|its) (?:\w+ )?$", ahead, re.IGNORECASE))


def _change(cues: list[str], frame: Frame) -> str | None:
    """Whether authorities improved, declined or stayed; a change of a number is none of these."""
    if any(token.kind == "of_a_number" for token in (*frame.lead, *frame.own)):
        return None
    return next((cue for cue in cues if cue in CHANGES), None)


def _is_all(text: str, number: Token) -> bool:
    """Whether the number is all authorities that there are: "all 152"."""
    return bool(re.search(r"\b(?:all|england's)(?: of)?(?: the)? $", text[: number.start], re.IGNORECASE))


def _is_population(frame: Frame) -> bool:
    """Whether the number is all there are, or all that the sentence speaks of: "of the 41", "should see all 152"."""
    around = frame.text[max(0, frame.number.start - 60) : frame.end + 60]
    return _of_these(frame) or bool(re.search(r"\b(?:should|plans?|will|aims?|means to|intends?|expects?)\b", around))


def _own_year(frame: Frame) -> bool:
    """Whether a year stands right after the number: "10 in 2009"."""
    return any(
        token.kind in ("period", "relative")
        and re.fullmatch(r"\s+(?:in |for |on |at )?(?:the )?", frame.text[frame.end : token.start])
        for token in frame.own
    )


def _between(frame: Frame, context: About) -> About:
    """The context with the years of a change that the frame names."""
    years, compared = years_of([*frame.lead, *frame.own], context, frame.text)
    if len(years) >= 2:
        return replace(context, from_period=min(years), to_period=max(years))
    if len(compared) == 1 and context.period > compared[0]:
        return replace(context, from_period=compared[0], to_period=context.period)
    return context


# --- Sentences ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Lead:
    """What the words before a list of names say of it: the grade, how many names, and the context."""

    ranks: tuple[int, ...] = ()
    count: int | None = None
    about: About = NOTHING


NO_LEAD = Lead()


@dataclass(frozen=True)
class Said:
    """What a passage says: its claims, each with its place; the context that it leaves; its last sentence's grade."""

    claims: list[tuple[str, Claim]]
    left: About
    last: About
    lead: Lead


def read_passage(
    passage: Passage, before: About, section: str, source: str, year: str = "", names: tuple[str, ...] = ()
) -> Said:
    """What a passage says, given the context before it.

    `section` names the place for the locator, `source` the file for messages; `year` completes dates
    without one; `names` are the authorities that it may name. `SourceError` for a list of names that
    is not as long as its count.
    """
    context = left = before
    said: list[tuple[str, Claim]] = []
    lead = NO_LEAD
    scanned = scan(passage.plain, year)
    for index, (start, end) in enumerate(passage.sentences(), start=1):
        text = passage.plain[:end]
        tokens = _with_adverbs(text, [token for token in scanned if start <= token.start < end], context)
        context = about(tokens, context, text)
        years = {"from_period": context.from_period, "to_period": context.to_period}
        left = context if settles(tokens, context) else replace(left, **years)
        if THESE.match(text, start):
            said = _explained(said, tokens, context)
        lists = [[_moved(name, start) for name in items] for items in lists_in(text[start:], names)]
        outside = [t for t in tokens if not any(items[0].start <= t.start < items[-1].end for items in lists)]
        named = [] if lists else names_in_sentence(text, start, names)
        numbers = [t for t in outside if not _is_mark(text, t, outside, bool(named))]
        if len({name.printed for name in named}) == 1:
            context = replace(context, authority=named[0].printed)
            left = replace(left, authority=named[0].printed)
        claims, context = _claims(text, numbers, context, [claim for _, claim in said])
        context = replace(context, key_areas=key_areas(text, outside, context))
        lead = Lead(*_lead(claims, outside, len(text)), context)
        for items in lists:
            ranks, count = _lead(claims, outside, items[0].start)
            check_length(items, count, source, passage.place(items[0].start)[0])
            claims += listed(items, ranks, context)
        alone = [] if any((c.ranks or c.from_rank) and c.unit not in PARTS for c in claims) else named
        single = single_authorities(text, start, outside, alone, context)
        claims += [_of_one(named) for named in single]
        if single:
            context = replace(context, ranks=single[-1].ranks, period=single[-1].about.period or context.period)
        where = f"{section}, sentence {index}" if section else f"sentence {index}"
        said += [(where, claim) for claim in sorted(claims, key=lambda claim: claim.start)]
    return Said(said, replace(left, key_areas=context.key_areas), context, lead)


def _moved(name: Name, by: int) -> Name:
    return Name(name.printed, name.start + by, name.end + by)


def names_in_sentence(text: str, start: int, names: tuple[str, ...]) -> list[Name]:
    """The known names of the sentence that begins at `start`."""
    return [_moved(name, start) for name in names_in(text[start:], names)]


def _is_mark(text: str, token: Token, tokens: list[Token], names: bool) -> bool:
    """Whether a number counts nothing: a note's number, or a grade's place on the scale ("Performs poorly (1)")."""
    if token.kind != "number":
        return False
    if not text[: token.start].strip() and re.match(r"[.)]?\s+[A-Z](?!As?\b)", text[token.end :]) and token.value < 20:
        return True
    if not 1 <= token.value <= 4 or (not names and any(t.kind == "unit" for t in tokens)):
        return False
    graded = [t for t in tokens if t.kind in ("grade", "adverb") and t.end <= token.start]
    beside = graded and re.fullmatch(r"[\"']?\s*\((?:grade )?", text[graded[-1].end : token.start])
    return bool(beside) and not re.match(r"\)\s*:", text[token.end :])


def _lead(claims: list[Claim], tokens: list[Token], start: int) -> tuple[tuple[int, ...], int | None]:
    """The grade of a list of names that begins at `start`, and how many names it should have."""
    counted = [c for c in claims if c.start < start and c.unit == "authorities" and c.measure == "graded" and c.ranks]
    if counted:
        return counted[-1].ranks, int(counted[-1].value)
    if any(c.start < start for c in claims):
        return (), None
    grades = [t for t in tokens if t.kind in ("grade", "adverb")]
    near = [t for t in grades if t.end <= start][-1:] or grades[:1]
    return (rank_of(near[0]) if near else ()), None


def listed(items: list[Name], ranks: tuple[int, ...], context: About) -> list[Claim]:
    """The claims of a list of names under one grade; none without a grade."""
    judgements = tuple(name for name in judgement_of(replace(context, judgement="")).split("|") if name)
    return [
        Claim(
            name.start,
            (name.start, name.end),
            context,
            "graded",
            None,
            "grade",
            "",
            ranks,
            None,
            None,
            judgements,
            name.printed,
        )
        for name in items
        if ranks
    ]


def _of_one(named: Named) -> Claim:
    return Claim(
        named.start,
        (named.start, named.end),
        named.about,
        "graded",
        named.value,
        "grade",
        ranks=named.ranks,
        judgements=judgement_names(named),
        authority=named.authority,
    )


def _with_adverbs(text: str, tokens: list[Token], context: About) -> list[Token]:
    """The tokens without the adverbs that name no grade: they do in a list of annual grades only."""
    annual = context.scale == words.ANNUAL or any(
        token.kind == "grade" and token.value.scales == (words.ANNUAL,) for token in tokens
    )
    return [t for t in tokens if t.kind != "adverb" or (annual and BEFORE_ADVERB.search(text[: t.start]))]


def _claims(text: str, tokens: list[Token], context: About, before: list[Claim]) -> tuple[list[Claim], About]:
    """What a sentence says of its numbers, and the context after it. `before`: what its paragraph said so far."""
    claims: list[Claim] = []
    unit, carried = "", context.ranks
    services = values(tokens, "service")
    frames = frames_of(text, tokens)
    in_order = _respectively(text, tokens, frames, before)
    for at, frame in enumerate(frames):
        unit = _unit(frame, unit) or context.unit
        if not unit and context.scale in (words.ANNUAL, words.SINGLE):
            unit = "authorities"  # which alone were given these grades
        known = _of_frame(frame, context)
        if not unit or (unit != "settings" and _another_scale(frame, known)):
            continue
        if in_order:
            ranks = in_order[at]
            claim = Claim(frame.number.start, (frame.number.start, frame.end), known, "graded", ranks=ranks)
        else:
            claim = _said_before(frame, before) or _said(frame, known, unit, carried)
        if (not claim or claim.measure == "total") and at + 1 < len(frames) and _joined(frame, frames[at + 1]):
            claim = _said(replace(frame, own=(*frame.own, *frames[at + 1].own)), known, unit, carried)
        if not claim and claims and _goes_on(frame, claims[-1]):
            claim = replace(claims[-1], start=frame.number.start, quoted=(frame.number.start, frame.end), about=known)
            claim = replace(claim, value=None, qualifier="")
        if claim is None:
            continue
        claim = replace(claim, unit="inspections" if unit == "re-inspections" else unit)
        claim = replace(claim, judgements=_judgements(claim, frame, known, services, before + claims))
        claims += _numbers(claim, frame)
        carried = claim.ranks or carried
        context = replace(context, service=known.service, judgement=known.judgement)
        if claim.unit not in (*PARTS, "percent", "fraction"):
            context = replace(context, unit=claim.unit)
    return _shared(claims), replace(context, ranks=carried)


def _respectively(text: str, tokens: list[Token], frames: list[Frame], before: list[Claim]) -> list[tuple[int, ...]]:
    """The ranks of numbers that grades are told off to "respectively", in this sentence or the one before."""
    if not re.search(r"\brespectively\b", text[tokens[0].start if tokens else 0 :], re.IGNORECASE):
        return []
    grades = [rank_of(token) for token in tokens if token.kind in ("grade", "adverb")]
    earlier = [claim.ranks for claim in before if claim.measure == "graded"][-len(frames) :]
    named = grades or earlier
    return named if len(named) == len(frames) else []


def _joined(frame: Frame, following: Frame) -> bool:
    """Whether two numbers share what is said after the second: "eight of these and three of those were ..."."""
    between = frame.text[frame.end : following.number.start]
    shared = ("re-inspected", "pending", "inspected", *CHANGES)
    said = following.cues() + [token.value for token in following.own if token.kind == "unit"]
    return bool(re.fullmatch(r"[^.,;:()]* and ", between)) and any(cue in (*shared, "re-inspections") for cue in said)


def _goes_on(frame: Frame, before: Claim) -> bool:
    """Whether a number goes on with what was said of the one before: "12 of safeguarding and six of ..."."""
    same = before.measure in ("total", "inspected", "re-inspected", "pending")
    return same and bool(re.match(r"\s+(?:of|for|in)\b", frame.text[frame.end :]))


def _of_frame(frame: Frame, context: About) -> About:
    """The context with the period, service and judgement that the frame's own words name."""
    tokens = [*frame.lead, *frame.own]
    services, judgements = values(list(frame.own), "service"), values(list(frame.own), "judgement")
    services, judgements = services or values(tokens, "service"), judgements or values(tokens, "judgement")
    known = replace(
        context,
        service=services[-1] if services else context.service,
        judgement="|".join(judgements) or context.judgement,
    )
    if context.scale == words.ANNUAL:
        years, compared = years_of(list(frame.own), context, frame.text)
        if len(years) == 1 and (years != compared or _own_year(frame)):
            return replace(known, period=years[0])
    elif _is_all(frame.text, frame.number) or UNDATED.search(
        frame.text, frame.end, max([frame.end, *(t.end for t in frame.own)])
    ):
        return replace(known, period="")
    return known


def _another_scale(frame: Frame, context: About) -> bool:
    """Whether the frame's grade is one that the scale of the context does not have."""
    named = [t.value for t in frame.own if t.kind == "grade"]
    return bool(context.scale in (words.ANNUAL, words.ANNOUNCED, words.SINGLE) and named) and not any(
        context.scale in word.scales for word in named
    )


def _said_before(frame: Frame, before: list[Claim]) -> Claim | None:
    """The claim that "these two authorities" repeats, of this number."""
    if not re.search(r"\b(?:these|those) $", frame.text[: frame.number.start], re.IGNORECASE):
        return None
    same = [claim for claim in before if claim.value == frame.number.value and claim.unit == "authorities"]
    return replace(same[-1], start=frame.number.start, quoted=(frame.number.start, frame.end)) if same else None


def _judgements(
    claim: Claim, frame: Frame, context: About, services: list[str], before: list[Claim]
) -> tuple[str, ...]:
    """The judgements that a claim is about, by their names in the tables."""
    if claim.unit == "settings" or claim.measure in ("inspected", "priority-action"):
        return ()
    if context.scale == words.ANNOUNCED and claim.measure in ("total", "pending", "re-inspected") and not claim.ranks:
        meant = values(list(frame.own), "service") or services
        return tuple(meant) if len(meant) == 1 else ()
    if context.scale == words.SINGLE and claim.measure == "total" and _is_all(frame.text, frame.number):
        return ()
    if context.scale == words.SINGLE and not values([*frame.lead, *frame.own], "judgement"):
        return ("overall",)
    named = tuple(name for name in judgement_of(context).split("|") if name)
    joint = re.match(r"\s+(?:\w+ ){0,4}?also\b", frame.text[frame.end :])
    if joint and before and before[-1].ranks == claim.ranks:
        return (*before[-1].judgements, *(name for name in named if name not in before[-1].judgements))
    return named


def _numbers(claim: Claim, frame: Frame) -> list[Claim]:
    """The claim for each number of its frame: the number, the same in other words, the base."""
    ends = [token.end for token in frame.own if token.kind in ("grade", "adverb", "unit", "cue", "more", "fewer")]
    quoted = (frame.number.start, max(frame.end, *ends) if ends else frame.end)
    made = []
    for number in (frame.number, *frame.others):
        made.append(
            replace(
                claim,
                start=number.start,
                quoted=(number.start, quoted[1]),
                value=number.value if claim.value is None else claim.value,
                unit=claim.unit if number.kind in ("number", "no_change") else number.kind,
                qualifier=_qualifier(frame.text, number),
            )
        )
    if frame.base:
        blank = replace(claim, ranks=(), from_rank=None, to_rank=None)
        if claim.about.scale == words.SINGLE:
            blank = replace(blank, judgements=() if _is_all(frame.text, frame.base) else ("overall",))
        made.append(
            replace(
                blank,
                start=frame.base.start,
                quoted=(frame.base.start, quoted[1]),
                measure="total",
                value=frame.base.value,
            )
        )
    return made


def _shared(claims: list[Claim]) -> list[Claim]:
    """The claims of a sentence; a count of areas or judgements shares grade and names with the count beside it."""
    for at, claim in enumerate(claims):
        if claim.unit in PARTS and claim.measure == "graded":
            beside = [other for other in claims[max(0, at - 1) : at + 2] if other.unit not in PARTS and other.ranks]
            if not claim.ranks and beside:
                claims[at] = replace(claim, ranks=beside[0].ranks)
            if at and claims[at - 1].measure == "graded":
                claims[at - 1] = replace(claims[at - 1], judgements=claim.judgements)
    return [claim for claim in claims if claim.ranks or claim.unit not in PARTS or claim.measure != "graded"]


def _explained(said: list[tuple[str, Claim]], tokens: list[Token], context: About) -> list[tuple[str, Claim]]:
    """What was said, with the judgements that "These were ..." names for a count of judgements before it."""
    named = judgement_of(replace(context, judgement="|".join(values(tokens, "judgement")))).split("|")
    last = said[-1][0] if said else ""
    counted = any(claim.unit in ("judgements", "outcomes") for where, claim in said if where == last)
    if not counted or named == [""]:
        return said
    return [(where, replace(claim, judgements=tuple(named)) if where == last else claim) for where, claim in said]


def figure(passage: Passage, claim: Claim, where: str) -> Figure:
    """The figure that a claim of a passage states; `where` is its locator."""
    line, column = passage.place(claim.start)
    known = claim.about
    is_change = claim.measure in ("moved", "every-year", "difference", *CHANGES)
    dated = is_change and known.scale == words.ANNUAL
    years = (known.from_period, known.to_period) if dated else ()
    regime = "" if claim.unit == "settings" else regime_of(known, *years)
    names = names_of(claim, known)
    return Figure(
        locator=where,
        line=line,
        column=column,
        quote=quote(passage.raw, *claim.quoted),
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
    scale = words.ANNOUNCED if other else known.scale
    return scale_names("annual-rating" if scale == words.ANNUAL else scale) if scale in (words.ANNUAL, *GRADES) else {}
