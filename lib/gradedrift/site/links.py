"""Which page shows which file of the repository, and how pages link to one another.

A page stands where its file stands in the repository, so that links among files hold for pages too.
Every link is relative: the site works from a folder, without a server.
"""

import posixpath
import re
from pathlib import Path

FRONT = ("notebooks/00-read-the-findings.ipynb", "README.md")  # the first of these that exists opens the site
FRONT_PAGE = "index.html"
FINDINGS = "findings.html"  # the only page that shows no file as it is
INDEXES = {
    "notebooks": "notebooks/index.html",
    "data/processed": "data/processed/index.html",
    "data/raw": "data/raw/index.html",
    "figures": "figures/index.html",
}
TEXTS = ("*.md", "docs/**/*.md", "data/**/*.md")
NAVIGATION = (
    ("Grade drift", FRONT_PAGE),
    ("Findings", FINDINGS),
    ("Notebooks", "notebooks/index.html"),
    ("Figures", "figures/index.html"),
    ("Tables", "data/processed/index.html"),
    ("Releases", "data/raw/index.html"),
    ("About", "README.html"),  # where the README does not open the site itself
)


def places(root: Path, tables: list[str], releases: list[str]) -> dict[str, str]:
    """The page of each file or folder that has one, or its place on one; paths, of the repository and of the site."""
    front = next(name for name in FRONT if (root / name).exists())
    notebooks = {f"notebooks/{path.name}": f"notebooks/{path.stem}.html" for path in root.glob("notebooks/*.ipynb")}
    texts = sorted(path.relative_to(root) for pattern in TEXTS for path in root.glob(pattern))
    figures = sorted(path.relative_to(root) for path in root.glob("figures/*.*"))
    return {
        **INDEXES,
        **{path.as_posix(): _page_of(path) for path in texts},
        **dict(sorted(notebooks.items())),
        **{f"data/processed/{name}.csv": f"data/processed/{name}.html" for name in tables},
        **{f"data/raw/{name}.txt": f"data/raw/{name}.html" for name in releases},
        **{path.as_posix(): path.as_posix() for path in figures},
        **{path.as_posix(): f"figures/index.html#{path.stem}" for path in figures if path.suffix == ".json"},
        front: FRONT_PAGE,
    }


def _page_of(text: Path) -> str:
    """The page of a Markdown file: that of its folder, where it is the folder's README."""
    is_index = text.name == "README.md" and text.parent.name
    return text.with_name("index.html" if is_index else f"{text.stem}.html").as_posix()


def relative(page: str, target: str) -> str:
    """The link from one page to another.

    >>> relative("data/raw/a.html", "findings.html"), relative("index.html", "data/raw/a.html")
    ('../../findings.html', 'data/raw/a.html')
    """
    return posixpath.relpath(target, posixpath.dirname(page) or ".")


def followed(link: str, file: str, places: dict[str, str], code: str) -> str | None:
    """Where a link written in `file` leads from its page; None where the site has no place for it.

    `code` is the address of the repository's files on the web, for those that have no page; empty for none.

    >>> pages = {"README.md": "index.html", "notebooks/a.ipynb": "notebooks/a.html"}
    >>> followed("notebooks/a.ipynb#limits", "README.md", pages, ""), followed("LICENSE", "README.md", pages, "")
    ('notebooks/a.html#limits', None)
    """
    address, mark, anchor = link.partition("#")
    if not address or re.match(r"[a-z]+:", address):
        return link
    target = posixpath.normpath(posixpath.join(posixpath.dirname(file), address))
    if target in places:
        return relative(places[file], places[target]) + mark + anchor
    return f"{code}/{target}" if code and not target.startswith("..") else None
