"""How each notebook opens: the question, its answer, what it reads and writes, and its limits."""

import re
from dataclasses import dataclass
from pathlib import Path

import nbformat

from gradedrift import paths
from gradedrift.errors import SourceError

PARTS = ("Answer", "Reads", "Writes", "Limits")


@dataclass(frozen=True)
class Opening:
    """The first cell of a notebook, part by part; `reads` and `writes` are the paths it names, `*` for any letters."""

    name: str
    question: str
    answer: str
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    limits: str
    has_findings: bool

    @property
    def short_answer(self) -> str:
        """The answer's sentences up to the first that has a number in it.

        >>> Opening("", "", "Almost. Of 9, 8 of 9 agree. All others err.", (), (), "", False).short_answer
        'Almost. Of 9, 8 of 9 agree.'
        """
        return re.match(r"\D*.*?(?:[.](?= [A-Z])|$)", self.answer)[0]


def opening(notebook: Path) -> Opening:
    """How a notebook opens. `SourceError` names the notebook and the part that is missing."""
    text = nbformat.read(notebook, as_version=4).cells[0].source
    paragraphs = dict(re.findall(r"^\*\*(\w+)\.\*\* (.*)$", text, re.MULTILINE))
    heading = re.match(r"# (.+\?)\n", text)
    for part in (part for part in PARTS if part not in paragraphs):
        raise SourceError(paths.relative(notebook), None, f"its first cell has no **{part}.**")
    if not heading:
        raise SourceError(paths.relative(notebook), None, "its first cell does not begin with a question")
    answer, reads, writes, limits = (paragraphs[part] for part in PARTS)
    has_findings = "its part of the findings" in writes
    return Opening(notebook.stem, heading[1], answer, _named(reads), _named(writes), limits, has_findings)


def openings() -> list[Opening]:
    """How every notebook opens, in reading order."""
    return [opening(path) for path in sorted((paths.ROOT / "notebooks").glob("*.ipynb"))]


def _named(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"`([^`]+)`", text))
