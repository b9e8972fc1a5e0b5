"""The scales that a text prints, each grade with its number: told from counts, dated and named."""

import pytest

from tests.readings import ANNOUNCED_GRADES, ANNUAL_GRADES, SINGLE_GRADES, reading, told, told_after

COUNTS = 1, 2, 3, 4
ROWS = (
    "Annual assessments 2011\n\nPerforms excellently{0}\nPerforms well{1}\nPerforms adequately{2}\nPerforms poorly{3}\n"
)
FOUR = "4 Excellent", "3 Performing well", "2 Performing adequately", "1 Poor"


def scale(text):
    fields = "line", "column", "value", "grade", "quote", "locator"
    return [tuple(getattr(f, name) for name in fields) for f in reading(text).figures if f.measure == "scale"]


def test_counts_that_are_not_in_the_order_of_the_grades_are_no_scale():
    rows = [f"{grade.capitalize()}: {count}" for grade, count in zip(ANNUAL_GRADES, (1, 2, 4, 3))]
    assert told("\n".join(["Annual grades for 2011", "", *rows]), "value", "measure", "unit") == [
        (count, "graded", "authorities") for count in (1, 2, 4, 3)
    ]


@pytest.mark.parametrize("numbers", [(" - 4", " - 3", " - 2", " - 1"), (": 1", ": 2", ": 3", ": 4")])
def test_rows_that_may_be_a_scale_as_well_as_counts_are_neither(numbers):
    read = reading(ROWS.format(*numbers))
    assert [cause for _, cause in read.warnings if "so it is not read" in cause]
    assert not read.figures and [number.value for number in read.unread] == [number[-1] for number in numbers]


def test_rows_that_only_a_scale_or_only_counts_can_be_are_read():
    scale = told(ROWS.format(" = 4", " = 3", " = 2", " = 1"), "value", "measure")
    assert scale == [(4, "scale"), (3, "scale"), (2, "scale"), (1, "scale")]
    announced = ROWS.format(": 4", ": 3", ": 2", ": 1").replace("\n\n", "\n\nThe grades that we gave are:\n\n")
    assert told(announced, "value", "measure") == scale and not reading(announced).warnings
    assert told(f"\n{announced}", "line") == [(line + 1,) for (line,) in told(announced, "line")]
    headed = announced.replace("are:\n\n", "are:\n\nGrade - Number\n")
    assert {measure for (measure,) in told(headed, "measure")} == {"graded"}
    assert {measure for (measure,) in told(f"{announced}Total: 10\n", "measure")} == {"graded", "total"}
    assert not told(announced.replace("we gave", "councils got"), "value")
    assert not told(announced.replace("are:", "are"), "value")
    counted = ROWS.format(" (4) - 9", " (3) - 9", " (2) - 9", " (1) - 9").replace("\n\n", "\n\nThe grades:\n\n")
    both = [one for rank in (4, 3, 2, 1) for one in [(rank, "scale"), (9, "graded")]]
    assert told(counted, "value", "measure") == both
    counts = told(ROWS.format(" - 4", " - 3", " - 2", " - 2"), "value", "measure")
    assert counts == [(4, "graded"), (3, "graded"), (2, "graded"), (2, "graded")]
    headed = ROWS.format(" - 4", " - 3", " - 2", " - 1").replace("\n\n", "\n\nGrade - Number\n")
    assert told(headed, "value", "measure") == [(4, "graded"), (3, "graded"), (2, "graded"), (1, "graded")]
    assert told(headed.replace("\n\n", "\n"), "value", "measure") == told(headed, "value", "measure")


@pytest.mark.parametrize(
    "between", [". ", ". 2 Good is common. ", ". 3 Adequate, 2 Good and 1 Outstanding are others. "]
)
def test_several_scales_of_a_text_are_read_whatever_stands_before_or_between(between):
    one = ", ".join(f"{number} {grade.capitalize()}" for number, grade in zip(COUNTS, ANNOUNCED_GRADES))
    other = ", ".join(f"{number} {grade.capitalize()}" for number, grade in zip((4, 3, 2, 1), ANNUAL_GRADES))
    scales = told(f"2 Good was said at first. {one}{between}{other}.", "grade", measure="scale")
    assert scales == [(grade,) for grade in (*ANNOUNCED_GRADES, *ANNUAL_GRADES)]


def test_a_scale_in_a_heading_is_of_the_year_that_the_heading_names():
    listed = ", ".join(f"{number} {grade.capitalize()}" for number, grade in zip((4, 3, 2, 1), ANNUAL_GRADES))
    assert told(f"Annual ratings 2009: {listed}", "period", measure="scale") == 4 * [("2009",)]
    lines = listed.replace(", ", "\n")
    assert told(f"Annual ratings 2009\n\nThe grades are\n\n{lines}", "period", measure="scale") == 4 * [("2009",)]


@pytest.mark.parametrize("numbers", [(1, 3, 2, 4), (4, 2, 3, 1)])
def test_grades_in_an_order_that_is_not_that_of_their_numbers_are_no_scale(numbers):
    listed = "Single inspection framework\n\nThe grades are {} ({}), {} ({}), {} ({}), {} ({})."
    mixed = [one for pair in zip(SINGLE_GRADES, numbers) for one in pair]
    assert not told(listed.format(*mixed), "value", measure="scale")
    in_order = [one for pair in zip(SINGLE_GRADES, COUNTS) for one in pair]
    assert len(told(listed.format(*in_order), "value", measure="scale")) == 4


def test_a_scale_in_a_section_has_the_names_of_its_grades():
    where = "Annual grades for 2010, scale"
    assert scale("Annual grades for 2010\n\n" + "\n".join(FOUR)) == [
        (line, 1, value, grade, quote, where)
        for line, value, grade, quote in zip((3, 4, 5, 6), (4, 3, 2, 1), ANNUAL_GRADES, FOUR)
    ]


def test_a_scale_at_the_top_of_a_text_has_its_place():
    places = (2, 25), (2, 38), (2, 57), (2, 82)
    assert scale(f"\nThe annual grades 2010: {', '.join(FOUR)}.\n") == [
        (*place, value, grade, quote, "scale")
        for place, value, grade, quote in zip(places, (4, 3, 2, 1), ANNUAL_GRADES, FOUR)
    ]


def test_a_short_table_after_a_scale_is_read():
    rows = "Move\tCouncils\nPerforms well to performs poorly\t3\nPerforms poorly to performs well\t4"
    text = f"{', '.join(FOUR)}.\n\nMoves between annual grades, 2009 to 2010\n\n{rows}"
    found = [(f.line, f.column, f.value, f.from_grade) for f in reading(text).figures if f.measure == "moved"]
    assert found == [(6, 34, 3, "performs well"), (7, 34, 4, "performs poorly")]


@pytest.mark.parametrize(
    "before, grades, places, said",
    [
        (
            "Annual ratings for 2010",
            "excellent (4), performing well (3), performing adequately\n(2) and performing poorly (1).",
            [(3, 24), (3, 45), (4, 2), (4, 28)],
            ("annual-assessment", "overall", "2010"),
        ),
        (
            "Single inspection framework from 1 March 2014 to 3 May 2014",
            "outstanding (1), good (2), requires improvement (3) and inadequate (4).",
            [(3, 26), (3, 36), (3, 62), (3, 81)],
            ("single-inspection", "", ""),
        ),
        (
            "Inspections",
            "Excellent (4), Good (3), Adequate (2) and Inadequate (1).",
            [(3, 24), (3, 34), (3, 48), (3, 67)],
            ("", "", ""),
        ),
    ],
)
def test_a_scale_is_that_of_its_regime(before, grades, places, said):
    text = f"The grades: {grades}\n\nFurther matters\n\nThat is all."
    found = told_after(before, text, "line", "column", "locator", "measure", "regime", "judgement", "period")
    assert found == [(*place, f"{before}, scale", "scale", *said) for place in places]


def test_the_grades_of_an_unknown_scale_are_those_printed():
    text = "Each was Excellent (4), Good (3), Adequate (2) or Inadequate (1)."
    assert told_after("Inspections", text, "value", "grade") == [
        (4, "excellent"),
        (3, "good"),
        (2, "adequate"),
        (1, "inadequate"),
    ]


def test_the_counts_of_a_table_are_no_scale_though_they_fall_by_one():
    rows = ("Not yet graded", 4), ("Performs excellently", 3), ("Performs well", 2), ("Performs adequately", 1)
    text = "\n\n".join(f"\t{label}\n\t{cell}" for label, cell in [("Grade", "Councils"), *rows, ("Performs poorly", 0)])
    assert told_after("Annual ratings for 2010", text, "measure", "value", "grade") == [
        ("pending", 4, ""),
        ("graded", 3, "performs excellently"),
        ("graded", 2, "performs well"),
        ("graded", 1, "performs adequately"),
        ("graded", 0, "performs poorly"),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_stands_right_before_a_scale_is_read_once_and_its_rows_are_no_counts(end):
    text = f"Annual grades 2010\n\nNine councils were poor.\n{', '.join(FOUR)}."
    assert told(text.replace("\n", end), "line", "value", "measure") == [
        (3, 9, "graded"),
        *((4, value, "scale") for value in (4, 3, 2, 1)),
    ]
    rows = "\n".join(f"{grade.capitalize()} = {rank}" for grade, rank in zip(ANNUAL_GRADES, (4, 3, 2, 1)))
    text = f"Annual grades 2010\n\nGrades that we give\n{rows}\n"
    assert told(text.replace("\n", end), "value", "measure") == [(value, "scale") for value in (4, 3, 2, 1)]
    assert not reading(text.replace("\n", end)).warnings
