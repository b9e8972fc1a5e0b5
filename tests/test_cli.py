import io
import json
import re
import shlex
import subprocess
import sys
from contextlib import redirect_stdout

import pandas as pd
import pytest

from gradedrift import documents, figures, paths
from gradedrift.__main__ import PROGRAM, main, parser
from gradedrift.figures import COLUMNS
from gradedrift.verify import differences
from tests.conftest import RELEASE_IDS


def test_extract_writes_figures_as_csv(capsys):
    assert main(["extract", *(str(paths.RAW / f"{name}.txt") for name in RELEASE_IDS)]) == 0
    printed = capsys.readouterr().out
    assert printed == (paths.PROCESSED / "figures.csv").read_text(encoding="utf-8")


def test_the_summary_is_on_standard_error(capsys):
    assert main(["extract", str(paths.RAW / "news-2011-assessments.txt")]) == 0
    first, second = capsys.readouterr().err.splitlines()
    assert first.endswith("news-2011-assessments.txt: 9 figures, 43 named grades, 4 other numbers, 0 unread")
    assert second.endswith("news-2011-assessments.txt:29: 'Cheshire West and Cheshire' is not the name of an authority")


def test_what_is_merely_unusual_is_a_warning(tmp_path, capsys):
    path = tmp_path / "some.txt"
    path.write_text("In the annual assessments of 2010 twenty councils performed excellently and 30 danced.\n")
    assert main(["extract", str(path)]) == 0
    printed = capsys.readouterr()
    assert printed.out.count("\n") == 2
    assert f"{path}:1: 'performed excellently and 30 danced.' is not understood" in printed.err


@pytest.mark.parametrize("form", ["json", "table"])
def test_other_formats_state_the_same(form, capsys):
    assert main(["extract", "--format", form, str(paths.RAW / "news-2011-assessments.txt")]) == 0
    printed = capsys.readouterr().out
    if form == "json":
        found = json.loads(printed)
        assert [row["value"] for row in found[:4]] == [28, 8, 25, 7] and found[-1]["value"] is None
    else:
        assert re.search(r"28 +authorities +graded +annual-assessment +overall +2011 +performs excellently", printed)


def test_extract_reads_a_text_that_is_not_in_the_study(tmp_path, capsys):
    path = tmp_path / "some-release.txt"
    path.write_text("In the annual assessments of 2010 twenty councils performed excellently.\n")
    assert main(["extract", str(path)]) == 0
    table = pd.read_csv(io.StringIO(capsys.readouterr().out))
    assert list(table.columns) == COLUMNS
    assert table.loc[0, ["release_id", "value", "regime", "period", "line"]].tolist() == [
        "some-release",
        20,
        "annual-assessment",
        2010,
        1,
    ]


@pytest.mark.parametrize(
    "data, message",
    [
        (None, "cannot be read: No such file or directory"),
        (b"", "is empty"),
        (b"\x00", "1: is not text"),
        (b"caf\xe9", "1: is not UTF-8"),
        (
            b"Ratings of 2009 Number Percentage\nPerforms well - 3 93\nPerforms poorly - 1 9 6%",
            "2: 'Performs well' has 1 cells",
        ),
    ],
)
def test_extract_refuses_bad_input_in_one_line(tmp_path, capsys, data, message):
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text("In the annual assessments of 2010 twenty councils performed excellently.\n")
    if data is not None:
        bad.write_bytes(data)
    assert main(["extract", str(good), str(bad)]) == 2
    printed = capsys.readouterr()
    assert printed.out == "" and printed.err.count("\n") == 1
    assert printed.err.startswith(f"{bad}:") and message in printed.err


def test_verify_agrees_with_the_originals(originals, capsys):
    assert main(["verify", str(originals)]) == 0
    assert capsys.readouterr().out.startswith("originals and records agree: ")


def test_verify_names_each_difference(tmp_path, capsys):
    for name in RELEASE_IDS:
        text = (paths.RAW / f"{name}.txt").read_text(encoding="utf-8")
        (tmp_path / f"{name}.txt").write_text(
            text.replace("seven were “inadequate”", "six were “inadequate”"), encoding="utf-8"
        )
    assert main(["verify", str(tmp_path)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(",")[0] for line in lines] == [
        "news-2015-single-inspection: only in the original",
        "news-2015-single-inspection: only in the record",
    ]
    assert "6, authorities, graded" in lines[0] and "7, authorities, graded" in lines[1]


def test_differences_count_repeated_figures():
    found = figures.of_records().figures
    assert differences(found, found) == []
    assert len(differences(pd.concat([found, found.head(1)]), found)) == 1


def test_a_folder_that_cannot_be_written_is_one_line(project, monkeypatch, capsys):
    def refuse(*_):
        raise PermissionError(13, "Permission denied", "data/processed/README.md")

    monkeypatch.setattr(documents, "write", refuse)
    assert main(["document"]) == 2
    assert capsys.readouterr().err == "data/processed/README.md: Permission denied\n"


# --- Help --------------------------------------------------------------------------------------

COMMANDS = sorted(next(iter(parser()._subparsers._group_actions)).choices)


def helped(*words) -> str:
    with redirect_stdout(io.StringIO()) as printed, pytest.raises(SystemExit, match="0"):
        main([*words, "--help"])
    return printed.getvalue()


def examples(command: str) -> list[list[str]]:
    """The words of each example that a command's help gives, without what the shell does with its output."""
    shown = re.findall(rf"^  {re.escape(PROGRAM)} (.*)$", helped(command), re.MULTILINE)
    return [shlex.split(line.partition(" > ")[0]) for line in shown]


def test_the_help_lists_every_command_and_the_exit_statuses():
    printed = helped()
    assert all(re.search(rf"^    {command}\s", printed, re.MULTILINE) for command in COMMANDS)
    said = " ".join(printed.split())
    assert "Exit status: 0 done, 1 `verify` or `reproduce` found a difference" in said and ", 2 bad input" in said


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_examples_that_it_understands_and_exit_statuses(command):
    assert re.search(r"^exit status:\n  0 .*(\n  1 .*)?\n  2 bad input", helped(command), re.MULTILINE)
    assert examples(command)
    for words in examples(command):
        assert parser().parse_args(words).command.__name__.replace("_", "-") == command == words[0]


@pytest.mark.parametrize("words", [*examples("show"), *examples("trace")], ids=" ".join)
def test_the_examples_of_what_only_reads_run(words, capsys):
    assert main(words) == 0
    assert capsys.readouterr().out.count("\n") > 2


@pytest.mark.parametrize(
    "words, cause",
    [
        ([], "the following arguments are required: COMMAND"),
        (["shw"], "invalid choice: 'shw'"),
        (["extract"], "the following arguments are required: FILE"),
        (["extract", "--format", "xml", "some.txt"], "invalid choice: 'xml'"),
        (["show", "grade-count"], "data/processed: no table 'grade-count'; nearest are grade-counts, "),
        (["show", "moves", "--where", "year=2009"], "data/processed/moves.csv: 'year=2009' is not COLUMN=VALUE; the columns"),
        (["show", "moves", "--where", "count"], "'count' is not COLUMN=VALUE"),
        (["show", "authority"], "show authority: needs a name"),
        (["show", "moves", "Leeds"], "show: 'Leeds' is too much"),
        (["show", "authority", "Tower Hamlet"], "no authority 'Tower Hamlet'; nearest are Tower Hamlets, "),
        (["trace", "improved"], "no finding, figure or output is called 'improved'; nearest are improved-"),
        (["run", "notebooks/99-none.ipynb"], "notebooks/99-none.ipynb: "),
        (["seal", "some-release"], "some-release"),
        (["findings", "no-part.csv"], "no-part.csv: is missing"),
    ],
)  # fmt: skip
def test_every_error_is_one_line_with_status_2(words, cause, capsys):
    try:
        status = main(words)
    except SystemExit as ended:
        status = ended.code
    printed = capsys.readouterr()
    assert status == 2 and printed.out == "" and printed.err.count("\n") == 1
    assert cause in printed.err


def test_a_reader_who_has_enough_is_no_error():
    command = f"{sys.executable} -m gradedrift trace improved-2009-2010 | head -n 1"
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "improved-2009-2010\n", "")
