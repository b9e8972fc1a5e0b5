"""Texts made from random figures are read back exactly; damaged ones never give a wrong number in silence."""

import re
from collections import Counter
from functools import cache

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from gradedrift import releases
from gradedrift.errors import SourceError
from gradedrift.extract import Reading, extract
from gradedrift.extract.tokens import number, scan
from tests import generated as made
from tests.conftest import RELEASE_IDS
from tests.generated import NAMES, Said, Text, in_words, said

# --- Undamaged ----------------------------------------------------------------------------------


def read(text: str, year: str = "") -> Reading:
    return extract(text, "a.txt", year, NAMES)


def check_exact(text: str, figures: tuple[Said, ...]) -> None:
    """Every figure is read and no other, and no number is left."""
    reading = read(text)
    found = Counter(map(said, reading.figures))
    assert found == Counter(figures), f"{text}\nread: {found - Counter(figures)}\nnot: {Counter(figures) - found}"
    assert not reading.unread, (text, reading.unread)


@given(st.integers(0, 999))
def test_numbers_in_words(value):
    text = in_words(value)
    [token] = scan(text)
    assert (token.kind, token.value, number(text)) == ("number", value, value)


@pytest.mark.parametrize("layout", made.LAYOUTS)
@given(st.data())
def test_tables_by_grade_are_read_back(layout, data):
    check_exact(*data.draw(made.tables(layout)))


@given(made.number_tables())
def test_tables_of_numbers_and_percentages_are_read_back(table):
    check_exact(*table)


@given(made.turned_tables())
def test_tables_with_the_grades_across_are_read_back(table):
    check_exact(*table)


@given(made.change_tables())
def test_tables_of_changes_are_read_back(table):
    check_exact(*table)


@given(made.move_tables())
def test_tables_of_moves_are_read_back(table):
    check_exact(*table)


SENTENCES = {
    "graded": made.graded(),
    "zeros": made.zeros(),
    "changes": made.changes(),
    "every year": made.every_year(),
    "differences": made.differences(),
    "pending": made.pending(),
    "shares": made.shares(),
    "fractions": made.fractions(),
}


@pytest.mark.parametrize("kind", SENTENCES)
@given(st.data(), made.dressings)
def test_sentences_are_read_back(kind, data, dressing):
    text, figures = data.draw(SENTENCES[kind])
    check_exact(made.typeset(text, *dressing), figures)


@given(made.every_sentence, st.sampled_from(["1", "2", "1,2"]))
def test_a_footnote_mark_changes_nothing(sentence, mark):
    assume(not re.search(r"\d\.?$", sentence.text))  # "was 2" with mark 1 is "was 21" to any reader
    check_exact(sentence.text.removesuffix(".") + f"{mark}.", sentence.figures)
    check_exact(re.sub(r"(20\d\d)(?=[ ,.]|$)", rf"\g<1>{mark}", sentence.text, count=1), sentence.figures)


@given(made.name_lists())
def test_lists_of_names_are_read_back(names):
    check_exact(*names)


@given(made.named_tables())
def test_tables_of_named_authorities_are_read_back(table):
    check_exact(*table)


@given(made.name_lists(wrong=1) | made.name_lists(wrong=-1))
def test_a_list_of_another_length_than_its_count_is_refused(names):
    with pytest.raises(SourceError, match="names, its count is"):
        read(names.text)


# --- Damaged ------------------------------------------------------------------------------------


def is_weaker(found: Said, true: Said) -> bool:
    """Whether a figure says nothing but what a true one says: fields may be lost, none may differ."""
    if true.judgement.startswith(f"{found.judgement}:"):  # the service is left of its judgement
        found = found._replace(judgement=true.judgement)
    if true.period.endswith(f"/{found.period}"):  # the end is left of its period
        found = found._replace(period=true.period)
    if (found.measure, true.measure, found.period) == ("graded", "every-year", true.to_period):  # one of the years
        true = found._replace(value=true.value, grade=true.grade)
    return found.value == true.value and all(f in ("", t) for f, t in zip(found[1:], true[1:]))


def check_true(damaged: str, figures: tuple[Said, ...]) -> None:
    """Every figure that is still read is a true one, or the text is refused; half a name is warned of."""
    try:
        reading = read(damaged)
    except SourceError as refused:
        assert refused.path == "a.txt" and refused.cause
        return
    warned = " ".join(cause for _, cause in reading.warnings)
    for found in map(said, reading.figures):
        half = found.authority and f"'{found.authority}' is not the name" in warned
        assert half or any(is_weaker(found, true) for true in figures), f"{damaged}\n{found}"


PARTS = st.one_of(made.every_sentence, made.every_table, made.name_lists())


@st.composite
def documents(draw) -> Text:
    """Two parts, one after another."""
    one, other = draw(PARTS), draw(PARTS)
    return Text(f"{one.text}\n\n{other.text}\n", (*one.figures, *other.figures))


@given(PARTS, PARTS)
def test_two_parts_state_what_each_of_them_does(one, other):
    check_exact(f"{one.text}\n\n{other.text}\n", (*one.figures, *other.figures))


@given(PARTS, st.data())
def test_a_lost_line_gives_no_wrong_figure(part, data):
    lines = part.text.split("\n")
    at = data.draw(st.integers(0, len(lines) - 1))
    check_true("\n".join(lines[:at] + lines[at + 1 :]), part.figures)


@given(PARTS, PARTS, st.data())
def test_a_lost_line_gives_no_wrong_figure_in_the_next_part(one, other, data):
    """Any line but a heading: without its own, nobody can tell a part from a paragraph of the part before."""
    lines, following = one.text.split("\n"), other.text.split("\n")
    body = [*lines[1:], "", "", *following]
    at = data.draw(st.integers(0, len(body) - 1).filter(lambda n: n != len(lines) + 1))
    check_true("\n".join([lines[0], *body[:at], *body[at + 1 :]]), (*one.figures, *other.figures))


@given(documents(), st.data())
def test_a_doubled_line_gives_no_wrong_figure(document, data):
    lines = document.text.split("\n")
    at = data.draw(st.integers(0, len(lines) - 1))
    check_true("\n".join(lines[: at + 1] + lines[at:]), document.figures)


@given(made.every_table, st.data())
def test_two_lines_of_a_table_that_change_places_give_no_wrong_figure(table, data):
    lines = table.text.split("\n")
    at = data.draw(st.integers(2, len(lines) - 2))
    check_true("\n".join([*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]]), table.figures)


@given(PARTS)
def test_a_heading_that_follows_its_text_gives_no_wrong_figure(part):
    heading, _, body = part.text.partition("\n\n")
    check_true(f"{body}\n\n{heading}\n", part.figures)


NUMBER = re.compile(r"(?<![\w.])\d+(?![\w.%])")


@given(made.tables(total=True) | made.number_tables(), st.data())
def test_a_changed_digit_is_refused_where_a_total_is_printed(table, data):
    assume("Total" in table.text)
    body = table.text.index("Grade")
    cells = [m for m in re.finditer(r"(?<=[\s|])\d+(?=\s| \(|$)", table.text) if m.start() > body]
    cells = [m for m in cells if not re.fullmatch(r"20\d\d", m.group())]
    cell = data.draw(st.sampled_from(cells))
    other = data.draw(st.integers(0, 999).filter(lambda n: n != int(cell.group())))
    with pytest.raises(SourceError, match="'Total' is"):
        read(table.text[: cell.start()] + str(other) + table.text[cell.end() :])


@given(made.every_sentence, st.integers(2, 199), st.data())
def test_another_number_in_a_sentence_is_read_in_its_place(sentence, other, data):
    """No text can tell that its number was another one; nothing but this number may change."""
    start = sentence.text.index("\n\n")
    places = [m for m in NUMBER.finditer(sentence.text, start) if not re.fullmatch(r"20\d\d", m.group())]
    assume(places and "out of" not in sentence.text)  # "5 out of 9" is a fraction, "5 out of 19" a count
    place = data.draw(st.sampled_from(places))
    value = int(place.group())
    changed = [f._replace(value=other) for f in sentence.figures if f.value == value]
    changed += [f._replace(value=-other) for f in sentence.figures if f.value == -value]
    check_true(
        sentence.text[: place.start()] + str(other) + sentence.text[place.end() :], (*sentence.figures, *changed)
    )


GRADE_WORDS = re.compile(
    r"excellently|well|adequately|poorly|outstanding|good|adequate|inadequate|requires improvement", re.IGNORECASE
)


@given(st.one_of(made.every_sentence, made.every_table), st.data())
def test_a_misspelt_grade_gives_no_wrong_figure(source, data):
    start = source.text.index("\n\n")
    found = list(GRADE_WORDS.finditer(source.text, start))
    assume(found)
    word = data.draw(st.sampled_from(found))
    at = data.draw(st.integers(word.start() + 1, word.end() - 1))
    check_true(source.text[:at] + "q" + source.text[at:], source.figures)
    check_true(source.text[:at] + source.text[at + 1 :], source.figures)


@given(made.named_tables(), st.data())
def test_a_damaged_grade_of_a_named_authority_is_refused_by_its_line(table, data):
    """In the first row as in any other, and a grade that is lost like one that is misspelt."""
    at = data.draw(st.sampled_from([word.start() for word in re.finditer("performs", table.text)]))
    line = table.text.count("\n", 0, at) + 1
    for damaged in ("reforms", ""):
        end = at + len("performs") if damaged else min(table.text.find(mark, at) % 9999 for mark in ("\t", " |", "\n"))
        with pytest.raises(SourceError) as refused:
            read(table.text[:at] + damaged + table.text[end:])
        assert refused.value.line == line


@given(made.named_tables(), st.data())
def test_a_table_of_names_that_breaks_off_in_a_row_is_refused(table, data):
    """After its first row, without which it is no table, and neither at the end of a row nor in its first letters."""
    first = table.text.index("\n", table.text.index("performs"))
    row = data.draw(st.sampled_from([match.span() for match in re.finditer(".+", table.text[first:])]))
    at = first + data.draw(st.integers(row[0] + 4, row[1] - 3))
    with pytest.raises(SourceError) as refused:
        read(table.text[:at])
    assert refused.value.line == table.text.count("\n", 0, at) + 1


@given(documents(), st.data())
def test_a_text_that_breaks_off_gives_no_wrong_figure(document, data):
    """Anywhere but inside a number, which no text can tell from a shorter one."""
    at = data.draw(st.integers(0, len(document.text)))
    assume(not any(number.start() < at < number.end() for number in PRINTED.finditer(document.text)))
    check_true(document.text[:at], document.figures)


@settings(suppress_health_check=[HealthCheck.filter_too_much])  # few tables have such columns
@given(made.tables(), st.sampled_from(["Residential care", "Fostering"]))
def test_a_judgement_that_is_not_known_is_not_taken_for_another(table, name):
    heading = next((h for h in ("Adoption", "Child protection", "Leadership") if h in table.text), None)
    assume(heading)
    renamed = tuple(f._replace(judgement=name.lower()) if f.judgement == heading.lower() else f for f in table.figures)
    check_true(table.text.replace(heading, name), renamed)


NOISE = [
    "Page 3 of 12",
    "* * *",
    "Press office: telephone 0300 123 4567",
    "Print this page",
    "www.ofsted.gov.uk/resources/210027",
    "Children deserve better, said the minister.",
    "10 downloads",
    "Published 8 November 2011",
]


@given(documents(), st.sampled_from(NOISE), st.data())
def test_a_line_of_noise_gives_no_wrong_figure(document, noise, data):
    lines = document.text.split("\n")
    at = data.draw(st.integers(0, len(lines)))
    check_true("\n".join([*lines[:at], noise, *lines[at:]]), document.figures)


MARKS = ["(sic)", "[7]", "(see note 7)", "...", "|"]
ASIDES = ["indeed", "sadly", "xyz", "by the way", "the"]
# A mark after these words would part a number, or a phrase that has no meaning in pieces.
NUMBER_GOES_ON = re.compile(
    r"\b(?:\d+%?|per|of|all|single|out|\w+ty|hundred|and|a|one|two|three|four|five|six|seven|eight|nine|ten|\w+teen|eleven|twelve)$",
    re.IGNORECASE,
)


@given(st.one_of(made.every_sentence, made.every_table), st.sampled_from(MARKS), st.data())
def test_marks_give_no_wrong_figure(source, noise, data):
    spaces = [m.start() for m in re.finditer(" ", source.text) if m.start() > source.text.index("\n\n")]
    spaces = [at for at in spaces if not NUMBER_GOES_ON.search(source.text[:at])]
    assume(spaces)
    at = data.draw(st.sampled_from(spaces))
    check_true(f"{source.text[:at]} {noise}{source.text[at:]}", source.figures)


@given(made.every_sentence, st.sampled_from(ASIDES), st.data())
def test_asides_give_no_wrong_figure(source, noise, data):
    """Words where people put them: after a comma, or at the end."""
    places = [m.end() for m in re.finditer(r",(?= )|\w(?=\.$)", source.text)]
    at = data.draw(st.sampled_from(places or [len(source.text)]))
    check_true(f"{source.text[:at]}, {noise},{source.text[at:]}", source.figures)


# --- The account of numbers ---------------------------------------------------------------------

WORDS = sorted([*map(in_words, range(1, 200)), "none", "half"], key=len, reverse=True)
PRINTED = re.compile(rf"\d+(?:,\d{{3}}(?!\d))*(?:\.\d+)?|(?<![\w-])(?:{'|'.join(WORDS)})(?![\w-])", re.IGNORECASE)


def check_account(text: str) -> None:
    """Each number stands in exactly one of the three lists; one inside a fraction's words stands with it."""
    try:
        reading = read(text)
    except SourceError:
        return
    figures = {(f.line, f.column): f for f in reading.figures if f.value is not None}
    ignored, unread = ([(n.line, n.column) for n in found] for found in (reading.ignored, reading.unread))
    for line, words in enumerate(text.split("\n"), start=1):
        for match in PRINTED.finditer(words):
            place = line, match.start() + 1
            listed = (place in figures) + ignored.count(place) + unread.count(place)
            before = [f for (at, column), f in figures.items() if at == line and column < place[1]]
            inside = any(f.unit == "fraction" and match.group() in f.quote for f in before)
            assert listed == 1 or (inside and not listed), (text, place, match.group(), listed)


@given(documents())
def test_every_number_is_accounted_for_once(document):
    check_account(document.text)


@given(documents(), st.sampled_from(NOISE), st.sampled_from([*MARKS, *ASIDES]), st.data())
def test_every_number_of_a_damaged_text_is_accounted_for_once(document, line, word, data):
    at, other = (data.draw(st.integers(0, len(document.text))) for _ in range(2))
    check_account(f"{document.text[:at]}\n{line}\n{document.text[at:]}"[: max(at, other) + 30] + f" {word}")


@given(st.text(alphabet="013579 ,.()%|-\t\nabctw", max_size=80), made.every_sentence)
def test_every_number_of_any_text_is_accounted_for_once(text, sentence):
    check_account(f"{sentence.text}\n\n{text}")


# --- The records --------------------------------------------------------------------------------

YEARS = {row.release_id: row.published_on[:4] for row in releases.register().itertuples()}


def touched(lines: list[str], at: int) -> range:
    """The indexes of the lines that are read together with one: its paragraph, its table."""

    def together(one: int, other: int) -> bool:
        return bool(lines[one].strip() and lines[other].strip()) or (in_cells(one) and in_cells(other))

    def in_cells(index: int) -> bool:
        near = lines[max(0, index - 2) : index + 3]
        return lines[index].startswith("\t") or (not lines[index].strip() and sum(x.startswith("\t") for x in near) > 1)

    first = last = at
    while first and together(first - 1, first):
        first -= 1
    while last + 1 < len(lines) and together(last, last + 1):
        last += 1
    return range(first, last + 1)


@cache
def stated(release_id: str) -> dict[tuple[int, int], list[Said]]:
    """What a record states, by the index of the line and the column."""
    found: dict[tuple[int, int], list[Said]] = {}
    for figure in read(releases.read_record(release_id), YEARS[release_id]).figures:
        found.setdefault((figure.line - 1, figure.column), []).append(said(figure))
    return found


def check_record(release_id: str, damaged: list[str], place, free: range) -> list[str]:
    """What of a damaged record is read in another way than in the whole one, outside the lines `free`.

    `place` gives for an index of a damaged line the index of the same line in the record.
    """
    true = stated(release_id)
    try:
        reading = read("\n".join(damaged), YEARS[release_id])
    except SourceError:
        return []
    wrong, kept = [], set()
    for figure in reading.figures:
        at = place(figure.line - 1), figure.column
        kept.add(at)
        if at[0] not in free and not any(is_weaker(said(figure), one) for one in true.get(at, [])):
            wrong.append(f"line {at[0] + 1}: {said(figure)} was {true.get(at)}")
    kept |= {(place(number.line - 1), number.column) for number in reading.unread}
    lost = [at for at, stated in true.items() if at[0] not in free and stated[0].value is not None and at not in kept]
    return wrong + [f"line {at[0] + 1}: {true[at]} is lost" for at in lost]


# Lines of which nothing else in the release says what they say: 23 is the heading of the unannounced inspections.
ONLY_HERE = {("ofsted-2011-statistics", 23)}


@pytest.mark.parametrize("release_id", RELEASE_IDS)
def test_a_lost_line_of_a_record_changes_nothing_elsewhere(release_id):
    lines = releases.read_record(release_id).split("\n")
    wrong = []
    for at in range(len(lines)):
        if (release_id, at + 1) in ONLY_HERE:
            continue
        damaged = lines[:at] + lines[at + 1 :]
        found = check_record(release_id, damaged, lambda n, at=at: n + (n >= at), touched(lines, at))
        wrong += [f"without line {at + 1}: {one}" for one in found]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("release_id", RELEASE_IDS)
def test_a_doubled_line_of_a_record_changes_nothing_elsewhere(release_id):
    lines = releases.read_record(release_id).split("\n")
    wrong = []
    for at in range(0, len(lines), 3 if len(lines) > 100 else 1):  # one line in three is enough of a long text
        damaged = lines[: at + 1] + lines[at:]
        found = check_record(release_id, damaged, lambda n, at=at: n - (n > at), touched(lines, at))
        wrong += [f"with line {at + 1} twice: {one}" for one in found]
    assert not wrong, "\n".join(wrong)


CELL = re.compile(r"^\t(\d+)\s*$|^Performs \w+ - ?\d (\d+)|^Total (\d+)")


@pytest.mark.parametrize("release_id", ["ofsted-2009-ratings", "ofsted-2011-statistics"])
def test_a_changed_cell_of_a_record_is_refused_or_changes_nothing_else(release_id):
    lines = releases.read_record(release_id).split("\n")
    wrong = []
    cells = [(at, match) for at, line in enumerate(lines) if (match := CELL.match(line))]
    assert len(cells) > 4
    for at, match in cells:
        value = match.group(match.lastindex)
        for other in (str(int(value) + 1), f"{value}x"):
            changed = lines[at][: match.start(match.lastindex)] + other + lines[at][match.end(match.lastindex) :]
            found = check_record(release_id, [*lines[:at], changed, *lines[at + 1 :]], lambda n: n, range(at, at + 1))
            wrong += [f"line {at + 1} {value} -> {other}: {one}" for one in found]
    assert not wrong, "\n".join(wrong)
