"""The extractor on texts that it was not written for: recall and precision of each, printed as a table.

`tests/unseen/README.md` tells where they come from. Those of the last batch are judged together.
"""

import pandas as pd
import pytest

from gradedrift import figures
from tests.lists import HERE, listed, said

TEXTS = sorted((HERE / "unseen").glob("*.txt"))
LAST_ALONE = "20"
RECALL, PRECISION = 0.9, 0.95


@pytest.fixture(scope="module")
def scores() -> pd.DataFrame:
    rows = {}
    for path in TEXTS:
        read, stated = said(figures.of_file(path).figures), said(listed(path.with_suffix(".csv")))
        group = "each" if path.name[:2] <= LAST_ALONE else "together"
        rows[path.stem] = [group, stated.total(), read.total(), (read & stated).total()]
    counts = pd.DataFrame.from_dict(rows, orient="index", columns=["group", "stated", "read", "right"])
    return rated(counts)


def rated(counts: pd.DataFrame) -> pd.DataFrame:
    return counts.assign(recall=counts["right"] / counts["stated"], precision=counts["right"] / counts["read"])


def test_recall_and_precision(scores, capsys):
    groups = rated(scores.groupby("group")[["stated", "read", "right"]].sum())
    with capsys.disabled():
        print("", scores.round(3).to_string(), groups.round(3).to_string(), sep="\n\n")
    each = scores[scores["group"] == "each"]
    assert len(each) >= 6 and (each["recall"] >= RECALL).all() and (each["precision"] >= PRECISION).all()
    assert groups.loc["together", "recall"] >= RECALL and groups.loc["together", "precision"] >= PRECISION


def test_no_list_is_empty_or_the_same_as_another():
    lists = [said(listed(path.with_suffix(".csv"))) for path in TEXTS]
    assert all(stated.total() >= 10 for stated in lists)
    assert all((one & other).total() < one.total() / 2 for one in lists for other in lists if one is not other)
