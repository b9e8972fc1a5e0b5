"""Every number that a reader meets first: in the README, in the notebooks' answers, in the figures' words.

Each must be a finding's, or stand in a table that it was drawn from. Dates are not numbers here.
"""

import ast
import json
import re

import pandas as pd
import pytest

from gradedrift import documents, headlines, paths, tables
from gradedrift.findings import share
from gradedrift.openings import openings
from tests.test_notebooks import read, shown

README = documents.README.read_text(encoding="utf-8")
FINDINGS = tables.read("findings")
FIGURES = sorted(paths.FIGURES.glob("*.json"))
ANSWERS = openings()

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
# Not numbers of anything: dates, what a source calls its parts, a notebook's number, a version.
NAMES = rf"(?:\d{{1,2}} )?(?:{MONTHS}) 20\d\d|\b20(?:09|1[0-5])\b|[Tt]able \d|paragraph \d|sentence \d|[Nn]otebooks? \d\d|\d\d-[a-z-]+|Python 3\.\d+|v3\.0"


def numbers(text: str) -> list[str]:
    """The numbers of a text, as printed, without dates and names."""
    return re.findall(r"\d+(?:\.\d+)?", re.sub(NAMES, " ", plain(text)))


def plain(text: str) -> str:
    """Markdown as its reader sees it, on one line: without code, the targets of links and alternative text."""
    without = re.sub(r"```.*?```|`[^`]*`|!\[.*?\]\([^)]*\)", " ", text, flags=re.DOTALL)
    return " ".join(re.sub(r"\]\([^)]*\)", "]", without).split())


def without_findings(text: str, findings: pd.DataFrame) -> str:
    """The text without the findings' numbers, each written as n of N with or without its percentages."""
    written = {share(row) for _, row in findings.iterrows()}
    written |= {said.partition(" (")[0] for said in written}
    text = plain(text)
    for said in sorted(written, key=len, reverse=True):
        text = re.sub(rf"(?<![\d.]){re.escape(said)}(?![\d.]*\d)", " ", text)
    return text


def stand_in(table: pd.DataFrame) -> set[str]:
    """Every number in the cells of a table."""
    return set(re.findall(r"\d+(?:\.\d+)?", " ".join(table.astype(str).to_numpy().ravel())))


def csv(path: str) -> pd.DataFrame:
    return pd.read_csv(paths.ROOT / path, dtype=str, keep_default_na=False)


def block(name: str) -> str:
    return re.search(rf"<!-- begin {name} -->\n(.*?)<!-- end {name} -->", README, re.DOTALL)[1]


# --- The README --------------------------------------------------------------------------------


def test_the_answer_and_the_results_state_findings_only():
    assert numbers(without_findings(block("answer"), FINDINGS)) == []
    of_other = {"41"}  # the inspections that a headline's assumption is about: `single-inspections-published`
    assert FINDINGS.set_index("finding_id").loc["single-inspections-published", "value"] == 41
    left = numbers(without_findings(block("results"), FINDINGS))
    assert set(left) <= {str(len(FINDINGS)), *of_other}


def test_the_rest_of_the_readme_states_no_number():
    prose = re.sub(r"<!-- begin (\w+) -->.*?<!-- end \1 -->", "", README, flags=re.DOTALL)
    assert numbers(prose) == []


@pytest.mark.parametrize("name", ["answer", "results"])
def test_any_number_changed_in_the_readme_is_seen(name):
    good = numbers(without_findings(block(name), FINDINGS))
    for count in ("10 of 152 (6.6%)", share(finding("improved-2009-2010")), "25 of 152 (16.4%)"):
        text = " ".join(block(name).split())
        assert count in text
        for digit in re.finditer(r"\d", count):
            wrong = f"{count[: digit.start()]}{(int(digit[0]) + 1) % 10}{count[digit.end() :]}"
            assert numbers(without_findings(text.replace(count, wrong), FINDINGS)) != good, wrong


# --- The notebooks' answers --------------------------------------------------------------------


def figure(where: str) -> int:
    """The one value of the figures that are like that."""
    values = tables.read("figures").query(where)["value"].unique()
    assert len(values) == 1
    return int(values[0])


def finding(finding_id: str) -> pd.Series:
    return FINDINGS.set_index("finding_id").loc[finding_id]


def of_figures() -> list:
    read = tables.read("figures")
    is_named = (read["unit"] == "grade") & (read["authority"] != "")
    return [(~is_named).sum(), is_named.sum(), len(tables.read("ignored_numbers"))]


def of_grades() -> list:
    keys = ["regime", "judgement", "period", "status"]
    bases = tables.read("grade_counts").groupby(keys)["base"].first()
    first = bases["annual-assessment", "overall", "2011", "provisional"]
    pending = figure("measure == 'pending' and regime == 'annual-assessment'")
    single = bases.xs("single-inspection", level="regime").iloc[0]
    every, named = tables.read("authorities"), tables.read("named_grades")
    return [
        len(bases),
        len(every),
        first,
        len(every),
        pending,
        single,
        named["gss_code"].nunique(),
        len(tables.read("moves")),
    ]


def of_comparisons() -> list:
    ledger = tables.read("reconciliation")["verdict"]
    agree, explained, conflicts = (int((ledger == verdict).sum()) for verdict in ("agrees", "explained", "conflicts"))
    pending = figure("measure == 'pending' and regime == 'annual-assessment'")
    misprint = ["25", "40", len(tables.read("authorities"))]  # the percentage of those graded adequate in 2009
    of_2009 = "release_id == 'ofsted-2009-ratings' and grade == 'performs adequately'"
    assert figure(f"{of_2009} and unit == 'percent'") == int(misprint[0])
    assert figure("period == '2009' and unit == 'authorities' and grade == 'performs adequately'") == int(misprint[1])
    of = "regime == 'single-inspection' and unit == "
    stated = {
        "published": figure(f"{of}'authorities' and measure == 'total' and judgement != ''"),
        "pending": figure(f"{of}'authorities' and measure == 'pending'"),
        "latest": figure(f"{of}'authorities' and measure == 'graded' and period == ''"),
        "inspected": figure(f"{of}'authorities' and measure == 'inspected'"),
    }
    fell, rose = (figure(f"{of}'percent' and measure == '{way}'") for way in ("declined", "improved"))
    assert 0.75 in tables.read("figures").query(f"{of}'fraction' and measure == 'declined'")["value"].to_numpy()
    counted = stated["published"] + stated["pending"]
    either = ["41", "47", "48", "43", "46", "152"]  # the three that fit, and three that do not
    fitting = set(FINDINGS.loc[FINDINGS["finding_id"].str.startswith("declined-of-"), "base"])
    assert {number for number in map(int, either) if number in fitting} == {41, 47, 48}
    return [
        *(
            len(ledger),
            agree,
            len(ledger),
            explained,
            len(ledger),
            conflicts,
            len(ledger),
            *misprint,
            pending,
            conflicts,
        ),
        *(stated["inspected"], counted, counted + stated["latest"], 3, 4, fell, fell, rose, *either),
    ]


def of_inadequate() -> list:
    of = "measure == 'graded' and period == '2009-06-01/2011-09-30' and grade == 'inadequate' and unit == 'authorities'"
    in_safeguarding = figure(f"{of} and judgement.str.startswith('safeguarding')")
    looked_after = figure(f"{of} and judgement.str.startswith('looked after')")
    both = 2  # inspections that found both, of one authority or of two
    assert figure("unit == 'inspections' and judgement.str.count('overall') == 2 and grade == 'inadequate'") == both
    either = [in_safeguarding + looked_after - shared for shared in (both, both - 1)]
    return [int(finding("inadequate-not-poor-2011")["lower"]), *either]


def of_moves() -> list:
    # Two numbers that the answer gives on a premise; where it gives none, as with more facts, they are not there.
    premised = [f"{way}-2009-2010-on-premise" for way in ("improved", "declined")]
    least = [int(finding(name)["lower"]) for name in premised if name in set(FINDINGS["finding_id"])]
    better = [int(finding(f"good-or-better-{year}")["value"]) for year in ("2009", "2011")]
    return [*least, better[1] - better[0], f"{finding('sign-test-2010-2011')['value']:.4f}"]


def of_single_inspections() -> list:
    everyone, before = finding("completed-programme-assuming-nothing"), finding("previous-good-or-better-of-41")
    return [*map(int, [*everyone[["upper", "base"]], *before[["lower", "upper", "base"]], before["base"]])]


def of_the_first() -> list:
    first = tables.read("first_inspected").query("comparator == 'annual-assessment 2011' and inspected == 41")
    drawn = first[first["grade"].str.contains("|", regex=False)].iloc[0]
    return [finding("named-risen")["base"], 41, drawn["random_lower"], drawn["random_upper"]]


def of_one_scenario() -> list:
    before, now = finding("previous-good-or-better-of-41"), finding("good-or-better-single-inspection")["value"]
    return [*map(int, [before["base"], before["lower"] - now, before["upper"] - now])]


def of_challenges() -> list:
    verdicts, scenarios = tables.read("challenges")["verdict"], tables.read("scenarios")
    stand, depend = (int((verdicts == verdict).sum()) for verdict in ("stands", "depends"))
    every, bounded = len(verdicts), scenarios[scenarios["reason"] == ""].groupby("quantity")
    # These two, as n of N, are findings of another kind by chance, so they are held to the scenarios here.
    least, most = bounded["lower"].min()["improved 2010 to 2011"], bounded["upper"].max()["declined 2010 to 2011"]
    said = f"at least {least:g} of 152 improved and at most {most:g} of 152 declined"
    assert said in next(opened.answer for opened in ANSWERS if opened.name == "09-challenge-the-findings")
    return [every, stand, every, depend, every, scenarios["scenario"].nunique()]


def of_authorities() -> list:
    every, named = len(tables.read("authorities")), tables.read("named_grades")["gss_code"].nunique()
    return [named, every, every - named, every]


# What an answer states besides findings as n of N, in its order: computed here once more, from the tables.
BESIDES = {
    "01-extract-figures": of_figures,
    "02-clean-grades": of_grades,
    "03-reconcile-releases": of_comparisons,
    "04-measure-drift-2009-2011": of_inadequate,
    "05-bound-the-moves": of_moves,
    "06-compare-the-2013-framework": of_single_inspections,
    "07-weigh-who-came-first": of_the_first,
    "08-try-one-scenario": of_one_scenario,
    "09-challenge-the-findings": of_challenges,
    "explore": of_authorities,
}


@pytest.mark.parametrize("opened", ANSWERS, ids=lambda opened: opened.name)
def test_every_number_of_an_answer_is_a_finding_or_computed_from_the_tables(opened):
    besides = BESIDES.get(opened.name, list)()
    assert numbers(without_findings(opened.answer, FINDINGS)) == [str(number) for number in besides]


@pytest.mark.parametrize("opened", ANSWERS, ids=lambda opened: opened.name)
def test_any_number_changed_in_an_answer_is_seen(opened):
    answer = plain(opened.answer)
    good = numbers(without_findings(answer, FINDINGS))
    blanked = re.sub(NAMES, lambda name: "-" * len(name[0]), answer)
    for number in re.finditer(r"\d+(?:\.\d+)?", blanked):
        wrong = f"{answer[: number.start()]}{number[0]}9{answer[number.end() :]}"
        assert numbers(without_findings(wrong, FINDINGS)) != good, wrong


# --- The figures' words ------------------------------------------------------------------------

WORDS = ("title", "subtitle", "foot", "source")  # what the notebooks call them


def typed(source: str) -> list[str]:
    """The numbers that a cell of code types into a figure's words, instead of computing them."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assign) and any(
            isinstance(name, ast.Name) and name.id in WORDS for name in node.targets
        ):
            formats = [part.format_spec for part in ast.walk(node.value) if getattr(part, "format_spec", None)]
            skipped = {id(part) for spec in formats for part in ast.walk(spec)}
            for part in ast.walk(node.value):
                if isinstance(part, ast.Constant) and isinstance(part.value, str) and id(part) not in skipped:
                    found += numbers(re.sub(r"\{.*?\}", "", part.value))
    return found


@pytest.mark.parametrize("path", sorted((paths.ROOT / "notebooks").glob("*.ipynb")), ids=lambda path: path.stem)
def test_no_number_is_typed_into_the_words_of_a_figure(path):
    assert [number for cell in read(path).cells if cell.cell_type == "code" for number in typed(cell.source)] == []


def test_a_typed_number_is_seen():
    assert typed("title = f'Of {n} from 2009 to 2011, 25 improved'") == ["25"]
    assert typed("title = f'Of {n:.3f} in January 2015, {up[0]} improved'") == []


@pytest.mark.parametrize("path", FIGURES, ids=lambda path: path.stem)
@pytest.mark.parametrize("word", ["title", "subtitle", "foot", "alt"])
def test_every_number_of_a_caption_stands_in_a_table(path, word):
    about = json.loads(path.read_text(encoding="utf-8"))
    beside = csv(paths.relative(path.with_suffix(".csv")))
    known = set.union(*map(stand_in, [beside, *map(csv, about["inputs"])]))
    known |= {str(int(n)) for column in ("numerator", "base") for n in FINDINGS[column].dropna()}
    assert set(numbers(about[word])) <= known
    assert not set(numbers(f"{about[word]}, of 31337")) <= known


# --- The findings ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(FINDINGS["notebook"].unique()))
def test_every_finding_is_computed_by_the_notebook_it_names(name):
    document = read(paths.ROOT / "notebooks" / f"{name}.ipynb")
    assert f'write_part("{name}"' in "\n".join(cell.source for cell in document.cells)
    words = set(shown(document).split())
    assert set(FINDINGS.loc[FINDINGS["notebook"] == name, "finding_id"]) <= words


def test_every_headline_is_shown_by_notebook_00_with_links_to_its_notebooks():
    text = shown(read(paths.ROOT / "notebooks/00-read-the-findings.ipynb"))
    for row in headlines.told(headlines.register(), FINDINGS).itertuples():
        assert row.sentence in text
        for name in row.notebooks:
            assert f"[{name}]({name}.ipynb)" in text and (paths.ROOT / "notebooks" / f"{name}.ipynb").is_file()
