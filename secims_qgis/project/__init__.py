"""Into the project: groups, names, metadata, provenance, styles, and the folder for files."""

from __future__ import annotations

from secims_qgis.project.add import add_layers
from secims_qgis.project.folders import files_folder
from secims_qgis.project.provenance import Provenance, read_provenance, write_provenance

__all__ = ["Provenance", "add_layers", "files_folder", "read_provenance", "write_provenance"]
