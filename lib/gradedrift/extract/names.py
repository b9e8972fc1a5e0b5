"""Named authorities: lists of names under one grade, and what is said of single authorities."""

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from gradedrift.errors import SourceError
from gradedrift.extract import vocabulary as words
from gradedrift.extract.context import just_before
from gradedrift.extract.figure import About
from gradedrift.extract.tokens import Token, Tokens, distinct

# The name of an authority as words: "Kingston-upon-Thames", "St. Helens", "Bath & North East Somerset".
_WORD = r"(?:St\. )?[A-Z][\w'-]+"
NAME = rf"{_WORD}(?: (?:{_WORD}|and|&|of|upon|with|on|the))*"
ITEM = re.compile(rf"(?:the )?(?P<name>{NAME})(?: in [A-Z]\w+)?")
BETWEEN = re.compile(r"[,;]\s+(?:(?:and|&)\s+)?(?:also\s+)?")
LAST_TWO = re.compile(r"\s+(?:and|&)\s+(?:also\s+)?(?:in\s+)?")
JOINT = re.compile(rf"(?:{BETWEEN.pattern}|{LAST_TWO.pattern})(?:the )?")
AND = re.compile(r"\band\b|&")
# A list stands after a colon, in brackets or between dashes.
LIST = re.compile(
    r"(?::\s+|\(|\s-\s(?:in\s+)?|\b(?:are|were|namely)\s+)(?P<list>(?:the )?[A-Z][^:()]*?)(?=\)|\s-\s|\.?\s*$|(?<!St)\.\s)"
)
OPENED = re.compile(r"\s*(?:of|:|-|,|\(|namely)\s*", re.IGNORECASE)  # "the three key areas of ..."
COUNTY = re.compile(r" in [A-Z]\w+$")
SCALE_NUMBER = re.compile(r"[\"']?\s*\((?:grade )?([1-4])\)")
SUBJECT = re.compile(r"(?:(?:,| and)(?! but\b) [a-z -]+?)? (?:(?:was|were|is|are)\b[^,;]*)?", re.IGNORECASE)
OBJECT = re.compile(r"\b(?:for|in|on|at|of) (?:the |its )?$", re.IGNORECASE)
# After a grade: it is for one judgement, and not the overall one, though the judgement is not understood.
OF_ONE_JUDGEMENT = re.compile(r"[\"']? for (?!the (?:\w+ )?(?:time|year)|(?:two|three|both) )", re.IGNORECASE)
OF_ITSELF = {"same_grade", "judgement", "areas"}
NO_NAME = re.compile("(?!)")  # for a text of which no name is known
SAYS = re.compile(r"\b(?:said|says|told|tells|added|adds|claimed|argued)\b", re.IGNORECASE)


class Name(NamedTuple):
    """An authority's name as printed, and its characters."""

    printed: str
    start: int
    end: int


@lru_cache(maxsize=4)
def any_name(known: tuple[str, ...]) -> re.Pattern[str]:
    """What matches any of the known names, however its parts are joined."""
    by_initial: dict[str, list[str]] = {}
    for name in sorted(known, key=len, reverse=True):
        joined = re.sub(r"[ -]", "[ -]", name.replace(".", "").replace("\u2019", "'"))
        joined = re.sub(r"\band\b", "(?:and|&)", joined)
        variant = re.sub(r"\bSt\b", r"St\\.?", joined)
        by_initial.setdefault(re.escape(variant[:1]), []).append(variant[1:])
    # A pattern of which each part begins with a letter is found fastest, so these look back from their first letter.
    parts = [rf"{one}(?<![\w-]{one})(?:{'|'.join(rests)})(?![\w-])" for one, rests in by_initial.items() if one]
    return re.compile("|".join(parts) or "(?!)")


def names_in(text: str, known: re.Pattern[str]) -> list[Name]:
    """The known names in a text, without those that only place another ("St Helens in Lancashire").

    `known` is what matches any name, as `any_name` makes it.
    """
    found: list[Name] = []
    for match in known.finditer(text):
        if not (found and text[found[-1].end : match.start()] == " in "):
            found.append(Name(match.group(), match.start(), match.end()))
    return found


def is_name(text: str, known: re.Pattern[str]) -> bool:
    """Whether a text is a known name and nothing else."""
    return bool(known.fullmatch(text))


def lists_in(text: str, start: int, known: re.Pattern[str]) -> list[list[Name]]:
    """The lists of names in a text from `start` on: each of two names or more, most of them known."""
    found = [items_of(text, match.start("list"), match.end("list"), known) for match in LIST.finditer(text, start)]
    return [items for items in found if items]


def items_of(text: str, start: int, end: int, known: re.Pattern[str]) -> list[Name]:
    """The names that a stretch of text lists; none unless all of it are names, most of them known."""
    items: list[Name | None] = []
    at, end = start, start + len(_whole(text[start:end]))
    for mark in BETWEEN.finditer(text, start, end):
        items.append(_item(text, at, mark.start()))
        if not items[-1]:
            return []
        at = mark.end()
    if not known.search(text[start:end]):
        return []
    items += [_item(text, *piece) for piece in _last_two(text, at, end, known)]
    if not all(items):
        return []
    sure = sum(is_name(item.printed, known) for item in items)
    return items if len(items) >= 2 and 2 * sure >= len(items) else []


def _whole(listed: str) -> str:
    """A list without what only parts its last name from one that is lost, or ends it."""
    for joint in (" also", " and", " &"):
        listed = listed.removesuffix(joint).rstrip(" .;,")
    return listed


def _item(text: str, start: int, end: int) -> Name | None:
    """The name that a piece of a list consists of."""
    item = ITEM.fullmatch(text[start:end].strip())
    if not item:
        return None
    at = start + len(text[start:end]) - len(text[start:end].lstrip()) + item.start("name")
    return Name(item["name"], at, at + len(item["name"]))


def _last_two(text: str, start: int, end: int, known: re.Pattern[str]) -> list[tuple[int, int]]:
    """The last piece of a list, parted at the "and" that joins two names and not inside one."""
    piece = text[start:end]
    if not piece or is_name(COUNTY.sub("", piece), known):
        return [(start, end)] if piece else []
    marks = list(LAST_TWO.finditer(piece))
    if not marks:
        return [(start, end)]

    def sure(mark: re.Match[str]) -> int:
        sides = piece[: mark.start()], piece[mark.end() :]
        return sum(is_name(COUNTY.sub("", side.strip()), known) for side in sides)

    best = max(marks, key=lambda mark: (sure(mark), mark.start()))
    return [(start, start + best.start()), (start + best.end(), end)]


def check_length(items: list[Name], count: int | None, source: str, line: int) -> None:
    """Refuse a list whose length differs from the count that introduces it."""
    if count is not None and count != len(items):
        raise SourceError(source, line, f"the list has {len(items)} names, its count is {count}")


class Named(NamedTuple):
    """A grade of a single authority: name, ranks, judgement and where each stands."""

    authority: str
    start: int
    end: int
    ranks: tuple[int, ...]
    judgement: str
    about: About
    value: int | None = None


def single_authorities(text: str, start: int, tokens: Tokens, names: list[Name], context: About) -> list[Named]:
    """What a sentence says of single authorities, one result for each judgement.

    A grade belongs to the name before it in the sentence, else to the one after it, and to the names
    joined with it; a judgement to the grade after it where one comes, else to the one before it. Without
    a name the sentence speaks of the authority of the context, if it says so ("its", "the council", "this
    was also the grade").
    """
    grades = [t for t in tokens if t.kind == "same_grade" or (t.kind in ("grade", "adverb") and len(_ranks(t)) == 1)]
    if not grades:
        return []
    is_heading = not names and _is_all(text, grades[0])  # the text after it names the authority
    if not (names or is_heading or _speaks_of_it(tokens, context)) or SAYS.search(text, start):
        return []
    if is_heading:
        return [_graded(text, grades[0], "", (grades[0].start, grades[0].end), "", context)]
    found = []
    told: list[Token] = []  # the judgements after the last grade, if it is for them
    period = _stated_period(tokens, context)
    years = [t for t in tokens.kinds.get("period", ()) if t.value.year] if context.scale == words.ANNUAL else []
    judgements = [t for t in tokens if t.kind in ("judgement", "areas")]
    for at, token in enumerate(grades):
        ranks = context.ranks if token.kind == "same_grade" else _ranks(token)
        after = grades[at - 1].end if at else start
        until = grades[at + 1].start if at + 1 < len(grades) else len(text)
        name = next((n for n in reversed(names) if n.end <= token.start), None) or next(iter(names), None)
        own = [t for t in judgements if after <= t.start and t not in told]
        before = [t for t in own if t.end <= token.start]
        following = [t for t in own if token.end <= t.start < until and not _is_subject(text, t, until)]
        judged = before or following
        told = [] if before else following
        if not judged and context.scale == words.ANNOUNCED:  # "... was good for safeguarding and adequate for ..."
            judged = [t for t in judgements if t.end <= token.start][-1:]
        graded = _joined(text, names, name) if name else [Name(context.authority, token.start, token.end)]
        dated = years and (len(grades) > 1 or len(years) > 1)
        about = context._replace(
            service=_service(tokens, token, until, judged, context),
            period=_own_year(years, token.end, until, grades[0].start) if dated else period,
        )
        if token.kind == "grade" and context.scale not in token.value.scales:
            about = about._replace(scale="", period="")  # a service of the authority, graded on a scale of its own
        if not judged:
            is_of_one = OF_ONE_JUDGEMENT.match(text, token.end) and not tokens.kinds.get("service")
            if token.kind != "same_grade" and ranks and not is_of_one:
                found += [_graded(text, token, one.printed, (one.start, one.end), "", about) for one in graded]
            continue
        for judgement in judged:
            named = _expanded(text, judgement, own, context)
            place = (judgement.start, judgement.end)
            found += [
                _graded(text, token, one.printed, place, each, about, ranks)
                for one in graded
                for each in named
                if ranks
            ]
    return found


def _joined(text: str, names: list[Name], name: Name) -> list[Name]:
    """The names that a sentence joins with one by "and", itself among them: "Leeds, York and Kent performed well"."""
    links = [text[before.end : after.start] for before, after in pairwise(names)]
    first = last = names.index(name)
    while first and JOINT.fullmatch(links[first - 1]):
        first -= 1
    while last < len(links) and JOINT.fullmatch(links[last]):
        last += 1
    # "Compared with Leeds, York performed well" joins none.
    return names[first : last + 1] if first < last and AND.search(links[last - 1]) else [name]


def _graded(
    text: str,
    token: Token,
    authority: str,
    place: tuple[int, int],
    judgement: str,
    about: About,
    ranks: tuple[int, ...] = (),
) -> Named:
    """The grade of one authority; where its number is printed beside it, that is the value and the place."""
    number = SCALE_NUMBER.match(text, token.end)
    if number:
        place = number.span(1)
    return Named(authority, *place, ranks or _ranks(token), judgement, about, int(number[1]) if number else None)


def _is_all(text: str, token: Token) -> bool:
    """Whether a grade with its number is all that a text says."""
    return bool(re.fullmatch(r"\W*\((?:grade )?[1-4]\)\W*", text[: token.start] + text[token.end :]))


def _stated_period(tokens: Tokens, context: About) -> str:
    """The period of the sentence itself: an inspection of one authority has its own date."""
    if context.scale == words.ANNUAL or "same_grade" in tokens.kinds:
        return context.period
    own = [period.iso for period in tokens.values("period") if period.start and period.end]
    return own[0] if len(own) == 1 else ""


def _is_subject(text: str, judgement: Token, until: int) -> bool:
    """Whether a judgement is what the words up to the next grade speak of: "leadership and adoption were inadequate"."""
    is_object = just_before(OBJECT, text, judgement.start)
    return not is_object and bool(SUBJECT.fullmatch(text, judgement.end, until))


def _own_year(years: list[Token], start: int, end: int, first: int) -> str:
    """The year of a grade: the one named from its end to the next grade, else before the `first`; "" if not one."""
    after = {t.value.year for t in years if start <= t.start < end}
    own = after or {t.value.year for t in years if t.end <= first}
    return own.pop() if len(own) == 1 else ""


def _ranks(token: Token) -> tuple[int, ...]:
    return token.value.ranks if token.kind == "grade" else (token.value,)


def _service(tokens: Tokens, token: Token, until: int, judged: list[Token], context: About) -> str:
    """The service that a grade is for: "effectiveness of safeguarding was good" or "good for safeguarding"."""
    services, grades = tokens.kinds.get("service", ()), tokens.kinds.get("grade", (token,))
    between = [t for t in services if judged and judged[-1].end <= t.start < grades[0].start]
    after = [t for t in services if token.end <= t.start < until]
    if between or not after:
        near = [t for t in services if judged and judged[-1].end <= t.start < token.start]
        return (near or services)[-1].value if services else context.service
    return after[-1].value


def _expanded(text: str, token: Token, own: list[Token], context: About) -> tuple[str, ...]:
    """A judgement's name; "the three key areas" stand for those that the text named before, if not here."""
    if token.kind == "judgement":
        return (token.value,)
    following = next((t for t in own if t.start >= token.end), None)
    return () if following and OPENED.fullmatch(text[token.end : following.start]) else context.key_areas


def _speaks_of_it(tokens: Tokens, context: About) -> bool:
    """Whether a sentence without a name grades the authority of the context: by a judgement, or "the same grade"."""
    return bool(context.authority) and not OF_ITSELF.isdisjoint(tokens.kinds)


def key_areas(text: str, tokens: Tokens, context: About) -> tuple[str, ...]:
    """The judgements that "the three key areas" stand for, from the sentence that names them on."""
    for token, following in pairwise(tokens):
        if (
            token.kind == "areas"
            and following.kind == "judgement"
            and OPENED.fullmatch(text[token.end : following.start])
        ):
            count = next(
                value for word, value in words.NUMBER_WORDS.items() if word in text[token.start : token.end].lower()
            )
            named = distinct(t for t in tokens.kinds.get("judgement", ()) if t.start >= following.start)
            return tuple(named[:count])
    return context.key_areas
