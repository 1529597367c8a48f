"""What a record does not say is looked up behind its links, without moving what is there."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt

from secims_qgis.distributions import Details
from secims_qgis.gui.commands import Command
from secims_qgis.gui.link_probe import QUESTIONS_MAX, questions_about
from secims_qgis.gui.menus import offer_menu
from secims_qgis.gui.offers import OfferGroup, facts_line
from secims_qgis.gui.record_sheet import Findings, sheet_of
from secims_qgis.gui.results_model import BADGES_ROLE
from secims_qgis.gui.results_page import Face
from secims_qgis.model import Distribution, DistributionKind, Flavour, Purpose, Record
from tests.fault_server import Fault
from tests.gui import samples
from tests.gui.test_failures import ITEMS, PATH, answer, feature
from tests.gui.test_search import search_for

SECONDS = 1000
UNKNOWN_SIZE = samples.file("reefs.gpkg", "gpkg")
FEATURES = samples.live(DistributionKind.FEATURES, "reefs")
COLLECTION = Distribution(DistributionKind.COLLECTION, f"{samples.BASE}/api/collections/reefs", "Reefs")
RECORD = Record(
    "reefs",
    "Reefs",
    url=f"{samples.BASE}/r",
    distributions=(FEATURES, UNKNOWN_SIZE, COLLECTION),
    detailed=True,
)


def test_sizes_and_counts_fill_their_places():
    details = {UNKNOWN_SIZE.url: Details(size_bytes=12_400_000), FEATURES.url: Details(features=8214)}
    sheet = sheet_of(RECORD, findings=Findings(details))
    by_url = {offer.first.url: offer for offer in sheet.offers}
    assert by_url[UNKNOWN_SIZE.url].size_bytes == 12_400_000
    assert facts_line(by_url[FEATURES.url], sheet.record).startswith("8,214 features")
    assert [offer.first.url for offer in sheet.offers] == [
        offer.first.url for offer in sheet_of(RECORD).offers
    ]


def test_what_is_behind_the_links_comes_last_and_only_once():
    found = (samples.live(DistributionKind.MAP, "reefs", title="Reefs"), FEATURES)
    offers = sheet_of(RECORD, findings=Findings(found=found)).offers
    assert [offer.group for offer in offers[-1:]] == [OfferGroup.FOUND]
    assert len(offers) == len(sheet_of(RECORD).offers) + 1
    assert offers[-1].title == "Reefs"
    assert facts_line(offers[-1], RECORD) == "OGC API Map"


@pytest.mark.parametrize(
    ("purpose", "kind"),
    [
        (Purpose.ANALYSIS, DistributionKind.FILE),
        (Purpose.LIVE, DistributionKind.FEATURES),
        (Purpose.DISPLAY, DistributionKind.VECTOR_TILES),
    ],
)
def test_the_purpose_decides_what_is_recommended(purpose, kind):
    recommended = [offer for offer in sheet_of(samples.HABITATS, purpose).offers if offer.is_recommended]
    assert [offer.first.kind for offer in recommended] == [kind]


def test_only_the_own_host_is_asked_and_not_without_end():
    elsewhere = replace(UNKNOWN_SIZE, url="https://elsewhere.example/a.gpkg")
    many = tuple(samples.file(f"{number}.gpkg", "gpkg") for number in range(500))
    record = replace(RECORD, distributions=(elsewhere, *RECORD.distributions, *many))
    asked = questions_about(record, f"{samples.BASE}/records")
    assert elsewhere not in asked
    assert len(asked) == QUESTIONS_MAX
    assert questions_about(RECORD, f"{samples.BASE}/records") == (UNKNOWN_SIZE, FEATURES, COLLECTION)


def test_a_link_that_loses_the_encryption_says_so(qtbot):
    plain = replace(
        UNKNOWN_SIZE, url="http://secims.example/a.gpkg", note="not encrypted: others can read what arrives"
    )
    record = replace(RECORD, distributions=(plain,), url="https://secims.example/r")
    (offer,) = sheet_of(record).offers
    assert facts_line(offer, record).endswith("not encrypted")


def test_links_that_are_not_shown_are_counted():
    many = tuple(samples.file(f"{number}.gpkg", "gpkg") for number in range(250))
    assert sheet_of(replace(RECORD, distributions=many[:200])).notes == sheet_of(RECORD).notes == ()
    assert sheet_of(replace(RECORD, distributions=many)).notes[-1].startswith("200 of 250 links are shown.")
    cut = replace(RECORD, distributions=many, links_left_out=9_000)
    assert sheet_of(cut).notes[-1].startswith("200 of 9,250 links are shown.")


@pytest.fixture
def served(qtbot, use, server, open_dock):
    """Open a record of our own server with these links."""

    def show(*links):
        record = {**feature("a", "Reefs"), "links": list(links)}
        server.serve(ITEMS, answer(record), content_type="application/geo+json")
        server.serve(f"{ITEMS}/a", json.dumps(record).encode(), content_type="application/geo+json")
        use(server.url(PATH), Flavour.OGC_API_RECORDS)
        body = open_dock().body
        body.results.bar.set_text("reefs")
        qtbot.waitUntil(lambda: body.results.face is Face.LIST, timeout=20 * SECONDS)
        body.navigation.open_record(body.results.model.records[0])
        qtbot.waitUntil(lambda: not body.loader.is_loading, timeout=20 * SECONDS)
        return body

    return show


def file_link(url, title="Data"):
    return {"href": url, "rel": "enclosure", "type": "application/geopackage+sqlite3", "title": title}


def test_a_size_that_no_record_states_is_asked_for_and_the_selection_stays(qtbot, served, server):
    server.serve("/a.gpkg", b"x" * 34_567, delay_s=0.3)
    body = served(file_link(server.url("/a.gpkg")), {"href": "https://x.example/", "type": "text/html"})
    row = body.record.offer_list.currentIndex().row()
    height = body.record.offer_list.height()
    assert body.record.selected.size_bytes is None
    qtbot.waitUntil(lambda: body.record.selected.size_bytes == 34_567, timeout=20 * SECONDS)
    assert body.record.offer_list.currentIndex().row() == row
    badges = [badge.text.replace("\u00a0", " ") for badge in body.results.model.index(0).data(BADGES_ROLE)]
    assert "GPKG 35 kB" in badges, "the list knows it too from now on"
    assert body.record.offer_list.height() == height
    assert {seen.method for seen in server.requests if seen.path == "/a.gpkg"} == {"HEAD"}
    count = len(server.requests)
    body.navigation.show_results()
    body.navigation.open_record(body.results.model.records[0])
    qtbot.wait(400)
    assert body.record.selected.size_bytes == 34_567
    assert len(server.requests) == count, "what is known is not asked again"


def test_links_that_do_not_answer_are_left_in_peace_and_leaving_stops_it(qtbot, served, server):
    for number in range(6):
        server.serve(f"/{number}.gpkg", fault=Fault.NO_CONNECTION)
    body = served(*(file_link(server.url(f"/{number}.gpkg")) for number in range(6)))
    qtbot.waitUntil(lambda: body.probe._task is None, timeout=30 * SECONDS)
    asked = {seen.path for seen in server.requests if seen.path.endswith(".gpkg")}
    assert len(asked) <= 3
    server.serve("/slow.gpkg", fault=Fault.SILENT)
    record = replace(
        body.record.record,
        id="b",
        distributions=(replace(body.record.record.distributions[0], url=server.url("/slow.gpkg")),),
        detailed=True,
    )
    body.navigation.open_record(record)
    qtbot.waitUntil(lambda: any(seen.path == "/slow.gpkg" for seen in server.requests), timeout=10 * SECONDS)
    assert QgsApplication.taskManager().countActiveTasks(True) > 0
    body.navigation.show_results()
    qtbot.waitUntil(lambda: QgsApplication.taskManager().countActiveTasks(True) == 0, timeout=1 * SECONDS)


@pytest.mark.demo
def test_the_collections_of_a_service_appear_below_without_moving_the_selection(qtbot, body):
    search_for(qtbot, body, "SEC-IMS data service")
    record = next(record for record in body.results.model.records if record.id == "lca-svc-data")
    body.navigation.open_record(record)
    qtbot.waitUntil(lambda: body.record.record.detailed, timeout=20 * SECONDS)
    page = body.record
    before = [offer.first.url for offer in page.offers]
    selected = page.selected.first.url
    top = page.offer_list.visualRect(page.offer_list.currentIndex()).top()

    def found():
        return [offer for offer in page.offers if offer.group is OfferGroup.FOUND]

    qtbot.waitUntil(lambda: len(found()) >= 10, timeout=30 * SECONDS)
    assert [offer.first.url for offer in page.offers[: len(before)]] == before
    assert page.selected.first.url == selected
    assert page.offer_list.visualRect(page.offer_list.currentIndex()).top() == top
    assert {offer.first.kind for offer in found()} >= {DistributionKind.FEATURES, DistributionKind.COVERAGE}
    row = page.offer_list.offers.row_of(found()[0].first.url)
    page.offer_list.select_row(row)
    assert page.actions.is_given(Command.ADD) or page.actions.reason(Command.ADD)


@pytest.mark.demo
def test_the_purpose_is_chosen_in_the_record(qtbot, body):
    search_for(qtbot, body, "coral reefs")
    body.navigation.open_record(body.results.model.records[0])
    qtbot.waitUntil(lambda: body.record.record.detailed, timeout=20 * SECONDS)
    assert body.record.selected.first.kind is DistributionKind.FILE
    actions = body.record.purpose.choices.actions()
    live = next(action for action in actions if action.data() is Purpose.LIVE)
    live.trigger()
    assert body.record.selected.is_recommended
    assert body.record.selected.first.is_live
    assert body.record.purpose.text().startswith(live.text())


def test_a_link_elsewhere_is_looked_behind_only_when_asked_for(qtbot, served, server, monkeypatch):
    other = server.url("/api").replace("127.0.0.1", "localhost")
    landing = {
        "title": "Other",
        "links": [{"rel": "data", "href": f"{other}/collections", "type": "application/json"}],
    }
    collections = {
        "collections": [
            {
                "id": "reefs",
                "title": "Reefs",
                "itemType": "feature",
                "links": [
                    {
                        "rel": "items",
                        "href": f"{other}/collections/reefs/items",
                        "type": "application/geo+json",
                    }
                ],
            }
        ],
        "links": [],
    }
    server.serve("/api", json.dumps(landing).encode(), content_type="application/json")
    server.serve("/api/collections", json.dumps(collections).encode(), content_type="application/json")
    link = {"href": other, "rel": "service", "type": "application/json", "title": "OGC API landing page"}
    body = served(link)
    body.record.offer_list.select_row(1)
    distribution = replace(body.record.selected.first, kind=DistributionKind.LANDING_PAGE)
    qtbot.wait(300)
    assert not any(seen.path.startswith("/api") for seen in server.requests)
    body.probe.look(body.search.connection, body.record.record, distribution)
    qtbot.waitUntil(
        lambda: any(offer.group is OfferGroup.FOUND for offer in body.record.offers), timeout=20 * SECONDS
    )
    qtbot.waitUntil(lambda: "listed below" in body.record.notice.text, timeout=5 * SECONDS)


def test_the_menu_offers_a_look_only_where_there_is_something_to_see(qtbot):
    from qgis.PyQt.QtWidgets import QWidget

    parent = QWidget()
    qtbot.addWidget(parent)
    offers = sheet_of(RECORD).offers
    given = {
        offer.first.kind: any(
            action.data() is Command.LOOK_BEHIND for action in offer_menu(offer, offers, parent).actions()
        )
        for offer in offers
    }
    assert given == {
        DistributionKind.FEATURES: False,
        DistributionKind.FILE: False,
        DistributionKind.COLLECTION: True,
    }


def test_rows_keep_their_place_when_others_are_appended(qtbot, served, server):
    body = served(file_link(server.url("/missing.gpkg")))
    model = body.record.offer_list.offers
    inserted = []
    model.rowsInserted.connect(lambda _parent, first, last: inserted.append((first, last)))
    model.modelReset.connect(lambda: inserted.append("reset"))
    count = model.rowCount()
    body.record.show_findings(Findings(found=(FEATURES,)))
    assert inserted == [(count, count + 1)]
    assert body.record.offer_list.hasFocus() or body.record.offer_list.focusPolicy() != Qt.FocusPolicy.NoFocus


def test_related_records_are_lines_that_open_them(qtbot, served):
    body = served({"rel": "related", "href": "other", "title": "Another dataset"})
    group = body.record.groups.family
    assert [row.accessibleName() for row in group.rows] == ["Another dataset"]
    assert not group.isHidden()
    group.rows[0].click()
    assert body.record.title.text() == "Another dataset"
