"""From the text of a release to the figures that it states.

One grammar reads every release. `lines`, `rows` and `layout` find its headings, paragraphs and tables;
`tokens` finds the words that matter, all of them data in `vocabulary`, and `dates` the periods; `openings`
tells which of their patterns can begin at a place. A sentence is cut into `frames`, each a number with its
words, and `claims` says what a frame states; `context` is what the text was about so far. `names` reads lists
and single authorities, `grids` tables, `scales` the numbers of grades. `sentences` and `reader` put this in
order, and `account` says of every other number why it is no figure. Nothing here knows what the figures are
used for.
"""

from gradedrift.extract.figure import Figure, IgnoredNumber, Reading
from gradedrift.extract.reader import decode, extract, own_date

__all__ = ["Figure", "IgnoredNumber", "Reading", "decode", "extract", "own_date"]
