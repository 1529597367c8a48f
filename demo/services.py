"""Configurations of pygeoapi (twice: data and records) and of pycsw."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from demo.cube_service import SEA, sea_provider
from demo.tile_services import passed_on_pictures, passed_on_vectors, tippecanoe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from demo.records import Site

MAX_ITEMS = 10_000
DEFAULT_ITEMS = 100
_BACKGROUND = "/files/tiles/orthophoto_2022/{z}/{x}/{y}.png"
_CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
_EPSG = "http://www.opengis.net/def/crs/EPSG/0/{}"

# collection id -> title, description, keywords
_FEATURES: dict[str, Sequence[str]] = {
    "coastal_habitats": ("Coastal habitats", "Habitats in a belt of one kilometre along the coast"),
    "reefs": ("Coral reefs", "Fringing and patch reefs"),
    "roads": ("Road network", "Roads by class"),
    "rivers": ("Rivers and ravines", "Streams from spring to mouth"),
    "buildings": ("Building footprints", "Some 50,000 footprints with use and height"),
    "forest": ("Forest cover", "Forest types"),
    "landslide": ("Landslide susceptibility", "Classes of slope"),
    "census_districts": ("Enumeration districts", "Population and households of 2022"),
    "marine_areas": ("Marine management areas", "Zones of the south-west coast"),
}
_FEATURES_BWI = {
    "parcels": ("Cadastral parcels", "Some 5,000 parcels, stored in EPSG:2006"),
    "flood": ("Flood zones", "Low ground near streams, stored in EPSG:2006"),
}
_FEATURES_COUNTED = {
    "districts": ("Quarters", "The eleven quarters"),
    "reef_sites": ("Reef monitoring sites", "Coral cover at forty sites, 2016 to 2024"),
    "settlements": ("Settlements", "Towns and villages"),
}
_COVERAGES = {
    "dem": ("Elevation", "Elevation model, half an arc second, EPSG:4326", "elevation_wgs84.tif", 4326),
    "dem_bwi": ("Elevation, BWI grid", "Elevation model, 15 m, EPSG:2006", "elevation_bwi.tif", 2006),
    "rainfall": ("Rainfall", "Mean annual rainfall in mm, EPSG:4326", "rainfall_mean.tif", 4326),
    "orthophoto": ("Orthophoto 2022", "Three bands, BWI grid", "orthophoto_2022_bwi.tif", 2006),
}
_VECTOR_TILES = {"coastal_habitats": "coastal_habitats_tiles", "roads": "roads_tiles"}
# In WorldCRS84Quad: vector tiles by way of /files, pictures by way of /wmts.
_PASSED_ON = ("districts", "orthophoto")
_MAPS = {
    "coastal_habitats": ("coastal_habitats.geojson", "MS_LAYER_POLYGON", "habitats.inc"),
    "districts": ("districts.geojson", "MS_LAYER_POLYGON", "districts.inc"),
    "dem": ("elevation_wgs84.tif", "MS_LAYER_RASTER", None),
}


def data_config(site: Site) -> dict[str, Any]:
    """Return the configuration of the data service at /pygeoapi."""
    extents = json.loads((site.data / "extents.json").read_text(encoding="utf-8"))
    resources: dict[str, Any] = {}
    for name, (title, about) in _FEATURES.items():
        resources[name] = _collection(title, about, extents[name], [_sqlite(site, name, 4326)])
    for name, (title, about) in _FEATURES_BWI.items():
        resources[name] = _collection(title, about, extents[name], [_sqlite(site, name, 2006)])
    for name, (title, about) in _FEATURES_COUNTED.items():
        resources[name] = _collection(title, about, extents[name], [_geojson(site, name)])
    for name, (title, about, file, epsg) in _COVERAGES.items():
        provider = _coverage(site.published(f"files/{file}"), epsg)
        resources[name] = _collection(title, about, extents["districts"], [provider])
    resources["sea"] = _collection(*SEA, [sea_provider(site)])
    for name, folder in _VECTOR_TILES.items():
        resources[name]["providers"].append(tippecanoe(site.data / "services" / folder))
    for name, provider in zip(_PASSED_ON, (passed_on_vectors(site), passed_on_pictures(site))):
        resources[name]["providers"].append(provider)
    for name, (file, kind, style) in _MAPS.items():
        resources[name]["providers"].append(_map(site, file, kind, style))
    title = "SEC-IMS demo: data"
    return _config(site, "pygeoapi", title, resources)


def records_config(site: Site, database: Path) -> dict[str, Any]:
    """Return the configuration of the catalogue at /records."""
    provider = {
        "type": "record",
        "name": "TinyDBCatalogue",
        "data": str(database),
        "id_field": "externalId",
        "time_field": "created",
        "title_field": "title",
    }
    about = "Records of the demonstration catalogue"
    main = _collection("SEC-IMS catalogue", about, [-61.3, 13.5, -60.7, 14.3], [provider])
    title = "SEC-IMS demo: catalogue"
    return _config(site, "records", title, {"metadata:main": main})


def _collection(
    title: str, about: str, bbox: Sequence[float], providers: list[dict[str, Any]]
) -> dict[str, Any]:
    return {
        "type": "collection",
        "title": title,
        "description": f"{about}. Made-up demonstration data.",
        "keywords": ["Saint Lucia", "demo"],
        "links": [],
        "extents": {"spatial": {"bbox": list(bbox), "crs": _CRS84}},
        "providers": providers,
    }


def _sqlite(site: Site, name: str, epsg: int) -> dict[str, Any]:
    storage = _CRS84 if epsg == 4326 else _EPSG.format(epsg)
    return {
        "type": "feature",
        "name": "SQLiteGPKG",
        "data": str(site.data / "services" / f"{name}.sqlite"),
        "id_field": "fid",
        "table": name,
        "storage_crs": storage,
        "crs": _offered_crs(),
    }


def _offered_crs() -> list[str]:
    return [_CRS84, *(_EPSG.format(code) for code in (4326, 2006, 32620))]


def _geojson(site: Site, name: str) -> dict[str, Any]:
    path = str(site.published(f"files/{name}.geojson"))
    return {
        "type": "feature",
        "name": "GeoJSON",
        "data": path,
        "id_field": "fid",
        "storage_crs": _CRS84,
        "crs": _offered_crs(),
    }


def _coverage(path: Path, epsg: int) -> dict[str, Any]:
    return {
        "type": "coverage",
        "name": "rasterio",
        "data": str(path),
        "storage_crs": _EPSG.format(epsg),
        "format": {"name": "GTiff", "mimetype": "application/image+tiff"},
    }


def _map(site: Site, file: str, kind: str, style: str | None) -> dict[str, Any]:
    options: dict[str, Any] = {"type": kind, "layer": file.rsplit(".", 1)[0]}
    if style:
        options["style"] = str(Path(__file__).parent / "data" / "styles" / style)
    return {
        "type": "map",
        "name": "MapScript",
        "data": str(site.published(f"files/{file}")),
        "options": options,
        "format": {"name": "png", "mimetype": "image/png"},
    }


def _config(site: Site, prefix: str, title: str, resources: dict[str, Any]) -> dict[str, Any]:
    return {
        "server": {
            "bind": {"host": "127.0.0.1", "port": 0},
            "url": f"{site.base}/{prefix}",
            "mimetype": "application/json; charset=UTF-8",
            "encoding": "utf-8",
            "language": "en-US",
            "gzip": False,
            "cors": False,
            "pretty_print": False,
            "limits": {"default_items": DEFAULT_ITEMS, "max_items": MAX_ITEMS},
            "map": {"url": f"{site.base}{_BACKGROUND}", "attribution": "demo"},
        },
        "logging": {"level": "ERROR"},
        "metadata": {
            "identification": {
                "title": title,
                "description": "A small SEC-IMS on one's own machine. All data is made up on the "
                "coastline of © OpenStreetMap contributors (ODbL).",
                "keywords": ["Saint Lucia", "demo"],
                "keywords_type": "theme",
                "terms_of_service": "https://creativecommons.org/licenses/by/4.0/",
                "url": site.base,
            },
            "license": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
            "provider": {"name": "SEC-IMS demo", "url": site.base},
            "contact": {"name": "SEC-IMS demo", "email": "catalogue@secims.example"},
        },
        "resources": resources,
    }  # fmt: skip


def pycsw_config(site: Site, database: Path) -> str:
    """Return the configuration file of pycsw at /csw."""
    return f"""[server]
home={database.parent}
url={site.base}/csw
mimetype=application/xml; charset=UTF-8
encoding=UTF-8
language=en-US
maxrecords=100
profiles=apiso
pretty_print=false

[manager]
transactions=false

[metadata:main]
identification_title=SEC-IMS demo catalogue
identification_abstract=A small SEC-IMS on one's own machine. All data is made up.
identification_keywords=catalogue,Saint Lucia,demo
identification_keywords_type=theme
identification_fees=None
identification_accessconstraints=None
provider_name=SEC-IMS demo
provider_url={site.base}
contact_name=Catalogue administrator
contact_position=Catalogue administrator
contact_address=Waterfront
contact_city=Castries
contact_stateorprovince=Castries
contact_postalcode=LC04
contact_country=Saint Lucia
contact_phone=+1-758-000-0100
contact_fax=
contact_email=catalogue@secims.example
contact_url={site.base}
contact_hours=8 to 16
contact_instructions=By e-mail
contact_role=pointOfContact

[repository]
database=sqlite:///{database}
table=records

[metadata:inspire]
enabled=false
languages_supported=eng
default_language=eng
date=2024-06-01
gemet_keywords=Habitats and biotopes
conformity_service=notEvaluated
contact_name=SEC-IMS demo
contact_email=catalogue@secims.example
temp_extent=2000-01-01/2024-12-31
"""
