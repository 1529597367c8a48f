from __future__ import annotations

import pytest

from secims_qgis.catalogue.filter import fits
from secims_qgis.model import Record, SearchQuery


@pytest.mark.parametrize(
    ("start", "end", "fitting"),
    [
        ("2018", "2018", True),
        ("2017", "2018-01-01", True),
        ("2019-12-31", None, True),
        ("2020", None, False),
        (None, "2017", False),
        (None, None, True),
        ("2018-06", "2018-07", True),
    ],
)
def test_time_means_overlap(start, end, fitting):
    record = Record("a", time_start="2018-01-01T00:00:00Z", time_end="2019-12-31T00:00:00Z")
    assert fits(record, SearchQuery(start=start, end=end)) is fitting


def test_without_a_time_span_the_date_of_creation_counts():
    assert fits(Record("a", created="2018-05-05"), SearchQuery(start="2018", end="2018"))
    assert not fits(Record("a", created="2018-05-05"), SearchQuery(start="2019"))
    assert not fits(Record("a"), SearchQuery(start="2019"))


def test_all_keywords_must_be_there():
    record = Record("a", keywords=("Reef", "Coast"))
    assert fits(record, SearchQuery(keywords=("reef",)))
    assert not fits(record, SearchQuery(keywords=("reef", "road")))
