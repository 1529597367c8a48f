"""Says in the message bar when a live coverage or map is drawn as a preview, from the cache, or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qgis.gui import QgsMessageBarItem
from qgis.PyQt.QtCore import QObject, pyqtSignal, pyqtSlot
from qgis.PyQt.QtWidgets import QPushButton

from secims_qgis.gui.view_words import load_tip, load_words, view_words
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from qgis.core import QgsMapLayer, QgsProject
    from qgis.gui import QgsMessageBar

    from secims_qgis.live.coverage_state import View, ViewState


@dataclass
class _Said:
    """A message on the bar."""

    item: QgsMessageBarItem
    view: View
    load: QPushButton | None = None
    """The button that says how much there is to load."""


class ViewNews(QObject):
    """One message a layer; what was closed by hand is not said again until the view was whole once."""

    zoom_wanted = pyqtSignal(object)
    settings_wanted = pyqtSignal(object)
    extract_wanted = pyqtSignal(object)
    refresh_wanted = pyqtSignal(object)

    def __init__(self, bar: QgsMessageBar, project: QgsProject, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bar, self._project = bar, project
        self._said: dict[str, _Said] = {}
        self._closed: dict[str, View] = {}
        bar.widgetRemoved.connect(self._removed)

    @pyqtSlot(str, object)
    def take(self, key: str, state: ViewState) -> None:
        """Say what became of the view of a source; on the GUI thread."""
        layer = self._layer(key)
        words, level = view_words(layer.name(), state) if layer is not None else ("", None)
        said = self._said.get(key)
        if not words:
            self._closed.pop(key, None)
            self._withdraw(key)
        elif said is not None and said.view is state.view:
            said.item.setText(_as_plain(words))
            _name_load(said, state)
        elif self._closed.get(key) is not state.view:
            self._withdraw(key)
            self._push(key, state, words, level)

    def forget(self, keys: set[str]) -> None:
        """Take away the messages about sources that are not in the project any more."""
        for key in set(self._said) - keys:
            self._withdraw(key)

    def stop(self) -> None:
        """Take all messages off the bar, and say nothing any more."""
        self._bar.widgetRemoved.disconnect(self._removed)
        for key in list(self._said):
            self._withdraw(key)

    def _push(self, key: str, state: ViewState, words: str, level: object) -> None:
        item = QgsMessageBarItem(tr("SEC-IMS"), _as_plain(words), level, 0)
        said = _Said(item, state.view)
        for text, signal in self._offers(state.view):
            # With the item as its parent, the button lives as long as the item does.
            button = QPushButton(text, item)
            button.clicked.connect(lambda _checked=False, wanted=signal: self._want(wanted, key))
            item.layout().addWidget(button)
            if not text:
                said.load = button
        _name_load(said, state)
        self._said[key] = said
        self._bar.pushItem(item)

    def _offers(self, view: View) -> tuple[tuple[str, Any], ...]:
        """Return words and signals of the buttons; the one without words says how much is to be loaded."""
        from secims_qgis.live.coverage_state import View as Views

        if view is Views.PREVIEW:
            return (
                (tr("Zoom In"), self.zoom_wanted),
                ("", self.settings_wanted),
                (tr("Download…"), self.extract_wanted),
            )
        return ((tr("Try Again"), self.refresh_wanted),)

    def _want(self, signal: Any, key: str) -> None:
        layer = self._layer(key)
        if layer is not None:
            signal.emit(layer)

    def _withdraw(self, key: str) -> None:
        said = self._said.pop(key, None)
        if said is not None:
            self._bar.popWidget(said.item)

    @pyqtSlot(QgsMessageBarItem)
    def _removed(self, item: QgsMessageBarItem) -> None:
        """Remember what was closed by hand: what goes otherwise is not among ``_said`` any more."""
        for key, said in list(self._said.items()):
            if said.item is item:
                del self._said[key]
                self._closed[key] = said.view

    def _layer(self, key: str) -> QgsMapLayer | None:
        from secims_qgis.live.coverage import source_key

        return next((layer for layer in self._project.mapLayers().values() if source_key(layer) == key), None)


def _name_load(said: _Said, state: ViewState) -> None:
    if said.load is not None:
        said.load.setText(load_words(state))
        said.load.setToolTip(load_tip(state))


def _as_plain(text: str) -> str:
    """Return text for a bar that reads HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;")
