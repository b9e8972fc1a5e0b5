import html
import re

from gradedrift import figures, releases, views
from tests.conftest import RELEASE_IDS


def test_marked_text_is_the_text_with_captions_and_nothing_lost():
    for release_id in RELEASE_IDS:
        text = releases.read_record(release_id)
        page = views.marked(text, figures.of_record(release_id).figures)
        plain = re.sub(r" <small>\[.*?\]</small>", "", page).replace("<br>\n", "\n")
        assert html.unescape(re.sub(r"</?mark>", "", plain)) == text


def test_each_figure_is_captioned_once():
    found = figures.of_record("news-2011-assessments").figures
    page = views.marked(releases.read_record("news-2011-assessments"), found)
    assert page.count("<mark>") == len(found)
    assert (
        "<mark>28</mark> <small>[28 authorities, graded, performs excellently, overall, annual-assessment, 2011]"
        in page
    )
    assert "<mark>Barnet</mark> <small>[grade, graded, performs excellently" in page


def test_what_comes_from_a_release_is_escaped():
    text = "<b>28 councils</b> performed excellently in 2011."
    page = views.marked(text, figures.of_text(text, "a", "a.txt").figures)
    assert page.startswith("&lt;b&gt;<mark>28</mark> <small>[") and "<b>" not in page


def test_a_text_without_figures_stays_as_it_is():
    assert (
        views.marked("Nothing & nobody.", figures.of_text("Nothing & nobody.", "a", "a.txt").figures)
        == "Nothing &amp; nobody."
    )
