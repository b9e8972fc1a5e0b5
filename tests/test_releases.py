import re
from collections import Counter

import pytest

from gradedrift import paths, releases
from gradedrift.errors import SourceError
from tests.conftest import RELEASE_IDS


@pytest.mark.parametrize("release_id", RELEASE_IDS)
def test_every_record_is_as_registered(release_id):
    assert releases.read_record(release_id)


def test_every_record_is_registered():
    assert {path.stem for path in paths.RAW.glob("*.txt")} == set(RELEASE_IDS)


@pytest.mark.parametrize(
    "old, new, line, cause",
    [
        ("3 93 61%", "3 94 61%", 29, "this line differs from the registered record"),
        ("Performs well - 3 93 61%\n", "", 29, "the registered record has 1 more line here"),
        ("Total 152 100%\n", "Total 152 100%\nTotal 153 100%\n", 33, "this line was added to the registered record"),
        ("Performs well", "Performs fine", 29, "this line differs"),
    ],
)
def test_a_changed_record_is_refused_by_line(project, old, new, line, cause):
    path = paths.RAW / "ofsted-2009-ratings.txt"
    path.write_text(path.read_text().replace(old, new))
    with pytest.raises(
        SourceError, match=rf"^data/raw/ofsted-2009-ratings.txt:{line}: {cause}.*seal ofsted-2009-ratings`$"
    ):
        releases.read_record("ofsted-2009-ratings")


def test_a_missing_or_unknown_record_is_refused(project):
    (paths.RAW / "news-2011-assessments.txt").unlink()
    with pytest.raises(SourceError, match="^data/raw/news-2011-assessments.txt: the record is missing$"):
        releases.read_record("news-2011-assessments")
    (paths.RAW / "new.txt").write_text("28 councils")
    with pytest.raises(SourceError, match="'new' is not in data/reference/releases.csv"):
        releases.read_record("new")


def test_sealing_accepts_a_change_and_nothing_else(project):
    path = paths.RAW / "news-2011-assessments.txt"
    path.write_text(path.read_text() + "One more line.\n")
    others = [line for line in releases.LINES.read_text().split("\n") if not line.startswith("news-2011")]
    releases.seal("news-2011-assessments")
    assert releases.read_record("news-2011-assessments").endswith("One more line.\n")
    assert [line for line in releases.LINES.read_text().split("\n") if not line.startswith("news-2011")] == others


def test_sealing_what_is_sealed_changes_nothing(project):
    before = releases.REGISTER.read_bytes(), releases.LINES.read_bytes()
    for release_id in RELEASE_IDS:
        releases.seal(release_id)
    assert (releases.REGISTER.read_bytes(), releases.LINES.read_bytes()) == before


# --- Records against originals ----------------------------------------------------------------

NUMBERS = re.compile(
    r"\d+|\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen|nineteen|twenty|half|thirds?|quarters?|none)\b"
)
SENTENCE = 9  # words in a row that would be a copied sentence


@pytest.mark.parametrize("release_id", RELEASE_IDS)
def test_a_record_has_every_number_of_its_original_in_order(originals, release_id):
    original = (originals / f"{release_id}.txt").read_text()
    assert NUMBERS.findall(releases.read_record(release_id).lower()) == NUMBERS.findall(original.lower())


@pytest.mark.parametrize("release_id", RELEASE_IDS)
def test_a_record_copies_no_sentence(originals, release_id):
    def runs(text):
        for part in re.split(r"(?<=[.:;!?])\s+|\n", text):
            words = re.findall(r"[a-z0-9]+", part.lower())
            # Lists of names and rows of tables are facts and carry over.
            if part.count(",") < len(words) / 4:
                yield from (tuple(words[at : at + SENTENCE]) for at in range(len(words) - SENTENCE + 1))

    copied = set(runs(releases.read_record(release_id))) & set(runs((originals / f"{release_id}.txt").read_text()))
    assert not copied


@pytest.mark.parametrize("release_id", RELEASE_IDS)
def test_a_record_keeps_tables_and_lists_as_published(originals, release_id):
    def kept(text):
        cells = [line for line in text.split("\n") if line.startswith("\t") and not re.match(r"\t\d+\. ", line)]
        rows = re.findall(r"^(?:Performs \w+ ?-.*|Total .*|Children’s services rating 2009 .*)$", text, re.M)
        lists = re.findall(r"(?:[A-Z][\w-]+(?: (?:[A-Z][\w-]+|upon|and|of|with))*, ){6,}.*", text)
        return Counter(cells + rows + lists)

    assert kept(releases.read_record(release_id)) == kept((originals / f"{release_id}.txt").read_text())


def test_misprints_are_kept():
    assert "Performs adequately -2 40 25%" in releases.read_record("ofsted-2009-ratings")
    assert "Kingston-upon-Thames" in releases.read_record("ofsted-2009-ratings")
    assert "Cheshire West and Cheshire" in releases.read_record("news-2011-assessments")
