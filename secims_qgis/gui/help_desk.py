"""Opens the help on the page that explains what is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Callable

from qgis.PyQt.QtCore import QEvent, QObject, Qt

from secims_qgis.gui.help_pages import HelpPage

if TYPE_CHECKING:
    from qgis.PyQt.QtWidgets import QWidget

    from secims_qgis.gui.dock_body import DockBody
    from secims_qgis.gui.help_window import HelpWindow


class HelpDesk:
    """Has one window, made when it is first wanted."""

    def __init__(self) -> None:
        self.window: HelpWindow | None = None

    def show_page(self, parent: QWidget, page: HelpPage = HelpPage.INDEX, heading: str = "") -> None:
        """Show a page in front of the other windows; the window belongs to the parent given first."""
        from secims_qgis.gui.help_window import HelpWindow

        if self.window is None:
            self.window = HelpWindow(parent)
        # Only a window that is shown has the size in which the heading is looked for.
        self.window.show()
        self.window.show_page(page, heading)
        self.window.raise_()
        self.window.activateWindow()

    def close(self) -> None:
        """Take the window away."""
        shown, self.window = self.window, None
        if shown is not None:
            shown.close()
            shown.setParent(None)
            shown.deleteLater()


def page_about(body: DockBody | None) -> HelpPage:
    """Return the page that explains what the dock shows and where the keyboard is."""
    from secims_qgis.gui.page_flow import Page

    if body is None:
        return HelpPage.INDEX
    if body.strip.isAncestorOf(body.focusWidget() or body):
        return HelpPage.DOWNLOADS
    if body.flow.page is Page.RESULTS:
        return HelpPage.SEARCH if body.results.banner.isHidden() else HelpPage.OFFLINE
    return HelpPage.CRS if body.flow.page is Page.REPORT else HelpPage.ACCESS


class HelpKey(QObject):
    """F1 anywhere in a widget; QGIS would open its own manual."""

    def __init__(self, widget: QWidget, show_page: Callable[[], None]) -> None:
        super().__init__(widget)
        self._show_page = show_page
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in {QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress}:
            return False
        if event.key() != Qt.Key.Key_F1 or event.modifiers() != Qt.KeyboardModifier.NoModifier:
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            self._show_page()
        return True
