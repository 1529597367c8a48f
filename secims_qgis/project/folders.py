"""Where the files of a record go."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from secims_qgis.network.errors import FolderError
from secims_qgis.project.names import folder_name

if TYPE_CHECKING:
    from qgis.core import QgsProject

    from secims_qgis.model import Record

FOLDER_IN_PROJECT = "secims"


def files_folder(project: QgsProject, record: Record, override: str = "") -> Path:
    """Return the folder for the files of a record; it is not made here.

    ``<folder of the project>/secims/<record>``, so that a project with its files can be moved, or
    ``<override>/<record>`` where the user has set a folder of their own.

    Raises:
        FolderError: the project is not saved (or not in a folder, but in a database) and there is no
            override, or the override is a relative path.
    """
    if override.strip():
        chosen = Path(override.strip()).expanduser()
        if not chosen.is_absolute():
            raise FolderError(f"the folder for downloads is not a full path: {override}")
        return chosen / folder_name(record)
    home = project.absolutePath() if project.fileName() else ""
    if not home or not Path(home).is_dir():
        raise FolderError("the project is not saved in a folder yet")
    return Path(home) / FOLDER_IN_PROJECT / folder_name(record)
