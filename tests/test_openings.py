import nbformat
import pytest

from gradedrift import openings
from gradedrift.errors import SourceError

TEXT = """# Who moved?

**Answer.** Some. Of 9, 8 of 9 did. One did not.

**Reads.** `data/raw/*.txt`, `data/processed/a.csv`

**Writes.** `data/processed/b.csv`, and its part of the findings

**Limits.** None."""


@pytest.fixture
def notebook(project):
    def make(text):
        path = project / "notebooks/01-some.ipynb"
        path.parent.mkdir(exist_ok=True)
        path.write_text(nbformat.writes(nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(text)])))
        return path

    return make


def test_an_opening_is_read_part_by_part(notebook):
    opening = openings.opening(notebook(TEXT))
    assert (opening.name, opening.question, opening.limits) == ("01-some", "Who moved?", "None.")
    assert opening.reads == ("data/raw/*.txt", "data/processed/a.csv")
    assert opening.writes == ("data/processed/b.csv",) and opening.has_findings
    assert opening.short_answer == "Some. Of 9, 8 of 9 did."


@pytest.mark.parametrize(
    "text, cause",
    [
        (TEXT.replace("**Limits.**", "Limits."), r"its first cell has no \*\*Limits.\*\*"),
        (TEXT.replace("# Who moved?", "# Moves"), "its first cell does not begin with a question"),
    ],
)
def test_an_opening_that_lacks_a_part_is_refused(notebook, text, cause):
    with pytest.raises(SourceError, match=f"^notebooks/01-some.ipynb: {cause}$"):
        openings.opening(notebook(text))
