import pandas as pd
import pytest

from gradedrift import regimes, single_inspection, tables


@pytest.fixture(scope="module")
def counts():
    return tables.read("grade_counts")


@pytest.fixture(scope="module")
def figures():
    return tables.read("figures")


def test_bases_are_sums_of_what_the_article_counts():
    sizes = pd.DataFrame({"value": {"published": 4, "pending": 2, "latest": 1, "inspected": 5, "all": 9}})
    assert single_inspection.bases(sizes) == {
        4: "published",
        5: "published, latest",  # where two readings give one number the later one names it
        6: "published, pending",
        7: "published, pending, latest",
    }


def test_every_size_and_percentage_is_one_figure(figures):
    sizes, moved = single_inspection.sizes(figures), single_inspection.percentages_moved(figures)
    assert list(sizes.index) == ["published", "pending", "latest", "inspected", "all"]
    assert sizes.loc["published", "value"] + sizes.loc["pending", "value"] < sizes.loc["inspected", "value"]
    assert set(moved.index) == {"declined", "improved"} and moved.index.is_unique


def test_published_inspections_add_up_to_their_total(counts, figures):
    assert (
        single_inspection.published(counts)["count"].sum() == single_inspection.sizes(figures).loc["published", "value"]
    )


def test_an_authority_found_inadequate_twice_is_capped_once(counts, figures):
    inspections = single_inspection.earlier_inspections(counts).loc[single_inspection.SAFEGUARDING]
    cap = list(single_inspection.caps(counts, figures).values())[-1]
    twice = single_inspection.safeguarding_authorities(figures).loc["re-inspected", "value"]
    assert cap[:3] == inspections[[4, 3, 2]].tolist() and cap[3] == inspections[1] - twice > 0


def test_comparators_have_each_distribution_once(counts, figures):
    table = single_inspection.comparators(counts, figures).set_index("comparator")
    assert table.index.is_unique and len(table) == 7
    # A second route: the counts of the tidy table, by its own columns.
    good = counts[(counts["rank"] >= 3) & (counts["status"] == "final") & (counts["period"] == "2011")]
    assert table.loc["annual-assessment 2011", "good_or_better"] == good["count"].sum()
    least, most = table["good_or_better"].tail(2)
    seen = table["base"].iloc[-1]
    of_inspections = table.loc[[name for name in table.index if "safeguarding: " in name and "inspections" in name]]
    assert least < most == of_inspections["good_or_better"].iloc[0] and seen < of_inspections["base"].iloc[0]


def test_by_authority_leaves_out_those_found_inadequate_twice(counts, figures):
    found = single_inspection.good_or_better_authorities(counts, figures)
    loose = regimes.by_authority(25, 85, 79)  # as if those re-inspected might all have been good
    assert loose[0] < found[0] and loose[1] == found[1]
