"""The extractor against lists made by hand from the original releases, and what it does with damage."""

import re

import pytest

from gradedrift import figures, paths, releases
from gradedrift.errors import SourceError
from gradedrift.extract import decode
from gradedrift.extract import extract as read_text
from gradedrift.verify import differences
from tests.conftest import RELEASE_IDS
from tests.generated import NAMES
from tests.lists import HERE, listed, said

ANNUAL = "performs excellently", "performs well", "performs adequately", "performs poorly"


def extract(text, source, year=""):
    return read_text(text, source, year, NAMES).figures


@pytest.fixture(scope="session", params=["records", "originals"])
def read(request):
    """What all releases state, read from the records and, where they are, from the originals."""
    if request.param == "records":
        return figures.of_records()
    folder = request.getfixturevalue("originals")
    return figures.joined([figures.of_file(folder / f"{name}.txt") for name in RELEASE_IDS])


@pytest.mark.parametrize("release_id", RELEASE_IDS)
def test_every_figure_is_read_and_no_other(read, release_id):
    gold = HERE / f"gold/figures/{release_id}.csv"
    assert gold.is_file(), f"list the figures of {release_id} by hand in {gold.relative_to(paths.ROOT)}"
    stated = said(listed(gold))
    found = said(read.figures[read.figures["release_id"] == release_id])
    assert found - stated == {} and stated - found == {}


@pytest.mark.parametrize("release_id", RELEASE_IDS)
def test_figures_stand_where_the_list_says(originals, release_id):
    stated = listed(HERE / f"gold/figures/{release_id}.csv")
    found = figures.of_file(originals / f"{release_id}.txt").figures
    assert sorted(found["line"]) == sorted(stated["line"].astype(int))


ORDINALS = "first second third fourth fifth sixth once twice".split()
WORDS = "zero one two three four five six seven eight nine ten eleven twelve".split()


def digits(tokens):
    """Numbers as runs of digits, whether printed so or in words."""
    for token in tokens:
        word = token.lower()
        if word in ORDINALS:
            yield {"once": "1", "twice": "2"}.get(word, str(ORDINALS.index(word) + 1))
        elif word in WORDS:
            yield str(WORDS.index(word))
        else:
            yield from re.findall(r"\d+", token)


@pytest.mark.parametrize("release_id", RELEASE_IDS)
def test_every_other_number_is_ignored_for_a_reason(originals, release_id):
    listed_by_hand = listed(HERE / f"gold/ignored/{release_id}.csv")
    found = figures.of_file(originals / f"{release_id}.txt")
    assert found.unread.empty and (found.ignored["reason"] != "").all()
    for line in {*listed_by_hand["line"], *found.ignored["line"].astype(str)}:
        by_hand = sorted("".join(digits(listed_by_hand.loc[listed_by_hand["line"] == line, "token"])))
        read = sorted("".join(digits(found.ignored.loc[found.ignored["line"].astype(str) == line, "value"])))
        assert read == by_hand, line


def test_every_number_of_the_records_is_accounted_for_once(read):
    """By another route than the account: every run of digits in a record is in one of the two tables."""
    for release_id in RELEASE_IDS:
        found = figures.of_record(release_id)
        places = set(found.figures["figure_id"].str.split(":").str[1].astype(int)) | set(found.ignored["line"])
        for number, line in enumerate(releases.read_record(release_id).split("\n"), start=1):
            if re.search(r"\d", line):
                assert number in places, line


def test_originals_and_records_state_the_same(originals):
    read = figures.joined([figures.of_file(originals / f"{name}.txt") for name in RELEASE_IDS])
    assert differences(read.figures, figures.of_records().figures) == []


@pytest.mark.parametrize("release_id", RELEASE_IDS)
def test_each_figure_stands_where_its_id_says(release_id):
    lines = releases.read_record(release_id).split("\n")
    for figure in figures.of_record(release_id).figures.itertuples():
        _, line, column, *_ = figure.figure_id.split(":")
        words = lines[int(line) - 1][int(column) - 1 :]
        assert re.match(r"\w+", words)[0] in figure.quote, figure
        assert int(line) == figure.line
        if figure.authority and figure.unit == "grade" and "list" in figure.locator:
            assert words.startswith(figure.authority)


def test_quotes_are_the_releases_own_words():
    for release_id in RELEASE_IDS:
        words = " ".join(releases.read_record(release_id).split())
        found = figures.of_record(release_id).figures
        sentences = found[found["locator"].str.contains("sentence|list|scale")]
        assert all(quote in words for quote in sentences["quote"])


def test_names_are_as_printed(read):
    named = read.figures[read.figures["unit"] == "grade"].groupby("release_id")["authority"].agg(list)
    assert "Kingston-upon-Thames" in named["ofsted-2009-ratings"]
    assert "Cheshire West and Cheshire" in named["news-2011-assessments"]
    assert any("'Cheshire West and Cheshire' is not the name of an authority" in line for line in read.warnings)


def test_a_number_that_is_not_understood_is_refused_in_a_record(project):
    path = releases.paths.RAW / "news-2011-assessments.txt"
    path.write_text(path.read_text().replace("33 were judged as performing adequately", "33 were dancing"))
    releases.seal("news-2011-assessments")
    with pytest.raises(SourceError, match=r"^data/raw/news-2011-assessments.txt:9: .*33 were dancing.*not understood"):
        figures.of_record("news-2011-assessments")


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
    "sentence, said",
    [
        ("25 authorities improved on 2010.", {(25, "authorities", "improved", "2010", "2011", "")}),
        (
            "28 councils performed excellently, eight more than in the year before.",
            {
                (28, "authorities", "graded", "", "", ANNUAL[0]),
                (8, "authorities", "difference", "2010", "2011", ANNUAL[0]),
            },
        ),
        (
            "Seven authorities were performing excellently in every year since 2009.",
            {(7, "authorities", "every-year", "2009", "2011", ANNUAL[0])},
        ),
        (
            "Of the six children’s homes, four are adequate and two are good.",
            {
                (6, "settings", "total", "", "", ""),
                (4, "settings", "graded", "", "", "adequate"),
                (2, "settings", "graded", "", "", "good"),
            },
        ),
        (
            "Four out of five councils were good.",
            {(0.8, "fraction", "graded", "", "", ANNUAL[1])},
        ),
        (
            "12 of the 23 councils (52%) performed well.",
            {
                (12, "authorities", "graded", "", "", ANNUAL[1]),
                (23, "authorities", "total", "", "", ""),
                (52, "percent", "graded", "", "", ANNUAL[1]),
            },
        ),
    ],
)
def test_other_measures(sentence, said):
    assert {
        (f.value, f.unit, f.measure, f.from_period, f.to_period, f.grade) for f in extract(LEAD + sentence, "a.txt")
    } == said


@pytest.mark.parametrize(
    "sentence, named",
    [
        ("Leeds, York and Kent performed poorly.", ["Leeds", "York", "Kent"]),
        ("Among those performing poorly were Leeds and York.", ["Leeds", "York"]),
        ("Compared with Leeds, York performed poorly.", ["York"]),
        ("Leeds and York told us much, but Kent performed poorly.", []),  # what they told may be the grade
        ("Leeds and York were inspected, whereas Kent performed poorly.", ["Kent"]),
    ],
)
def test_names_that_are_joined_have_one_grade(sentence, named):
    found = extract(LEAD + sentence, "a.txt")
    assert [(f.authority, f.grade, f.period) for f in found] == [(name, ANNUAL[3], "2011") for name in named]


def test_the_ratings_that_are_compared_with_do_not_date_the_text():
    text = (
        "This is the annual assessment for 2010. It compares them with the ratings of 2009.\n\n98 councils were good."
    )
    assert [figure.period for figure in extract(text, "a.txt")] == ["2010"]


@pytest.mark.parametrize("heading", ["2010 (%)", "2010 %", "% in 2010", "2010 per cent"])
def test_a_column_of_a_years_percentages(heading):
    rows = zip(ANNUAL, (20, 78, 39, 15), (13, 51, 26, 10))
    table = "\n".join("\t".join(map(str, row)) for row in [("Grade", "2010", heading), *rows])
    reading = read_text("Children’s services assessments 2010 (1)\n\n" + table, "a.txt", "", NAMES)
    found = {(f.value, f.unit, f.period) for f in reading.figures}
    assert found == {(n, "authorities", "2010") for n in (20, 78, 39, 15)} | {
        (n, "percent", "2010") for n in (13, 51, 26, 10)
    }
    assert [number.value for number in reading.unread] == []


def test_a_single_authority_has_a_grade_for_each_judgement():
    text = (
        "Single inspection framework\n\nKent County Council was judged good for adoption and inadequate for leadership. "
        "This was also the grade for care leavers."
    )
    found = [(f.authority, f.judgement, f.grade, f.value) for f in extract(text, "a.txt")]
    assert found == [
        ("Kent", "adoption", "good", None),
        ("Kent", "leadership", "inadequate", None),
        ("Kent", "care leavers", "inadequate", None),
    ]


@pytest.mark.parametrize(
    "sentence, unread",
    [
        ("Some councils were good.", []),
        ("1,234 children wrote to us.", []),
        ("Three councils were outstanding.", ["3"]),  # no grade of the annual scale
        ("28 councils performed excellently and 33 performed oddly.", ["33"]),
    ],
)
def test_what_is_not_understood_is_left_unread(sentence, unread):
    reading = read_text(LEAD + sentence, "a.txt", "", NAMES)
    assert [number.value for number in reading.unread] == unread
    assert all(f.value == 28 for f in reading.figures)


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
NAMED = (
    "Ofsted's grades of children's services\n\nAuthority\t2009\t2010\n"
    "Essex\tPerforms poorly\tPerforms adequately\nSuffolk\tPerforms well\tPerforms well\n"
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
        (NAMED, "Performs well", "Performs oddly", 5, "unknown grade 'Performs oddly' of 'Suffolk'"),
        (
            LEAD + "Three councils (Barnet, Camden, Kent, York) performed excellently.",
            "",
            "",
            3,
            "the list has 4 names, its count is 3",
        ),
        (
            LEAD + "Performing poorly (2 councils):\n\nKent\n\nLeeds\n\nYork\n",
            "",
            "",
            5,
            "the list has 3 names, its count is 2",
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
