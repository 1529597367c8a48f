"""Catalogues: chosen, added, tested, edited, removed, taken from elsewhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from qgis.core import QgsSettings
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QDialogButtonBox, QMessageBox

from secims_qgis.gui.connection_exchange import (
    ExchangeError,
    export_text,
    metasearch_connections,
    read_file,
    save_all,
)
from secims_qgis.model import Connection, Flavour
from secims_qgis.model.connection import SECIMS
from tests.gui.test_failures import ITEMS, PATH, answer, feature

OK = QDialogButtonBox.StandardButton.Ok
SECONDS = 1000


@pytest.fixture
def options(use, server, open_dock):
    """The dock on a server of ours, and the entries of its Options menu by their text."""
    server.serve(ITEMS, answer(feature("a", "Reefs")), content_type="application/geo+json")
    use(server.url(PATH), Flavour.OGC_API_RECORDS)
    body = open_dock().body

    def entries():
        menu = body.results.bar.options_button.menu()
        menu.aboutToShow.emit()
        found = {action.text(): action for action in menu.actions() if action.text()}
        return {**found, **{action.text(): action for action in found["Catalogue"].menu().actions()}}

    body.options = entries
    return body


def fill(dialog, name, url):
    for field, text in ((dialog.name, name), (dialog.url, url)):
        field.clear()
        QTest.keyClicks(field, text)


def ok(dialog):
    return dialog._buttons.button(OK)


@pytest.mark.demo
def test_a_catalogue_is_added_tested_and_searched(qtbot, options, demo, settings):
    options.options()["Add Catalogue…"].trigger()
    dialog = options.catalogues.dialog
    assert not ok(dialog).isEnabled()
    fill(dialog, "The demo", demo.records)
    assert ok(dialog).isEnabled()
    qtbot.mouseClick(dialog.test, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.verdict.text().startswith("It works"), timeout=20 * SECONDS)
    words = dialog.verdict.text()
    assert "OGC API Records" in words
    assert "pygeoapi 0." in words, "server and version are told"
    assert " datasets." in words
    assert "SEC-IMS" in words
    qtbot.mouseClick(ok(dialog), Qt.MouseButton.LeftButton)
    assert settings.active_connection() == Connection("The demo", demo.records, "", Flavour.OGC_API_RECORDS)
    qtbot.waitUntil(lambda: "in this catalogue" in options.results.count.text(), timeout=20 * SECONDS)
    assert options.results.bar.line.placeholderText() == "Search The demo"
    assert options.results.bar.catalogue_button.isVisible()


@pytest.mark.demo
@pytest.mark.parametrize("address", ["records", "csw", "base"])
def test_every_address_of_a_catalogue_leads_to_it(qtbot, options, demo, address):
    options.options()["Add Catalogue…"].trigger()
    dialog = options.catalogues.dialog
    fill(dialog, "x", getattr(demo, address))
    dialog.test.click()
    qtbot.waitUntil(lambda: dialog.verdict.text().startswith("It works"), timeout=20 * SECONDS)
    flavour = "CSW 2.0.2" if address == "csw" else "OGC API Records"
    assert flavour in dialog.verdict.text()
    dialog.reject()


def test_a_test_that_fails_says_why_and_ok_does_not_wait_for_it(qtbot, options, server, settings):
    server.serve("/broken", status=500)
    options.options()["Add Catalogue…"].trigger()
    dialog = options.catalogues.dialog
    fill(dialog, "Broken", server.url("/broken"))
    dialog.test.click()
    qtbot.waitUntil(lambda: "Testing" not in dialog.verdict.text(), timeout=20 * SECONDS)
    assert dialog.verdict.text()
    assert not dialog.verdict.text().startswith("It works")
    ok(dialog).click()
    assert settings.active_connection().name == "Broken"


@pytest.mark.parametrize(
    "url",
    ["", "ftp://example.org", "javascript:alert(1)", "http://user:secret@example.org/csw", "/vsicurl/x"],
)
def test_what_is_no_address_cannot_be_saved(options, url):
    options.options()["Add Catalogue…"].trigger()
    dialog = options.catalogues.dialog
    fill(dialog, "x", url)
    assert not ok(dialog).isEnabled()
    assert not dialog.test.isEnabled()
    dialog.reject()


def test_a_name_that_is_taken_is_refused(options):
    options.options()["Add Catalogue…"].trigger()
    dialog = options.catalogues.dialog
    fill(dialog, "Test catalogue", "https://secims.example/csw")
    assert not ok(dialog).isEnabled()
    assert dialog.verdict.text() == "Another catalogue has this name."
    dialog.reject()


def test_editing_renames_and_removing_leads_back_to_secims(qtbot, options, settings, server):
    options.options()["Edit Catalogue…"].trigger()
    dialog = options.catalogues.dialog
    fill(dialog, "New name", server.url(PATH))
    ok(dialog).click()
    names = [connection.name for connection in settings.connections()]
    assert names == [SECIMS.name, "New name"]
    options.options()["Remove Catalogue"].trigger()
    assert [connection.name for connection in settings.connections()] == [SECIMS.name]
    assert settings.active_connection().url == SECIMS.url
    assert not options.options()["Remove Catalogue"].isEnabled()
    options.search.cancel()


def test_another_catalogue_is_chosen_from_the_menu(options, settings):
    settings.save_connection(Connection("A & B", "https://secims.example/csw"))
    options.options()["A && B"].trigger()
    assert settings.active_connection().name == "A & B"
    options.search.cancel()


def test_what_is_exported_can_be_imported(tmp_path, options, settings):
    options.catalogues.export_file(tmp_path / "list.json")
    saved = json.loads((tmp_path / "list.json").read_text())
    assert [entry["name"] for entry in saved["catalogues"]] == [SECIMS.name, "Test catalogue"]
    assert "authcfg" not in json.dumps(saved)
    settings.remove_connection("Test catalogue")
    options.catalogues.import_file(tmp_path / "list.json")
    assert {connection.name for connection in settings.connections()} == {SECIMS.name, "Test catalogue"}
    box = options.window().findChild(QMessageBox)
    assert box.text() == "“Test catalogue” was added. 1 were there already."
    box.close()


def test_an_import_takes_no_bad_addresses_and_overwrites_nothing(tmp_path, settings):
    settings.save_connection(Connection("Mine", "https://mine.example/csw", "abc1234"))
    file = tmp_path / "list.json"
    entries = [
        {"name": "Mine", "url": "https://other.example/csw"},
        {"name": "Bad", "url": "file:///etc/passwd"},
        {"name": "", "url": "https://nameless.example"},
        {"url": 5},
        "text",
        {"name": "a/b\\c", "url": "https://slashes.example"},
    ]
    file.write_text(json.dumps({"catalogues": entries}))
    imported = save_all(settings, read_file(file))
    assert imported.added == ("Mine (2)", "a-b-c")
    assert len(imported.refused) == 4
    mine = next(connection for connection in settings.connections() if connection.name == "Mine")
    assert mine == Connection("Mine", "https://mine.example/csw", "abc1234")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"catalogues": 5}', "[" * 100_000, "\x00\xff"])
def test_other_files_are_refused(tmp_path, text):
    file = tmp_path / "list.json"
    file.write_text(text, encoding="latin-1")
    with pytest.raises(ExchangeError):
        read_file(file)
    with pytest.raises(ExchangeError):
        read_file(Path(tmp_path / "missing.json"))


def test_metasearch_gives_its_catalogues_but_no_passwords(options, settings):
    store = QgsSettings()
    store.setValue("MetaSearch/National/url", "https://national.example/csw")
    store.setValue("MetaSearch/National/password", "hidden")
    store.setValue("MetaSearch/Odd/url", "gopher://x")
    store.setValue("MetaSearch/selected", "National")
    try:
        found = {connection.name: connection.url for connection in metasearch_connections()}
        assert found["National"] == "https://national.example/csw"
        options.options()["Import from MetaSearch"].trigger()
        known = {connection.name: connection.url for connection in settings.connections()}
        assert known["National"] == "https://national.example/csw"
        assert "Odd" not in known
        assert "hidden" not in export_text(settings.connections())
        options.window().findChild(QMessageBox).close()
    finally:
        store.remove("MetaSearch")
