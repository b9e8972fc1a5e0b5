"""The pages: where each stands, its template, and what it shows."""

from collections.abc import Iterable, Iterator
from functools import partial
from hashlib import sha256
from itertools import chain

from bs4 import BeautifulSoup

from gradedrift import paths
from gradedrift.schemas import SCHEMAS
from gradedrift.site import evidence, prose
from gradedrift.site.links import FINDINGS, FRONT_PAGE, followed, relative
from gradedrift.site.study import Study

Page = tuple[str, str, dict]  # its path, the name of its template, what that shows


def every_page(study: Study) -> Iterator[Page]:
    """Every page of the site."""
    return chain(_texts(study), _notebooks(study), _findings(study), _figures(study), _tables(study), _records(study))


def _texts(study: Study) -> Iterator[Page]:
    """The README, the data dictionary and every other text in Markdown."""
    for file in [file for file in study.places if file.endswith(".md")]:
        body = prose.of_markdown((paths.ROOT / file).read_text(encoding="utf-8"))
        yield study.places[file], "text", _prose(study, file, body)


def _notebooks(study: Study) -> Iterator[Page]:
    """Each notebook with the findings that it states, and their index."""
    images = {_digest(file): f"../{file}" for file in study.files if file.endswith(".png")}
    for chapter in study.chapters:
        body = prose.of_notebook(study.notebooks[chapter["name"]], images)
        if chapter["place"] == FRONT_PAGE:
            prose.fold_code(body)
        content = _prose(study, f"notebooks/{chapter['name']}.ipynb", body)
        yield chapter["place"], "notebook", content | {"findings": chapter["findings"]}
    yield "notebooks/index.html", "notebooks", {"title": "Notebooks", "notebooks": study.chapters}


def _findings(study: Study) -> Iterator[Page]:
    """Every finding, by the notebook that states it."""
    stating = [chapter for chapter in study.chapters if chapter["findings"]]
    yield FINDINGS, "findings", {"title": "Findings", "notebooks": stating}


def _figures(study: Study) -> Iterator[Page]:
    """Every figure with its numbers and the tables that it is drawn from."""
    figures = [
        {**about, "name": name, "rows": evidence.rows(about["numbers"], {}), "tables": _places(study, about["inputs"])}
        for name, about in study.figures.items()
    ]
    yield "figures/index.html", "figures", {"title": "Figures", "figures": figures}


def _tables(study: Study) -> Iterator[Page]:
    """Each table of `data/processed`."""
    writers = {table: chapter for chapter in study.chapters for table in chapter["writes"]}
    for name, table in study.tables.items():
        content = {
            "title": f"{name}.csv",
            "about": prose.of_paragraph(" ".join(SCHEMAS[name].__doc__.split())),
            "writer": writers.get(name),
            "resting": study.resting.get(f"{name}.csv", []),
            "columns": list(table.columns),
            "rows": evidence.rows(table, study.targets),
        }
        yield study.places[f"data/processed/{name}.csv"], "table", content


def _records(study: Study) -> Iterator[Page]:
    """Each record of a release with its figures marked, and their index."""
    by_release = study.tables["figures"].groupby("release_id")
    releases = study.tables["releases"].to_dict("records")
    for release in releases:
        name = release["release_id"]
        page = study.places[f"data/raw/{name}.txt"]
        lines = evidence.record_lines(page, study.records[name], by_release.get_group(name), study.resting)
        yield page, "record", {"title": name, "release": release, "lines": lines}
    yield "data/raw/index.html", "records", {"title": "Releases", "releases": releases}


def _prose(study: Study, file: str, body: BeautifulSoup) -> dict:
    """What the page of a text shows: its title, and its HTML with links to other pages."""
    link = partial(followed, file=file, places=study.places, code=study.code)

    def named(name: str) -> str | None:
        """The page of a file that is named in the text: with its folder, or a table or a notebook without it."""
        files = (name, f"data/processed/{name}", f"notebooks/{name}.ipynb")
        place = next((study.places[file] for file in files if file in study.places), None)
        return place and relative(study.places[file], place)

    return {"title": body.h1.get_text(strip=True), "body": prose.with_links(body, link, named)}


def _places(study: Study, files: Iterable[str]) -> evidence.Links:
    return [(file, study.places.get(file)) for file in files]


def _digest(file: str) -> str:
    return sha256((paths.ROOT / file).read_bytes()).hexdigest()
