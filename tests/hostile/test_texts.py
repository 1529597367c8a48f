"""Texts that want to be HTML, commands, or the whole screen."""

from __future__ import annotations

import time

import pytest
from qgis.PyQt.QtCore import Qt

from secims_qgis.gui.folded_text import UNFOLDED_MAX
from secims_qgis.gui.formats import LINE_MAX
from secims_qgis.model import DistributionKind
from secims_qgis.project.names import MAX_NAME
from tests.hostile.cases import payload
from tests.hostile.screen import assert_harmless, labels, texts
from tests.hostile.world import feature

MILLION = 1_000_000


def title_is_text_only(world, title):
    """A layer of that title has nothing of it in its source, nor has a file of that name."""
    gpkg = world.fixture("geopackage").read_bytes()
    world.server.serve("/get", gpkg)
    record = world.record(title=title)
    (path,) = world.fetch("/get", title=title, format="gpkg")
    from secims_qgis.download.loadable import open_file_layers

    for layer in open_file_layers(path, title):
        assert "authcfg=" not in layer.source()
    layer = world.add_to_project(record, world.link("https://x.example/a.gpkg", name=title))
    assert "authcfg" not in layer.source()


def abstract_is_escaped(world, abstract):
    body = world.record_page(description=abstract)
    assert body.record.abstract._text == abstract
    (label,) = [label for label in labels(body.record) if "<iframe" in label.text()]
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert_harmless(body)
    record = world.record(title=abstract, description=abstract, keywords=[abstract], license=abstract)
    layer = world.add_to_project(record, world.link("https://x.example/a", name=abstract))
    html = layer.htmlMetadata().lower()
    assert not any(tag in html for tag in ("<iframe", '<a href="javascript', "<style>*"))
    assert "<" not in layer.name()
    world.try_everything(body)
    assert not [url for url in world.browser if "javascript" in url]


def title_is_clean(world, title):
    """Nothing hidden in what is shown, in layers, and in files."""
    record = world.record(title=title)
    assert not any(char in record.title for char in "\u202e\x00\x07\x1b\n")
    body = world.record_page(title=title, organization=title, keywords=[title], description=title)
    assert_harmless(body)
    assert_harmless(body.parent())
    assert "\n" not in body.record.title.text()
    layer = world.add_to_project(record, world.link("https://x.example/a", name=title))
    assert not any(char in layer.name() for char in "\u202e\x00\x07\x1b\n")
    world.server.serve("/get", b"a,b\n1,2\n")
    (path,) = world.fetch("/get", title=f"{title}.csv", format="csv")
    assert path.name.isprintable()
    assert path.suffix == ".csv"


def lines_are_folded(world, title):
    title_is_clean(world, title)
    record = world.record(title=title)
    assert record.title.startswith("line1 line2\u0301")
    assert record.title.count("\u0301") <= 3


def abstract_is_cut(world, _payload):
    """20 MB are read, and cut to what can be laid out."""
    long = "A" * 20 * MILLION
    started = time.monotonic()
    body = world.dock(feature(description=long), feature("b", "Other"))
    assert time.monotonic() - started < 20
    assert [record.title for record in body.results.model.records] == ["Reefs", "Other"]
    assert len(body.results.model.records[0].description) == 20_000
    body.navigation.open_record(body.results.model.records[0])
    shown = body.record.abstract
    assert len(shown.shown_text) < 2_500
    assert any("More" in text for text in texts(shown))
    shown._toggle("more")
    assert len(shown.shown_text) <= UNFOLDED_MAX


def title_is_cut(world, _payload):
    long = "T" * MILLION
    body = world.record_page(title=long, organization=long)
    assert len(body.record.title.text().replace("\u200b", "")) <= LINE_MAX
    assert len(body.results.shown.index(0, 0).data()) <= LINE_MAX
    layer = world.add_to_project(world.record(title=long), world.link("https://x.example/a", name=long))
    assert len(layer.name()) <= MAX_NAME


def odd_shapes_are_read(world, contacts):
    for given in contacts:
        record = world.record(contacts=given)
        assert record.title == "Reefs"


def contacts_are_read(world, _payload):
    address = {"city": ["Castries"], "country": None}
    odd_shapes_are_read(
        world,
        [
            [{"organization": "Fisheries", "name": None, "roles": None, "addresses": [address]}],
            [
                {
                    "organization": "Fisheries",
                    "addresses": [{"city": "Castries"}],
                    "roles": [None, {"name": 3}],
                }
            ],
            [None, 3, "text", [], {"emails": [{"value": None}], "phones": [[]]}],
            {"organization": "not a list"},
            None,
        ],
    )
    contact = {"organization": "Fisheries", "name": None, "roles": None, "addresses": [address]}
    body = world.record_page(contacts=[contact])
    assert "Fisheries" in body.record.organisation.text()


def themes_are_read(world, _payload):
    record = world.record(
        themes=[
            {"scheme": None, "concepts": []},
            {"scheme": None, "concepts": ["str", None, {"id": "reef"}, {"name": ["x"]}]},
            None,
            {"concepts": {"id": "no list"}},
        ]
    )
    assert record.themes == ("str", "reef", "x")


def links_without_relation_are_read(world, _payload):
    record = world.record(
        links=[{"href": "https://x.example/a.gpkg", "rel": None, "type": None, "title": None}]
    )
    assert [item.kind for item in record.distributions] == [DistributionKind.FILE]


def many_links_do_not_block(world, _payload):
    """Parsed and shown in bounds: no row of the page stands for a link beyond the limit."""
    # Long labels of one word, too: patterns that go back and forth on them would take minutes.
    long = "a." * 1_500
    many = [
        {"href": f"https://x.example/{number}", "name": f"{long}{number}.gpkg"} for number in range(10_000)
    ]
    started = time.monotonic()
    body = world.dock(feature(links=many))
    (record,) = body.results.model.records
    assert len(record.distributions) <= 1_000
    before = time.monotonic()
    assert before - started < 120
    body.navigation.open_record(record)
    assert time.monotonic() - before < 30
    assert len(world.rows(body)) <= 200


CHECKS = {
    "authcfg_expansion": title_is_text_only,
    "html_abstract": abstract_is_escaped,
    "rtl_override": title_is_clean,
    "control_chars": title_is_clean,
    "zalgo_newlines": lines_are_folded,
    "giant_abstract": abstract_is_cut,
    "giant_title": title_is_cut,
    "contacts_shape": contacts_are_read,
    "themes_shape": themes_are_read,
    "rel_null": links_without_relation_are_read,
    "ten_thousand_links": many_links_do_not_block,
}


@pytest.mark.parametrize("name", CHECKS)
def test_text(world, name):
    CHECKS[name](world, payload(name))


@pytest.mark.parametrize("hidden", ["\u061c", "\u00ad", "\U000e0041", "\ufff9", "\ud800", "\x85"])
def test_other_hidden_characters_go_too(world, hidden):
    title_is_clean(world, f"Reefs{hidden}of{hidden} Castries")
    assert hidden not in world.record(title=f"Reefs{hidden}of").title


def test_titles_are_plain_where_qgis_lists_its_tasks(world, monkeypatch):
    """QGIS shows the descriptions of tasks as tool tips, which may be HTML."""
    from qgis.core import QgsTask

    from secims_qgis.gui.live_task import LiveOrder, LiveTask

    record = world.record(title="<img src='//evil/share/a.png'>Reefs")
    link = world.link("https://x.example/collections/a/items")
    from secims_qgis.gui.layer_check import map_place

    task = LiveTask(LiveOrder(record, link, record.title, map_place(world.fixture("project"))), None)
    assert isinstance(task, QgsTask)
    assert "<" not in task.description()
