"""Every page of the site, and every notebook as GitHub would show it."""

import pytest

from gradedrift import paths
from tests.browser import github
from tests.browser.checks import problems
from tests.test_site import PAGES

NOTEBOOKS = sorted((paths.ROOT / "notebooks").glob("*.ipynb"))
GITHUBS = ("scrollable-region-focusable",)  # the frames in which outputs scroll are GitHub's, not a notebook's


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_the_site_holds(browser, page):
    assert problems(browser, (paths.ROOT / "site" / page).as_uri()) == []


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_holds_as_github_shows_it(browser, tmp_path, notebook):
    page = tmp_path / "notebook.html"
    page.write_text(github.page(notebook), encoding="utf-8")
    assert problems(browser, page.as_uri(), without=GITHUBS) == []
