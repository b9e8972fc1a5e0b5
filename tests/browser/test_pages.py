"""Every page of the site, and every notebook as GitHub would show it."""

import pytest

from gradedrift import paths, releases
from gradedrift.schemas import SCHEMAS
from gradedrift.site import links
from tests.browser import github
from tests.browser.checks import problems

PLACES = links.places(paths.ROOT, list(SCHEMAS), list(releases.register()["release_id"]))
PAGES = sorted({links.FINDINGS, *(place for place in PLACES.values() if place.endswith(".html"))})
GITHUBS = ("scrollable-region-focusable",)  # the frames in which outputs scroll are GitHub's, not a notebook's
NOTEBOOKS = sorted((paths.ROOT / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_the_site_holds(browser, built, page):
    assert problems(browser, (built / page).as_uri()) == []


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_holds_as_github_shows_it(browser, tmp_path, notebook):
    page = tmp_path / "notebook.html"
    page.write_text(github.page(notebook), encoding="utf-8")
    assert problems(browser, page.as_uri(), without=GITHUBS) == []
