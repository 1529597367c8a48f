"""Links and files, handed to the clipboard, the browser or the file manager."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QDesktopServices, QGuiApplication

from secims_qgis.network.link_policy import refusal

if TYPE_CHECKING:
    from pathlib import Path


def copy_link(url: str) -> None:
    """Put an address on the clipboard."""
    QGuiApplication.clipboard().setText(url)


def open_in_browser(url: str) -> bool:
    """Open an address in the browser, if the link policy lets it be followed."""
    return not refusal(url) and QDesktopServices.openUrl(QUrl(url))


def show_folder(folder: Path) -> bool:
    """Open a folder in the file manager."""
    return folder.is_dir() and QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
