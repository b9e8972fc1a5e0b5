"""What words mean by themselves: grades, dates, numbers; and the account of those that are no figures."""

import re

import pytest

from gradedrift.extract.dates import DATED, Period, period
from gradedrift.extract.figure import quote
from gradedrift.extract.lines import Passage, lines_of
from gradedrift.extract.tokens import number, numbers_in, scan
from tests.readings import ANNUAL_GRADES, SINGLE_GRADES, reading, told


@pytest.mark.parametrize(
    "words, grades",
    [
        ("at least good", SINGLE_GRADES[:2]),
        ("good or better", SINGLE_GRADES[:2]),
        ("at least adequate", ANNUAL_GRADES[:3]),
        ("below good", SINGLE_GRADES[2:]),
        ("good or worse", SINGLE_GRADES[1:]),
        ("requires improvement or worse", SINGLE_GRADES[2:]),
        ("performing adequately or worse", ANNUAL_GRADES[2:]),
    ],
)
def test_a_grade_and_those_on_one_side_of_it(words, grades):
    title = (
        "The annual grades for 2011"
        if grades[-1] in ANNUAL_GRADES or grades[0] in ANNUAL_GRADES
        else "Single inspection framework"
    )
    assert told(f"{title}\n\nNine councils were {words}.", "value", "grade") == [(9, "|".join(grades))]


@pytest.mark.parametrize(
    "words, year, meant",
    [
        ("between May and 30 September", "2011", Period("2011-05-01", "2011-09-30")),
        ("from January to February", "2012", Period("2012-01-01", "2012-02-29")),
        ("between December 2010 and March 2011", "", Period("2010-12-01", "2011-03-31")),
        ("since 3 June", "2012", Period("2012-06-03")),
        ("since June 2012", "", Period("2012-06-01")),
        ("in June", "2012", Period("2012-06-01", "2012-06-30", is_stated=False)),
        ("in June last year", "2012", Period("2011-06-01", "2011-06-30", is_stated=False)),
        ("in June last year", "", Period(is_stated=False)),
        ("up to 3 May last year", "2012", Period(end="2011-05-03")),
        ("by the end of June 2012", "", Period(end="2012-06-30")),
        ("at the end of February", "2012", Period(end="2012-02-29")),
        ("year to 31 March 2014", "", Period("2013-04-01", "2014-03-31")),
        ("quarter ending 30 June", "2014", Period("2014-04-01", "2014-06-30")),
        ("three months to June 2014", "", Period("2014-04-01", "2014-06-30")),
        ("12 months ended 29 February 2012", "", Period("2011-03-01", "2012-02-29")),
        ("six months to 30 August 2012", "", Period("2012-02-29", "2012-08-30")),
        ("nine months to the end of May 2012", "", Period("2011-09-01", "2012-05-31")),
        ("year to 31 March", "", Period()),
        ("as of 3 May 2012", "", Period(end="2012-05-03")),
        ("as on 3 May 2012", "", Period(end="2012-05-03")),
        ("20112,3", "", Period(year="2011")),
    ],
)
def test_the_period_that_words_name(words, year, meant):
    assert period(DATED.fullmatch(words), year) == meant


@pytest.mark.parametrize(
    "text, value, reason",
    [
        ("2.1 Much was done.", "2.1", "number of a paragraph or note"),
        ("3. Much was done.", "3", "number of a paragraph or note"),
        ("Much was good2.", "2", "footnote mark or reference"),
        ("We say in Table 7 (sic)(sic) that more is known.", "7", "reference to a table, chart or section"),
        ("1 As said before.", "1", "footnote mark or reference"),
        ("[1] As said before.", "1", "footnote mark or reference"),
        ("Much was done by May/2015.", "2015", "date"),
        ("Much was done at the first try.", "1", "ordinal"),
        ("Much was done for the third time.", "3", "ordinal"),
        ("Much was done once.", "1", "ordinal"),
        ("Much was done twice.", "2", "ordinal"),
        ("Much was cut into thirds.", "thirds", "ordinal"),
        ("Much was done in 2015.", "2015", "date"),
    ],
)
def test_a_number_that_is_no_figure_is_ignored_for_a_reason(text, value, reason):
    found = reading(f"Single inspection framework\n\n{text}")
    assert [(one.line, one.value, one.reason) for one in found.ignored] == [(3, value, reason)]
    assert found.figures == found.unread == []


@pytest.mark.parametrize(
    "text, column, value, quoted",
    [
        ("It has 17 wings.", 8, "17", "It has 17 wings."),
        ("17 wings in all of it", 1, "17", "17 wings in all"),
        ("At the very start there were 17", 30, "17", "start there were 17"),
        ("A tower of glass, (17) in all", 20, "17", "of glass, (17) in all"),
        ("A big seventeen-storey tower of glass", 7, "17", "A big seventeen-storey tower of"),
        ("House of \u201cTwenty Two\u201d doors", 11, "22", "House of \u201cTwenty Two\u201d doors"),
    ],
)
def test_a_number_that_is_not_understood_is_quoted_with_three_words_around_it(text, column, value, quoted):
    found = reading(f"Ofsted in brief\n\n{text}")
    assert [tuple(one) for one in found.unread] == [(3, column, quoted, value, "not understood")]
    assert found.figures == found.ignored == []


@pytest.mark.parametrize("number", ["7", "7.5", "seven"])
def test_a_number_that_goes_to_a_percentage_is_one(number):
    kinds = [token.kind for token in scan(f"from {number} to 13 per cent, 9 to 13 wings")]
    assert kinds == ["percent", "percent", "number", "number"]


def test_the_numbers_of_a_table_in_words_are_told_too():
    text = "Annual grades of 2010\n\nGrade of the three\tCouncils\nPerforms excellently\t1\nPerforms well\t2\n"
    found = reading(f"{text}Performs adequately\t4\nPerforms poorly\t3\n")
    assert [(one.line, one.column, one.value) for one in found.unread] == [(3, 14, "3")]
    assert [(one.line, one.value) for one in found.ignored] == [(1, "2010")]


def test_the_words_of_a_figure_hold_no_other_number_but_those_after_it_are_told():
    found = reading("Single inspection framework\n\n3 out of 4 councils were good. It has half a wing and 17 doors.")
    assert [(figure.value, figure.unit) for figure in found.figures] == [(0.75, "fraction")]
    assert [(one.value, one.reason) for one in found.unread] == [("half", "not understood"), ("17", "not understood")]


@pytest.mark.parametrize(
    "text, start, end, quoted",
    [
        ("said (28 councils) were", 6, 17, "(28 councils)"),
        ("said \u201c28 councils\u201d were", 6, 17, "\u201c28 councils\u201d"),
        ("said \u201828 councils\u2019 were", 6, 17, "\u201828 councils\u2019"),
        ("28 councils (of 152) were", 0, 19, "28 councils (of 152)"),
        ("28 councils (all) were", 0, 11, "28 councils"),
        ("28\n  councils", 0, None, "28 councils"),
        ("x" * 121, 0, None, "x" * 120),
    ],
)
def test_a_quote_has_the_marks_around_its_words(text, start, end, quoted):
    assert quote(text, start, end) == quoted


@pytest.mark.parametrize(
    "words, value",
    [
        ("1,250", 1250),
        ("Nineteen", 19),
        ("Twenty one", 21),
        ("ninety-nine", 99),
        ("a hundred", 100),
        ("two hundred and five", 205),
        ("one hundred and twenty-one", 121),
        ("a dozen", 12),
        ("zero", 0),
        ("none", 0),
        ("nil", 0),
        ("no", 0),
        ("not a single", 0),
    ],
)
def test_the_number_that_words_name(words, value):
    assert number(words) == value


@pytest.mark.parametrize("words", ["many", "twenty-x", "several hundred", "two hundred and x", "2.5"])
def test_words_that_are_no_whole_number_are_refused(words):
    with pytest.raises(ValueError, match=f"^'{words}' is not a whole number$"):
        number(words)


@pytest.mark.parametrize(
    "text, found",
    [
        ("1,250 of 7.5%", [(0, "1,250"), (9, "7.5")]),
        ("the first of 20 and two", [(4, "first"), (13, "20"), (20, "two")]),
        ("one, anyone, well-one", [(0, "one")]),
        ("a dozen, then half of them", [(0, "a dozen"), (14, "half")]),
    ],
)
def test_every_number_of_a_text_with_its_place(text, found):
    assert numbers_in(text) == found


def test_tokens_by_kind():
    tokens = scan("In 2010 and the year before, 28 performed excellently and 76 well, 76 in all and 28.")
    assert tokens.values("number") == [28, 76]
    assert tokens.values("judgement") == []
    assert scan("28 of 28").values("number") == [28]
    assert [token.kind for token in tokens.grades] == ["grade", "adverb"]
    assert [token.kind for token in tokens.dates] == ["period", "relative"]
    assert [token.start for token in tokens.dates] == [3, 12]
    alone = scan("In 2010, 28 were good")
    assert [[token.start for token in some] for some in (alone.dates, alone.grades)] == [[3], [17]]


@pytest.mark.parametrize(
    "printed, words",
    [
        ("Nine1 were good [2] or (sic) better.", "Nine were good or better."),
        ("Nine  were\u00a0 good (see notes 1, 2 and 3).", "Nine were good ."),
        ("Nine were (see below) good (2).", "Nine were (see below) good (2)."),
        ("  Nine were good.", " Nine were good."),
        (
            "Nine of the | 12 were ... good ... Ten|one were poor...",
            "Nine of the 12 were good ... Ten|one were poor...",
        ),
    ],
)
def test_the_words_of_a_passage_are_without_marks_remarks_and_repeated_spaces(printed, words):
    assert Passage(tuple(lines_of(printed))).words == words


def test_the_words_of_a_passage_know_where_they_were_printed():
    text = "Nine1,2  were\n  good (sic) in  2010. Ten3 were  not [4]."
    passage = Passage(tuple(lines_of(text)))
    found = []
    for word in re.finditer(r"\w+", passage.words):
        start, end = passage.printed(*word.span())
        line, column = passage.place(word.start())
        assert text.split("\n")[line - 1][column - 1 :].startswith(word.group())
        found.append(passage.raw[start:end])
    assert found == ["Nine", "were", "good", "in", "2010", "Ten", "were", "not"]
    spans = [passage.printed(*span) for span in passage.sentences()]
    assert [passage.raw[start:end].strip() for start, end in spans] == [
        "Nine1,2  were   good (sic) in  2010.",
        "Ten3 were  not [4].",
    ]
