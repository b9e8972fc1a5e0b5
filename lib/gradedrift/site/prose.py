"""Notebooks and Markdown as HTML that everyone can read and that links to the other pages.

nbconvert makes the HTML, for a notebook and for a Markdown file alike; what is changed here is what it
leaves out for those who read by ear, by keyboard or on a narrow screen.
"""

import re
from base64 import b64decode
from collections import Counter, defaultdict
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from html import escape
from itertools import pairwise

from bs4 import BeautifulSoup, Comment, Tag
from nbconvert import HTMLExporter
from nbconvert.filters import markdown2html_mistune
from nbformat import NotebookNode
from traitlets.config import Config

# What an output may be shown as, best first: nothing that needs a script or a widget.
SHOWN = ["text/html", "image/png", "text/markdown", "text/plain"]
HEADING = re.compile("^h[1-6]$")


@cache
def exporter() -> HTMLExporter:
    """nbconvert with its basic template: a notebook's cells without styles or scripts around them."""
    shown = Config({"NbConvertBase": {"display_data_priority": SHOWN}})
    return HTMLExporter(config=shown, template_name="basic", exclude_anchor_links=True)


def of_notebook(notebook: NotebookNode, images: dict[str, str]) -> BeautifulSoup:
    """A notebook's cells. `images` has the file to show for an image, by the SHA-256 of its bytes."""
    page = BeautifulSoup(exporter().from_notebook_node(_with_image_files(notebook, images))[0], "html.parser")
    return _readable(page)


def of_markdown(text: str) -> BeautifulSoup:
    """A Markdown text."""
    return _readable(BeautifulSoup(markdown2html_mistune(text), "html.parser"))


def of_paragraph(text: str) -> str:
    """The HTML inside a paragraph of Markdown."""
    return of_markdown(text).p.decode_contents()


def fold_code(page: BeautifulSoup) -> None:
    """Leave the code of a notebook to those who open it."""
    for code in page.select(".code_cell > .input"):
        details = code.wrap(page.new_tag("details"))
        details.insert(0, page.new_tag("summary", string="Code"))


def with_links(page: BeautifulSoup, link: Callable[[str], str | None], named: Callable[[str], str | None]) -> str:
    """The page's HTML, its links led to other pages; what they lead nowhere for keeps its words only.

    `link` gives the target of a link as it is written. `named` gives that of a file's name, which becomes a link
    where it stands as code or heads a section.
    """
    for anchor in page.find_all("a", href=True):
        target = link(anchor["href"])
        if target is None:
            anchor.unwrap()
        else:
            anchor["href"] = target
    for image in page.find_all("img", src=lambda source: not source.startswith("data:")):
        about = link(image["src"].replace(".png", ".json"))
        image["src"] = link(image["src"]) or image["src"]
        if about:
            image.insert_after(_about_figure(page, about))
    for name in page.find_all(["code", "h2"]):
        target = named(name.get_text())
        if target and not name.find_parent("a"):
            inside = page.new_tag("a", href=target)
            inside.extend(list(name.contents))
            name.append(inside)
    return str(page)


def _about_figure(page: BeautifulSoup, place: str) -> Tag:
    about = page.new_tag("small", attrs={"class": "about"})
    about.append(page.new_tag("a", href=place, string="Numbers and sources of this figure"))
    return about


def _with_image_files(notebook: NotebookNode, images: dict[str, str]) -> NotebookNode:
    """A copy whose images that are published as files are shown from there, and not carried in the page."""
    copy = NotebookNode(notebook, cells=[])
    for cell in notebook.cells:
        outputs = [_from_file(output, images) for output in cell.get("outputs", [])]
        copy.cells.append(NotebookNode(cell, outputs=outputs) if outputs else cell)
    return copy


def _from_file(output: NotebookNode, images: dict[str, str]) -> NotebookNode:
    drawn = output.get("data", {}).get("image/png")
    file = drawn and images.get(sha256(b64decode(drawn)).hexdigest())
    if not file:
        return output
    return NotebookNode(output, metadata=NotebookNode(output.metadata, filenames={"image/png": file}))


def _readable(page: BeautifulSoup) -> BeautifulSoup:
    comments = page.find_all(string=lambda text: isinstance(text, Comment))
    for unwanted in page.select("style, script, .anchor-link, .prompt:empty") + comments:
        unwanted.extract()
    for styled in page.select("[style]"):
        del styled["style"]
    for diagram in page.select("pre.mermaid"):
        diagram.replace_with(_in_words(diagram))
    for code in page.select("td code"):  # GitHub's Markdown, not mistune's, unescapes it there
        code.string = code.get_text().replace("\\|", "|")
    slugs: Counter[str] = Counter()
    for heading in page.find_all(HEADING):
        slug = _slug(heading.get_text())
        heading["id"] = f"{slug}-{slugs[slug]}" if slugs[slug] else slug
        slugs[slug] += 1
    labels: Counter[str] = Counter()
    for table in page.find_all("table"):
        label = _place(table)
        labels[label] += 1
        caption = page.new_tag("caption", attrs={"class": "unseen"})
        caption.string = f"{label}, table {labels[label]}" if labels[label] > 1 else label
        table.insert(0, caption)
        del table["border"]
        _join_header_rows(table)
        _scope_headers(table)
        table.wrap(page.new_tag("div", attrs=_region(caption.string)))
    return page


def _in_words(diagram: Tag) -> Tag:
    """A Mermaid flowchart, which only a script can draw, as a list: each box and the boxes that lead to it."""
    for line_break in diagram.find_all("br"):
        line_break.replace_with(", ")
    text = diagram.get_text()
    boxes = dict(re.findall(r'(\w+)[\[(]+"?([^"\])]+)', text))
    leading: dict[str, list[str]] = defaultdict(list)
    for line in text.splitlines():
        for start, arrow in pairwise(re.split(r"\s*-->\s*", line)):
            passed, end = re.match(r"(?:\|(.*?)\|\s*)?(\w+)", arrow).groups()
            box = re.search(r"\w+", start)[0]
            leading[end].append(_code(boxes.get(box, box)) + (f" ({escape(passed)})" if passed else ""))
    items = [f"<li>{_code(boxes.get(end, end))} from {', '.join(starts)}</li>" for end, starts in leading.items()]
    return BeautifulSoup(f"<ul>{''.join(items)}</ul>", "html.parser").ul


def _code(name: str) -> str:
    return f"<code>{escape(name)}</code>"


def _place(table: Tag) -> str:
    """Where a table stands, for those who do not see it: the cell that shows it, or the heading above it."""
    cell = table.find_parent(class_="code_cell")
    number = cell and re.search(r"\d+", cell.select_one(".input_prompt").text)
    if number:
        return f"Output of cell {number[0]}"
    heading = table.find_previous(HEADING)
    return heading.get_text(strip=True) if heading else "Table"


def _join_header_rows(table: Tag) -> None:
    """Put the name of pandas' index, which stands in a row of its own below the others, where their row has a gap."""
    rows = [row.find_all(["th", "td"]) for row in table.select("thead tr")]
    if len(rows) < 2 or len(rows[-1]) != len(rows[-2]):
        return
    above, below = rows[-2:]
    if all(not upper.get_text(strip=True) or not lower.get_text(strip=True) for upper, lower in zip(above, below)):
        for upper, lower in zip(above, below):
            upper.extend(list(lower.contents))
        below[0].parent.decompose()


def _scope_headers(table: Tag) -> None:
    """Say what each header cell is the header of; one without words is the header of nothing."""
    for cell in table.find_all("th"):
        across = cell.find_parent("thead") is not None
        several = int(cell.get("colspan" if across else "rowspan", 1)) > 1
        if cell.get_text(strip=True):
            cell["scope"] = ("col" if across else "row") + ("group" if several else "")
        else:
            cell.name = "td"


def _region(label: str) -> dict[str, str]:
    """What a part that scrolls sideways needs so that a keyboard reaches it."""
    return {"class": "wide", "role": "region", "aria-label": label, "tabindex": "0"}


def _slug(heading: str) -> str:
    """The anchor that GitHub gives a heading.

    >>> _slug("Sources and licences"), _slug("figures.csv")
    ('sources-and-licences', 'figurescsv')
    """
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")
