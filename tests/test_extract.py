"""The extractor against distributions copied out by hand from the original releases."""

import pandas as pd
import pytest

from gradedrift import figures, releases
from gradedrift.errors import SourceError
from gradedrift.extract import decode, extract
from gradedrift.verify import differences
from tests.conftest import RELEASE_IDS

# Typed from reading the originals, best grade first: (release, regime, judgement, period, unit) -> counts.
ANNUAL = "performs excellently", "performs well", "performs adequately", "performs poorly"
INSPECTED = "outstanding", "good", "adequate", "inadequate"
SINGLE = "outstanding", "good", "requires improvement", "inadequate"
SINCE_2009, QUARTER = "2009-06-01/2011-09-30", "2011-07-01/2011-09-30"
STATED = {
    ("ofsted-2009-ratings", "annual-rating", "overall", "2009", "authorities"): (ANNUAL, (10, 93, 40, 9)),
    ("ofsted-2009-ratings", "annual-rating", "overall", "2009", "percent"): (ANNUAL, (7, 61, 25, 6)),
    ("ofsted-2011-statistics", "annual-rating", "overall", "2009", "authorities"): (ANNUAL, (10, 93, 40, 9)),
    ("ofsted-2011-statistics", "annual-assessment", "overall", "2010", "authorities"): (ANNUAL, (20, 78, 39, 15)),
    ("ofsted-2011-statistics", "annual-assessment", "overall", "2011", "authorities"): (ANNUAL, (28, 76, 33, 15)),
    (
        "ofsted-2011-statistics",
        "safeguarding-looked-after",
        "safeguarding: overall effectiveness",
        SINCE_2009,
        "inspections",
    ): (INSPECTED, (1, 24, 41, 19)),
    (
        "ofsted-2011-statistics",
        "safeguarding-looked-after",
        "safeguarding: capacity to improve",
        SINCE_2009,
        "inspections",
    ): (INSPECTED, (7, 32, 34, 12)),
    (
        "ofsted-2011-statistics",
        "safeguarding-looked-after",
        "looked after children: overall effectiveness",
        SINCE_2009,
        "inspections",
    ): (INSPECTED, (0, 35, 43, 3)),
    (
        "ofsted-2011-statistics",
        "safeguarding-looked-after",
        "looked after children: capacity to improve",
        SINCE_2009,
        "inspections",
    ): (INSPECTED, (7, 38, 35, 1)),
    (
        "ofsted-2011-statistics",
        "safeguarding-looked-after",
        "safeguarding: overall effectiveness",
        QUARTER,
        "inspections",
    ): (INSPECTED, (0, 3, 8, 1)),
    (
        "ofsted-2011-statistics",
        "safeguarding-looked-after",
        "looked after children: overall effectiveness",
        QUARTER,
        "authorities",
    ): (INSPECTED, (0, 3, 4, 1)),
    ("news-2011-assessments", "annual-assessment", "overall", "2011", "authorities"): (ANNUAL, (28, 71, 33, 15)),
    ("news-2015-single-inspection", "single-inspection", "overall", "2013-11-01/2015-01-20", "authorities"): (
        SINGLE,
        (0, 10, 24, 7),
    ),
}
# Counts by grade that are no whole distribution, and everything that is not `graded`.
OTHER = {
    ("ofsted-2009-ratings", "graded", "authorities", "2009", "performs excellently|performs well", 103),
    ("ofsted-2009-ratings", "total", "authorities", "2009", "", 152),
    ("ofsted-2009-ratings", "total", "percent", "2009", "", 100),
    ("ofsted-2011-statistics", "graded", "authorities", SINCE_2009, "outstanding", 0),
    ("ofsted-2011-statistics", "graded", "authorities", SINCE_2009, "inadequate", 3),
    ("ofsted-2011-statistics", "graded", "authorities", QUARTER, "inadequate", 1),
    ("ofsted-2011-statistics", "total", "inspections", SINCE_2009, "", 85),
    ("ofsted-2011-statistics", "total", "inspections", SINCE_2009, "", 81),
    ("news-2011-assessments", "pending", "authorities", "2011", "", 5),
    ("news-2015-single-inspection", "total", "authorities", "2013-11-01/2015-01-20", "", 41),
    ("news-2015-single-inspection", "pending", "authorities", "2013-11-01/2015-01-20", "", 5),
}
KEYS = ["release_id", "regime", "judgement", "period", "unit"]


@pytest.fixture(scope="session", params=["records", "originals"])
def read(request):
    """The figures of all releases, read from the records and, where they are, from the originals."""
    if request.param == "records":
        return figures.of_records()
    folder = request.getfixturevalue("originals")
    return pd.concat([figures.of_file(folder / f"{name}.txt") for name in RELEASE_IDS], ignore_index=True)


@pytest.mark.parametrize("about", STATED, ids=" ".join)
def test_every_distribution_is_read(read, about):
    grades, counts = STATED[about]
    found = read.groupby(["measure", *KEYS]).get_group(("graded", *about))
    single = found[~found["grade"].str.contains("|", regex=False)]
    assert {grade: set(same["value"]) for grade, same in single.groupby("grade")} == {
        grade: {count} for grade, count in zip(grades, counts)
    }


def test_nothing_else_is_read(read):
    whole = read[KEYS].apply(tuple, axis="columns").isin(STATED) & (read["measure"] == "graded")
    whole &= ~read["grade"].str.contains("|", regex=False)
    rest = read[~whole][["release_id", "measure", "unit", "period", "grade", "value"]]
    # The one count of a sub-judgement (inadequate, last quarter) is in OTHER with its grade and value.
    assert set(rest.itertuples(index=False, name=None)) == OTHER


def test_originals_and_records_state_the_same(originals):
    read = pd.concat([figures.of_file(originals / f"{name}.txt") for name in RELEASE_IDS], ignore_index=True)
    assert differences(read, figures.of_records()) == []


@pytest.mark.parametrize("release_id", RELEASE_IDS)
def test_each_figure_stands_where_its_id_says(release_id):
    lines = releases.read_record(release_id).split("\n")
    for figure in figures.of_record(release_id).itertuples():
        _, line, column = figure.figure_id.split(":")
        word = lines[int(line) - 1][int(column) - 1 :].lower()
        spelled = {
            0: ("none", "no"),
            1: ("one",),
            3: ("three",),
            4: ("four",),
            5: ("five",),
            7: ("seven",),
            8: ("eight",),
            9: ("nine",),
        }
        assert word.startswith((f"{figure.value:g}", *spelled.get(int(figure.value), ()))), figure
        assert int(line) == figure.line


def test_quotes_are_the_releases_own_words():
    for release_id in RELEASE_IDS:
        words = " ".join(releases.read_record(release_id).split())
        found = figures.of_record(release_id)
        sentences = found[found["locator"].str.contains("sentence")]
        assert all(quote in words for quote in sentences["quote"])


# --- Wording that no release uses -------------------------------------------------------------

LEAD = "The annual assessments for 2011 are out.\n\n"


@pytest.mark.parametrize(
    "sentence, counts",
    [
        ("Twenty-eight councils performed excellently, seventy-one performed well.", {28: ANNUAL[0], 71: ANNUAL[1]}),
        (
            "33 local authorities were judged to be performing adequately and none performed poorly.",
            {33: ANNUAL[2], 0: ANNUAL[3]},
        ),
        ("There were 15 children’s services departments performing poorly.", {15: ANNUAL[3]}),
        ("One hundred and four authorities were excellent or good.", {104: "performs excellently|performs well"}),
        ("104 authorities were excellent or good.", {104: "performs excellently|performs well"}),
        (
            "Excellent were 28 councils, good 76, adequate 33 and performing poorly 15.",
            dict(zip((28, 76, 33, 15), ANNUAL)),
        ),
        ("The assessment judged 28\u00a0councils\nas performing excellently.", {28: ANNUAL[0]}),
    ],
)
def test_other_wordings(sentence, counts):
    found = extract(LEAD + sentence, "a.txt")
    assert {figure.value: figure.grade for figure in found} == counts
    assert {(figure.regime, figure.period) for figure in found} == {("annual-assessment", "2011")}


@pytest.mark.parametrize(
    "sentence",
    [
        "25 authorities improved to performing well.",
        "28 councils performed excellently, eight more than in the year before.",
        "Seven authorities were performing excellently in every year since 2009.",
        "Two councils were outstanding for both Leadership and management and Partnership working.",
        "Of the six children’s homes, four are adequate and two are good.",
        "Grades: 1 Outstanding, 2 Good, 3 Adequate, 4 Inadequate for local authorities.",
        "Four out of five councils were good.",
        "Some councils were good.",
        "1,234 councils were good.",
        "Three councils were outstanding.",  # no grade of the annual scale
    ],
)
def test_what_is_not_understood_is_left_unread(sentence):
    assert extract(LEAD + sentence, "a.txt") == []


def test_a_regime_or_period_that_is_not_stated_stays_empty():
    found = extract("10 councils were good and 24 were inadequate.", "a.txt")
    assert [(figure.value, figure.regime, figure.period, figure.grade) for figure in found] == [
        (10, "", "", ""),
        (24, "", "", ""),
    ]


def test_a_date_without_a_year_needs_the_year_of_publication():
    text = "Since November 2013 the single inspection framework applies.\n\nOf the 2 councils published up to 20 January, 1 was good and 1 inadequate."
    assert {figure.period for figure in extract(text, "a.txt", year="2015")} == {"2013-11-01/2015-01-20"}
    assert {figure.period for figure in extract(text, "a.txt")} == {""}


# --- Damage ------------------------------------------------------------------------------------

ROWS = """Children’s services rating 2009 Number Percentage
Performs excellently - 4 10 7%
Performs well - 3 93 61%
Performs adequately -2 40 25%
Performs poorly - 1 9 6%
Total 152 100%
"""
CELLS = (
    "Table 9: Children's Services Assessments for 2009 to 20111\n"
    "\tOutcome\n\t\n\tChildren's Services Assessment (2009)\n\n"
    "\tPerforms excellently\n\t\n\t10\n\n\tPerforms well\n\t\n\t93\n\n"
    "\tPerforms adequately\n\t\n\t40\n\n\tPerforms poorly\n\t\n\t9\n"
)


@pytest.mark.parametrize(
    "text, old, new, line, cause",
    [
        (ROWS, "3 93", "3 94", 6, "'Total' is 152 but the grades of column 'Number' add up to 153"),
        (ROWS, "Performs well - 3 93 61%\n", "", 1, "has 0 rows for the grade of rank 3, not one"),
        (ROWS, "Performs well", "Performs badly", 3, "unknown grade 'Performs badly'"),
        (ROWS, "3 93", "3", 3, "'Performs well' has 1 cells, the heading of \"Children's services rating 2009\" has 2"),
        (ROWS, "1 9 6%", "1 9? 6%", 5, "'9?' stands where a number must be"),
        (ROWS, "Performs poorly", "Performs well", 1, "has 2 rows for the grade of rank 3, not one"),
        (
            CELLS,
            "\tPerforms well\n\t\n\t93\n\n",
            "",
            1,
            "'Table 9' has 0 rows for the grade of rank 3, not one: Performs excellently, Performs adequately, Performs poorly",
        ),
        (CELLS, "\t93\n", "\t9?\n", 12, "'9?' stands where a number must be"),
        (
            CELLS,
            "\tPerforms well\n\t\n",
            "\tPerforms well\n",
            10,
            "'Performs well' has 1 cells, the heading of 'Table 9' has 2",
        ),
        (CELLS, "Performs well", "Performs oddly", 10, "unknown grade 'Performs oddly'"),
        (
            LEAD + "28 councils performed excellently, 71 performed well, 33 performed oddly.",
            "",
            "",
            3,
            "a count without a grade that is known: '33 performed oddly.'",
        ),
    ],
)
def test_damage_is_refused_by_line_and_cause(text, old, new, line, cause):
    with pytest.raises(SourceError) as refused:
        extract(text.replace(old, new, 1) if old else text, "data/raw/a.txt")
    assert (refused.value.path, refused.value.line) == ("data/raw/a.txt", line)
    assert cause in refused.value.cause
    assert "\n" not in str(refused.value)


def test_a_grade_of_another_scale_is_refused():
    text = "Table 2: Grades under the single inspection framework\n\tOutcome\n\tCouncils\n\n"
    rows = ["\tOutstanding\n\t0\n", "\tGood\n\t10\n", "\tAdequate\n\t24\n", "\tInadequate\n\t7\n"]
    with pytest.raises(SourceError, match=r"a.txt:11: 'Adequate' is no grade of the scale 'single-inspection'"):
        extract(text + "\n".join(rows), "a.txt")
    renamed = "\n".join(rows).replace("Adequate", "Requires improvement")
    assert [figure.grade for figure in extract(text + renamed, "a.txt")][2] == "requires improvement"


def test_the_same_tables_undamaged():
    for text in (ROWS, CELLS):
        counts = [
            figure.value
            for figure in extract(text, "a.txt")
            if figure.unit == "authorities" and figure.measure == "graded"
        ]
        assert counts == [10, 93, 40, 9]


@pytest.mark.parametrize(
    "data, line, cause",
    [
        (b"", None, "is empty"),
        (b" \n\n", None, "is empty"),
        (b"one\ntwo \x00", 2, "is not text"),
        (b"one\ntwo\ncaf\xe9", 3, "is not UTF-8: byte 0xe9"),
    ],
)
def test_what_is_not_text_is_refused(data, line, cause):
    with pytest.raises(SourceError) as refused:
        decode(data, "a.txt")
    assert refused.value.line == line and cause in refused.value.cause


def test_a_file_that_is_missing_is_refused(tmp_path):
    with pytest.raises(SourceError, match="nowhere.txt: cannot be read"):
        figures.of_file(tmp_path / "nowhere.txt")
