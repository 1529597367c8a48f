"""The pages of the help: their names, and where they lie."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from secims_qgis.paths import help_folder
from secims_qgis.translation import tr


class HelpPage(Enum):
    """A page, by the name of its file; in the order in which they are listed."""

    INDEX = "index"
    SEARCH = "search"
    ACCESS = "access"
    DOWNLOADS = "downloads"
    CRS = "crs"
    OFFLINE = "offline"
    TROUBLESHOOTING = "troubleshooting"
    SCRIPTING = "scripting"


def page_file(page: HelpPage) -> Path:
    """Return the Markdown file of a page."""
    return help_folder() / f"{page.value}.md"


def page_title(page: HelpPage) -> str:
    """Return the name of a page in the list of pages."""
    titles = {
        HelpPage.INDEX: tr("First Steps"),
        HelpPage.SEARCH: tr("Search"),
        HelpPage.ACCESS: tr("Live or as a File"),
        HelpPage.DOWNLOADS: tr("Downloads"),
        HelpPage.CRS: tr("CRS Check"),
        HelpPage.OFFLINE: tr("Offline"),
        HelpPage.TROUBLESHOOTING: tr("Troubleshooting"),
        HelpPage.SCRIPTING: tr("Processing and Python"),
    }
    return titles[page]
