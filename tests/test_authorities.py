import os
import re
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradedrift import authorities, clean, corrections, paths, releases, tables
from gradedrift.corrections import SUBJECT
from gradedrift.errors import SourceError
from gradedrift.grades import GRADES, rank
from gradedrift.scales import grade_scales
from gradedrift.schemas import Aliases, Authorities, Corrections, GradeScales, NamedGrades

REGISTER = authorities.register()
ALIASES = authorities.aliases()
KNOWN = authorities.spellings(REGISTER, ALIASES)
NO_CORRECTION = pd.DataFrame(columns=list(Corrections.to_schema().columns))


def resolve(name):
    return authorities.resolve(name, KNOWN, "text.txt", 7)


# --- The register ------------------------------------------------------------------------------


@pytest.fixture
def reference() -> pd.DataFrame:
    """The list to check against, in the folder REFERENCE or beside RELEASES; without it the test is skipped."""
    named, originals = os.environ.get("REFERENCE"), os.environ.get("RELEASES")
    if not (named or originals):
        pytest.skip("the reference list is not here: REFERENCE=DIR names its folder")
    path = paths.ROOT / (named or Path(originals).parent / "reference") / "authorities_152.csv"
    if not path.is_file() and not named:
        pytest.skip("there is no reference list beside RELEASES: REFERENCE=DIR names its folder")
    return pd.read_csv(path, dtype=str, keep_default_na=False)


def test_there_are_as_many_as_the_releases_say():
    assert len(REGISTER) == clean.authorities_in_england(tables.read("figures"))
    assert list(REGISTER["gss_code"]) == sorted(REGISTER["gss_code"])


def test_the_register_is_the_reference_list(reference):
    columns = {"gss_code_2013": "gss_code", "name": "authority", "dfe_la_code": "dfe_code"}
    expected = reference.rename(columns=columns)[["gss_code", "authority", "region", "type", "dfe_code"]]
    assert expected.equals(REGISTER.drop(columns="status"))


def test_codes_that_changed_are_those_of_2013():
    codes = REGISTER.set_index("authority")["gss_code"]
    assert (codes["Northumberland"], codes["Gateshead"]) == ("E06000057", "E08000037")


def test_one_royal_borough_was_one_only_later():
    # Greenwich became a royal borough in 2012; texts of the time may say either.
    assert resolve("Royal Borough of Greenwich") == resolve("London Borough of Greenwich") == "Greenwich"


@pytest.mark.parametrize("name", ["authorities", "aliases", "grade_scales", "corrections"])
def test_tables_kept_by_hand_are_in_the_one_form(name, project):
    schemas = {"authorities": Authorities, "aliases": Aliases, "grade_scales": GradeScales, "corrections": Corrections}
    path = paths.REFERENCE / f"{name}.csv"
    before = path.read_bytes()
    tables.write_csv(path, tables.read_csv(path, schemas[name]))
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "column, value, cause",
    [
        ("gss_code", "E06000002", "'gss_code': 'E06000002' fails"),  # of the second row
        ("gss_code", "E10000001", "the code is one of the authority's type"),
        ("gss_code", "E0600001", "'gss_code': 'E0600001' fails"),
        ("dfe_code", "806", "'dfe_code': '806' fails"),
        ("region", "North", "'region': 'North' fails"),
        ("type", "district", "'type': 'district' fails"),
        ("status", "town", "'status': 'town' fails"),
    ],
)
def test_a_broken_register_is_refused(project, column, value, cause):
    broken = REGISTER.copy()
    broken.loc[0, column] = value
    broken.to_csv(paths.REFERENCE / "authorities.csv", index=False)
    with pytest.raises(SourceError) as refused:
        authorities.register()
    assert str(refused.value).startswith("data/reference/authorities.csv:2: ") and cause in str(refused.value)


# --- Names -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "printed, meant",
    [
        ("Kingston-upon-Thames", "Kingston upon Thames"),
        ("Royal Borough of Kingston upon Thames", "Kingston upon Thames"),
        ("Royal Borough of Kingston", "Kingston upon Thames"),
        ("Kingston upon Hull, City of", "Kingston upon Hull"),
        ("Hull City Council", "Kingston upon Hull"),
        ("City of London", "City of London"),
        ("City of London Corporation", "City of London"),
        ("The London Borough of Waltham Forest", "Waltham Forest"),
        ("London Borough of Hammersmith & Fulham", "Hammersmith and Fulham"),
        ("Royal Borough of Kensington & Chelsea", "Kensington and Chelsea"),
        ("City of Westminster", "Westminster"),
        ("Newcastle City Council", "Newcastle upon Tyne"),
        ("Durham", "Durham"),
        ("Durham County Council", "Durham"),
        ("County Durham", "Durham"),
        ("Bristol, City of", "Bristol"),
        ("Herefordshire, County of", "Herefordshire"),
        ("St. Helens", "St Helens"),
        ("St Helen’s Council", "St Helens"),
        ("Rotherham Metropolitan Borough Council", "Rotherham"),
        ("City of Bradford Metropolitan District Council", "Bradford"),
        ("CITY OF YORK COUNCIL", "York"),
        ("Stoke on Trent", "Stoke-on-Trent"),
        ("Southend‑on‑Sea Borough Council", "Southend-on-Sea"),  # non-breaking hyphens
        ("Redcar\u00a0&\u00a0Cleveland", "Redcar and Cleveland"),  # non-breaking spaces
        ("Council of the Isles of Scilly", "Isles of Scilly"),
        ("Cheshire West & Chester", "Cheshire West and Chester"),
        ("Nottingham City Council", "Nottingham"),
        ("Nottinghamshire County Council", "Nottinghamshire"),
        ("Royal Borough of Windsor and Maidenhead", "Windsor and Maidenhead"),
        *((name, whole) for name, whole in zip(ALIASES["alias"], ALIASES["authority"])),
    ],
)
def test_spellings_that_resolve(printed, meant):
    assert resolve(printed) == meant


@pytest.mark.parametrize(
    "printed, nearest",
    [
        ("Cheshire West and Cheshire", ["Cheshire West and Chester"]),  # a misprint is no alias
        ("Kingston", ["Kingston upon Hull", "Kingston upon Thames"]),
        ("Cheshire", ["Cheshire East", "Cheshire West and Chester"]),
        ("London", ["City of London"]),
        ("Nottingham County Council", ["Nottingham", "Nottinghamshire"]),
        ("Durham City Council", ["Durham"]),  # a district until 2009
        ("London Borough of Essex", ["Essex"]),
        ("Newcastle-under-Lyme", ["Newcastle upon Tyne"]),
        ("Bedfordshire", ["Bedford", "Central Bedfordshire"]),
        ("Lewishm", ["Lewisham"]),
        ("Richmon Borough Council", ["Richmond upon Thames"]),
        ("", []),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest(printed, nearest):
    with pytest.raises(SourceError) as refused:
        resolve(printed)
    text = str(refused.value)
    assert text.startswith(f"text.txt:7: {printed!r} is no authority; nearest are {', '.join(nearest)}")


def test_a_name_with_a_letter_too_many_or_too_few_is_refused():
    for name in REGISTER["authority"]:
        assert authorities.plain(name + "x") not in KNOWN
        assert authorities.plain(name[:-1]) not in KNOWN, name


def test_every_alias_is_needed():
    without = authorities.spellings(REGISTER, ALIASES.head(0))
    assert [alias for alias in ALIASES["alias"] if authorities.plain(alias) in without] == []


@pytest.mark.parametrize(
    "alias, authority, cause",
    [
        ("Leeds", "Bradford", "'leeds' means both Leeds and Bradford"),
        ("City of Leeds", "Bradford", "'city of leeds' means both Leeds and Bradford"),
        ("Chester", "Cheshire West", "'Cheshire West' is not in the register of authorities"),
    ],
)
def test_an_alias_of_two_authorities_or_of_none_is_refused(alias, authority, cause):
    more = pd.DataFrame({"alias": ["Hull", alias], "authority": ["Kingston upon Hull", authority]})
    with pytest.raises(SourceError, match=f"^data/reference/aliases.csv:3: {cause}$"):
        authorities.spellings(REGISTER, more)


def test_two_authorities_of_one_spelling_are_refused():
    row = REGISTER[REGISTER["authority"] == "St Helens"]
    both = pd.concat([row, row.assign(authority="St. Helens")], ignore_index=True)
    cause = "'st helens' means both St Helens and St. Helens"
    with pytest.raises(SourceError, match=f"^data/reference/authorities.csv:3: {cause}$"):
        authorities.spellings(both, ALIASES.head(0))


def test_styles_belong_to_types_and_statuses_of_the_register():
    kinds = set(REGISTER["type"]) | set(REGISTER["status"])
    assert set(authorities.BEFORE) | set(authorities.AFTER) <= kinds


@st.composite
def variants(draw):
    """An authority, and its name in a style that fits it, typeset in some way."""
    row = REGISTER.iloc[draw(st.integers(0, len(REGISTER) - 1))]
    kinds = [row["type"], row["status"]]
    before = draw(st.sampled_from(["", *(words for kind in kinds for words in authorities.BEFORE.get(kind, ()))]))
    after = draw(st.sampled_from(["", *(words for kind in kinds for words in authorities.AFTER.get(kind, ()))]))
    name = f"{before} {row['authority']} {after}".strip()
    typesetting = [
        (" and ", [" and ", " & ", "&", " And "]),
        ("-", ["-", " ", "‑", "–"]),
        (" ", [" ", "  ", "\u00a0", "-"]),
        ("St ", ["St ", "St. ", "ST "]),
    ]
    for common, others in typesetting:
        name = name.replace(common, draw(st.sampled_from(others)))
    name = draw(st.sampled_from(["", "The ", "the "])) + name
    return row["authority"], draw(st.sampled_from([str, str.upper, str.lower, str.title]))(name)


@given(variants())
def test_every_spelling_variant_means_its_authority(variant):
    meant, printed = variant
    assert resolve(printed) == meant


# --- Named grades ------------------------------------------------------------------------------


def figure(authority, grade="performs poorly", **other):
    """A figure that grades one authority, as printed."""
    about = {
        "release_id": "news-2011-assessments",
        "line": 27,
        "quote": authority,
        "value": float("nan"),
        "unit": "grade",
        "measure": "graded",
        "regime": "annual-assessment",
        "judgement": "overall",
        "period": "2011",
        "grade": grade,
        "authority": authority,
    } | other
    return {"figure_id": f"{about['release_id']}:{about['line']}:{len(authority)}"} | about


def named_grades(*figures, corrections=NO_CORRECTION):
    found = authorities.named_grades(pd.DataFrame(figures), corrections, REGISTER, ALIASES)
    return tables.checked(found, NamedGrades, "named_grades.csv")


def test_a_named_grade():
    [found] = named_grades(
        figure("Kingston-upon-Thames", "performs excellently"),
        figure("", unit="authorities", value=15),  # a count
        figure("", unit="grade", measure="scale", value=1),  # a line of a scale
        figure("", value=1),  # a grade of an authority that the text leaves open
    ).to_dict("records")
    assert found == {
        "release_id": "news-2011-assessments",
        "regime": "annual-assessment",
        "period": "2011",
        "judgement": "overall",
        "authority": "Kingston upon Thames",
        "gss_code": "E09000021",
        "grade": "performs excellently",
        "rank": 4,
        "name_as_printed": "Kingston-upon-Thames",
        "figure_ids": "news-2011-assessments:27:20",
        "correction_ids": "",
    }


def test_without_named_figures_there_are_no_named_grades():
    assert named_grades(figure("", unit="authorities")).empty


def test_a_corrected_name_keeps_what_is_printed():
    about = figure("Cheshire West and Cheshire")
    row = {name: about[name] for name in SUBJECT} | {
        "correction_id": "chester",
        "column": "authority",
        "printed": "Cheshire West and Cheshire",
        "meant": "Cheshire West and Chester",
        "expected": "Cheshire",
        "evidence": "the only one",
    }
    [found] = named_grades(figure("Kent"), about, corrections=pd.DataFrame([row])).to_dict("records")[1:]
    assert (found["authority"], found["gss_code"]) == ("Cheshire West and Chester", "E06000050")
    assert (found["name_as_printed"], found["correction_ids"]) == ("Cheshire West and Cheshire", "chester")
    with pytest.raises(SourceError, match="^data/raw/news-2011-assessments.txt:27: 'Cheshire West and Cheshire' is no"):
        named_grades(about)


def test_a_grade_stated_twice_is_one_grade_with_both_sources():
    [found] = named_grades(
        figure("St Helens", line=7), figure("St Helens", line=8), figure("St Helens Council")
    ).to_dict("records")
    assert found["name_as_printed"] == "St Helens|St Helens Council"
    assert found["figure_ids"].split("|") == [f"news-2011-assessments:{place}" for place in ("7:9", "8:9", "27:17")]


@pytest.mark.parametrize("different", [{"judgement": "leadership"}, {"period": "2010"}, {"release_id": "another"}])
def test_other_judgements_periods_and_releases_stay_apart(different):
    found = named_grades(figure("Kent"), figure("Kent", "performs well", **different))
    assert list(found["rank"]) == [1, 3]


def test_a_grade_of_no_stated_regime_is_left_out():
    assert list(named_grades(figure("Kent"), figure("York", regime=""))["authority"]) == ["Kent"]


@pytest.mark.parametrize(
    "wrong, cause",
    [
        (figure("Kent", "performs well", line=30), "Kent is 'performs well', but 'performs poorly' in line 27"),
        (figure("Kent County Council", "performs well", line=30), "Kent is 'performs well', but 'performs poorly' in"),
        (figure("York", "adequate", line=30), "annual-assessment has no grade 'adequate'; it has performs excellently"),
        (figure("York", regime="other", line=30), "the grade 'performs poorly' of York is of no known regime: 'other'"),
        (figure("Cheshire", line=30), "'Cheshire' is no authority; nearest are Cheshire East"),
    ],
)
def test_named_grades_that_cannot_be_are_refused_by_their_line(wrong, cause):
    with pytest.raises(SourceError) as refused:
        named_grades(figure("Kent"), wrong)
    assert str(refused.value).startswith(f"data/raw/news-2011-assessments.txt:30: {cause}")


def test_a_table_with_two_grades_of_one_authority_is_refused():
    found = named_grades(figure("Kent"))
    with pytest.raises(SourceError, match="another row has the same release_id, regime, period, judgement, authority"):
        tables.checked(pd.concat([found, found.assign(rank=3)]), NamedGrades, "named_grades.csv")


# Where the records list authorities by name: release, regime, period, grade, the list.
LISTS = [
    ("ofsted-2009-ratings", "annual-rating", "2009", "performs excellently", r"performing excellently: (.+)\."),
    ("ofsted-2009-ratings", "annual-rating", "2009", "performs poorly", r"performing poorly: (.+)\."),
    ("news-2011-assessments", "annual-assessment", "2011", "performs excellently", r"performing excellently:\n\n(.+)"),
    ("news-2011-assessments", "annual-assessment", "2011", "performs poorly", r"performing poorly:\n\n(.+)\."),
]


def listed(release_id, regime, period, grade, pattern):
    """The figures of one list: its names as printed."""
    names = re.search(pattern, releases.read_record(release_id))[1]
    about = {"release_id": release_id, "regime": regime, "period": period}
    # A last "and" with no comma before it stands between two names of one word each in these lists.
    return [figure(name, grade, **about) for name in re.split(r", (?:and )?| and (?=\w+$)", names)]


def test_each_list_names_as_many_authorities_as_its_release_counts():
    register = corrections.register().query("unit == 'grade'")
    found = named_grades(*(row for about in LISTS for row in listed(*about)), corrections=register)
    counts = tables.read("grade_counts").query("status == 'final'").set_index(["period", "grade"])["count"]
    for (period, grade), names in found.groupby(["period", "grade"])["authority"]:
        assert names.nunique() == len(names) == counts[period, grade]
    assert found.groupby(["period", "grade"]).ngroups == len(LISTS)
    assert set(found["correction_ids"]) == {"", *register["correction_id"]}


# --- Scales ------------------------------------------------------------------------------------


def test_the_scales_are_those_of_the_library():
    scales = grade_scales()
    for regime, grades in GRADES.items():
        rows = scales[scales["regime"] == regime]
        assert tuple(rows["grade"]) == grades
        assert list(rows["rank"]) == [rank(regime, grade) for grade in grades]


def test_every_printed_number_is_printed_beside_its_grade():
    for row in grade_scales().itertuples():
        number = "" if pd.isna(row.printed_number) else rf"\b{row.printed_number}\s+"
        stem = row.grade.replace("performs ", r"perform\w* ")
        for release_id in row.printed_in.split("|"):
            assert re.search(f"{number}{stem}", releases.read_record(release_id), re.IGNORECASE), (release_id, row)


def test_the_numbers_of_2009_and_2011_run_in_opposite_directions():
    scales = grade_scales().set_index(["regime", "rank"])["printed_number"]
    assert (scales["annual-rating", 4], scales["safeguarding-looked-after", 4]) == (4, 1)


@pytest.mark.parametrize(
    "line, column, value, cause",
    [
        (3, "grade", "performs fine", "grade_scales.csv:3: column 'grade': 'performs fine' fails isin"),
        (3, "grade", "performs poorly", "every grade of every regime"),
        (7, "rank", 4, "every grade of every regime"),
        (3, "printed_number", 2, "grade_scales.csv:3: .* runs in the stated direction"),
        (3, "printed_number", "", "grade_scales.csv:3: .* runs in the stated direction"),
        (3, "direction", "lower is better", "grade_scales.csv:3: .* runs in the stated direction"),
        (6, "printed_number", 4, "grade_scales.csv:6: .* runs in the stated direction"),
        (3, "printed_in", "", "grade_scales.csv:3: column 'printed_in': '' fails"),
    ],
)
def test_a_broken_scale_is_refused(project, line, column, value, cause):
    broken = grade_scales().astype(object)
    broken.loc[line - 2, column] = value
    broken.to_csv(paths.REFERENCE / "grade_scales.csv", index=False)
    with pytest.raises(SourceError, match=f"^data/reference/.*{cause}"):
        grade_scales()


def test_a_scale_that_lacks_a_grade_is_refused(project):
    grade_scales().drop(index=3).to_csv(paths.REFERENCE / "grade_scales.csv", index=False)
    with pytest.raises(SourceError, match="every grade of every regime"):
        grade_scales()
