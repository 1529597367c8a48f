"""What the dock says of a coverage before it is added."""

from __future__ import annotations

import pytest
from qgis.core import QgsRectangle

from secims_qgis.gui.coverage_note import view_note
from secims_qgis.model import BBox, Record
from tests.gui.conftest import ISLAND

PLACE = BBox(-61.1, 13.7, -60.8, 14.1)


@pytest.mark.parametrize(
    ("size", "view", "words"),
    [
        (8_000_000, PLACE, "The map would load at most 8"),
        (96_000_000, PLACE, "The map holds 96 MB of it now; more than 16 MB is drawn as a coarse"),
        (96_000_000, BBox(-61.1, 13.7, -60.95, 13.9), "The map holds 24 MB of it now"),
        (96_000_000, BBox(-61.0, 13.8, -60.9, 13.85), "The map would load at most 4"),
        (96_000_000, BBox(10, 50, 11, 51), "The map shows no part of it now."),
        (96_000_000, BBox(-180, -90, 180, 90), "The map holds 96 MB of it now"),
    ],
)  # fmt: skip
def test_the_share_of_the_view(size, view, words):
    assert view_note(size, PLACE, view).replace("\u00a0", " ").startswith(words)


def test_without_a_place_nothing_is_said():
    assert view_note(96_000_000, None, PLACE) == view_note(96_000_000, PLACE, None) == ""


@pytest.mark.demo
def test_the_dock_says_it_and_follows_the_map(body, window, qtbot):
    body.navigation.open_record(Record("lca-elevation", "Elevation"))
    page, label = body.record, body.coverage_note.label

    def row() -> int:
        kinds = [offer.first.kind.value for offer in page.offers]
        return kinds.index("COVERAGE") if "COVERAGE" in kinds else -1

    qtbot.waitUntil(lambda: row() >= 0, timeout=20_000)
    page.offer_list.select_row(page.offer_list.offers.row_of(page.offers[row()].first.url))
    qtbot.waitUntil(lambda: "coarse preview at first" in label.text(), timeout=20_000)
    window.canvas.setExtent(QgsRectangle(-61.0, 13.9, -60.99, 13.91))
    assert label.text().startswith("The map would load at most")
    window.canvas.setExtent(ISLAND)
    assert "coarse preview" in label.text()
    others = [offer for offer in page.offers if offer.first.kind.value != "COVERAGE"]
    page.offer_list.select_row(page.offer_list.offers.row_of(others[0].first.url))
    assert label.isHidden()
