"""A notebook as GitHub shows it: its outputs without our styles, scripts and widgets, in a page of GitHub's own."""

import nbformat
from bs4 import BeautifulSoup

from gradedrift.site import prose

# What stands for GitHub's page: wide outputs scroll in a frame of theirs, and images shrink to the page.
PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{name}</title>
<style>.output_area, .input_area, .rendered_html {{ overflow-x: auto }} img {{ max-width: 100% }}
body {{ overflow-wrap: break-word }}</style></head>
<body><main>{body}</main></body></html>"""


def page(notebook) -> str:
    """The notebook file as a page of HTML."""
    document = nbformat.read(notebook, as_version=4)
    body = BeautifulSoup(prose.exporter().from_notebook_node(document)[0], "html.parser")
    for stripped in body(["style", "script", "link", "iframe", "form"]):
        stripped.decompose()
    for styled in body.select("[style]"):
        del styled["style"]
    return PAGE.format(name=notebook.stem, body=body)
