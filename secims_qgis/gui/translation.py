"""The words of the plugin, see ``secims_qgis.translation``."""

from __future__ import annotations

from secims_qgis.translation import mark, tr

__all__ = ["mark", "tr"]
