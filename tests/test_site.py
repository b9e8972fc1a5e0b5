"""The site as files: its pages, their links, and the way from a finding to the words of a release and back."""

import json
import posixpath
import re
from urllib.parse import unquote

import nbformat
import pandas as pd
import pytest
import yaml
from bs4 import BeautifulSoup

from gradedrift import figures, openings, paths, releases, site, tables
from gradedrift.__main__ import main
from gradedrift.errors import SourceError
from gradedrift.findings import share
from gradedrift.schemas import SCHEMAS
from gradedrift.site import evidence, links, prose, study
from tests.conftest import RELEASE_IDS

PLACES = links.places(paths.ROOT, list(SCHEMAS), RELEASE_IDS)
PAGES = sorted({links.FINDINGS, *(place for place in PLACES.values() if place.endswith(".html"))})


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The site, built into a folder."""
    folder = tmp_path_factory.mktemp("site")
    site.build(folder)
    return folder


@pytest.fixture(scope="module")
def pages(built) -> dict[str, BeautifulSoup]:
    """Every page by its path."""
    return {
        path.relative_to(built).as_posix(): BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for path in built.rglob("*.html")
    }


def broken_links(pages: dict[str, BeautifulSoup], files: set[str]) -> list[str]:
    """What a page links to or shows that is not there: "page: link"."""
    found = []
    for page, soup in pages.items():
        for link in [tag.get("href") or tag.get("src") for tag in soup.select("[href], [src]")]:
            address, _, anchor = unquote(link).partition("#")
            if re.match(r"[a-z]+:", address):
                continue
            target = posixpath.normpath(posixpath.join(posixpath.dirname(page), address)) if address else page
            if target not in files or (anchor and not pages[target].find(id=anchor)):
                found.append(f"{page}: {link}")
    return found


# --- Pages and links ---------------------------------------------------------------------------


def test_every_page_is_built_and_no_other(pages):
    assert sorted(pages) == PAGES


def test_every_link_leads_somewhere(built, pages):
    files = {path.relative_to(built).as_posix() for path in built.rglob("*") if path.is_file()}
    assert broken_links(pages, files) == []


@pytest.mark.parametrize("link", ["b.html", "a.html#none", "#none", "../a.html", "image.png"])
def test_a_link_that_leads_nowhere_is_found(link):
    page = BeautifulSoup(f'<p id="some"><a href="{link}">a</a><a href="#some">b</a></p>', "html.parser")
    assert broken_links({"a.html": page}, {"a.html"}) == [f"a.html: {link}"]


def test_no_page_needs_a_network_or_a_script(pages):
    for page, soup in pages.items():
        shown = [tag.get("src") or tag.get("href") for tag in soup.select("[src], link")]
        assert not any(re.match(r"https?:|//", link) for link in shown), page
        assert not soup.select("script, iframe, style, [style]"), page


def test_every_page_has_a_language_a_title_landmarks_and_a_way_past_them(pages):
    for page, soup in pages.items():
        assert soup.html["lang"] == "en-GB" and soup.title.get_text(strip=True), page
        assert all(len(soup.find_all(name)) == 1 for name in ("h1", "header", "nav", "main", "footer")), page
        assert soup.select_one("a")["href"] == "#content" and soup.main["id"] == "content", page
    assert len({soup.title.get_text() for soup in pages.values()}) == len(pages)


def test_no_two_parts_of_a_page_have_the_same_anchor(pages):
    for page, soup in pages.items():
        anchors = [part["id"] for part in soup.select("[id]")]
        assert len(anchors) == len(set(anchors)), page


def test_no_style_depends_on_the_width(built):
    """So that the browser checks need to look for violations at one width only."""
    assert not re.search(r"@(media|container)[^{]*width", (built / "style.css").read_text(encoding="utf-8"))


def test_every_table_has_a_caption_and_says_what_its_headers_head(pages):
    for page, soup in pages.items():
        for table in soup.find_all("table"):
            assert table.caption.get_text(strip=True), page
            assert all(cell.get("scope") and cell.get_text(strip=True) for cell in table.find_all("th")), page
            region = table.parent
            assert region["role"] == "region" and region["tabindex"] == "0" and region["aria-label"], page


def test_the_readme_opens_the_site_until_a_notebook_does(tmp_path):
    (tmp_path / "README.md").touch()
    assert links.places(tmp_path, [], [])["README.md"] == "index.html"
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks/00-read-the-findings.ipynb").touch()
    places = links.places(tmp_path, [], [])
    assert places["notebooks/00-read-the-findings.ipynb"] == "index.html" and places["README.md"] == "README.html"


def test_a_link_to_a_file_without_a_page_is_words_or_leads_to_the_repository():
    about = "notebooks/a.ipynb", {"notebooks/a.ipynb": "notebooks/a.html"}
    assert links.followed("../lib/b.py", *about, code="") is None
    assert links.followed("../lib/b.py", *about, code="https://example.org/code") == "https://example.org/code/lib/b.py"
    assert links.followed("../../b", *about, code="https://example.org/code") is None
    assert links.followed("https://example.org/", *about, code="") == "https://example.org/"


# --- The evidence ------------------------------------------------------------------------------


def test_every_finding_leads_to_its_notebook_its_tables_and_its_lines(pages):
    page = pages[links.FINDINGS]
    for _, finding in tables.read("findings").iterrows():
        row = page.find(id=finding["finding_id"])
        assert [cell.get_text(strip=True) for cell in row.select("th, td")][:3] == [
            finding["statement"],
            share(finding),
            finding["status"],
        ]
        section = row.find_parent("section")
        assert section.find("a", href=PLACES[f"notebooks/{finding['notebook']}.ipynb"])
        led = {link["href"] for link in row.find_all("a")}
        wanted = {
            f"data/raw/{source.split(':')[0]}.html#L{source.split(':')[1]}"
            if ":" in source
            else f"data/processed/{source.replace('.csv', '.html')}"
            for source in finding["sources"].split("|")
        }
        assert led == wanted


def test_every_line_that_a_finding_rests_on_leads_back_to_it(pages):
    for finding in tables.read("findings").itertuples():
        for source in filter(lambda source: ":" in source, finding.sources.split("|")):
            release, line = source.split(":")[:2]
            back = f"../../{links.FINDINGS}#{finding.finding_id}"
            assert pages[f"data/raw/{release}.html"].find(id=f"L{line}").find("a", href=back), source


def test_every_notebook_leads_to_its_tables_and_its_findings(pages):
    findings = tables.read("findings")
    for opened in openings.openings():
        page = PLACES[f"notebooks/{opened.name}.ipynb"]
        led = {link["href"] for link in pages[page].main.find_all("a")}
        stated = findings.loc[findings["notebook"] == opened.name, "finding_id"]
        wanted = {
            PLACES[file] for file in opened.writes if file.endswith(".csv") and file.startswith("data/processed/")
        }
        wanted |= {f"{links.FINDINGS}#{name}" for name in stated}
        assert {links.relative(page, target) for target in wanted} <= led
        assert pages["notebooks/index.html"].find("a", href=links.relative("notebooks/index.html", page))


def without_space(words: str) -> str:
    return "".join(words.split())


def test_a_record_is_shown_whole_line_by_line(pages):
    for name in RELEASE_IDS:
        lines = pages[f"data/raw/{name}.html"].select(".record li")
        for added in [details for line in lines for details in line.select("details")]:
            added.extract()
        record = releases.read_record(name).split("\n")
        assert [without_space(line.get_text()) for line in lines] == [without_space(line) for line in record]


def test_every_row_of_every_table_is_shown_as_it_is_stored(pages):
    def words(cell: str) -> str:
        return re.sub(r"[\s,|]", "", cell)  # names that lead to several places stand in a list of their own

    for name in SCHEMAS:
        rows = pages[f"data/processed/{name}.html"].select("tbody tr")
        shown = [[words(cell.get_text()) for cell in row.select("th, td")] for row in rows]
        stored = pd.read_csv(paths.PROCESSED / f"{name}.csv", dtype=str, keep_default_na=False)
        assert shown == stored.map(words).to_numpy().tolist(), name


def test_every_figure_is_shown_with_its_words_its_numbers_and_its_tables(pages):
    page = pages["figures/index.html"]
    files = sorted(paths.FIGURES.glob("*.json"))
    assert len(page.find_all("img")) == len(files)
    for file in files:
        about, section = json.loads(file.read_text(encoding="utf-8")), page.find(id=file.stem).find_parent("section")
        assert section.img.attrs == {"src": f"{file.stem}.png", "alt": about["alt"]}
        numbers = [cell.get_text(strip=True) for cell in section.select("th, td")]
        stored = pd.read_csv(file.with_suffix(".csv"), dtype=str, header=None).fillna("").to_numpy().ravel()
        assert numbers == [value.replace("|", ", ") for value in stored]
        led = {link["href"] for link in section.find_all("a")}
        assert {f"../{PLACES[table]}" for table in about["inputs"]} | {f"{file.stem}.svg", f"{file.stem}.csv"} <= led


def test_every_image_leads_to_its_numbers(pages):
    for page, soup in pages.items():
        for image in soup.select("img") if page != "figures/index.html" else []:
            place = f"figures/index.html#{posixpath.basename(image['src']).removesuffix('.png')}"
            assert image.find_next("a")["href"] == links.relative(page, place), page


def test_what_a_release_says_is_escaped():
    text = "<b>28 councils</b> performed excellently in 2011."
    found = figures.of_text(text, "a", "a.txt").figures
    [(line, _)] = evidence.record_lines("data/raw/a.html", text, found, {})
    assert line.startswith("&lt;b&gt;<a ") and "<b>" not in line


# --- Notebooks and Markdown --------------------------------------------------------------------


def notebook(*outputs: dict):
    """A notebook with one cell that has these outputs, each by its types."""
    made = [
        nbformat.v4.new_output("display_data", data=data, metadata={"image/png": {"alt": "A dot"}}) for data in outputs
    ]
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1", execution_count=3, outputs=made)])


def test_an_image_that_is_published_is_shown_from_its_file():
    png = {"image/png": "AAAA"}
    digest = "709e80c88487a2411e1ee4dfb9f22a861492d20c4765150c0c794abd70f8147c"  # of three zero bytes
    document = notebook(png)
    assert prose.of_notebook(document, {digest: "../figures/a.png"}).img.attrs == {
        "src": "../figures/a.png",
        "alt": "A dot",
    }
    assert prose.of_notebook(document, {}).img["src"] == "data:image/png;base64,AAAA"
    assert document == notebook(png) | {"cells": document.cells}


def test_folded_code_is_there_to_open():
    page = prose.of_notebook(notebook({"text/html": "<p>shown</p>"}), {})
    prose.fold_code(page)
    assert page.details.summary.text == "Code" and page.details.pre.text.strip() == "1"
    assert page.p.find_parent("details") is None


def test_what_needs_a_script_or_a_widget_is_shown_as_its_text():
    widget = {"application/vnd.jupyter.widget-view+json": {"model_id": "a"}, "text/plain": "a slider"}
    page = prose.of_notebook(notebook(widget, {"text/html": "<style>p {}</style><script>1</script><p>kept</p>"}), {})
    assert not page.select("script, style") and "a slider" in page.text and page.p.text == "kept"


def test_the_header_of_a_data_frame_is_one_row_with_scopes():
    frame = pd.DataFrame({"n": [1]}, index=pd.Index(["a"], name="id"))
    page = prose.of_notebook(notebook({"text/html": frame._repr_html_()}, {"text/html": frame._repr_html_()}), {})
    first, second = page.find_all("table")
    assert [(cell.text, cell["scope"]) for cell in first.find_all("th")] == [("id", "col"), ("n", "col"), ("a", "row")]
    assert (first.caption.text, second.caption.text) == ("Output of cell 3", "Output of cell 3, table 2")


def test_two_header_rows_that_overlap_stay_two():
    frame = pd.DataFrame([[1]], index=pd.Index(["a"], name="from"), columns=pd.Index(["b"], name="to"))
    page = prose.of_notebook(notebook({"text/html": frame._repr_html_()}), {})
    assert [cell.text for cell in page.find_all("th")] == ["to", "b", "from", "a"]


def test_files_that_are_named_become_links_and_dead_links_words():
    page = prose.of_markdown("# A\n\n[b](b.md) [c](c.md) `d.csv` `e` [`d.csv`](b.md)\n\n| f |\n| - |\n| `g\\|h` |\n")
    html = prose.with_links(page, {"b.md": "b.html"}.get, {"d.csv": "d.html"}.get)
    assert '<a href="b.html">b</a> c <code><a href="d.html">d.csv</a></code> <code>e</code>' in html
    assert '<a href="b.html"><code>d.csv</code></a>' in html and "<code>g|h</code>" in html
    assert '<h1 id="a">A</h1>' in html and "<caption" in html


def test_a_flowchart_is_told_in_words():
    chart = """```mermaid
flowchart TD
    raw[("data/raw")]
    n_01["01-extract"]
    raw --> n_01
    n_01 -->|figures<br>moves| n_02
    raw --> n_02 --> readme[README]
```
"""
    assert [item.get_text() for item in prose.of_markdown(chart).find_all("li")] == [
        "01-extract from data/raw",
        "n_02 from 01-extract (figures, moves), data/raw",
        "README from n_02",
    ]


# --- What is refused, and what then is left ------------------------------------------------------


def test_a_damaged_notebook_is_refused(tmp_path):
    path = tmp_path / "a.ipynb"
    path.write_text('{"cells": [')
    with pytest.raises(SourceError, match=r"a\.ipynb: is not a notebook: "):
        study._notebook(path)


def test_a_notebook_that_has_not_run_is_refused(tmp_path):
    path = tmp_path / "a.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1")]), path)
    with pytest.raises(SourceError, match=r"a\.ipynb: cell 0 did not run$"):
        study._notebook(path)


@pytest.mark.parametrize("text", ["{", None])
def test_a_figure_that_is_not_told_of_is_refused(tmp_path, text):
    path = tmp_path / "a.json"
    path.write_text("{}" if text is None else text)
    with pytest.raises(SourceError, match=r"a\.json: does not tell of a figure: "):
        study._figure(path)


def test_findings_of_a_notebook_that_is_missing_are_refused(project):
    (project / "README.md").touch()
    with pytest.raises(SourceError, match=r"findings\.csv: names the notebook 0\d-.*, which is missing$"):
        study.read("")


def test_a_site_that_fails_leaves_the_old_one(project, monkeypatch, capsys):
    def build(folder, code):
        folder.mkdir(parents=True)
        (folder / "index.html").write_text(code)
        if code == "broken":
            raise SourceError("a", None, "broken")

    monkeypatch.setattr(site, "build", build)
    page = project / "site/index.html"
    assert main(["site", "--code", "first"]) == 0 and page.read_text() == "first"
    assert capsys.readouterr().out == "site/index.html\n"
    assert main(["site", "--code", "broken"]) == 2 and page.read_text() == "first"
    assert capsys.readouterr().err == "a: broken\n"
    assert main(["site"]) == 0 and page.read_text() == ""


def test_the_workflow_publishes_what_make_builds():
    workflow = yaml.safe_load((paths.ROOT / ".github/workflows/pages.yml").read_text(encoding="utf-8"))
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    assert all(step["uses"].startswith("actions/") for step in steps if "uses" in step)
    assert [step["run"].split()[:2] for step in steps if "run" in step] == [["make", "site"]]
    assert [step["with"]["path"] for step in steps if "path" in step.get("with", {})] == ["site"]
