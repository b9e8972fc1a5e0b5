"""The checks of a page, on pages that are broken in one way each."""

import pytest

from tests.browser.checks import problems

DOT = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title>
<link rel="icon" href="data:,"></head><body><main><h1>A page</h1>{part}</main></body></html>"""
WHOLE = f'<h2>A part</h2><p><img src="{DOT}" alt="A dot"> <a href="https://example.org/">A link</a></p>'
BROKEN = {
    "no alternative text": (f'<img src="{DOT}">', "image without alternative text"),
    "an empty alternative text": (f'<img src="{DOT}" alt=" ">', "image without alternative text"),
    "a converter's alternative text": (f'<img src="{DOT}" alt="Image">', "image without alternative text"),
    "an image that is not there": ('<img src="none.png" alt="Nothing">', "image does not load: none.png"),
    "too wide": ('<div style="width: 1300px">wide</div>', "the page is 13"),
    "too wide for a telephone only": ('<div style="width: 400px">wide</div>', "375 px: the page is 4"),
    "a skipped heading": ("<h4>Too deep</h4>", "h4 after h2: Too deep"),
    "a second title": ("<h1>Another</h1>", "not one h1"),
    "a script that fails": ("<script>throw new Error('broken')</script>", "console: "),
    "something from the network": ('<script src="https://example.org/a.js"></script>', "console: "),
    "pale text": ('<p style="color: #bbb">pale</p>', "axe: color-contrast, serious"),
    "a button without a name": ("<button></button>", "axe: button-name, critical"),
}


@pytest.fixture
def found(browser, tmp_path):
    def found(part: str, **options) -> list[str]:
        page = tmp_path / "page.html"
        page.write_text(PAGE.format(part=part), encoding="utf-8")
        return problems(browser, page.as_uri(), **options)

    return found


def test_a_page_that_is_whole_has_no_problems(found):
    assert found(WHOLE) == []


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_page_is_caught(found, what):
    part, problem = BROKEN[what]
    caught = found(WHOLE + part)
    assert any(problem in line for line in caught), caught


def test_a_page_is_not_blamed_for_the_one_before(found):
    assert found(BROKEN["a script that fails"][0]) and found(WHOLE) == []


def test_a_rule_can_be_left_out(found):
    assert found(BROKEN["pale text"][0], without=("color-contrast",)) == []
