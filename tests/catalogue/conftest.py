"""What the tests of catalogues share."""

from __future__ import annotations

import pytest

from tests.catalogue.replay import replayed_pycsw


@pytest.fixture
def pycsw3():
    """Pycsw 3 with its recorded records."""
    with replayed_pycsw() as server:
        yield server


@pytest.fixture
def every_page():
    """A function that follows a query to its end and returns all pages."""

    def follow(catalogue, query):
        pages = []
        while query is not None:
            pages.append(catalogue.search(query))
            query = pages[-1].next
            assert len(pages) < 2_000
        return pages

    return follow
