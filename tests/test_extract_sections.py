"""What a paragraph, a section and a table take from what stands before them: authority, service, dates, unit."""

import pytest

from gradedrift.errors import SourceError
from gradedrift.extract import decode
from tests.readings import SINGLE, reading, told_after

ANNOUNCED = "Announced inspections"
COUNTS = ("Grade", "Councils"), ("Outstanding", 2), ("Good", 3), ("Inadequate", 1)
OF_SINGLE = (*COUNTS[:3], ("Requires improvement", 4), COUNTS[3])
OF_ANNOUNCED = (*COUNTS[:3], ("Adequate", 4), COUNTS[3])


def table(title, *rows):
    """A table of one cell a line."""
    return "\n\n".join([title, *("\n".join(f"\t{cell}" for cell in row) for row in rows)])


@pytest.mark.parametrize(
    "heading, period",
    [
        ("Single inspections in the last quarter (up to 30 June 2014)", "2014-06-30"),
        ("Single inspections in the last quarter", ""),
        ("Inspections in the latest quarter", ""),
    ],
)
def test_a_heading_of_a_quarter_has_its_own_period_or_none(heading, period):
    before = "Single inspection framework\n\nUp to 31 March 2014 three councils were good."
    found = reading(f"{before}\n\n{heading}\n\nNine councils were good.").figures
    assert [(f.value, f.period) for f in found] == [(3, "2014-03-31"), (9, period)]


@pytest.mark.parametrize(
    "text, said",
    [
        (
            "Twenty inspections were published.\n\n- 12 were good.\n\nEight, Leeds among them, were outstanding.",
            [(20, "inspections"), (12, "inspections"), (8, "authorities")],
        ),
        ("Twelve councils were good.\n\nThree were inadequate.", [(12, "authorities"), (3, "authorities")]),
    ],
)
def test_a_bullet_counts_what_the_paragraph_before_it_counts(text, said):
    assert told_after(SINGLE, text, "value", "unit") == said


def test_a_paragraph_takes_neither_grade_nor_judgement_from_the_one_before_it():
    text = (
        "Twelve councils were good for staying safe. These inspections go on.\n\n"
        "Turning to another matter, nine councils were inadequate.\n\nFour councils were re-inspected."
    )
    assert told_after(ANNOUNCED, text, "locator", "value", "measure", "grade", "judgement") == [
        (f"{ANNOUNCED}, paragraph 1, sentence 1", 12, "graded", "good", "staying safe"),
        (f"{ANNOUNCED}, paragraph 2, sentence 1", 9, "graded", "inadequate", ""),
        (f"{ANNOUNCED}, paragraph 3, sentence 1", 4, "re-inspected", "", ""),
    ]


def test_a_new_section_is_not_about_the_service_of_the_one_before_it():
    text = (
        "Nine inspections judged safeguarding.\n\nFurther findings\n\nSix councils were good for overall effectiveness."
    )
    assert told_after(ANNOUNCED, text, "locator", "value", "regime", "judgement") == [
        (f"{ANNOUNCED}, paragraph 1, sentence 1", 9, "safeguarding-looked-after", "safeguarding"),
        ("Further findings, paragraph 1, sentence 1", 6, "safeguarding-looked-after", ""),
    ]


def test_the_inspections_of_a_section_have_the_dates_of_its_heading():
    text = "Of the annual grades for 2010 nine were good.\n\nTwo safeguarding inspections were good for staying safe."
    heading = f"{ANNOUNCED} from 1 April 2010 to 30 June 2010"
    assert told_after(heading, text, "value", "regime", "period") == [
        (9, "annual-assessment", "2010"),
        (2, "safeguarding-looked-after", "2010-04-01/2010-06-30"),
    ]


def test_a_section_of_the_latest_quarter_is_not_dated_by_the_one_before_it():
    text = "Nine councils were good.\n\nSingle inspections in the latest quarter\n\nTwo councils were good."
    assert told_after(f"{SINGLE} up to 31 March 2014", text, "value", "regime", "period") == [
        (9, "single-inspection", "2014-03-31"),
        (2, "single-inspection", ""),
    ]


def test_a_section_has_the_date_of_its_heading_and_not_the_year_that_it_compares_with():
    text = "Grades up to 31 March\n\nNine councils were good."
    assert told_after(SINGLE, text, "value", "period", year="2014") == [(9, "2014-03-31")]
    text = "Better annual grades since 2009\n\nNine councils performed well."
    assert told_after("Annual grades for 2011", text, "value", "period") == [(9, "2011")]


def test_a_section_is_about_the_authority_of_its_heading():
    text = "Kent\n\nAdoption was good.\n\nWhat we saw\n\nLeadership was good.\n\nYork\n\nAdoption was inadequate."
    assert told_after(SINGLE, text, "locator", "authority", "judgement", "grade") == [
        ("Kent, paragraph 1, sentence 1", "Kent", "adoption", "good"),
        ("What we saw, paragraph 1, sentence 1", "Kent", "leadership", "good"),
        ("York, paragraph 1, sentence 1", "York", "adoption", "inadequate"),
    ]


@pytest.mark.parametrize(
    "day, period", [("9 December 2010", "2010"), ("1 October 2010", "2010"), ("30 September 2010", "")]
)
def test_a_text_of_the_last_months_of_a_year_is_about_the_grades_of_that_year(day, period):
    assert told_after(f"Ofsted, {day}", "Nine councils performed poorly.", "value", "period") == [(9, period)]


def test_a_text_that_ends_too_early_is_warned_of_in_its_last_line():
    text = "Nine councils were good. Eight of the\nothers were to be seen again, but the"
    assert reading(f"{SINGLE}\n\n{text}").warnings == [(4, "the text ends in the middle of a sentence")]


@pytest.mark.parametrize(
    "last",
    [
        "Eight of 12 councils were inspected",
        "Eight of 12 councils were seen again and were found to be good by the inspectors",
        "Eight of the 12\ncouncils were inspected",
        "Eight of 12 councils were inspected '",
    ],
)
def test_the_numbers_of_a_sentence_that_breaks_off_are_not_read(last):
    text = f"{SINGLE}\n\nNine councils were good.\n{last}"
    found = reading(text)
    assert [f.value for f in found.figures] == [9] and [number.value for number in found.unread] == ["8", "12"]
    cause = "the text ends in the middle of a sentence, so its numbers are not read"
    assert found.warnings == [(text.count("\n") + 1, cause)]
    for ending in (".", '."', "'."):
        assert len(reading(text + ending).figures) == 3 and not reading(text + ending).warnings
    named = reading(text.replace("Nine", "Kent was judged good. Nine"))
    assert [f.value for f in named.figures] == [None, 9]


@pytest.mark.parametrize(
    "last", ["Eight of 12 councils were good (67", "Eight of 12 councils were good (to 31 March 2014"]
)
def test_a_text_that_ends_inside_brackets_is_not_at_its_end(last):
    text = f"{SINGLE}\n\nNine councils were good.\n{last}"
    assert [f.value for f in reading(text).figures] == [9]
    assert [f.value for f in reading(f"{text})").figures][:3] == [9, 8, 12]


def test_only_a_date_near_the_top_of_a_text_completes_its_other_dates():
    lines = (
        "Up to 31 March nine councils were good.",
        "More will follow.",
        "All reports are public.",
        "We thank all who helped.",
        "Our next account comes out on 3 June 2014.",
    )
    assert told_after(SINGLE, "\n\n".join(lines), "value", "period") == [(9, "")]
    assert told_after(SINGLE, "\n\n".join(reversed(lines)), "value", "period") == [(9, "2014-03-31")]


def test_the_dates_of_a_table_and_its_notes_are_completed_by_the_year_of_the_text():
    notes = ("1. Nine councils were re-inspected.",), ("2. Up to 30 June ten councils were re-inspected.",)
    text = table("Grades up to 31 March", *OF_SINGLE, *notes)
    assert told_after(SINGLE, text, "locator", "value", "period", year="2014") == [
        ("Grades up to 31 March, row Outstanding, column Councils", 2, "2014-03-31"),
        ("Grades up to 31 March, row Good, column Councils", 3, "2014-03-31"),
        ("Grades up to 31 March, row Requires improvement, column Councils", 4, "2014-03-31"),
        ("Grades up to 31 March, row Inadequate, column Councils", 1, "2014-03-31"),
        ("Grades up to 31 March, note 1, sentence 1", 9, "2014-03-31"),
        ("Grades up to 31 March, note 2, sentence 1", 10, "2014-06-30"),
    ]
    assert reading(f"{SINGLE}\n\n{text}", "2014").warnings == []


def test_a_table_at_the_top_of_a_text_has_its_title_in_its_first_cell():
    title = "Single inspection framework, grades up to 31 March"
    rows = (title, "Councils"), *OF_SINGLE[1:], ("1. Nine councils were re-inspected.",)
    found = reading(table("", *rows).lstrip("\n"), "2014").figures
    assert [(f.value, f.measure, f.regime, f.period) for f in found] == [
        (2, "graded", "single-inspection", "2014-03-31"),
        (3, "graded", "single-inspection", "2014-03-31"),
        (4, "graded", "single-inspection", "2014-03-31"),
        (1, "graded", "single-inspection", "2014-03-31"),
        (9, "re-inspected", "single-inspection", "2014-03-31"),
    ]


def test_a_note_of_a_table_names_its_own_judgement_and_service():
    notes = (
        ("1. In other matters nine councils were inadequate.",),
        ("2. In all, six councils were good for overall effectiveness.",),
    )
    text = table("Grades for staying safe in safeguarding inspections", *OF_ANNOUNCED, *notes)
    assert told_after(ANNOUNCED, text, "value", "judgement") == [
        (2, "staying safe"),
        (3, "staying safe"),
        (4, "staying safe"),
        (1, "staying safe"),
        (9, ""),
        (6, ""),
    ]


def test_a_list_in_a_note_that_is_too_short_is_refused_with_its_file_and_line():
    text = table("Grades", *OF_SINGLE, ("1. Three councils (Leeds and York) were inadequate.",))
    with pytest.raises(SourceError, match="^a.txt:20: the list has 2 names, its count is 3$"):
        reading(f"{SINGLE}\n\n{text}")


def test_a_table_of_something_else_is_warned_of():
    read = reading(table("Homes and places", ("Place", "Share"), ("Essex Road", "4%"), ("Kent Road", "5%")))
    assert read.figures == []
    assert read.warnings == [(3, "the table 'Homes and places' is of nothing that is known, so it is not read")]


@pytest.mark.parametrize(
    "data, message",
    [
        (b" \n", "a.txt: is empty"),
        (b"Ofsted\n\0\n\0", "a.txt:2: is not text: it holds a NUL byte"),
        (b"Ofsted\n\n\xff", "a.txt:3: is not UTF-8: byte 0xff"),
    ],
)
def test_a_damaged_file_is_named_with_its_line(data, message):
    with pytest.raises(SourceError) as refused:
        decode(data, "a.txt")
    assert str(refused.value) == message
