"""A release that the study does not have, from its text to the tables."""

import re
from pathlib import Path

import pytest

from gradedrift import drafts, figures, new_release, paths, releases
from gradedrift.__main__ import main
from gradedrift.errors import SourceError
from gradedrift.verify import differences

TEXT = """Children’s services assessments 2010

Ofsted press release, 9 December 2010

Inspectors have today made public how well each council serves its children. In the annual assessments of 2010, 20 of \
the 152 local authorities perform excellently, 78 perform well, 39 perform adequately and 15 perform poorly. An \
inspector said that some councils had come a long way.

Notes to editors

1. For more information call 020 7946 0000.
"""
STATED = ["--publisher", "Ofsted", "--licence", "Open Government Licence v3.0", "--where-published", "Ofsted website"]
AFTER_ALL = len(releases.register()) + 2  # the line of one more release in the register, which has a header


@pytest.fixture
def text(project, tmp_path_factory) -> Path:
    """A release-like text outside the project, which is a copy."""
    path = tmp_path_factory.mktemp("texts") / "assessments-2010.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def unreconciled(monkeypatch):
    """Without the comparison with all other releases, which takes seconds, where it is not the question."""
    monkeypatch.setattr(new_release, "_reconciled", lambda release_id, read: ([], []))


def contents() -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in sorted(paths.ROOT.rglob("*")) if path.is_file()}


def test_a_new_release_is_registered_read_and_reconciled(text, capsys):
    before = contents()
    assert main(["new-release", str(text), *STATED]) == 0
    printed = capsys.readouterr().out
    assert "registered assessments-2010: its record is data/raw/assessments-2010.txt\n" in printed
    assert ": 5 figures, 0 named grades, 8 other numbers, 0 unread\n" in printed
    assert re.search(r"^agrees: \d+ of \d+ comparisons$", printed, re.MULTILINE)
    assert printed.endswith("to do: nothing; run make all\n")
    row = releases.register().set_index("release_id").loc["assessments-2010"]
    assert row[["published_on", "regime", "licence"]].tolist() == [
        "2010-12-09",
        "annual-assessment",
        "Open Government Licence v3.0",
    ]
    # Nothing else is touched, and every other record keeps its seal.
    now = contents()
    changed = {path.name for path in now if before.get(path) != now[path]}
    assert changed == {"assessments-2010.txt", "releases.csv", "record_lines.csv"}
    for path in (releases.REGISTER, releases.LINES):
        assert now[path].startswith(before[path])


def test_its_figures_are_then_among_the_figures_of_the_study(unreconciled, text, capsys):
    main(["new-release", str(text), *STATED])
    found = figures.of_records().figures.query("release_id == 'assessments-2010'")
    assert differences(figures.of_file(text).figures, found) == []
    assert found.query("measure == 'graded'")["value"].tolist() == [20, 78, 39, 15]


def test_what_is_not_stated_is_left_to_do(unreconciled, text, capsys):
    assert main(["new-release", str(text)]) == 1
    [left] = [line for line in capsys.readouterr().out.splitlines() if line.startswith("to do: ")]
    assert left == "to do: data/reference/releases.csv: state publisher, licence, where_published of assessments-2010"


def test_the_draft_has_what_is_stated_and_no_other_sentence(text):
    read = figures.of_file(text)
    draft = drafts.draft(TEXT, read.figures, read.ignored)
    assert differences(read.figures, figures.of_text(draft, "assessments-2010", "draft").figures) == []
    assert "20 of the 152 local authorities perform excellently" in draft and "020 7946 0000" in draft
    assert "Inspectors" not in draft and "come a long way" not in draft


def test_a_gap_that_the_draft_left_is_left_to_do(unreconciled, text, capsys):
    text.write_text(TEXT.replace("2010, 20 of", "2010, to the surprise of many a reader, 20 of"), encoding="utf-8")
    assert main(["new-release", str(text), *STATED]) == 1
    left = [line for line in capsys.readouterr().out.splitlines() if line.startswith("to do: ")]
    assert left == [
        "to do: data/raw/assessments-2010.txt:5: words are left out: write the sentence in words of your own"
    ]
    record = paths.RAW / "assessments-2010.txt"
    record.write_text(record.read_text(encoding="utf-8").replace(" ... ", ", as it turned out, "), encoding="utf-8")
    releases.seal("assessments-2010")
    assert main(["new-release", str(text)]) == 0


def test_a_gap_of_the_text_itself_is_none(unreconciled, text, capsys):
    text.write_text(TEXT + "\nSome ... said no more.\n", encoding="utf-8")
    assert main(["new-release", str(text), *STATED, "--verbatim"]) == 0


LISTING = """Assessments of 2010

• In 2010, to the sorrow of many, 39 councils performed adequately.
• Children told us what they liked.

The councils that performed poorly in 2010: Kent, Leeds and York.

Performing excellently in 2010:

Camden, Dorset, Sutton and Trafford
"""


def test_the_draft_keeps_lists_of_names_and_of_an_item_what_it_states(project):
    read = figures.of_text(LISTING, "some", "some.txt")
    draft = drafts.draft(LISTING, read.figures, read.ignored)
    assert "Kent, Leeds and York." in draft and "Camden, Dorset, Sutton and Trafford" in draft
    assert "• In 2010, to the ... 39 councils performed adequately.\n" in draft
    assert "sorrow" not in draft and "Children" not in draft
    assert differences(read.figures, figures.of_text(draft, "some", "draft").figures) == []


def test_a_verbatim_record_is_the_text(unreconciled, text):
    main(["new-release", str(text), *STATED, "--verbatim"])
    assert releases.read_record("assessments-2010") == TEXT


def test_the_second_run_only_looks_and_says_what_the_record_lacks(unreconciled, text, capsys):
    main(["new-release", str(text), *STATED])
    record = paths.RAW / "assessments-2010.txt"
    record.write_text(record.read_text(encoding="utf-8").replace("15 perform poorly", "14 perform poorly"))
    before = contents()
    capsys.readouterr()
    assert main(["new-release", str(text)]) == 1
    printed = capsys.readouterr().out
    assert contents() == before and not printed.startswith("registered")
    # The seal is not renewed: a record that was changed stays refused until someone accepts it.
    assert (
        "to do: data/raw/assessments-2010.txt:5: this line differs from the registered record; restore it, or"
        in printed
    )
    releases.seal("assessments-2010")
    assert main(["new-release", str(text)]) == 1
    assert re.search(
        r"^to do: assessments-2010: only in the original, line 5: 15, ", capsys.readouterr().out, re.MULTILINE
    )


def test_a_conflict_with_another_release_is_shown(text, capsys):
    text.write_text(TEXT.replace("78 perform well, 39", "77 perform well, 40"), encoding="utf-8")
    assert main(["new-release", str(text), *STATED]) == 1
    assert re.search(
        r"^to do: (?:conflicts|reconciliation stops): .*assessments-2010", capsys.readouterr().out, re.MULTILINE
    )


def test_a_conflict_that_the_study_knows_is_counted_but_not_left_to_do(project, capsys):
    main(["new-release", str(paths.RAW / "news-2015-single-inspection.txt")])
    printed = capsys.readouterr().out
    assert re.search(r"^conflicts: 7 of \d+ comparisons$", printed, re.MULTILINE)
    assert "conflicts that were known before: 7, so not left to do\nto do: nothing" in printed


def test_what_cannot_be_read_is_shown(unreconciled, text, capsys):
    text.write_text(TEXT.replace("An inspector", "30 councils danced. An inspector"), encoding="utf-8")
    main(["new-release", str(text), *STATED])
    assert re.search(r"assessments-2010.txt:5: '.*30 councils danced.*' is not understood", capsys.readouterr().out)


@pytest.mark.parametrize(
    "name, data, cause",
    [
        ("some.txt", b"\x00", "1: is not text"),
        ("some.txt", b"No figure here.\n", "states no figure that can be read"),
        (
            "Some_Release.txt",
            TEXT.encode(),
            f"data/reference/releases.csv:{AFTER_ALL}: column 'release_id': 'Some_Release' fails",
        ),
        ("none.txt", None, "cannot be read: No such file"),
    ],
)
def test_bad_input_is_one_line_and_writes_nothing(text, capsys, name, data, cause):
    path = text.with_name(name)
    if data is not None:
        path.write_bytes(data)
    before = contents()
    assert main(["new-release", str(path), *STATED]) == 2
    printed = capsys.readouterr()
    assert printed.out == "" and printed.err.count("\n") == 1 and cause in printed.err
    assert contents() == before


def test_a_record_that_is_there_is_never_overwritten(text, capsys):
    (paths.RAW / "assessments-2010.txt").write_text("mine")
    before = contents()
    assert main(["new-release", str(text), *STATED]) == 2
    assert "is there already" in capsys.readouterr().err and contents() == before


def test_a_release_of_the_study_is_only_looked_at(project, capsys):
    before = contents()
    assert main(["new-release", str(paths.RAW / "news-2011-assessments.txt")]) == 0
    assert contents() == before and not capsys.readouterr().out.startswith("registered")
    with pytest.raises(SourceError, match="news-2011-assessments.txt: is there already"):
        new_release.register(paths.RAW / "news-2011-assessments.txt", {}, True)


@pytest.mark.parametrize("release_id", ["ofsted-2009-ratings", "ofsted-2011-statistics"])
def test_the_draft_of_a_text_of_tables_and_lists_keeps_most_of_what_it_states(release_id):
    text, read = releases.read_record(release_id), figures.of_record(release_id)
    draft = drafts.draft(text, read.figures, read.ignored)
    kept = figures.of_text(draft, release_id, "draft").figures
    assert len(draft) < len(text) and len(kept) >= 0.9 * len(read.figures)
