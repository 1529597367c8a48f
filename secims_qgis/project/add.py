"""Layers of a record into the project."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from secims_qgis.crs import declared_crs
from secims_qgis.live.extent import hold_extent
from secims_qgis.network.errors import SecimsError, without_credentials
from secims_qgis.project.groups import insert_in_order, record_group
from secims_qgis.project.layer_metadata import layer_metadata
from secims_qgis.project.names import first_name
from secims_qgis.project.provenance import Provenance, write_provenance
from secims_qgis.project.styles import apply_default_style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qgis.core import QgsLayerTreeGroup, QgsMapLayer, QgsProject

    from secims_qgis.model import CrsReport, Distribution, Record


def add_layers(  # noqa: PLR0913 - what is known about a layer comes from six places
    project: QgsProject,
    layers: Sequence[QgsMapLayer],
    record: Record,
    distribution: Distribution,
    *,
    report: CrsReport | None = None,
    sha256: Sequence[str] = (),
    etag: str = "",
    catalogue_url: str = "",
) -> QgsLayerTreeGroup:
    """Put layers into the group of their record, named, described, styled and with their provenance.

    The project owns the layers afterwards. All of them are looked at before the first is added, so
    that a failure leaves the project as it was. Main thread only, with layers of the main thread; no
    network, no reading of files beyond a look for a style beside them.

    Args:
        project: the project to add to.
        layers: valid layers, all made from ``distribution``.
        record: the record they belong to; its title names the group.
        distribution: where the data came from.
        report: the CRS check of the layers, if there was one; the verdict is kept with them.
        sha256: hex digest of each downloaded file.
        etag: ETag of the download (RFC 9110, section 8.8.3).
        catalogue_url: address of the catalogue.

    Raises:
        SecimsError: a layer is not valid.
    """
    for layer in layers:
        if not layer.isValid():
            raise SecimsError(f"the layer {layer.name()!r} is not valid", url=distribution.url)
    origin = _origin(record, distribution, report, sha256, catalogue_url)
    group = record_group(project, record, origin.catalogue)
    # The last one added lies on top of its kind, so the first of the list goes last.
    for layer in reversed(layers):
        _describe(layer, record, distribution, replace(origin, etag=etag))
        hold_extent(layer)
        project.addMapLayer(layer, False)
        insert_in_order(group, layer)
    return group


def describe_layer(
    layer: QgsMapLayer,
    record: Record,
    distribution: Distribution,
    *,
    report: CrsReport | None = None,
    catalogue_url: str = "",
) -> None:
    """Name, describe and style a layer that somebody else will add, and note where it comes from.

    For Processing, which adds the layers of its algorithms itself. On the thread that owns the layer,
    before anybody else uses it.
    """
    _describe(layer, record, distribution, _origin(record, distribution, report, (), catalogue_url))


def _origin(
    record: Record,
    distribution: Distribution,
    report: CrsReport | None,
    sha256: Sequence[str],
    catalogue_url: str,
) -> Provenance:
    return Provenance(
        catalogue=without_credentials(catalogue_url),
        record_id=record.id,
        record_title=record.title,
        distribution_url=without_credentials(distribution.url),
        kind=distribution.kind.value,
        added=datetime.now(timezone.utc).isoformat(timespec="seconds"),
        record_updated=record.updated,
        sha256=(sha256,) if isinstance(sha256, str) else tuple(sha256),
        crs_verdict=report.verdict.value if report else "",
    )


def _describe(layer: QgsMapLayer, record: Record, distribution: Distribution, origin: Provenance) -> None:
    layer.setName(first_name(layer.name(), distribution.title, record.title, record.id, "Layer"))
    layer.setMetadata(layer_metadata(record, layer.crs()))
    declared = declared_crs(record, distribution, layer)
    write_provenance(layer, replace(origin, declared_crs=declared.label if declared else ""))
    apply_default_style(layer, record)
