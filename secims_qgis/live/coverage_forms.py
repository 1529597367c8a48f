"""The ways in which servers take the place of a window, and the names that axes have on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secims_qgis.live.coverage_source import CoverageSource, WindowForm, crs_of

if TYPE_CHECKING:
    from secims_qgis.live.coverage_document import CollectionDocument

SAID_TO_ANY = frozenset({401, 403, 429, 502, 503, 504})
"""Statuses of answers that another way of asking does not change."""
_GEOGRAPHIC_AXES = (
    ("Long", "Lat"), ("Lon", "Lat"), ("x", "y"), ("X", "Y"), ("lon", "lat"), ("longitude", "latitude"),
)  # fmt: skip
_PROJECTED_AXES = (("x", "y"), ("E", "N"), ("X", "Y"), ("e", "n"), ("Easting", "Northing"))
_INDEX_AXES = ("i", "j")
_OF_A_CODE = (
    WindowForm.BBOX_NUMBER, WindowForm.BBOX_URI, WindowForm.BBOX_URI_YX, WindowForm.BBOX_CURIE,
    WindowForm.BBOX_CODE,
)  # fmt: skip
_Form = tuple[WindowForm, tuple[str, str]]


def axes_to_try(source: CoverageSource, document: CollectionDocument) -> list[tuple[str, str]]:
    """Return names that the axes may have, x before y: what the server says, then what is usual."""
    usual = _GEOGRAPHIC_AXES if crs_of(source).isGeographic() else _PROJECTED_AXES
    told = [document.axes] if document.axes else []
    return [*told, *(names for names in usual if names not in told)]


def scaled_axes_to_try(source: CoverageSource, document: CollectionDocument) -> list[tuple[str, str]]:
    """Return the same and those of an image, of which a size can be told as well."""
    return [*axes_to_try(source, document), _INDEX_AXES]


def forms_to_try(source: CoverageSource, document: CollectionDocument) -> list[_Form]:
    """Return forms and names of axes in which a window in the CRS of the source may be asked for."""
    is_coded = source.crs.startswith("EPSG:")
    forms = [WindowForm.BBOX] if crs_of(source).isGeographic() else []
    forms += _OF_A_CODE if is_coded else ()
    subsets = [WindowForm.SUBSET, WindowForm.SUBSET_URI] if is_coded else [WindowForm.SUBSET]
    names = axes_to_try(source, document)
    return [*((form, ("", "")) for form in forms), *((form, axes) for form in subsets for axes in names)]
