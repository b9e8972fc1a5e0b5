"""The comparison behind `make reproduce` sees each kind of difference. `.ci/run` makes the study again."""

import base64
import io

import nbformat
import pytest
from PIL import Image, PngImagePlugin

from gradedrift import reproduce
from gradedrift.errors import SourceError


def png(colour=(10, 20, 30), **options) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (4, 3), colour).save(buffer, "png", **options)
    return buffer.getvalue()


def recompressed() -> bytes:
    """The same pixels from another build of zlib, as it were."""
    text = PngImagePlugin.PngInfo()
    text.add_text("Software", "another")
    return png(compress_level=0, pnginfo=text)


def notebook(text="2", image=None, took=None) -> bytes:
    output = nbformat.v4.new_output("display_data", {"image/png": base64.b64encode(image or png()).decode()})
    printed = nbformat.v4.new_output("stream", name="stdout", text=text)
    cell = nbformat.v4.new_code_cell("print(1 + 1)", id="a", execution_count=1, outputs=[printed, output])
    cell.metadata = {"papermill": {"duration": took}} if took else {}
    return (nbformat.writes(nbformat.v4.new_notebook(cells=[cell])) + "\n").encode()


WHOLE = {
    "README.md": b"# Study\n",
    "data/processed/moves.csv": b"count\n1\n",
    "figures/some.png": png(),
    "notebooks/01-some.ipynb": notebook(),
}


def project(folder, changed):
    for name, data in {**WHOLE, **changed}.items():
        if data is not None:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
    return folder


@pytest.mark.parametrize(
    "changed, difference",
    [
        ({}, []),
        ({"figures/some.png": recompressed()}, []),
        ({"notebooks/01-some.ipynb": notebook(image=recompressed())}, []),
        ({"notebooks/01-some.ipynb": notebook(took=1.5)}, []),
        ({"README.md": b"# study\n"}, ["README.md:1: '# Study' here, '# study' made again"]),
        ({"data/processed/moves.csv": b"count\n1\n2\n"}, ["data/processed/moves.csv:3: '' here, '2' made again"]),
        ({"data/processed/moves.csv": None}, ["data/processed/moves.csv: was not made again"]),
        ({"data/processed/new.csv": b"1\n"}, ["data/processed/new.csv: was made and is not here"]),
        ({"figures/some.png": png((10, 20, 31))}, ["figures/some.png: pixels differ between (0, 0) and (4, 3)"]),
        ({"notebooks/01-some.ipynb": notebook("3")}, ["notebooks/01-some.ipynb: cell 0 differs, of which the source is 'print(1 + 1)'"]),
        ({"notebooks/01-some.ipynb": notebook(image=png((0, 20, 30)))}, ["notebooks/01-some.ipynb: cell 0: the figure's pixels differ between (0, 0) and (4, 3)"]),
    ],
)  # fmt: skip
def test_what_differs_is_named_and_what_a_build_changes_is_not(tmp_path, changed, difference):
    here, there = project(tmp_path / "here", {}), project(tmp_path / "there", changed)
    assert reproduce.differences(here, there) == difference


@pytest.fixture
def small(tmp_path, monkeypatch):
    """A study whose `make all` writes what `data/source` says; the same in every way but those of a test."""
    here = project(tmp_path / "here", {"data/source": b"1\n", "CITATION.cff": b"title: Study\n"})
    for folder in ("docs", "lib", "scripts"):
        (here / folder).mkdir()
    (here / "Makefile").write_text(
        "all:\n\tmkdir -p data/processed figures; (echo count; cat data/source) > data/processed/moves.csv;"
        f" cp {here}/figures/some.png figures\n"
    )
    monkeypatch.setattr(reproduce.paths, "ROOT", here)
    return here


def replaced(path, old, new):
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))


def test_a_study_that_can_be_made_again_has_no_differences(small):
    assert reproduce.reproduce() == []


def test_what_was_changed_by_hand_is_found(small):
    (small / "data/processed/moves.csv").write_text("count\n7\n")
    assert reproduce.reproduce() == ["data/processed/moves.csv:2: '7' here, '1' made again"]


@pytest.mark.parametrize("variable", ["TZ", "LANG", "PYTHONHASHSEED", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MAKEFLAGS"])  # fmt: skip
def test_what_depends_on_its_surroundings_is_found(small, variable):
    replaced(small / "Makefile", "cat data/source", f"echo $${variable}")
    assert any("two runs of the same programs gave different bytes" in line for line in reproduce.reproduce())


def test_what_cannot_be_made_is_said_with_the_cause(small):
    replaced(small / "Makefile", "cat data/source", "cat data/gone")
    replaced(small / "Makefile", "moves.csv;", "moves.csv || exit 1;")
    with pytest.raises(SourceError, match="^make all: failed: cat: data/gone: No such file"):
        reproduce.reproduce()
