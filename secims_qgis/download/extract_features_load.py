"""A page of features, open in GDAL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from osgeo import gdal

from secims_qgis.network.errors import AnswerError

if TYPE_CHECKING:
    from secims_qgis.download.extract_features_page import Page

_DRIVERS = ["GeoJSON"]


@dataclass(frozen=True)
class LoadedPage:
    """A page and its features, open in GDAL; the layer lives as long as the dataset is held."""

    page: Page
    dataset: Any
    layer: Any
    count: int


def load_page(page: Page, *, dates_as_text: bool = False) -> LoadedPage:
    """Open the features of a page.

    Raises:
        AnswerError: GDAL cannot read it, fewer came than the page says, or two have the same id.
    """
    told: list[str] = []
    gdal.PushErrorHandler(
        lambda level, _number, text: told.append(text) if level >= gdal.CE_Warning else None
    )
    try:
        dataset = gdal.OpenEx(
            str(page.path),
            gdal.OF_VECTOR | gdal.OF_READONLY,
            allowed_drivers=_DRIVERS,
            open_options=["DATE_AS_STRING=YES"] if dates_as_text else [],
        )
        layer = dataset.GetLayer(0) if dataset is not None else None
        count = layer.GetFeatureCount() if layer is not None else 0
    except RuntimeError as error:  # somebody switched GDAL's exceptions on
        raise AnswerError(f"the page of features is damaged: {error}", url=page.url) from error
    finally:
        gdal.PopErrorHandler()
    if layer is None:
        why = " ".join(told)[:300] or "GDAL cannot read it"
        raise AnswerError(f"the page of features is damaged: {why}", url=page.url)
    if any("Several features with id" in text for text in told):
        raise AnswerError("two features on a page have the same id", url=page.url)
    if page.returned is not None and page.returned != count:
        raise AnswerError(f"{count} features on a page that should have {page.returned}", url=page.url)
    return LoadedPage(page, dataset, layer, count)
