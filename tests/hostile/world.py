"""A catalogue that says what a case makes it say, and the ways of the plugin to take it in."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

import pytest
from qgis.core import QgsVectorLayer

from secims_qgis.catalogue import open_catalogue
from secims_qgis.distributions import classify
from secims_qgis.download import download
from secims_qgis.gui.commands import Command
from secims_qgis.gui.offer_model import ROW_ROLE
from secims_qgis.gui.results_page import Face
from secims_qgis.live import open_layer
from secims_qgis.model import Distribution, Flavour, Record, SearchQuery
from secims_qgis.network import SecimsError
from secims_qgis.project import add_layers

COLLECTION = "/records/collections/metadata:main"
ITEMS = f"{COLLECTION}/items"
SECONDS = 1000
JSON = "application/json"


def feature(identifier="a", title="Reefs", links=(), *, geometry=None, time=..., **properties):
    """A record of OGC API Records."""
    made = {
        "type": "Feature",
        "id": identifier,
        "geometry": geometry,
        "properties": {"type": "dataset", "title": title, **properties},
        "links": list(links),
    }
    return made if time is ... else {**made, "time": time}


def page(*features, matched=..., links=()):
    """A page of them, as bytes; ``matched=None`` leaves numberMatched out."""
    answer = {"type": "FeatureCollection", "features": list(features), "links": list(links)}
    if matched is not None:
        answer["numberMatched"] = len(features) if matched is ... else matched
    return json.dumps(answer).encode()


class World:
    """One test's servers, dock and folder."""

    def __init__(self, request, server, elsewhere, browser, folder):
        self._request = request
        self.server, self.elsewhere, self.browser, self.folder = server, elsewhere, browser, folder
        about = {"id": "metadata:main", "itemType": "record", "title": "Test", "links": []}
        self.say(COLLECTION, json.dumps(about))

    def fixture(self, name):
        return self._request.getfixturevalue(name)

    def say(self, path, body, content_type=JSON, **how):
        """Answer a path so that no cache keeps the answer."""
        self.server.serve(path, body, content_type=content_type, etag="", last_modified="", **how)

    def catalogue(self, *features, **more):
        """The catalogue with these records, by its public interface."""
        self.say(ITEMS, page(*features, **more))
        return open_catalogue(self.server.url(COLLECTION))

    def record(self, **of_feature) -> Record:
        """One record as the catalogue's search gives it."""
        found = self.catalogue(feature(**of_feature)).search(SearchQuery())
        assert found.problems == ()
        (record,) = found.records
        return record

    def link(self, href, **more) -> Distribution:
        """What a link is, next to an https record."""
        return classify({"href": href, **more}, "https://secims.govt.lc/records/items/a")

    def dock(self, *features, face=Face.LIST, **more):
        """The body of the dock after a search that finds these records."""
        self.say(ITEMS, page(*features, **more))
        return self.search(face)

    def fixture_dock(self):
        """The body of a dock on the catalogue, nothing searched yet."""
        self.fixture("use")(self.server.url(COLLECTION), Flavour.OGC_API_RECORDS)
        return self.fixture("open_dock")().body

    def search(self, face=Face.LIST, text="reef"):
        """The body of the dock after a search of whatever the server says."""
        qtbot, body = self.fixture("qtbot"), self.fixture_dock()
        body.results.bar.set_text(text)
        qtbot.waitUntil(lambda: body.results.face is face, timeout=30 * SECONDS)
        qtbot.waitUntil(lambda: not body.results.busy.is_busy, timeout=30 * SECONDS)
        return body

    def record_page(self, **of_feature):
        """The dock with this record open, its details read (they are the same)."""
        self.say(f"{ITEMS}/a", json.dumps(feature(**of_feature)))
        return self.opened(**of_feature)

    def opened(self, **of_feature):
        """The dock with the record "a" open, its details read from what the server says of it."""
        body = self.dock(feature(**of_feature))
        body.navigation.open_record(body.results.model.records[0])
        self.fixture("qtbot").waitUntil(lambda: not body.loader.is_loading, timeout=20 * SECONDS)
        self.open_groups(body)
        return body

    @staticmethod
    def open_groups(body):
        for group in body.record.groups.groups:
            group.setCollapsed(False)

    @staticmethod
    def rows(body):
        """The rows of the open record that stand for links."""
        model = body.record.offer_list.offers
        found = [model.index(number).data(ROW_ROLE) for number in range(model.rowCount())]
        return [row for row in found if row.offer is not None]

    def try_everything(self, body):
        """Give every command for every row, as buttons, keys and double clicks do."""
        for row in self.rows(body):
            for command in Command:
                body.commands.give(command, body.record.record, row.offer)

    def fetch(self, path, **of_distribution):
        """The files that the download of a path leads to."""
        from secims_qgis.model import DistributionKind

        wanted = Distribution(DistributionKind.FILE, self.server.url(path), **of_distribution)
        return download(wanted, self.folder / "files").files

    def names_below(self):
        """All files below the test's folder, relative to it."""
        found = self.folder.rglob("*")
        return sorted(path.relative_to(self.folder).as_posix() for path in found if path.is_file())

    def add_to_project(self, record, distribution):
        """The layer that a point layer becomes as data of this record."""
        layer = QgsVectorLayer("Point?crs=EPSG:4326", "memory", "memory")
        add_layers(self.fixture("project"), [layer], record, distribution)
        return layer

    def refused_live(self, distribution):
        """See that the distribution is not opened, and that nobody is asked but the host of its own link."""
        before = len(self.server.requests)
        with pytest.raises(SecimsError):
            open_layer(distribution)
        asked = self.server.requests[before:]
        if self.host(distribution.url) != self.host(self.server.url("/")):
            assert not asked
        assert not self.elsewhere.requests

    @staticmethod
    def host(url):
        return urlsplit(url).netloc
