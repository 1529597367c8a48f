"""What an address of several services has, by its capabilities."""

from __future__ import annotations

import pytest

from secims_qgis.distributions import look_behind
from secims_qgis.model import Distribution, DistributionKind
from secims_qgis.network import AnswerError, UnreachableError
from tests.fault_server import LOGIN_PAGE, Fault

KINDS = DistributionKind
WMS_QUERY = "/slu/ows?map=a&SERVICE=WMS&REQUEST=GetCapabilities&VERSION=1.3.0"
WFS_QUERY = "/slu/ows?map=a&SERVICE=WFS&REQUEST=GetCapabilities&VERSION=2.0.0"
WMS = """<?xml version="1.0"?>
<WMS_Capabilities version="1.3.0" xmlns="http://www.opengis.net/wms"><Service><Name>WMS</Name></Service>
<Capability><Layer><Title>All</Title>
  <Layer><Name>slu:shelters</Name><Title>Shelters</Title><Abstract>Of 2024</Abstract>
    <Style><Name>default</Name><Title>Style</Title></Style></Layer>
  <!-- a comment --><Layer><Name>slu:roads</Name></Layer>
</Layer></Capability></WMS_Capabilities>"""
WFS = """<?xml version="1.0"?>
<wfs:WFS_Capabilities version="2.0.0" xmlns:wfs="http://www.opengis.net/wfs/2.0"><FeatureTypeList>
  <wfs:FeatureType><wfs:Name>slu:shelters</wfs:Name><wfs:Title>Shelters</wfs:Title>
    <wfs:DefaultCRS>urn:ogc:def:crs:EPSG::2006</wfs:DefaultCRS></wfs:FeatureType>
</FeatureTypeList></wfs:WFS_Capabilities>"""
EXCEPTION = (
    '<ows:ExceptionReport xmlns:ows="http://www.opengis.net/ows/1.1"><ows:Exception/></ows:ExceptionReport>'
)


@pytest.fixture
def look(faults, session, catalogue_url):
    """Look behind an OWS link, with the layer it names."""

    def behind(layer_name=""):
        url = faults.url("/slu/ows?map=a&service=WMS&request=GetMap")
        ows = Distribution(KINDS.OWS, url, "All services", layer_name=layer_name)
        return look_behind(ows, session, catalogue_url)

    return behind


def test_every_layer_of_both_services(faults, look):
    faults.serve(WMS_QUERY, WMS)
    faults.serve(WFS_QUERY, WFS)
    found = look()
    assert [(item.kind.value, item.layer_name, item.title) for item in found] == [
        ("WMS", "slu:shelters", "Shelters"),
        ("WMS", "slu:roads", "slu:roads"),
        ("WFS", "slu:shelters", "Shelters"),
    ]
    assert found[2].crs.authid == "EPSG:2006"
    assert found[0].description == "Of 2024"
    assert {item.url for item in found} == {faults.url("/slu/ows?map=a")}


@pytest.mark.parametrize("name", ["slu:shelters", "shelters"])
def test_the_layer_that_the_link_names(faults, look, name):
    faults.serve(WMS_QUERY, WMS)
    faults.serve(WFS_QUERY, WFS)
    assert [(item.kind.value, item.layer_name) for item in look(name)] == [
        ("WMS", "slu:shelters"),
        ("WFS", "slu:shelters"),
    ]


def test_only_one_of_the_services(faults, look):
    faults.serve(WMS_QUERY, EXCEPTION)
    faults.serve(WFS_QUERY, WFS)
    assert [item.kind for item in look()] == [KINDS.WFS]


@pytest.mark.parametrize(
    "body",
    [
        EXCEPTION.encode(),
        LOGIN_PAGE,
        b"",
        WMS.encode()[:300],
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><WMS_Capabilities>&a;</WMS_Capabilities>',
        b"<a>" * 100_000,
    ],
    ids=["exception", "login page", "nothing", "cut", "entity", "too deep"],
)
def test_no_capabilities_is_an_error(faults, look, body):
    faults.serve("/slu/ows", body)
    with pytest.raises(AnswerError):
        look()
    assert len(faults.requests) == 2


def test_a_dead_server_is_asked_once(faults, look):
    faults.serve("/slu/ows", fault=Fault.NO_CONNECTION)
    with pytest.raises(UnreachableError):
        look()


def test_layers_without_end_are_bounded(faults, look):
    layers = "".join(f"<Layer><Name>l{number}</Name></Layer>" for number in range(5000))
    faults.serve(WMS_QUERY, f"<WMS_Capabilities><Layer>{layers}</Layer></WMS_Capabilities>")
    faults.serve(WFS_QUERY, EXCEPTION)
    assert len(look()) == 200
