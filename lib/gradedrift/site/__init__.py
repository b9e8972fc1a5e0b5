"""The study as static pages, to read from a folder or on the web: no server, script or network is needed.

nbconvert, which JupyterLab brings along, makes the HTML of notebooks and of Markdown, and Jinja the pages
around it. Jupyter Book and MyST fetch a theme while they build, Quarto is not among the packages that the
lock can hold, and the pages of all three need scripts.
"""

import shutil
from functools import partial
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from pygments.formatters import HtmlFormatter

from gradedrift import paths
from gradedrift.site.links import FRONT_PAGE, relative
from gradedrift.site.pages import every_page
from gradedrift.site.study import read

CODE_STYLE = "xcode"  # of Pygments' styles, one whose colours all stand out from the page, by 4.5 to 1 or more


def publish(code: str = "") -> Path:
    """Build the site in `site/`, whole or not at all; its first page. `code` as for `build`."""
    folder, unfinished = paths.ROOT / "site", paths.BUILD / "site"
    shutil.rmtree(unfinished, ignore_errors=True)
    build(unfinished, code)
    shutil.rmtree(folder, ignore_errors=True)
    unfinished.rename(folder)
    return folder / FRONT_PAGE


def build(folder: Path, code: str = "") -> None:
    """Write every page, and the tables and images beside them, into `folder`.

    `code` is the address on the web of the repository's files: where a link to one that has no page leads.
    Without it such a link is words only. `SourceError` for a table, record or notebook that is damaged.
    """
    templates = _templates()
    study = read(code)
    for page, template, content in every_page(study):
        to = partial(relative, page)
        html = templates.get_template(f"{template}.html").render(content, page=page, to=to, navigation=study.navigation)
        paths.replace_with(folder / page, html.encode())
    for file in study.files:
        paths.replace_with(folder / file, (paths.ROOT / file).read_bytes())
    colours = HtmlFormatter(style=CODE_STYLE).get_style_defs(".highlight")
    paths.replace_with(folder / "style.css", f"{_style(templates)}\n{colours}\n".encode())


def _templates() -> Environment:
    """The pages' templates: what they show is escaped unless it is HTML already."""
    loader = PackageLoader("gradedrift.site")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def _style(templates: Environment) -> str:
    return templates.loader.get_source(templates, "style.css")[0]
