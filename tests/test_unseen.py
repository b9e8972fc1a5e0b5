"""The extractor on texts that it was not written for: recall and precision of each, printed as a table."""

import pandas as pd
import pytest

from gradedrift import figures
from tests.lists import HERE, listed, said

TEXTS = sorted((HERE / "unseen").glob("*.txt"))
LEARNT = [path for path in TEXTS if path.name < "13"]
RECALL, PRECISION = 0.9, 0.95


@pytest.fixture(scope="module")
def scores() -> pd.DataFrame:
    rows = {}
    for path in TEXTS:
        read, stated = said(figures.of_file(path).figures), said(listed(path.with_suffix(".csv")))
        right = (read & stated).total()
        rows[path.stem] = {
            "": "learnt" if path in LEARNT else "held out",
            "stated": stated.total(),
            "read": read.total(),
            "right": right,
            "recall": right / stated.total(),
            "precision": right / read.total(),
        }
    return pd.DataFrame(rows).T


def test_recall_and_precision(scores, capsys):
    with capsys.disabled():
        print(f"\n\n{scores.to_string(float_format='{:.3f}'.format)}\n")
    assert len(scores) >= 6
    assert (scores["recall"] >= RECALL).all() and (scores["precision"] >= PRECISION).all()


def test_no_list_is_empty_or_the_same_as_another():
    lists = [said(listed(path.with_suffix(".csv"))) for path in TEXTS]
    assert all(stated.total() >= 10 for stated in lists)
    assert all((one & other).total() < one.total() / 2 for one in lists for other in lists if one is not other)
