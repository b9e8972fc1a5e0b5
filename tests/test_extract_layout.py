"""What lines are together: tables whose shape no release has, their headings and rows, wrapped sentences."""

import pytest

from gradedrift.extract.layout import blocks
from gradedrift.extract.lines import Line, lines_of
from gradedrift.extract.rows import grades_across, is_cut_off, is_gap, is_like_row
from tests.readings import ANNOUNCED_GRADES, ANNUAL_GRADES, SINGLE_GRADES, reading, refusal, told

OF_SAFEGUARDING = "Announced inspections of safeguarding services: overall effectiveness"
COUNTS = 1, 2, 3, 4


def graded(title, grades, *columns, more=()):
    """A table of grades under its title; a column is its heading and a cell for each grade, `more` are rows below."""
    headings, cells = ["Grade", *(heading for heading, _ in columns)], (cells for _, cells in columns)
    rows = [headings, *zip(map(str.capitalize, grades), *cells), *more]
    return f"{title}\n\n" + "\n".join("\t".join(map(str, row)) for row in rows) + "\n"


STAFF = "Staff in our offices\n\nOffice\tInspectors\nLeeds\t12\nYork\t13\nTotal\t25\n"
ACROSS = graded(
    "Annual grades of councils, 2009 by 2010",
    ANNUAL_GRADES,
    ("Total", (3, 5, 7, 9)),
    ("Performs excellently", COUNTS),
    ("Performs well", (2, 3, 4, 5)),
)
FOUR = (
    "Annual assessments 2011\n\nPerforms excellently{0}\nPerforms well{1}\nPerforms adequately{2}\nPerforms poorly{3}\n"
)
ROWS = "Performs excellently 10\nPerforms well 93\nPerforms adequately 40\nPerforms poorly 9"


def lines(*texts: str) -> list[Line]:
    return lines_of("\n".join(texts))


@pytest.mark.parametrize("text, numbers", [(STAFF, 3), (ACROSS, 12)])
def test_a_table_of_nothing_that_is_known_is_left_unread_with_a_warning(text, numbers):
    found = reading(text)
    assert found.figures == []
    assert len(found.unread) == numbers
    [(line, cause)] = found.warnings
    assert line == 3
    assert cause.endswith("is of nothing that is known, so it is not read")


def test_a_table_of_cells_without_a_number_states_nothing():
    found = reading("Staff in our offices\n\n\tOffice\n\tManager\n\n\tLeeds\n\tMs Smith\n")
    assert found.figures == found.unread == found.warnings == []


def test_columns_of_totals_are_read_as_others_are():
    text = graded("Annual grades of councils", ANNUAL_GRADES, ("Total 2009", COUNTS), ("Total 2010", COUNTS))
    assert told(text, "value", "period", "grade") == [
        (count, year, grade) for count, grade in zip(COUNTS, ANNUAL_GRADES) for year in ("2009", "2010")
    ]


@pytest.mark.parametrize(
    "title, label, heading",
    [
        (OF_SAFEGUARDING, "Grade", "Up to 31 March"),
        (f"{OF_SAFEGUARDING}, up to 31 March", "Grade", "Councils"),
        ("Ofsted in brief", f"{OF_SAFEGUARDING}, up to 31 March", "Councils"),
    ],
)
def test_the_year_of_publication_completes_the_dates_of_a_table(title, label, heading):
    text = graded(title, ANNOUNCED_GRADES, (heading, COUNTS)).replace("Grade\t", f"{label}\t")
    assert told(text, "value", "period", year="2011") == [(count, "2011-03-31") for count in COUNTS]


@pytest.mark.parametrize("heading", ["New framework", "Boroughs", "Number so far"])
def test_a_heading_that_names_no_judgement_leaves_the_overall_one(heading):
    text = graded("Single inspection judgements", SINGLE_GRADES, (heading, COUNTS))
    assert told(text, "value", "judgement") == [(count, "overall") for count in COUNTS]


def test_a_heading_that_says_only_percentage_is_about_the_column_before_it():
    share = "Percentage", ("10", "20", "30", "40")
    text = graded(
        "Announced inspections", ANNOUNCED_GRADES, ("Safeguarding", COUNTS), share, ("Adoption", COUNTS), share
    )
    text = text.replace("inspections", "inspections: overall effectiveness").replace(
        "Adoption", "Looked after children"
    )
    assert told(text, "value", "unit", "judgement")[:4] == [
        (1, "", "safeguarding: overall effectiveness"),
        (10, "percent", "safeguarding: overall effectiveness"),
        (1, "", "looked after children: overall effectiveness"),
        (10, "percent", "looked after children: overall effectiveness"),
    ]


@pytest.mark.parametrize(
    "heading, cells, unit, values",
    [
        ("2010", ("10%", "20%", "30%", "40%"), "percent", (10, 20, 30, 40)),
        ("Percentage 2010", ("10", "20", "30", "40"), "percent", (10, 20, 30, 40)),
        ("2010", ("1,010", "2,020", "3,030", "40"), "authorities", (1010, 2020, 3030, 40)),
    ],
)
def test_a_column_has_shares_by_its_heading_or_by_all_its_cells(heading, cells, unit, values):
    text = graded("Annual grades of councils", ANNUAL_GRADES, (heading, cells))
    assert told(text, "value", "unit", "period") == [(value, unit, "2010") for value in values]


def test_a_share_among_counts_is_refused():
    text = graded("Annual grades of councils 2010", ANNUAL_GRADES, ("Councils", (1, "20%", 3, 4)))
    assert refusal(text) == "a.txt:5: '20%' stands where a number must be"


@pytest.mark.parametrize("total", [10, 12])
def test_a_total_is_with_or_without_what_is_pending(total):
    more = ("Pending", 2), ("All councils", total)
    text = graded("Single inspection judgements", SINGLE_GRADES, ("Up to 31 March 2015", COUNTS), more=more)
    assert told(text, "value", "measure", "unit")[4:] == [
        (2, "pending", "authorities"),
        (total, "total", "authorities"),
    ]


def test_a_total_that_only_part_of_what_is_pending_makes_up_is_refused():
    more = ("Pending", 2), ("Total", 11)
    text = graded("Single inspection judgements", SINGLE_GRADES, ("Councils", COUNTS), more=more)
    assert refusal(text) == "a.txt:9: 'Total' is 11 but the grades of column 'Councils' add up to 10"


@pytest.mark.parametrize(
    "more", [[("All inspections", 10)], [("Pending", 2), ("All inspections", 10), ("Total with those pending", 12)]]
)
def test_the_total_says_what_a_table_counts(more):
    text = graded("Single inspection judgements", SINGLE_GRADES, ("Up to 31 March 2015", COUNTS), more=more)
    assert told(text, "value", "unit") == [(count, "inspections") for count in (*COUNTS, *(row[1] for row in more))]


def test_no_change_in_all_may_be_a_dash():
    years = ("2009", (5, 5, 5, 5)), ("2010", (6, 4, 5, 5)), ("Change", ("+1", "-1", 0, 0))
    text = graded("Annual grades of councils", ANNUAL_GRADES, *years, more=[("Total", 20, 20, "-")])
    assert [value for value, measure in told(text, "value", "measure") if measure == "difference"] == [1, -1, 0, 0]


def test_a_row_of_several_grades_names_them_best_first():
    text = graded("Annual grades 2011", ANNUAL_GRADES, ("Councils", COUNTS), more=[("Good or better", 3)])
    assert told(text, "value", "measure", "grade")[4:] == [(3, "graded", "performs excellently|performs well")]


def test_a_text_may_begin_with_a_table_that_its_first_cell_names():
    cells = "\n".join(f"\n\t{grade.capitalize()}\n\t{count}" for grade, count in zip(ANNUAL_GRADES, COUNTS))
    text = f"\tAnnual grades for 2010\n\n\tGrade\n\tCouncils\n{cells}\n"
    found = told(text, "line", "value", "period", "locator")
    assert [one[:3] for one in found] == [(line, count, "2010") for line, count in zip((7, 10, 13, 16), COUNTS)]
    assert found[0][3].startswith("Annual grades for 2010, row Performs excellently, column ")


def test_names_that_span_columns_between_bars():
    rows = [f"| {grade.capitalize()} | 1 | 25% | 2 | 25% |" for grade in ANNUAL_GRADES]
    text = "\n".join(["Annual grades", "", "| Grade | 2009 | | 2010 | |", "| | Number | % | Number | % |", *rows])
    assert told(text, "line", "value", "period", "locator")[:4] == [
        (5, value, heading[:4], f"Annual grades, row Performs excellently, column {heading}")
        for value, heading in zip((1, 25, 2, 25), ("2009: Number", "2009: %", "2010: Number", "2010: %"))
    ]


def test_a_heading_of_two_cells_names_the_table_and_its_column():
    text = "Ofsted in brief\n\nAnnual grades of councils 2010 | In all\n" + "".join(
        f"{grade.capitalize()} | {count}\n" for grade, count in zip(ANNUAL_GRADES, COUNTS)
    )
    assert told(text, "value", "locator")[0] == (
        1, "Annual grades of councils 2010, row Performs excellently, column In all",
    )  # fmt: skip


def test_spaces_after_the_last_bar_are_no_cell():
    rows = [f"| {grade.capitalize()} | 1 | 25% |  " for grade in ANNUAL_GRADES]
    rows[1] = "| Performs well | 1 |  "
    text = "\n".join(["Annual grades 2010", "", "| Grade | Number | % |  ", *rows])
    assert refusal(text) == "a.txt:5: 'Performs well' has 1 cells, the heading of 'Annual grades 2010 Grade' has 2"


def test_the_number_of_a_grade_may_be_called_its_grade():
    rows = [f"{grade.capitalize()} (Grade {rank})\t{10 * rank}" for grade, rank in zip(ANNUAL_GRADES, (4, 3, 2, 1))]
    assert told("\n".join(["Annual grades of councils 2010", "", *rows]), "value", "measure", "unit", "grade") == [
        one
        for grade, rank in zip(ANNUAL_GRADES, (4, 3, 2, 1))
        for one in [(rank, "scale", "grade", grade), (10 * rank, "graded", "authorities", grade)]
    ]


@pytest.mark.parametrize(
    "rows, line",
    [
        ("Essex\tPoor\nKent\t\nYork\tPoor\n", 5),
        ("Essex\tPoor\nKent\nYork\tPoor\n", 5),
        ("Essex\tPoor\nYork\tPoor\nKent\n", 6),
    ],
)
def test_a_name_that_has_lost_its_grade_is_refused(rows, line):
    text = f"Places and grades\n\nPlace\t2009\n{rows}"
    assert refusal(text) == f"a.txt:{line}: 'Kent' has 0 cells, the heading of 'Places and grades Place' has 1"


def test_blank_lines_may_part_the_rows_of_a_table():
    text = "Places and grades\n\nPlace\t2009\nEssex\tPoor\n\nYork\tExcellent\n\nKent\tPoor\n\nThe end of it all\n"
    assert told(text, "line", "authority", "grade", "period") == [
        (4, "Essex", ANNUAL_GRADES[3], "2009"),
        (6, "York", ANNUAL_GRADES[0], "2009"),
        (8, "Kent", ANNUAL_GRADES[3], "2009"),
    ]


def test_a_line_after_the_rows_of_a_table_is_no_row():
    text = "Places and grades\n\nPlace\t2009\nEssex\tPoor\nYork\tExcellent\nThe end of it all\n\nKent is fine.\n"
    assert told(text, "line", "authority") == [(4, "Essex"), (5, "York")]


def test_a_heading_among_the_rows_under_it_is_refused():
    lines = FOUR.format(" - 4", " - 3", " - 2", " - 1").split("\n")
    assert refusal("\n".join([*lines[:3], "Grade - Number", *lines[3:]])).startswith("a.txt:4: ")


def test_a_second_column_that_no_heading_names_is_of_percentages_only_if_it_says_so():
    both = 4 * [("authorities",), ("percent",)]
    assert told(FOUR.format(" - 4 10%", " - 3 9%", " - 2 8%", " - 1 7%"), "unit") == both
    in_words = FOUR.format(": 4 | 10 per cent", ": 3 | 9 per cent", ": 2 | 8 per cent", ": 1 | 7 per cent")
    assert told(in_words.replace(":", " |"), "unit") == both
    cause = "'Performs excellently' has 2 cells, 'Annual assessments 2011' has no heading that says what they are"
    assert refusal(FOUR.format(" - 4 10", " - 3 9", " - 2 8", " - 1 7")) == f"a.txt:3: {cause}"


@pytest.mark.parametrize("heading", ["Grade | - 2009 - 2010", "Grade - 2009 - | 2010", "Grade - 2009 - 2010"])
def test_a_bar_in_a_heading_over_rows_without_bars_parts_nothing(heading):
    text = FOUR.format(" - 4 - 14", " - 3 - 13", " - 2 - 12", " - 1 - 11").replace("\n\n", f"\n\n{heading}\n")
    years = [(4, "2009"), (14, "2010"), (3, "2009"), (13, "2010"), (2, "2009"), (12, "2010"), (1, "2009"), (11, "2010")]
    assert told(text, "value", "period") == years
    assert told(text, "locator")[1][0].endswith("column 2010")


@pytest.mark.parametrize("above", ["| Grade | 2009 |\nPage 3 of 12\n", ""])
def test_a_table_that_lost_the_heading_over_its_rule_is_refused(above):
    rows = "".join(f"| {grade} | {count} |\n" for grade, count in zip(ANNUAL_GRADES, COUNTS))
    cause = "'performs excellently' has 1 cells, {!r} has no heading that says what they are"
    text = f"Annual assessments\n\n{above}|---|---|\n{rows}"
    assert refusal(text).endswith(cause.format("Page 3 of 12" if above else "Annual assessments"))
    assert len(told(text.replace("|---|", "| Grade | 2009 |\n|---|"), "value")) == 4


def test_a_heading_of_columns_that_stands_twice_is_read_once():
    rows = "".join(f"| {grade} | {count} | 9% |\n" for grade, count in zip(SINGLE_GRADES, COUNTS))
    text = f"Single inspection framework\n\n| Grade | Adoption | % |\n|---|---|---|\n{rows}"
    twice = text.replace("| Grade", "| Grade | Adoption | % |\n| Grade")
    fields = ("value", "unit", "judgement", "quote")
    assert told(twice, *fields) == told(text, *fields) and len(told(text, *fields)) == 8
    assert len(reading(twice.replace("Adoption", "2009")).ignored) == 2


def test_a_row_that_has_lost_its_label_is_refused():
    cells = "".join(f"\t{grade}\n\t{count}\n\n" for grade, count in zip(ANNUAL_GRADES, COUNTS)).replace("\n\n", "\n \n")
    table = f"Annual assessments 2011\n\n\tGrade\n\tNumber\n \n{cells}"
    assert len(told(table, "value")) == 4
    for grade in ANNUAL_GRADES:
        lost = table.replace(f"\t{grade}\n", "\t\n")
        assert (
            refusal(lost)
            == f"a.txt:{table[: table.index(grade)].count(chr(10)) + 1}: unknown grade '' in 'Annual assessments 2011'"
        )


@pytest.mark.parametrize(
    "line",
    [
        "Inspections of safeguarding from 1 June 2009 to 30 September 2011",
        "Page 3 of 12",
        "PRESS",
        "www.ofsted.gov.uk/resources/210027",
    ],
)
def test_a_heading_stays_one_whatever_line_follows_it(line):
    heading = "Inspections of safeguarding from 1 June 2009 to 30 September 2011"
    before = "Single inspection framework, to 31 March 2015\n\nUnder it 18 per cent of councils were good."
    text = f"{before}\n\n{heading}\n{line}\n\nTwo councils await their judgement.\n"
    assert told(text, "value", "period")[-1] == (2, "2009-06-01/2011-09-30")


@pytest.mark.parametrize(
    "word", ["almost", "nearly", "about", "some", "at least", "approximately", "fewer than", "over"]
)
def test_a_sentence_goes_on_in_a_line_that_begins_with_a_number(word):
    text = (
        f"Single inspection framework\n\nOf those that were seen, {word}\n3 out of 4 councils were judged to be good."
    )
    [(value, qualifier, grade)] = told(text, "value", "qualifier", "grade")
    assert (value, grade) == (0.75, "good") and qualifier


@pytest.mark.parametrize("last", ['"good".', "(good).", "good.", "Good."])
def test_a_sentence_goes_on_in_a_line_that_begins_with_a_mark(last):
    text = f"Single inspection framework\n\nNine councils were judged inadequate and 12 were graded\n{last}"
    assert told(text, "value", "grade") == [(9, "inadequate"), (12, "good")]


@pytest.mark.parametrize(
    "text, is_one",
    [("Councils 12", True), ("Kent | 12", True), ("\tCouncils 12", False), ("2009 2010", False), (" ", False)],
)
def test_what_is_like_a_row(text, is_one):
    assert is_like_row(lines(text)[0]) == is_one


def test_only_a_blank_line_between_two_rows_is_a_gap():
    rows = lines("Good 12", "", "Poor 13", "The end", "", "Poor 13", "")
    assert [at for at in range(len(rows)) if is_gap(rows, at)] == [1]
    assert not is_gap(lines("", "Good 12", "Poor 13"), 0)
    assert is_gap(lines("Good 12", "", "Poor 13"), 1)


def test_a_name_alone_after_a_row_of_names_is_cut_off_unless_prose_follows():
    assert is_cut_off(lines("Essex\tGood", "Kent"), 1)
    assert is_cut_off(lines("Essex\tGood", "Kent", "York\tPoor"), 1)
    assert not is_cut_off(lines("Essex\tGood", "Kent", "The end."), 1)
    assert not is_cut_off(lines("Essex\tGood", "Kent", "", "York\tPoor"), 1)
    assert not is_cut_off(lines("The end", "Kent"), 1)


def test_three_grades_suffice_for_a_heading_of_grades():
    assert grades_across(lines("Good | Adequate | Poor")[0])
    assert not grades_across(lines("Good | Adequate | Number")[0])


@pytest.mark.parametrize(
    "heading",
    [
        "All 152 councils",
        "Grade\n-----",
        "| Annual grades |\n| Grade | 2009 |",
        "Grade (of 152)   Judged",
        "Table 3 by grade",
    ],
)
def test_a_heading_right_above_the_rows_is_part_of_the_table(heading):
    [table] = blocks(f"{heading}\n{ROWS}")
    assert [line.plain for line in table.lines][-4:] == ROWS.split("\n")


@pytest.mark.parametrize("line", ["All 152 of them", "Nine councils were good."])
def test_a_line_with_a_count_or_a_full_stop_is_no_heading_of_rows(line):
    assert len(blocks(f"{line}\n{ROWS}")) == 2


@pytest.mark.parametrize(
    "text, count",
    [
        ("Grade by council\nGood 12", 2),
        ("Grade by council\nGood 12\nPoor 13", 1),
        ("Good 12\n\nGrade by council\nPoor 13", 3),
        ("Place\t2009\nEssex\tPoor", 1),
        ("Essex\tPoor\nand so on.", 2),
        ("Grade | Good | Adequate | Inadequate\n\nNine councils were good.", 2),
    ],
)
def test_one_row_is_a_table_with_what_stands_above_it_only_if_all_has_marks(text, count):
    assert len(blocks(text)) == count


def test_a_paragraph_right_after_cells_is_none_of_them():
    cells, prose = blocks("\tGrade\n\tNumber\n\n\tGood\n\t10\nNine councils were good.")
    assert [cell.text for row in cells.rows for cell in row.cells] == ["10"]
    assert prose.plain == "Nine councils were good."


@pytest.mark.parametrize("line", ["\tand a cell", "and | a cell"])
def test_a_cell_never_goes_on_with_a_sentence(line):
    assert len(blocks(f"Nine councils were good in the year that followed after all of this\n{line}")) == 2


def test_lines_may_end_as_on_windows():
    assert [line.raw for line in lines_of("Good 12\r\nPoor 13\r\n")] == ["Good 12", "Poor 13", ""]
