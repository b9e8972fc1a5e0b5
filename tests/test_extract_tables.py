"""What is read from tables whose shape no release has: where each figure stands, and what it is about."""

import pytest

from tests.readings import ANNOUNCED_GRADES, ANNUAL_GRADES, reading, refusal, told

PLACE = "line", "column", "value"


def tabbed(*rows):
    return "\n".join("\t".join(map(str, row)) for row in rows)


def graded(grades, *columns):
    """The rows of a table: a grade each, with its cell of every column."""
    return tabbed(*zip(map(str.capitalize, grades), *columns))


# --- Columns of changes -------------------------------------------------------------------------

COUNTS = (10, 93, 40, 9), (20, 78, 39, 15), (28, 76, 33, 15)
SIGNED = "+18", "-17", "−7", "6"


def changes(heading, *years):
    title = "Table 4: Annual grades of children's services"
    columns = [dict(zip((2009, 2010, 2011), COUNTS))[year] for year in years]
    return f"{title}\n\n{tabbed(('Grade', *years, heading))}\n{graded(ANNUAL_GRADES, *columns, SIGNED)}\n"


def test_a_change_is_one_of_authorities_between_the_first_and_the_last_year():
    text = changes("Change", 2009, 2010, 2011)
    assert told(text, *PLACE, "grade", "unit", measure="difference") == [
        (4, 32, 18, ANNUAL_GRADES[0], "authorities"),
        (5, 25, -17, ANNUAL_GRADES[1], "authorities"),
        (6, 31, -7, ANNUAL_GRADES[2], "authorities"),
        (7, 25, 6, ANNUAL_GRADES[3], "authorities"),
    ]
    fields = "regime", "judgement", "period", "from_period", "to_period"
    assert {*told(text, *fields, measure="difference")} == {
        ("annual-rating|annual-assessment", "overall", "", "2009", "2011")
    }
    assert told(text, "locator", measure="difference")[0] == ("Table 4, row Performs excellently, column Change",)


@pytest.mark.parametrize(
    "heading, years, span",
    [
        ("Change 2010 to 2011", (2009, 2010, 2011), ("2010", "2011")),
        ("Change since 2010", (2010, 2011), ("2010", "2011")),
        ("Difference", (2010,), ("", "")),
    ],
)
def test_the_years_of_a_change_are_those_of_its_heading_or_of_the_table(heading, years, span):
    found = {*told(changes(heading, *years), "from_period", "to_period", measure="difference")}
    assert found == {span}


def test_the_total_of_a_column_of_changes_is_one_of_all_grades():
    text = changes("Change", 2010, 2011).replace("Change\n", "Change\nTotal\t152\t152\t0\n")
    expected = [(0, ""), *zip((18, -17, -7, 6), ANNUAL_GRADES)]
    assert told(text, "value", "grade", measure="difference") == expected
    for nothing in ("", "–"):
        none = text.replace("152\t0", f"152\t{nothing}")
        assert told(none, "value", "grade", measure="difference") == expected[1:]


def test_no_change_is_zero_whatever_its_sign():
    text = changes("Change", 2010, 2011).replace("+18", "-0").replace("−7", "+0")
    assert [f"{value:g}" for (value,) in told(text, "value", measure="difference")] == ["0", "-17", "0", "6"]


def test_changes_in_inspections_have_no_years_and_no_period():
    title = "Announced inspections of safeguarding services: overall effectiveness up to 31 March 2011"
    head = tabbed(("Grade", 2010, 2011, "Change"))
    text = f"{title}\n\n{head}\n{graded(ANNOUNCED_GRADES, (1, 2, 3, 4), (2, 2, 2, 2), ('+1', 0, '-1', '-2'))}"
    fields = "value", "unit", "grade", "judgement", "period", "from_period"
    judgement = "safeguarding: overall effectiveness"
    assert told(text, *fields, measure="difference") == [
        (value, "", grade, judgement, "", "") for value, grade in zip((1, 0, -1, -2), ANNOUNCED_GRADES)
    ]


def test_a_change_that_is_no_number_is_refused_where_it_stands():
    rows = [
        ["Grade", "2010", "2011", "Change"],
        *zip(map(str.capitalize, ANNUAL_GRADES), "1111", "2111", ["+1", "x", "0", "0"]),
    ]
    cells = "\n".join("".join(f"\t{cell}\n\t\n" for cell in row).removesuffix("\t\n") for row in rows)
    assert refusal("Annual grades\n\n" + cells) == "a.txt:25: 'x' stands where a number must be"


# --- Grades of named authorities ----------------------------------------------------------------

NAMED = (
    "Places and grades\n\nPlace\t2009\t2010\n"
    "Essex\tPerforms poorly\tPerforms adequately\nKent\tPerforms well\tExcellent\n"
)


def test_the_grades_tell_which_scale_a_table_of_names_has():
    fields = "line", "column", "value", "unit", "authority", "grade", "regime", "period", "locator"
    where = "Places and grades Place, row {}, column {}".format
    assert told(NAMED, *fields) == [
        (4, 7, None, "grade", "Essex", ANNUAL_GRADES[3], "annual-rating", "2009", where("Essex", 2009)),
        (4, 23, None, "grade", "Essex", ANNUAL_GRADES[2], "annual-assessment", "2010", where("Essex", 2010)),
        (5, 6, None, "grade", "Kent", ANNUAL_GRADES[1], "annual-rating", "2009", where("Kent", 2009)),
        (5, 20, None, "grade", "Kent", ANNUAL_GRADES[0], "annual-assessment", "2010", where("Kent", 2010)),
    ]


@pytest.mark.parametrize(
    "title, heading",
    [("Single inspection judgements", "Up to 31 March"), ("Single inspection judgements up to 31 March", "Overall")],
)
def test_the_year_of_publication_completes_the_dates_of_a_table_of_names(title, heading):
    text = f"Ofsted in brief\n\n{tabbed((title, heading), ('Essex', 'Good'), ('Kent', 'Inadequate'))}"
    assert told(text, "authority", "grade", "regime", "period", year="2015") == [
        ("Essex", "good", "single-inspection", "2015-03-31"),
        ("Kent", "inadequate", "single-inspection", "2015-03-31"),
    ]


@pytest.mark.parametrize(
    "old, new, said",
    [
        ("\tExcellent", "", "5: 'Kent' has 1 cells, the heading of 'Places and grades Place' has 2"),
        ("Performs poorly", "Oddly", "4: unknown grade 'Oddly' of 'Essex' in 'Places and grades'"),
        ("Performs adequately", "Oddly", "4: unknown grade 'Oddly' of 'Essex' in 'Places and grades'"),
        ("Essex", "essex", "4: unknown grade 'essex' of 'essex' in 'Places and grades'"),
    ],
)
def test_a_damaged_table_of_names_is_refused_by_line_and_cause(old, new, said):
    assert refusal(NAMED.replace(old, new)) == f"a.txt:{said}"


# --- What columns are about ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "title, headings, judgements",
    [
        (
            "Announced inspections of safeguarding services",
            ("Overall (as before) effectiveness", "Capacity [so called] to improve"),
            ("safeguarding: overall effectiveness", "safeguarding: capacity to improve"),
        ),
        (
            "Announced inspections: overall effectiveness",
            ("Safeguarding", "Looked after children"),
            ("safeguarding: overall effectiveness", "looked after children: overall effectiveness"),
        ),
        (
            "Announced inspections of safeguarding services: overall effectiveness",
            ("Overall", "Teamwork"),
            ("safeguarding: overall effectiveness", "teamwork"),
        ),
    ],
)
def test_a_column_is_about_what_its_heading_says(title, headings, judgements):
    text = f"{title}\n\n{tabbed(('Grade', *headings))}\n{graded(ANNOUNCED_GRADES, (1, 2, 3, 4), (5, 6, 7, 8))}"
    assert told(text, "value", "judgement") == [
        (value, judgement) for row in zip((1, 2, 3, 4), (5, 6, 7, 8)) for value, judgement in zip(row, judgements)
    ]


def test_columns_under_names_that_span_them():
    head = tabbed(
        ("", "", 2010, "", "Extra", "Group X"),
        ("Grade", "Councils", "Number", "%", "", "Number", "%"),
    )
    columns = (1, 2, 3, 4), (2, 3, 4, 1), ("20%", "30%", "40%", "10%"), (3, 4, 1, 2), (4, 1, 2, 3)
    text = (
        f"Annual grades of councils for 2009\n\n{head}\n{graded(ANNUAL_GRADES, *columns, ('40%', '10%', '20%', '30%'))}"
    )
    where = "Annual grades of councils for 2009, row Performs excellently, column {}".format
    assert told(text, "value", "unit", "period", "locator", line=5) == [
        (1, "authorities", "2009", where("Councils")),
        (2, "authorities", "2010", where("2010: Number")),
        (20, "percent", "2010", where("2010: %")),
        (3, "authorities", "2009", where("Extra")),
        (4, "authorities", "2009", where("Group X: Number")),
        (40, "percent", "2009", where("Group X: %")),
    ]


def test_a_name_above_columns_that_are_set_apart_spans_the_first_only():
    head = "\tGrades by number\n\n\t\n\tNumber\n\t\n\tPercentage\n\n"
    rows = zip(map(str.capitalize, ANNUAL_GRADES), (1, 2, 3, 4), (10, 20, 30, 40))
    cells = "\n".join(f"\t{grade}\n\t\n\t{count}\n\t\n\t{share}%\n" for grade, count, share in rows)
    where = "Annual grades for 2011, row Performs excellently, column {}".format
    assert told(f"Annual grades for 2011\n\n{head}{cells}", *PLACE, "locator")[:2] == [
        (12, 2, 1, where("Grades by number: Number")),
        (14, 2, 10, where("Percentage")),
    ]


# --- Titles and rows ----------------------------------------------------------------------------

BARE = "Performs excellently: 20 13%\nPerforms well: 78 51%\nPerforms adequately: 39 26%\nPerforms poorly: 15 10%\n"


def test_columns_without_a_heading_are_a_number_and_its_percentage():
    where = "Annual grades 2010, row Performs excellently, column {}".format
    assert told("Annual grades 2010\n\n" + BARE, *PLACE, "unit", "locator", line=3) == [
        (3, 23, 20, "authorities", where("Number")),
        (3, 26, 13, "percent", where("%")),
    ]


@pytest.mark.parametrize(
    "heading, name",
    [
        ("Annual grades 2010\tIn all\tShare", "Annual grades 2010"),
        (
            "Annual grades of councils\nfor the year 2010 Number Percentage",
            "Annual grades of councils for the year 2010",
        ),
        ("Grade 2010 Number Percentage", "Ofsted in brief Grade 2010"),
    ],
)
def test_a_table_is_named_by_its_own_heading_if_that_says_enough(heading, name):
    found = {where.partition(", row ")[0] for (where,) in told(f"Ofsted in brief\n\n{heading}\n{BARE}", "locator")}
    assert found == {name}


def test_an_indented_heading_names_its_column():
    rows = BARE.replace("%", "").replace(" 13", "").replace(" 51", "").replace(" 26", "").replace(" 10", "")
    found = told(f"Annual grades 2010\n\n  Number\n{rows}", *PLACE, "locator")
    assert found[0] == (4, 23, 20, "Annual grades 2010 Number, row Performs excellently, column Number")


@pytest.mark.parametrize(
    "head, first, second",
    [
        ("Move\tCouncils\tShare", "Performs well to performs poorly\t3\t4%", "Performs poorly to performs well\t5\t6%"),
        ("Was\tIs\tCouncils\tShare", "Performs well\tPerforms poorly\t3\t4%", "Performs poorly\tPerforms well\t5\t6%"),
    ],
)
def test_a_table_of_moves_has_all_its_columns(head, first, second):
    text = f"Moves between annual grades, 2009 to 2010\n\n{head}\n{first}\n{second}\n"
    found = told(text, "line", "value", "unit", "from_grade", "to_grade", "locator")
    assert [(*one[:-1], one[-1].rpartition(", ")[2]) for one in found] == [
        (4, 3, "authorities", "performs well", "performs poorly", "column Councils"),
        (4, 4, "percent", "performs well", "performs poorly", "column Share"),
        (5, 5, "authorities", "performs poorly", "performs well", "column Councils"),
        (5, 6, "percent", "performs poorly", "performs well", "column Share"),
    ]


def test_a_count_and_its_share_in_words_are_two_numbers():
    text = "Annual grades for 2011\n\n" + BARE.replace(" 1", " (1").replace(" 51", " (51").replace(" 26", " (26")
    found = told(text.replace("%", " per cent)").replace("(15", "15"), *PLACE, "unit")
    assert found[:4] == [
        (3, 23, 20, "authorities"),
        (3, 27, 13, "percent"),
        (4, 16, 78, "authorities"),
        (4, 20, 51, "percent"),
    ]


@pytest.mark.parametrize("start, apart, end", [("| ", " | ", " |  "), ("", "\t", "\t")])
def test_what_ends_each_line_of_a_table_is_no_cell(start, apart, end):
    rows = ("Grade", "Councils"), *zip(map(str.capitalize, ANNUAL_GRADES), "1234")
    lines = "\n".join(f"{start}{label}{apart}{cell}{end}" for label, cell in rows)
    assert told(f"Annual grades for 2011\n\n{lines}\n", "line", "value", "grade") == [
        (line, value, grade) for line, value, grade in zip((4, 5, 6, 7), (1, 2, 3, 4), ANNUAL_GRADES)
    ]


def test_a_row_without_its_label_is_refused():
    text = (
        "Annual grades\n\nGrade\tCouncils\nPerforms excellently\t1\n- | 2\nPerforms adequately\t3\nPerforms poorly\t4\n"
    )
    assert refusal(text) == "a.txt:5: unknown grade '' in 'Annual grades Grade'"


# --- Numbers of the scale -----------------------------------------------------------------------


def test_a_row_without_the_number_of_its_grade_keeps_its_cells():
    text = (
        "Annual grades of councils 2010 Number Percentage\nPerforms excellently - 4 20 13%\n"
        "Performs well - 78 51%\nPerforms adequately -2 39 26%\nPerforms poorly (1) 15 10%\n"
    )
    name = "Annual grades of councils 2010, row Performs "
    assert told(text, *PLACE, "grade", "locator", measure="scale") == [
        (2, 24, 4, ANNUAL_GRADES[0], f"{name}excellently"),
        (4, 22, 2, ANNUAL_GRADES[2], f"{name}adequately"),
        (5, 18, 1, ANNUAL_GRADES[3], f"{name}poorly"),
    ]
    assert told(text, "value", "unit", measure="graded", line=3) == [(78, "authorities"), (51, "percent")]


def test_a_total_is_no_number_of_the_scale():
    text = (
        "Annual grades of councils 2010 Number\nPerforms excellently - 4 1\nPerforms well - 3 1\n"
        "Performs adequately - 2 1\nPerforms poorly - 1 1\nTotal 4\n"
    )
    assert told(text, *PLACE, "unit", measure="total") == [(6, 7, 4, "authorities")]
    assert told(text, "value", measure="scale") == [(4,), (3,), (2,), (1,)]


def test_the_number_of_a_grade_may_stand_without_its_brackets():
    text = (
        "Annual grades of councils 2010\n\nPerforms excellently (4) 20\nPerforms well 3 78\n"
        "Performs adequately (2) 39\nPerforms poorly (1) 15\n"
    )
    assert told(text, *PLACE, "measure", "unit", line=4) == [
        (4, 15, 3, "scale", "grade"),
        (4, 17, 78, "graded", "authorities"),
    ]


# --- Grades as columns --------------------------------------------------------------------------

TURNED = (
    "Annual grades of councils\n\nYear | Performs excellently | Performs well | Performs adequately | Performs poorly\n"
    "2009 | 1 | 2 | 3 | 4\n2010 | 5 | 6 | 7 | 8\n"
)


def test_a_table_whose_columns_are_the_grades():
    assert told(TURNED, *PLACE, "grade", "period") == [
        (line, column, value, grade, period)
        for line, period, values in ((4, "2009", (1, 2, 3, 4)), (5, "2010", (5, 6, 7, 8)))
        for column, value, grade in zip((8, 12, 16, 20), values, ANNUAL_GRADES)
    ]


@pytest.mark.parametrize(
    "label", ["Overall ... effectiveness", "Overall (sic) effectiveness", "Overall effectiveness1"]
)
def test_the_label_of_a_row_of_grades_is_read_without_what_is_put_into_it(label):
    text = f"Safeguarding inspections\n\nJudgement\tOutstanding\tGood\tAdequate\tInadequate\n{label}\t1\t2\t3\t4\n"
    judgement = "safeguarding: overall effectiveness"
    assert told(text, "value", "judgement") == [(value, judgement) for value in (1, 2, 3, 4)]


@pytest.mark.parametrize(
    "text, said",
    [
        (TURNED.replace(" | 4", ""), "4: '' stands where a number must be"),
        (TURNED.replace("poorly", "oddly"), "3: unknown grade 'Performs oddly' in 'Annual grades of councils'"),
        (
            TURNED.replace(" | Performs poorly", "").replace(" | 4", "").replace(" | 8", ""),
            "1: 'Annual grades of councils' has 0 rows for the grade of rank 1, not one: "
            "Performs excellently, Performs well, Performs adequately",
        ),
    ],
)
def test_a_damaged_table_of_grades_as_columns_is_refused(text, said):
    assert refusal(text) == f"a.txt:{said}"


# --- Layouts that others use --------------------------------------------------------------------

OTHER_LAYOUTS = {
    "a heading of two lines between bars": (
        "| Grade | 2010 | |\n| | Number | % |",
        "| {} | {} | {}% |",
    ),
    "rows that end in a tab, the heading not": ("Grade\tNumber\t%", "{}\t{}\t{}%\t"),
    "a heading that ends in a tab, as the rows do": ("Grade\tNumber\t%\t", "{}\t{}\t{}%\t"),
    "shares in words, in brackets": ("", "{}: {} ({} per cent)"),
}


@pytest.mark.parametrize("heading, row", OTHER_LAYOUTS.values(), ids=OTHER_LAYOUTS)
def test_counts_with_their_shares(heading, row):
    counts, shares = (1, 2, 3, 4), (10, 20, 30, 40)
    rows = [row.format(*cells) for cells in zip(map(str.capitalize, ANNUAL_GRADES), counts, shares)]
    text = "\n".join(["Annual grades 2010", "", *filter(None, [heading]), *rows, ""])
    found = told(text, "value", "unit", "measure", "grade", "period")
    assert sorted(found) == sorted(
        (value, unit, "graded", grade, "2010")
        for unit, values in (("authorities", counts), ("percent", shares))
        for value, grade in zip(values, ANNUAL_GRADES)
    )


def test_shares_in_words_alone():
    rows = "".join(f"{grade.capitalize()}: {share} per cent\n" for grade, share in zip(ANNUAL_GRADES, (10, 20, 30, 40)))
    found = told("Annual grades 2010\n\n" + rows, "value", "unit", "grade")
    assert found == [(share, "percent", grade) for share, grade in zip((10, 20, 30, 40), ANNUAL_GRADES)]


def test_a_row_between_bars_that_lacks_its_last_cell_is_refused():
    rows = [f"| {grade.capitalize()} | 1 | 25% |" for grade in ANNUAL_GRADES]
    rows[1] = "| Performs well | 1 |"
    text = "\n".join(["Annual grades 2010", "", "| Grade | Number | % |", *rows])
    assert refusal(text).startswith("a.txt:5: 'Performs well' has 1 cells, the heading of")


# --- Tables that are no distribution -------------------------------------------------------------


@pytest.mark.parametrize(
    "columns", [("Improved", "Declined"), ("All", "Good"), ("Total", "Performs poorly"), ("Good to poor", "All")]
)
def test_counts_by_grade_and_by_change_or_another_grade_are_not_read_as_a_distribution(columns):
    text = "Annual grades of 2011\n\n" + tabbed(("Grade", *columns)) + "\n" + graded(ANNUAL_GRADES, *COUNTS[:2])
    read = reading(text)
    assert read.figures == []
    assert len(read.unread) == 8
    assert "nothing that is known" in read.warnings[0][1]


@pytest.mark.parametrize(
    "title, heading, period",
    [
        ("Annual grades in 2009 and 2010", "Councils", ""),
        ("Annual grades in 2009 and 2010", "2010", "2010"),
        ("Annual grades in 2010", "Councils", "2010"),
        ("Annual grades", "Councils", "2011"),
    ],
)
def test_a_column_has_its_own_year_or_that_of_its_title_or_none(title, heading, period):
    before = f"Annual assessments 2011\n\nMore is said below.\n\n{title}\n\n"
    counted = told(f"{before}{tabbed(('Grade', heading))}\n{graded(ANNUAL_GRADES, COUNTS[0])}", "value", "period")
    assert counted == [(value, period) for value in COUNTS[0]]
    named = told(
        f"{before}{tabbed(('Authority', heading), ('Leeds', 'Poor'), ('York', 'Good'))}", "authority", "period"
    )
    assert named == [("Leeds", period), ("York", period)]


@pytest.mark.parametrize("heading", ["To date", "So far"])
def test_a_column_of_all_counts_to_date_has_the_judgement_of_the_title(heading):
    text = "Safeguarding inspections: overall effectiveness\n\n" + tabbed(("Grade", heading))
    text += "\n" + graded(ANNOUNCED_GRADES, COUNTS[0])
    assert {*told(text, "judgement")} == {("safeguarding: overall effectiveness",)}


# --- Where a table begins and ends ---------------------------------------------------------------

OF_2011 = "Annual grades of children's services in 2011"
AUTHORITIES = "Authority\tGrade\nLeeds\tperforms well"


@pytest.mark.parametrize(
    "rows, line",
    [
        (f"{AUTHORITIES}\nKent\t\nYork\tperforms poorly", 5),
        (f"{AUTHORITIES}\nYork\tperforms poorly\nKent\t", 6),
        (f"{AUTHORITIES}\nYork\tperforms poorly\nKent", 6),
        (f"{AUTHORITIES}\nKent\nYork\tperforms poorly", 5),
        ("Authority\tGrade\nKent\t\nLeeds\tperforms well", 4),
    ],
)
def test_a_name_that_has_lost_its_grade_is_refused_by_its_line(rows, line):
    assert refusal(f"{OF_2011}\n\n{rows}").startswith(f"a.txt:{line}: ")


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_name_after_a_table_that_more_text_follows_is_a_heading(gap):
    text = f"{OF_2011}\n\n{AUTHORITIES}\nYork\tperforms poorly{gap}Kent\n\nMore is said below."
    assert told(text, "line", "authority") == [(4, "Leeds"), (5, "York")]


@pytest.mark.parametrize(
    "above, left",
    [
        ("Grade and number", []),
        ("Table 3 Grades", []),
        ("Grades of 152", ["152"]),
        ("In 2011 28 did best.", ["28"]),
        ("Grade\tNumber", []),
    ],
)
def test_what_stands_right_above_the_rows_of_a_table_does_not_hide_them(above, left):
    rows = "\n".join(f"{grade.capitalize()}: {count}" for grade, count in zip(ANNUAL_GRADES, COUNTS[2]))
    text = f"{OF_2011}\n\n{above}\n{rows}".replace(": ", "\t" if "\t" in above else ": ")
    assert told(text, "line", "value") == [(4, 28), (5, 76), (6, 33), (7, 15)]
    assert [number.value for number in reading(text).unread] == left


def test_a_blank_line_may_part_the_rows_of_a_table_and_lines_may_end_as_on_windows():
    above, below = graded(ANNUAL_GRADES, COUNTS[2]).split("\nPerforms adequately")
    text = f"{OF_2011}\n\nGrade\tNumber\n{above}\n\nPerforms adequately{below}"
    assert told(text, "line", "value") == [(4, 28), (5, 76), (7, 33), (8, 15)]
    assert reading(text.replace("\n", "\r\n")) == reading(text)


def test_counts_of_a_change_have_its_two_years_and_no_period_of_their_own():
    text = f"{OF_2011}\n\nAnnual grades between 2009 and 2010\n\n{tabbed(('Change', '2011'), ('Improved', 5), ('Declined', 6))}"
    years = ("2009", "2010", "")
    assert told(text, "value", "from_period", "to_period", "period") == [(5, *years), (6, *years)]


def test_three_dots_before_the_sign_of_percentages_are_none_of_the_heading():
    rows = ("Outstanding", 4, "40%"), ("Good", 3, "30%"), ("Requires improvement", 2, "20%"), ("Inadequate", 1, "10%")
    text = (
        f"Single inspection framework, up to 31 March 2015\n\n{tabbed(('Grade', 'Child protection', '... %'), *rows)}\n"
    )
    assert {judgement for (judgement,) in told(text, "judgement")} == {"child protection"}
