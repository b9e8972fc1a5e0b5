"""Frames: each number of a sentence with the words that go with it."""

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from gradedrift.extract import vocabulary as words
from gradedrift.extract.context import IN_YEAR, just_before
from gradedrift.extract.tokens import GradeWord, Token, Tokens
from gradedrift.grades import RANKS

NUMBERS = ("number", "percent", "fraction", "no_change")
PARTS = ("areas", "judgements", "outcomes")  # what an inspection judges
# Between two numbers: the second is the base of the first ("16 of the 42") ...
OF = re.compile(
    r",?\s+(?:out )?of\s+(?:(?:the\s+)?[a-z]+'s\s+|the\s+|all\s+(?:the\s+)?|its\s+|those\s+|england's\s+|these\s+|(?:first|next|last|latest)\s+)*$",
)
# ... or says the first again in other words ("two thirds (103)", "28 (18%)").
_ROUGHLY = rf"(?:(?:or|that is|which is|i\.e\.|{'|'.join(words.QUALIFIERS)}) )*"
AGAIN = re.compile(rf"\({_ROUGHLY}$|,? or {_ROUGHLY}$")
# ... also between commas, where one is a share: "57 of 152 authorities, more than a third, had ...".
APPOSED = re.compile(rf"[^.,;:()]{{0,40}}(?:,| -) {_ROUGHLY}$")
UP_TO_BRACKETS = re.compile(rf"(?: [a-z'-]+){{0,4}} \({_ROUGHLY}")
PAUSE = re.compile(
    r"[,;:()]|\s-\s|\b(?:a(?:nd(?! 20\d\d)|gainst|s)|w(?:hile|hereas|ith|hich|ho)|b(?:ut|ecause)|plus|compared|than|including|since|for which|up|down)\b",
)
APART = re.compile(r"[,;] (?:after|before|once|when|since|although|though)\b")  # of another clause
# After one end of a move whose other end is damaged, too: "performs well to performs porly - 7".
ONWARD = re.compile(r"[\"']? to [\"']?(?:perform|outstanding|good|adequate|inadequate|requir)")
ONE_END = re.compile(r"\b(?:from|to) (?:being )?[\"']?$")
QUALIFIER = re.compile(rf"(?<![^\s(])(?P<words>{'|'.join(words.QUALIFIERS)}) $")
IN_BRACKETS = re.compile(r"[\"']? \(")
DATED = re.compile(r" (?:in|for) 20\d\d")  # "75 (74 in 2009)"
# Around a number of another year in brackets: "75 authorities (74 in 2009) performed well".
BRACKETED = re.compile(r"\((?:[a-z]+ ){0,3}$")
WITH_ITS_YEAR = re.compile(r"(?: [a-z]+){0,2} (?:in|for) 20\d\d\)")
CLOSED = re.compile(r"[,.)]|$| of\b| out of\b| -")
TOGETHER = re.compile(r"[\W]*(?:or|and|either)?[\W]*(?:as |be |be rated |judged )?[\W]*")
BARE_UNIT = re.compile(rf"\s+{words.UNIT_AFTER_NUMBER}\b")
OWN_YEAR = re.compile(r"\s+(?:in |for |on |at )?(?:the )?")
WHEN = re.compile(r"\b(?P<year>20\d\d),? when (?:[a-z]+ ){0,3}$")
OF_THE = re.compile(r"\bof (?:the|all|england's|these|its) (?:\w+ )?$")
ALL_THE = re.compile(r"\b(?:all|each of|england's)(?: of)?(?: the)? $")
IN_ENGLAND = re.compile(r"(?: [a-z]+){0,2} in england\b")


NO_TOKENS = Tokens(())


class Frame(NamedTuple):
    """A number, what completes it, and the words that go with it."""

    text: str  # of the passage up to its end, in lower case
    number: Token
    others: tuple[Token, ...]  # the same quantity in other words
    base: Token | None  # N of "n of N"
    lead: Tokens
    own: Tokens
    end: int  # of the number and what completes it

    def gap(self, token: Token) -> str:
        """The words between the number and a token after it."""
        return self.text[self.number.end : token.start]

    def before(self, length: int = 40) -> str:
        """The words just before the number."""
        return self.text[max(0, self.number.start - length) : self.number.start]


def frames_of(text: str, tokens: Tokens) -> list[Frame]:
    """The frames of a sentence, in order. `text`, in lower case, is what the places of the tokens refer to."""
    numbers = [token for token in tokens if token.kind in NUMBERS]
    groups: list[list[Token]] = []
    roles: dict[int, str] = {}  # by place
    for number in numbers:
        role = (_role(text, groups[-1][-1], number) or _role_in_brackets(text, groups[-1], number)) if groups else ""
        roles[number.start] = role
        if role:
            groups[-1].append(number)
        else:
            groups.append([number])
    frames = []
    pauses = [
        before[-1].end if _is_of_grade_before(text, before, tokens) else _pause(text, before[-1].end, after[0].start)
        for before, after in pairwise(groups)
    ]
    for group, begins, stops in zip(groups, [0, *pauses], [*pauses, len(text)]):
        before = [t for t in tokens if begins <= t.start and t.end <= group[0].start]
        lead = Tokens(before) if before else NO_TOKENS
        own = [t for t in tokens if group[0].end <= t.start < stops and t not in group]
        if stops == len(text) and lead.grades:  # after its grade "the number of ..." is of a number that is not there
            own = list(takewhile(lambda token: token.kind != "of_a_number", own))
        if frames and (
            closed := _end_of_aside(text, group[0].start, group[-1].end)
        ):  # what follows is of the one before
            frames[-1] = frames[-1]._replace(own=Tokens([*frames[-1].own, *(t for t in own if t.start >= closed)]))
            own = [t for t in own if t.start < closed]
        base = next((n for n in group[1:] if roles[n.start] == "base"), None)
        others = tuple([n for n in group[1:] if roles[n.start] == "again"])
        end = max([token.end for token in (group[0], *others, base or group[0])])
        frames.append(Frame(text, group[0], others, base, lead, Tokens(own), end))
    return frames


def _role(text: str, before: Token, number: Token) -> str:
    """Whether a number is the "base" of the one before it or says it "again"; "" if it is one of its own."""
    gap = text[before.end : number.start]
    if OF.fullmatch(gap):
        return "base"
    if ")" in gap or (before.kind == number.kind and before.value != number.value):
        return ""
    if AGAIN.search(gap) and not DATED.match(text, number.end):
        return "again"
    apposed = before.kind != number.kind and APPOSED.fullmatch(gap) and CLOSED.match(text, number.end)
    return "again" if apposed else ""


def _role_in_brackets(text: str, group: list[Token], number: Token) -> str:
    """Whether a number in brackets says a share again, after its base: "three quarters of the 43 inspected (33)"."""
    is_share = group[0].kind in ("percent", "fraction") and number.kind == "number"
    return "again" if is_share and UP_TO_BRACKETS.fullmatch(text, group[-1].end, number.start) else ""


def _is_of_grade_before(text: str, group: list[Token], tokens: Tokens) -> bool:
    """Whether a number stands alone in brackets after its grade: "excellent (28), good (76)"."""
    if text[group[-1].end : group[-1].end + 1] != ")":
        return False
    return any(IN_BRACKETS.fullmatch(text, grade.end, group[0].start) for grade in tokens.grades)


def _end_of_aside(text: str, start: int, end: int) -> int | None:
    """Where the brackets end that hold, of all numbers, only that from `start` to `end` and its year."""
    closed = WITH_ITS_YEAR.match(text, end)
    return closed.end() if closed and just_before(BRACKETED, text, start) else None


def _pause(text: str, start: int, end: int) -> int:
    """Where the words between two numbers leave the first and turn to the second."""
    if its_year := just_before(IN_YEAR, text, end):
        return its_year.start()
    pauses = list(PAUSE.finditer(text, start, end))
    return pauses[-1].start() if pauses else end


# --- What can be said of a frame by its words ---------------------------------------------------------


def joined_ranks(text: str, grades: Sequence[Token]) -> tuple[int, ...]:
    """The ranks of the first of some grades and of those joined to it by "or" or "and"."""
    if not grades:
        return ()
    together = [grades[0]]
    for following in grades[1:]:
        first, second = sorted((together[-1], following), key=lambda token: token.start)
        if not TOGETHER.fullmatch(text, first.end, second.start):
            break
        together.append(following)
    ranks = {rank for token in together for rank in rank_of(token)}
    return tuple(sorted(ranks, reverse=True)) if len(ranks) < len(RANKS) else ()  # of all grades nothing is said


def grade_before(frame: Frame) -> tuple[int, ...]:
    """The ranks of the grade that leads to the number; none where it is one end of a move or of another clause."""
    grades = frame.lead.grades
    if not grades:
        return ()
    start, end = grades[-1].start, grades[-1].end
    is_apart = APART.search(frame.text, end, frame.number.start)
    if is_apart or just_before(ONE_END, frame.text, start) or ONWARD.match(frame.text, end):
        return ()
    return joined_ranks(frame.text, grades[::-1])


def rank_of(token: Token) -> tuple[int, ...]:
    """The ranks that a grade word names."""
    return token.value.ranks if isinstance(token.value, GradeWord) else (token.value,)


def unit_of(frame: Frame, before: str) -> str:
    """What the number counts: the unit after it, else the one before it, else `before`."""
    if (
        frame.own
        and frame.own[0].kind == "cue"
        and frame.own[0].value == "priority-action"
        and not frame.gap(frame.own[0]).strip()
    ):
        return "areas"
    after = frame.own.kinds.get("unit", ())
    bare = BARE_UNIT.match(frame.text, frame.end)
    pronoun = bare and not bare.group().lstrip().startswith("children's")
    near = after and (len(frame.text[frame.end : after[0].start].split()) <= 5 or not before)
    if near and not pronoun and not (bare and after[0].start > frame.end + len(bare.group())):
        return after[0].value
    if bare and not pronoun:
        return "authorities"
    lead = frame.lead.kinds.get("unit", ())
    if lead and not pronoun and not before:
        return lead[-1].value
    return before or (after[0].value if after else "")


def qualifier_of(text: str, number: Token) -> str:
    found = just_before(QUALIFIER, text, number.start)
    if not found:
        return ""
    return next(value for pattern, value in words.QUALIFIERS.items() if re.fullmatch(pattern, found["words"]))


def own_year(frame: Frame) -> Token | None:
    """The year that stands right after the number: "10 in 2009"."""
    return next((date for date in frame.own.dates if OWN_YEAR.fullmatch(frame.text, frame.end, date.start)), None)


def year_before(frame: Frame) -> str:
    """The year that leads to the number as its own: "in 2010, when there were 20", "(2010: 20)"; "" if none does."""
    before = frame.before()
    found = "20" in before and (WHEN.search(before) or IN_YEAR.search(before))
    return found["year"] if found else ""


def counts_directly(frame: Frame) -> bool:
    """Whether the number stands right before what it counts."""
    units = [token for token in frame.own.kinds.get("unit", ()) if token.value not in PARTS]
    return bool(units) and len(frame.text[frame.end : units[0].start].split()) <= 2


def is_whole(frame: Frame) -> bool:
    """Whether the number is what the sentence's other numbers are parts of: "of the 41", "of these 12"."""
    ahead = frame.text[max(0, frame.number.start - 20) : frame.number.start]
    return bool(OF_THE.search(ahead))


def is_everybody(text: str, number: Token) -> bool:
    """Whether the number is all authorities that there are: "all 152", "the 152 in England"."""
    return bool(just_before(ALL_THE, text, number.start) or IN_ENGLAND.match(text, number.end))


def follows(frame: Frame, cue: str) -> bool:
    """Whether the number stands for what a cue before it says: "assessed 47", "the number inspected was 79"."""
    last = frame.lead[-1]
    beside = last.value == cue and not frame.text[last.end : frame.number.start].strip()
    return beside or speaks_of_a_number(frame)


def speaks_of_a_number(frame: Frame) -> bool:
    """Whether the words with the number speak of numbers themselves: "the number of", "the share of"."""
    return "of_a_number" in frame.lead.kinds or "of_a_number" in frame.own.kinds
