"""From the text of a release to the figures that it states.

One grammar reads every release: `layout` finds headings, paragraphs and tables, `tokens` the words
that matter (all of them data in `vocabulary`), `context` what they are about; `sentences`, `names`,
`grids` and `scales` read the figures, and `account` says of every other number why it is none.
Nothing here knows what the figures are used for.
"""

from gradedrift.extract.figure import Figure, IgnoredNumber, Reading
from gradedrift.extract.reader import decode, extract

__all__ = ["Figure", "IgnoredNumber", "Reading", "decode", "extract"]
