"""A live layer taken offline and back: the same layer, with another source."""

from __future__ import annotations

import pytest
from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsRendererCategory,
    QgsSymbol,
    QgsVectorLayer,
    QgsVectorLayerJoinInfo,
)
from qgis.PyQt.QtGui import QColor

from secims_qgis.download import extract
from secims_qgis.live import open_layer
from secims_qgis.live.gateway import running_gateway, stop_gateway
from secims_qgis.model import Distribution, DistributionKind
from secims_qgis.network.errors import SecimsError
from secims_qgis.project.offline import back_to_live, is_offline, live_data, take_offline
from tests.gdal_exceptions import gdal_exceptions

BOX = (500_000, 1_522_000, 506_000, 1_534_000)


def features_of(demo, name: str) -> Distribution:
    return Distribution(DistributionKind.FEATURES, f"{demo.pygeoapi}collections/{name}/items")


@pytest.fixture
def live_parcels(demo, project):
    """A styled and joined live layer between two others."""
    layer = open_layer(features_of(demo, "parcels"))
    layer.setName("Parcels of mine")
    symbol = QgsSymbol.defaultSymbol(layer.geometryType())
    symbol.setColor(QColor("#123456"))
    layer.setRenderer(
        QgsCategorizedSymbolRenderer("tenure", [QgsRendererCategory("freehold", symbol, "Free")])
    )
    layer.setOpacity(0.5)
    table = QgsVectorLayer("None?field=tenure:string&field=words:string", "tenures", "memory")
    other = QgsVectorLayer("Point?crs=EPSG:4326", "above", "memory")
    project.addMapLayers([table, layer, other])
    join = QgsVectorLayerJoinInfo()
    join.setJoinLayer(table)
    join.setJoinFieldName("tenure")
    join.setTargetFieldName("tenure")
    layer.addJoin(join)
    return layer


def look(layer) -> dict:
    """What must not change."""
    category = layer.renderer().categories()[0]
    tree = layer.project().layerTreeRoot()
    return {
        "id": layer.id(),
        "name": layer.name(),
        "attribute": layer.renderer().classAttribute(),
        "label": category.label(),
        "colour": category.symbol().color().name(),
        "opacity": layer.opacity(),
        "joins": [join.joinLayerId() for join in layer.vectorJoins()],
        "order": [node.layerId() for node in tree.findLayers()],
    }


def test_features_go_offline_and_back(live_parcels, project, tmp_path):
    before, source = look(live_parcels), live_parcels.source()
    extent = live_parcels.extent()
    extract(live_data(live_parcels).distribution, tmp_path / "parcels.gpkg", BOX, "EPSG:2006")
    take_offline(live_parcels, tmp_path / "parcels.gpkg")
    assert is_offline(live_parcels)
    assert live_parcels.isValid()
    assert live_parcels.providerType() == "ogr"
    assert 100 < live_parcels.featureCount() < 4_996
    assert look(live_parcels) == before
    assert "tenures_words" in [field.name() for field in live_parcels.fields()]
    assert project.isDirty()

    back_to_live(live_parcels)
    assert not is_offline(live_parcels)
    assert (live_parcels.providerType(), live_parcels.source()) == ("OAPIF", source)
    assert look(live_parcels) == before
    assert live_parcels.extent().center().distance(extent.center()) < 1_000


def test_it_is_saved_and_opened_offline(live_parcels, project, tmp_path):
    extract(live_data(live_parcels).distribution, tmp_path / "parcels.gpkg", BOX, "EPSG:2006")
    take_offline(live_parcels, tmp_path / "parcels.gpkg")
    before, layer_id = look(live_parcels), live_parcels.id()
    assert project.write(str(tmp_path / "p.qgz"))
    project.clear()
    assert project.read(str(tmp_path / "p.qgz"))
    layer = project.mapLayer(layer_id)
    assert is_offline(layer)
    assert look(layer) == before
    back_to_live(layer)
    assert layer.providerType() == "OAPIF"
    assert look(layer) == before


def test_a_coverage_keeps_its_colours(demo, project, tmp_path):
    url = f"{demo.pygeoapi}collections/dem/coverage?f=GTiff"
    layer = open_layer(Distribution(DistributionKind.COVERAGE, url))
    project.addMapLayer(layer)
    layer.renderer().setOpacity(0.7)
    style = layer.renderer().type(), layer.renderer().opacity()
    extract(live_data(layer).distribution, tmp_path / "dem.tif", (-61.0, 13.85, -60.95, 13.9))
    take_offline(layer, tmp_path / "dem.tif")
    assert layer.providerType() == "gdal"
    assert (layer.renderer().type(), layer.renderer().opacity()) == style
    back_to_live(layer)
    assert layer.providerType() == "secims_coverage"
    assert (layer.renderer().type(), layer.renderer().opacity()) == style


@pytest.mark.parametrize(("kind", "words"), [("VECTOR_TILES", "mvt"), ("PMTILES", "pmtiles")])
def test_vector_tiles(demo, project, tmp_path, kind, words):
    from secims_qgis.catalogue import open_catalogue
    from secims_qgis.project import add_layers

    record = open_catalogue(demo.records).record("lca-coastal-habitats")
    item = next(item for item in record.distributions if item.kind.value == kind and words in item.url)
    layer = open_layer(item)
    add_layers(project, [layer], record, item)
    styles = [style.styleName() for style in layer.renderer().styles()]
    source = layer.source()
    extract(
        live_data(layer).distribution, tmp_path / "t.mbtiles", (-61.05, 13.7, -60.95, 13.8), zooms=(8, 10)
    )
    take_offline(layer, tmp_path / "t.mbtiles")
    assert layer.isValid()
    assert "t.mbtiles" in layer.source()
    assert [style.styleName() for style in layer.renderer().styles()] == styles
    back_to_live(layer)
    assert layer.source() == source


def test_an_archive_goes_back_to_the_gateway_of_another_run(demo, project, tmp_path):
    layer = open_layer(
        Distribution(DistributionKind.PMTILES, f"{demo.base}/pmtiles/coastal_habitats.pmtiles")
    )
    project.addMapLayer(layer)
    file = tmp_path / "t.mbtiles"
    archive = Distribution(DistributionKind.PMTILES, layer.customProperty("secims/archive"))
    extract(archive, file, (-61.05, 13.7, -60.95, 13.8), zooms=(8, 10))
    earlier = running_gateway().base
    take_offline(layer, file)
    layer_id = layer.id()
    assert project.write(str(tmp_path / "p.qgs"))
    assert earlier not in (tmp_path / "p.qgs").read_text()
    project.clear()
    stop_gateway()
    try:
        assert project.read(str(tmp_path / "p.qgs"))
        again = project.mapLayer(layer_id)
        back_to_live(again)
        assert running_gateway().base != earlier
        assert running_gateway().base in again.source()
        assert again.extent().width() < 100_000
    finally:
        stop_gateway()


def test_an_extract_of_nothing_leaves_the_layer_live(live_parcels, tmp_path):
    before, source = look(live_parcels), live_parcels.source()
    extract(live_data(live_parcels).distribution, tmp_path / "sea.gpkg", (0.0, 0.0, 1.0, 1.0))
    with pytest.raises(SecimsError, match="still live"):
        take_offline(live_parcels, tmp_path / "sea.gpkg")
    assert not is_offline(live_parcels)
    assert live_parcels.source() == source
    assert look(live_parcels) == before


@pytest.mark.parametrize("uses_exceptions", [True, False])
def test_a_file_that_cannot_be_read_leaves_the_layer_live(live_parcels, tmp_path, uses_exceptions):
    before, source = look(live_parcels), live_parcels.source()
    (tmp_path / "no.gpkg").write_text("nothing")
    with gdal_exceptions(are_on=uses_exceptions), pytest.raises(SecimsError):
        take_offline(live_parcels, tmp_path / "no.gpkg")
    assert not is_offline(live_parcels)
    assert live_parcels.source() == source
    assert look(live_parcels) == before


def test_a_service_that_is_gone_leaves_the_layer_offline(live_parcels, tmp_path):
    extract(live_data(live_parcels).distribution, tmp_path / "parcels.gpkg", BOX, "EPSG:2006")
    take_offline(live_parcels, tmp_path / "parcels.gpkg")
    broken = "url='http://127.0.0.1:9/none/' typename='x' srsname='EPSG:2006'"
    live_parcels.setCustomProperty("secims/live_source", broken)
    with pytest.raises(SecimsError, match="cannot be reached"):
        back_to_live(live_parcels)
    assert is_offline(live_parcels)
    assert live_parcels.providerType() == "ogr"
    assert live_parcels.featureCount() > 100


def test_other_layers_have_no_live_data(project):
    assert live_data(QgsVectorLayer("Point", "a", "memory")) is None
