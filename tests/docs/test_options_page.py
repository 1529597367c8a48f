"""The page under Settings > Options: shows what is set, sets what is shown, and only with OK."""

from __future__ import annotations

import numpy as np
import pytest
from qgis.core import QgsProject, QgsSettings
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAbstractSpinBox, QComboBox, QLineEdit, QPushButton

from secims_qgis.catalogue import open_catalogue
from secims_qgis.gui.coverage_note import view_note
from secims_qgis.gui.file_folder import FileFolder
from secims_qgis.gui.options_page import PAGE_KEY, OptionsNews, OptionsPage, OptionsPageFactory
from secims_qgis.gui.purpose_button import PurposeButton
from secims_qgis.gui.settings import DOWNLOAD_FOLDER, PluginSettings
from secims_qgis.live import open_layer
from secims_qgis.live.coverage import size_of_kept, view_budget_mb
from secims_qgis.live.raster_cache import TileId
from secims_qgis.live.raster_registry import shared_tiles
from secims_qgis.model import BBox, Connection, DistributionKind, Purpose, Record
from secims_qgis.model.connection import SECIMS


@pytest.fixture
def settings():
    QgsSettings().remove("secims")
    yield PluginSettings()
    QgsSettings().remove("secims")


@pytest.fixture
def news():
    return OptionsNews()


@pytest.fixture
def open_page(qtbot, settings, news):
    def make() -> OptionsPage:
        page = OptionsPage(news)
        qtbot.addWidget(page)
        page.show()
        return page

    return make


def stored() -> dict[str, str]:
    store = QgsSettings()
    store.beginGroup("secims")
    return {key: str(store.value(key)) for key in store.allKeys()}


def test_qgis_can_open_it_by_its_key(news):
    factory = OptionsPageFactory(QIcon(), news)
    assert factory.key() == PAGE_KEY
    assert factory.title() == "SEC-IMS"
    page = factory.createWidget(None)
    assert page.objectName() == PAGE_KEY
    page.deleteLater()


def test_ok_without_a_change_writes_nothing_new(open_page, news, qtbot):
    page, before = open_page(), stored()
    with qtbot.assertNotEmitted(news.catalogues_changed), qtbot.assertNotEmitted(news.downloads_changed):
        page.apply()
    assert {key: value for key, value in stored().items() if value} == before


def test_what_is_chosen_is_kept_and_told(open_page, settings, news, qtbot):
    settings.save_connection(Connection("Other", "https://other.example/csw"))
    page = open_page()
    page.catalogues.choice.setCurrentText("Other")
    page.catalogues.purpose.setCurrentIndex(page.catalogues.purpose.findData(Purpose.DISPLAY))
    page.downloads.at_once.setValue(4)
    page.downloads.limit.setCurrentIndex(page.downloads.limit.findData(256_000))
    assert settings.active_connection() == SECIMS, "nothing is set before OK"
    with qtbot.waitSignals([news.catalogues_changed, news.purpose_changed, news.downloads_changed]):
        page.apply()
    assert settings.active_connection().name == "Other"
    assert settings.purpose() is Purpose.DISPLAY
    assert (settings.downloads_at_once(), settings.download_limit()) == (4, 256_000)
    again = open_page()
    assert again.catalogues.choice.currentText() == "Other"
    assert again.downloads.limit.currentData() == 256_000
    assert PurposeButton().purpose is Purpose.DISPLAY


def test_a_folder_for_all_projects(open_page, settings, tmp_path, qtbot):
    page = open_page()
    page.downloads.folder.setFilePath(str(tmp_path / "new"))
    assert page.isValid()
    assert page.downloads.warning.isVisible()
    page.apply()
    folder = FileFolder(QgsProject.instance(), page)
    assert folder.for_record(Record("lca-reefs", "Reefs")).parent == tmp_path / "new"
    page.downloads.folder.setFilePath(str(tmp_path))
    assert not page.downloads.warning.isVisible()


def test_a_folder_that_is_no_full_path_is_not_taken(open_page, settings):
    page = open_page()
    page.downloads.folder.setFilePath("downloads")
    assert not page.isValid()
    assert page.downloads.warning.text() == "Give the full path of the folder."
    assert settings.text(DOWNLOAD_FOLDER) == ""


def test_catalogues_are_added_edited_and_removed(open_page, settings, news, qtbot):
    page = open_page()
    assert not page.catalogues.remove_button.isEnabled(), "SEC-IMS stays"
    page.catalogues.add_button.click()
    page.catalogues.editor.dialog.name.setText("Mine")
    page.catalogues.editor.dialog.url.setText("https://mine.example/records")
    with qtbot.waitSignal(news.catalogues_changed):
        page.catalogues.editor.dialog.accept()
    assert page.catalogues.choice.currentText() == "Mine"
    page.apply()
    page.catalogues.edit_button.click()
    page.catalogues.editor.dialog.name.setText("Renamed")
    page.catalogues.editor.dialog.accept()
    assert [known.name for known in settings.connections()] == [SECIMS.name, "Renamed"]
    assert settings.active_connection().name == "Renamed"
    page.catalogues.remove_button.click()
    assert settings.connections() == (SECIMS,)
    assert settings.active_connection() == SECIMS
    assert page.catalogues.choice.currentText() == SECIMS.name


def test_what_one_view_may_load_holds_for_new_coverages(open_page, demo):
    page = open_page()
    assert page.live.budget.value() == 16
    page.live.budget.setValue(40)
    page.apply()
    catalogue = open_catalogue(demo.records)
    offers = catalogue.record("lca-elevation").distributions
    layer = open_layer(next(item for item in offers if item.kind is DistributionKind.COVERAGE))
    assert view_budget_mb(layer) == 40
    assert view_note(30_000_000, BBox(-61, 13, -60, 14), BBox(-61, 13, -60, 14)).startswith("The map would")


def test_the_cache_is_emptied(open_page, qtbot):
    tiles = shared_tiles()
    tiles.put({TileId("somewhere", 0, column, 0): np.ones((1, 200, 200), np.float32) for column in range(9)})
    tiles.file.flush()
    full = size_of_kept()
    page = open_page()
    assert "MB of coverages and maps" in page.live.kept.text()
    page.live.empty_button.click()
    qtbot.waitUntil(lambda: size_of_kept() < full - 1_000_000, timeout=10_000)
    qtbot.waitUntil(lambda: "MB" not in page.live.kept.text(), timeout=10_000)
    assert tiles.get([TileId("somewhere", 0, 1, 0)]) == {}


def test_a_setting_that_somebody_spoiled_does_no_harm(open_page, settings):
    QgsSettings().setValue("secims/purpose", "nonsense")
    QgsSettings().setValue("secims/downloads_at_once", "many")
    QgsSettings().setValue("secims/view_budget_mb", "all")
    page = open_page()
    assert page.catalogues.purpose.currentData() is Purpose.ANALYSIS
    assert page.downloads.at_once.value() == 2
    assert page.live.budget.value() == 16


def test_everything_has_a_name_for_screen_readers(open_page):
    page = open_page()
    for kind in (QComboBox, QPushButton, QAbstractSpinBox, QLineEdit):
        for widget in page.findChildren(kind):
            inner = isinstance(widget.parent(), (QAbstractSpinBox, QComboBox))
            assert inner or widget.accessibleName() or widget.text(), widget
