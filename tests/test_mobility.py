import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradedrift import drift, mobility, tables
from gradedrift.errors import SourceError
from gradedrift.schemas import MobilityMeasures

RANKS = [4, 3, 2, 1]


def bartholomew(table: pd.DataFrame) -> float:
    """The index as it is published."""
    measures = mobility.mobility_measures(table, "2010", "2011").set_index("measure")
    return measures.loc["Bartholomew's index", "value"]


def square(*rows) -> pd.DataFrame:
    """A table of moves: the best rank is 4 or, for fewer grades, their number."""
    ranks = list(range(len(rows), 0, -1))
    return pd.DataFrame(list(rows), index=ranks, columns=ranks)


# By hand from the two statements of moves in the 2011 statistics and the counts of 2010 in their Table 9.
STUDY = square([18, 2, 0, 0], [10, 63, 2, 3], [0, 11, 27, 1], [0, 0, 4, 11])

# Three grades: of 10 + 20 + 5 authorities 4 + 1 improve by one, 1 by two; 2 decline by one, 1 by two.
SMALL = square([7, 2, 1], [4, 16, 0], [1, 1, 3])


def test_movers_by_hand():
    assert mobility.movement(SMALL).to_dict() == {"improved": 6, "declined": 3, "unchanged": 26}
    assert mobility.crossed(SMALL).to_dict() == {"improved": 4 + 1 + 2, "declined": 2 + 2}
    assert mobility.exits(SMALL)["left"].tolist() == [3, 4, 2]
    assert mobility.exits(SMALL)["share"].tolist() == pytest.approx([3 / 10, 4 / 20, 2 / 5])


def test_indices_by_hand():
    assert mobility.shorrocks(SMALL) == pytest.approx((0.3 + 0.2 + 0.4) / 2)
    assert bartholomew(SMALL) == pytest.approx((7 + 4) / 35)


def test_the_moves_of_2010_to_2011():
    assert mobility.movement(STUDY).to_dict() == {"improved": 25, "declined": 8, "unchanged": 119}
    assert mobility.exits(STUDY)[["left", "base"]].to_numpy().tolist() == [[2, 20], [15, 78], [12, 39], [4, 15]]
    # Every authority that improved crossed one grade; of those that declined three crossed two.
    assert mobility.crossed(STUDY).to_dict() == {"improved": 25, "declined": 5 + 3 * 2}
    assert mobility.shorrocks(STUDY) == pytest.approx(13 / 45)


def test_shorrocks_index_at_its_marks():
    assert mobility.shorrocks(square([5, 0], [0, 2])) == 0
    assert mobility.shorrocks(square([2, 4], [3, 6])) == pytest.approx(
        1
    )  # a third to each grade's best, whatever before
    assert mobility.shorrocks(square([0, 4], [3, 0])) == 2


def test_what_nobody_can_leave_has_no_exit_share():
    empty = square([0, 0], [1, 4])
    assert mobility.exits(empty)["share"].isna().tolist() == [True, False]
    assert pd.isna(mobility.shorrocks(empty))
    found = mobility.mobility_measures(empty, "2010", "2011").set_index("measure")["value"]
    assert found.isna().to_dict() == {name: name in EMPTY for name in found.index}


EMPTY = {"exit share of rank 2", "mean jump of those that declined", "Shorrocks' trace index"}


@pytest.mark.parametrize(
    "broken, cause",
    [
        (STUDY.drop(columns=1), "are not one scale"),
        (STUDY.iloc[::-1, ::-1], "are not one scale"),
        (STUDY.replace(63, -63), "-63 from rank 3 to rank 3 is no count"),
        (STUDY.replace(11, 10.5), "10.5 from rank 2 to rank 3 is no count"),
        (STUDY.replace(27, float("nan")), "nan from rank 2 to rank 2 is no count"),
        (STUDY * 0, "nobody is in it"),
    ],
)
def test_a_broken_table_is_refused(broken, cause):
    for use in (mobility.movement, mobility.crossed, mobility.exits, mobility.shorrocks, bartholomew):
        with pytest.raises(SourceError, match=f"^table of moves: .*{cause}"):
            use(broken)


def test_the_table_of_measures():
    found = tables.checked(mobility.mobility_measures(STUDY, "2010", "2011"), MobilityMeasures, "mobility.csv")
    shares = found.dropna(subset="base")
    assert (shares["value"] * shares["base"]).tolist() == pytest.approx(shares["numerator"].tolist())
    values = found.set_index("measure")["value"]
    assert values["immobile share"] == pytest.approx(119 / 152) and values["Bartholomew's index"] == pytest.approx(
        36 / 152
    )
    assert values["mean jump of those that declined"] == pytest.approx(11 / 8)
    with pytest.raises(SourceError, match="mobility.csv:2: column 'value': '-1.0' fails"):
        tables.checked(found.assign(value=-1), MobilityMeasures, "mobility.csv")


def squares(most: int):
    """Tables of moves between four grades, with somebody in them and at most `most` in each cell."""
    cells = st.lists(st.integers(0, most), min_size=16, max_size=16).filter(any)
    return cells.map(lambda counts: square(*(counts[start : start + 4] for start in (0, 4, 8, 12))))


@given(squares(most=6))
def test_exchanging_the_years_exchanges_up_and_down(table):
    there, back = mobility.movement(table), mobility.movement(table.T)
    assert there.tolist() == back[["declined", "improved", "unchanged"]].tolist()
    assert mobility.crossed(table).tolist() == mobility.crossed(table.T)[["declined", "improved"]].tolist()
    assert bartholomew(table) == bartholomew(table.T)


@given(squares(most=6))
def test_moves_are_never_fewer_than_the_margins_demand(table):
    before, after, base = table.sum(axis="columns"), table.sum(axis="index"), table.to_numpy().sum()
    moved, crossed = mobility.movement(table), mobility.crossed(table)
    assert moved.sum() == base and mobility.exits(table)["left"].sum() == base - moved["unchanged"]
    assert drift.total_variation(before, after) <= 1 - moved["unchanged"] / base + 1e-12
    assert drift.wasserstein(before, after) <= bartholomew(table) + 1e-12
    assert drift.mean_rank_change(before, after) == pytest.approx((crossed["improved"] - crossed["declined"]) / base)
