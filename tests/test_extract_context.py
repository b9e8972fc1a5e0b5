"""What figures take from the words around them: years of counts, regimes, judgements, sections and wrapped lines."""

import pytest

from gradedrift.extract.context import about, judgement_of, regime_of, scale_of, years_of
from gradedrift.extract.figure import NOTHING, About
from gradedrift.extract.tokens import scan
from tests.readings import ANNOUNCED, ANNUAL, SINGLE, after, refusal, told, told_after

# --- Which count a year is of -------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, periods",
    [
        ("Nine councils performed poorly after twelve in 2010.", [(9, "2011"), (12, "2010")]),
        ("Nine councils performed poorly after twelve for 2010.", [(9, "2011"), (12, "2010")]),
        (
            "Seven councils performed excellently and sixty performed well, while nine councils performed poorly in 2010.",
            [(7, "2011"), (60, "2011"), (9, "2010")],
        ),
    ],
)
def test_a_year_beside_the_last_count_is_of_that_count_only(text, periods):
    assert told_after(ANNUAL, text, "value", "period") == periods


@pytest.mark.parametrize(
    "text, values",
    [
        ("Sixty councils performed well and nine performed poorly in 2010, which surprised nobody.", (60, 9)),
        ("Sixty councils performed well and nine performed poorly in 2010; nobody was surprised.", (60, 9)),
        (
            "Seven councils performed excellently, sixty councils that serve cities performed well"
            " and nine performed poorly in 2010.",
            (7, 60, 9),
        ),
    ],
)
def test_a_year_after_joined_counts_is_of_all_of_them(text, values):
    assert told_after(ANNUAL, text, "value", "period") == [(value, "2010") for value in values]


# --- The years that words name ------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, period, named, compared",
    [
        ("this year", "2011", ["2011"], []),
        ("the previous year", "2011", ["2010"], ["2010"]),
        ("compared with 2010 and against 2009", "2011", ["2010", "2009"], ["2010", "2009"]),
        ("last year and then in 2010", "", ["2010"], []),
    ],
)
def test_the_years_that_words_name_and_those_they_only_compare_with(text, period, named, compared):
    assert years_of(scan(text).dates, About(scale="annual", period=period), text) == (named, compared)


@pytest.mark.parametrize(
    "text",
    [
        "Since 1 November 2013, 40 councils were inspected."
        " Between 1 January 2015 and 31 March 2015 nine councils were good.",
        "Inspections began in November 2013; between 1 January 2015 and 31 March 2015 nine councils were good.",
    ],
)
def test_the_open_start_of_a_period_outlasts_a_period_with_both_its_dates(text):
    text += " By 30 June 2015, 11 councils were good."
    assert told_after(SINGLE, text, "value", "period", year="2015")[-2:] == [
        (9, "2015-01-01/2015-03-31"),
        (11, "2013-11-01/2015-06-30"),
    ]


# --- Regime and judgement of a context ----------------------------------------------------------


@pytest.mark.parametrize(
    "scale, years, regime",
    [
        ("annual", ["2009", "2005"], ""),
        ("annual", ["2009", "2010"], "annual-rating|annual-assessment"),
        ("unannounced", [], "unannounced"),
        ("", [], ""),
    ],
)
def test_the_regime_of_a_context(scale, years, regime):
    assert regime_of(About(scale=scale), *years) == regime


@pytest.mark.parametrize(
    "text, regime, grade",
    [
        ("Under the single inspection framework five councils were good.", "single-inspection", "good"),
        ("Five councils required improvement in adoption.", "single-inspection", "requires improvement"),
    ],
)
def test_a_sentence_after_one_about_homes_has_the_scale_that_its_own_subject_names(text, regime, grade):
    text = f"Nine homes were good. {text}"
    assert told_after(ANNUAL, text, "value", "regime", "grade")[-1] == (5, regime, grade)


def test_the_grades_of_homes_say_nothing_of_the_grades_of_councils():
    text = "Nine homes required improvement.\n\nSix councils were good."
    assert told_after(ANNUAL, text, "value", "regime", "grade")[-1] == (6, "annual-assessment", "performs well")


@pytest.mark.parametrize("judgement", ["overall effectiveness", "capacity to improve"])
def test_a_judgement_of_the_announced_inspections_beside_its_service_names_their_regime(judgement):
    text = f"Five councils were good for the {judgement} of safeguarding services."
    assert told_after(ANNUAL, text, "value", "regime", "judgement") == [
        (5, "safeguarding-looked-after", f"safeguarding: {judgement}")
    ]


def test_unannounced_inspections_stay_so_beside_a_service():
    assert scale_of(scan("unannounced inspections of safeguarding services"), NOTHING) == "unannounced"


def test_unannounced_inspections_gave_no_judgement_that_the_tables_name():
    assert judgement_of(About(scale="unannounced", judgement="staying safe")) == ""


def test_the_period_stays_when_the_text_goes_on_to_the_other_inspections():
    text = (
        "Between 1 January 2014 and 31 March 2014 nine authorities were good in announced inspections of safeguarding services."
        "\n\nUnder the single inspection framework five authorities were good."
    )
    assert told(text, "value", "regime", "period") == [
        (9, "safeguarding-looked-after", "2014-01-01/2014-03-31"),
        (5, "single-inspection", "2014-01-01/2014-03-31"),
    ]


# --- Headings -----------------------------------------------------------------------------------

ANNUAL_BETWEEN = "The annual assessments for 2011 are out: 28 councils performed excellently."
BACK = "In announced inspections of safeguarding services nine councils were good."


@pytest.mark.parametrize(
    "heading, period",
    [
        (
            "Announced inspections from 1 April 2011 to 30 June 2011, published by 31 August 2011",
            "2011-04-01/2011-06-30",
        ),
        ("Announced inspections in the latest quarter", ""),
    ],
)
def test_inspections_have_the_dates_of_their_section_again_after_annual_grades(heading, period):
    text = f"Announced inspections from 1 January 2011 to 31 March 2011\n\nThe results follow.\n\n{heading}\n\n"
    text += f"{ANNUAL_BETWEEN}\n\n{BACK}"
    assert told(text, "value", "period") == [(28, "2011"), (9, period)]


def test_the_key_areas_outlast_annual_grades_in_between():
    text = "There are three key areas: adoption, leadership and care leavers."
    text += f"\n\n{ANNUAL_BETWEEN}\n\nUnder the single inspection framework Kent was good for all three key areas."
    assert told(after(SINGLE, text), "authority", "grade", "judgement", unit="grade") == [
        ("Kent", "good", judgement) for judgement in ("adoption", "leadership", "care leavers")
    ]


TABLE = "Outstanding: 1\nGood: 9\nAdequate: 12\nInadequate: 3"


@pytest.mark.parametrize(
    "heading, sentence, said",
    [
        (
            "Announced inspections of safeguarding services",
            "Five authorities were good for overall effectiveness.",
            [(5, "authorities", "")],
        ),
        ("Safeguarding services: staying safe", "Five authorities were good.", [(5, "authorities", "")]),
        ("Safeguarding services: capacity to improve", "Five authorities were good.", [(5, "authorities", "")]),
        ("Safeguarding services in local authorities", "Five were good.", []),
    ],
)
def test_what_a_heading_names_ends_with_its_section(heading, sentence, said):
    text = f"{heading}\n\n{TABLE}\n\nLast words\n\n{sentence}"
    assert told(text, "value", "unit", "judgement", value=5) == said


@pytest.mark.parametrize(
    "headings", ["Authorities performing excellently", "Authorities performing excellently\n\nThe north"]
)
def test_a_heading_can_tell_by_its_grade_which_scale_its_section_uses(headings):
    text = f"{headings}\n\nSix councils were good."
    assert told(text, "value", "regime", "grade", "period", year="2011") == [
        (6, "annual-assessment", "performs well", "2011")
    ]


def test_all_councils_have_no_period_beside_that_of_a_count():
    text = "Up to 31 March 2015 all 152 councils were inspected, and up to 30 June 2014 nine councils were good."
    assert told_after(SINGLE, f"By 31 March 2015 nine councils were good. {text}", "value", "period")[1:] == [
        (152, ""),
        (9, "2014-06-30"),
    ]


def test_a_look_back_at_the_annual_grades_leaves_the_next_paragraph_as_it_was():
    text = "Between 2009 and 2010 nine councils moved from performing well to performing poorly.\n\nFive councils were good."
    assert told_after(SINGLE, text, "value", "regime", "from_period") == [
        (9, "annual-rating|annual-assessment", "2009"),
        (5, "single-inspection", ""),
    ]


def test_a_heading_that_names_only_what_is_counted_settles_nothing():
    text = "Last words\n\n{}\n\nFive were good."
    assert told_after(ANNOUNCED, text.format("Councils"), "value") == []
    assert told_after(ANNOUNCED, text.format("Councils").replace("Five", "Five councils"), "value") == [(5,)]


def test_the_years_of_a_change_end_with_their_section():
    text = "Annual grades, 2009 to 2010\n\nTwo councils fell.\n\nAnnual assessments\n\nTwo councils fell.\n"
    assert told(text, "measure", "from_period", "to_period") == [("declined", "2009", "2010"), ("declined", "", "")]


def test_a_heading_under_a_heading_leaves_the_regime_as_it_is():
    text = f"{SINGLE}\n\nNine councils were good.\n\n{ANNOUNCED}\n\nThe north\n\nFive authorities were good."
    assert told(text, "value", "regime") == [(9, "single-inspection"), (5, "safeguarding-looked-after")]


def test_a_figure_in_a_heading_is_placed_by_the_heading():
    assert told_after(SINGLE, "Nine councils were good:", "value", "locator") == [
        (9, "Nine councils were good, sentence 1")
    ]


def test_a_heading_with_too_few_names_is_refused_by_file_and_line():
    assert refusal(after(SINGLE, "Three councils were good: Leeds and York")).startswith("a.txt:3:")


# --- Lines that go on in the next ---------------------------------------------------------------


ROWS = "Outstanding 1 4\nGood 9 36\nAdequate 12 48\nInadequate 3 12"


@pytest.mark.parametrize(
    "table",
    [
        TABLE,
        "Result  Outstanding  Good  Adequate  Inadequate\nInspections  1  9  12  3",
        f"Grade  Number  Percentage\n{ROWS}",
        f"Grade Number Percentage\n{ROWS}",
    ],
)
def test_a_table_is_no_part_of_the_sentence_above_it(table):
    text = f"The grades of the 25 inspections of safeguarding services in the quarter were\n{table}"
    assert told(after(ANNOUNCED, text), "value", "unit", "measure", "grade", unit="inspections") == [
        (25, "inspections", "total", ""),
        (1, "inspections", "graded", "outstanding"),
        (9, "inspections", "graded", "good"),
        (12, "inspections", "graded", "adequate"),
        (3, "inspections", "graded", "inadequate"),
    ]


@pytest.mark.parametrize(
    "text, said",
    [
        ("There are\n41 councils.", [(41, "total", "")]),
        ("Nine of\nthe northern councils\nwere good.", [(9, "graded", "good")]),
    ],
)
def test_a_sentence_goes_on_in_the_next_line(text, said):
    assert told_after(SINGLE, text, "value", "measure", "grade") == said


SEEN = "What the inspectors who went around the country this spring have seen"


@pytest.mark.parametrize(
    "second, locator",
    [
        ("• Nine councils were good.", f"{SEEN}, paragraph 1, sentence 1"),
        ("1. Nine councils were good.", f"{SEEN}, paragraph 1, sentence 1"),
        ("Nine councils were good:", "Nine councils were good, sentence 1"),
        (
            "Nine councils were good, and the inspectors who went to see them said that those who work there"
            " should be thanked for all that they had done.",
            f"{SEEN}, paragraph 1, sentence 1",
        ),
    ],
)
def test_a_line_of_its_own_is_no_part_of_a_long_one_that_has_no_full_stop(second, locator):
    assert told_after(SINGLE, f"{SEEN}\n{second}", "value", "locator") == [(9, locator)]


LONG = "When the inspectors had been to every part of the country in spring"


@pytest.mark.parametrize(
    "first, second",
    [
        (LONG, "Ofsted found that nine councils were good."),
        ("When the inspectors had been to all the parts of the country", "Ofsted found that nine councils were good."),
        ("So the councils of              ", "London are well served: nine are good."),
    ],
)
def test_an_unfinished_line_and_the_next_are_one_paragraph(first, second):
    assert told_after(SINGLE, f"{first}\n{second}", "value", "locator") == [(9, f"{SINGLE}, paragraph 1, sentence 1")]


@pytest.mark.parametrize("end", [".", "!", "?", ".   "])
def test_a_sentence_that_ends_with_its_line_ends_its_paragraph(end):
    text = f"{LONG}{end}\nOfsted found that nine councils were good."
    assert told_after(SINGLE, text, "value", "locator") == [(9, f"{SINGLE}, paragraph 2, sentence 1")]


@pytest.mark.parametrize("end", [":", " (and more)"])
def test_a_long_line_that_ends_in_a_colon_or_in_brackets_can_be_a_heading(end):
    text = f"{LONG}{end}\nOfsted found that nine councils were good."
    title = f"{LONG}{end}".rstrip(":")
    assert told_after(SINGLE, text, "value", "locator") == [(9, f"{title}, paragraph 1, sentence 1")]


def test_the_years_over_a_table_are_no_part_of_the_sentence_above_it():
    rows = "Performs excellently 10 11\nPerforms well 20 21\nPerforms adequately 30 31\nPerforms poorly 5 4"
    text = f"The numbers of these 152 councils with each of the grades were\nGrade 2010 2011\n{rows}"
    assert told(after(ANNUAL, text), "value", "period", measure="graded") == [
        (value, year)
        for first, second in [(10, 11), (20, 21), (30, 31), (5, 4)]
        for value, year in [(first, "2010"), (second, "2011")]
    ]


@pytest.mark.parametrize("end", [".", ";", ",", "!", "?"])
def test_a_line_that_ends_as_a_sentence_or_its_part_does_is_no_heading(end):
    text = f"Nine councils were good{end}\n\nThat is all."
    assert told_after(SINGLE, text, "locator") == [(f"{SINGLE}, paragraph 1, sentence 1",)]


# --- Several judgements and periods -------------------------------------------------------------


def test_the_judgement_of_a_heading_is_that_of_its_section():
    section = "Nine councils were good. Three were inadequate.\n\nFive required improvement."
    text = f"{SINGLE}\n\nAdoption\n\n{section}\n\nThe north\n\nFour councils were good."
    assert told(text, "value", "judgement") == [
        *[(value, "adoption") for value in (9, 3, 5)],
        (4, "overall"),
    ]
    assert told(text.replace("Nine", "Overall effectiveness: nine"), "judgement")[0] == ("overall",)
    assert told(text.replace("Nine", "Leadership: nine"), "judgement")[:2] == [("leadership",), ("leadership",)]
    assert told(text.replace("good.", "good overall.", 1), "judgement")[:2] == [("overall",), ("overall",)]
    two = text.replace("Adoption", "Adoption and leadership")
    assert told(two, "judgement")[0] == ("adoption|leadership",)
    announced = f"{ANNOUNCED}\n\nStaying safe\n\n{section.replace('required improvement', 'councils were adequate')}"
    assert told(announced, "judgement") == 3 * [("staying safe",)]


def test_the_notes_of_a_table_are_not_about_the_judgement_of_the_heading():
    table = "Table 1: councils by grade\n\n\tGrade\n\tNumber\n\n" + "".join(
        f"\t{grade}\n\t{count}\n\n"
        for grade, count in zip(("Outstanding", "Good", "Requires improvement", "Inadequate"), (1, 2, 3, 4))
    )
    text = f"{SINGLE}\n\nAdoption\n\n{table}\t1. Nine councils were good.\n"
    assert told(text, "value", "judgement", value=9) == [(9, "overall")]


@pytest.mark.parametrize("first", ["overall effectiveness and adoption", "adoption and leadership"])
def test_a_count_after_one_of_two_judgements_is_of_both(first):
    text = f"{SINGLE}\n\nNine were good for {first}. Three were inadequate."
    [(_, both), (_, again)] = told(text, "value", "judgement")
    assert both == again == first.replace(" and ", "|").replace("overall effectiveness", "overall")


FIRST, LAST = "between 1 November 2013 and 31 December 2014", "between 1 January 2015 and 31 March 2015"


@pytest.mark.parametrize(
    "sentence, periods",
    [
        (f"Since 1 November 2013 40 councils were inspected, nine of them {LAST}.", ["", "2015-01-01/2015-03-31"]),
        (
            f"{FIRST.capitalize()} 40 councils were good, and nine were good {LAST}.",
            ["2013-11-01/2014-12-31", "2015-01-01/2015-03-31"],
        ),
        ("By 31 March 2015 40 councils were good, and nine were inadequate.", ["2015-03-31", "2015-03-31"]),
        (
            "By 31 March 2015 40 councils were good, but by 30 June 2014 only nine were good.",
            ["2015-03-31", "2014-06-30"],
        ),
        ("Since 1 June 2014 40 councils were good by 31 March 2015.", ["2014-06-01/2015-03-31"]),
        (f"40 councils were good, and nine {LAST} or {FIRST} were inadequate.", ["", ""]),
        (f"{FIRST.capitalize()} 40 councils were good in 2014.", ["2013-11-01/2014-12-31"]),
        ("By 31 March 2015 40 councils were good, and in June 2014 nine were good.", ["2015-03-31", ""]),
        ("In June 2014 we said that by 31 March 2015 40 would be good; nine are good.", ["2015-03-31", "2015-03-31"]),
        (
            "Up to 31 March 2015 40 councils were good. In April 2015 we saw that nine councils were good.",
            ["2015-03-31", "2015-03-31"],
        ),
        (
            f"{FIRST.capitalize()} 40 councils were good, by 30 June 2014 12 councils were good, and nine were inadequate.",
            ["2013-11-01/2014-12-31", "2014-06-30", ""],
        ),
        (
            f"In June 2014 we said that {FIRST} 40 councils were good and that nine were inadequate.",
            ["2013-11-01/2014-12-31", "2013-11-01/2014-12-31"],
        ),
        (f"Since 1 June 2014 we saw 12 {LAST}; 40 councils are good.", [""]),
        (
            "The framework began on 1 June 2014. By 31 March 2015 40 councils were good, but by 30 June 2014 nine were good.",
            ["2014-06-01/2015-03-31", "2014-06-01/2014-06-30"],
        ),
    ],
)
def test_of_several_periods_in_a_sentence_each_count_has_its_own_or_none(sentence, periods):
    assert [
        period
        for (period,) in told(f"{SINGLE}\n\n{sentence}", "period", measure="graded")
        or told(f"{SINGLE}\n\n{sentence}", "period")
    ] == periods


# --- The scale of words -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, before, scale",
    [
        # A grade that one scale alone has decides, also after homes and schools where a subject is named.
        ("Nine required improvement for adoption.", About(scale="annual", unit="settings"), "single-inspection"),
        ("Safeguarding: nine required improvement.", About(scale="annual", unit="settings"), "single-inspection"),
        ("Nine required improvement.", About(scale="annual", unit="settings"), "annual"),
        ("Nine schools required improvement for adoption.", About(scale="annual"), "annual"),
        # A service, which only the announced inspections judged.
        ("Unannounced inspections of safeguarding", NOTHING, "unannounced"),
        ("Overall effectiveness of safeguarding", About(scale="single-inspection"), "safeguarding-looked-after"),
        ("Capacity to improve safeguarding", About(scale="single-inspection"), "safeguarding-looked-after"),
        ("Safeguarding services", NOTHING, "safeguarding-looked-after"),
        ("Safeguarding was good.", About(scale="single-inspection"), "single-inspection"),
        ("Safeguarding inspections", About(scale="annual"), "safeguarding-looked-after"),
        ("Safeguarding inspections in 2010", About(scale="annual"), "annual"),
    ],
)
def test_the_scale_that_words_name(text, before, scale):
    assert scale_of(scan(text), before) == scale


def test_of_two_services_in_a_sentence_neither_is_that_of_all_of_it():
    before = About(scale="safeguarding-looked-after", service="safeguarding")
    assert about(scan("looked after children"), before).service == "looked after children"
    assert about(scan("safeguarding and looked after children"), before).service == ""


@pytest.mark.parametrize("other", ["previous framework", "old inspection regime", "former frameworks"])
def test_counts_of_another_framework_have_no_regime_and_the_next_paragraph_is_about_its_own_again(other):
    text = f"Ten councils are good. Under the {other} 60 were good for safeguarding.\n\nNow nine are good."
    assert told_after(SINGLE, text, "value", "regime", "grade") == [
        (10, "single-inspection", "good"),
        (60, "", ""),
        (9, "single-inspection", "good"),
    ]


def test_a_count_of_areas_keeps_its_own_judgement_beside_another_count_of_areas():
    text = "Capacity to improve was good in 60 areas for safeguarding and in 65 for looked after children."
    assert told_after("Announced inspections", text, "value", "judgement") == [
        (60, "safeguarding: capacity to improve")
    ]
