"""Records as a catalogue gives them, for tests of what is shown."""

from __future__ import annotations

from secims_qgis.model import (
    BBox,
    Contact,
    CrsRef,
    Distribution,
    DistributionKind,
    Part,
    Record,
    RecordPage,
    SearchQuery,
)

BWI = CrsRef("EPSG:2006", "EPSG:2006")
WGS84 = CrsRef("OGC:CRS84", "CRS84")
BASE = "https://secims.example"
ISLAND = BBox(-61.09, 13.70, -60.86, 14.12)
WEST = BBox(-61.09, 13.75, -60.98, 13.98)


def file(name: str, format_: str, size: int | None = None, **more: object) -> Distribution:
    """A file below the catalogue's address."""
    kind = more.pop("kind", DistributionKind.FILE)
    return Distribution(kind, f"{BASE}/files/{name}", name, format_, size_bytes=size, **more)


def live(kind: DistributionKind, name: str, **more: object) -> Distribution:
    """A collection of a service."""
    return Distribution(kind, f"{BASE}/api/collections/{name}", collection_id=name, **more)


HABITATS = Record(
    id="lca-habitats",
    title="Coastal habitats and reefs",
    description=(
        "Reef, seagrass, mangrove and beach habitats around Saint Lucia, mapped from 2022 imagery and "
        "checked by divers at 143 sites. The classes follow the regional scheme for the Eastern Caribbean, "
        "and each polygon carries cover, depth range and the confidence of its class."
    ),
    type="dataset",
    keywords=("reef", "habitat", "fisheries"),
    organisation="Department of Fisheries",
    contacts=(Contact("Department of Fisheries", "A. Joseph", email="gis@fisheries.example"),),
    updated="2024-03-18",
    time_start="2022-01-01",
    time_end="2024-01-31",
    license="CC BY 4.0",
    lineage="Digitised from satellite imagery of 2022.",
    bbox=ISLAND,
    crs=(BWI,),
    url=f"{BASE}/records/collections/metadata:main/items/lca-habitats",
    distributions=(
        live(DistributionKind.FEATURES, "habitats", crs=WGS84),
        live(DistributionKind.VECTOR_TILES, "habitats_tiles"),
        file("habitats.gpkg", "gpkg", 12_400_000, crs=BWI),
        file("habitats_shp.zip", "shp.zip", 9_800_000, crs=BWI),
        file("raster_part_1_of_3.tif", "tif", 61_000_000, part=Part(1, 3)),
        file("raster_part_2_of_3.tif", "tif", 61_000_000, part=Part(2, 3)),
        file("raster_part_3_of_3.tif", "tif", 62_000_000, part=Part(3, 3)),
        Distribution(
            DistributionKind.FILE, f"{BASE}/docs/report.pdf", "Field report 2023", "pdf", size_bytes=5_600_000
        ),
        Distribution(DistributionKind.WEB_PAGE, "https://fisheries.example/", "Department of Fisheries"),
        Distribution(
            DistributionKind.UNSAFE,
            "javascript:alert(1)",
            "Click here",
            usable=False,
            reason="only http and https links are followed",
        ),
    ),
    detailed=True,
)
MONITORING = Record(
    id="lca-monitoring",
    title="Coral reef monitoring sites 2019–2023",
    organisation="Saint Lucia National Trust",
    updated="2023-11-02",
    bbox=WEST,
    distributions=(live(DistributionKind.FEATURES, "monitoring"), file("monitoring.csv", "csv", 210_000)),
)
BATHYMETRY = Record(
    id="lca-bathymetry",
    title="Nearshore bathymetry 2 m",
    organisation="Survey and Mapping Section",
    updated="2022",
    bbox=WEST,
    distributions=(
        live(DistributionKind.COVERAGE, "bathymetry"),
        file("bathymetry_part_1_of_3.tif", "tif", 61_000_000, part=Part(1, 3)),
        file("bathymetry_part_2_of_3.tif", "tif", 61_000_000, part=Part(2, 3)),
        file("bathymetry_part_3_of_3.tif", "tif", 62_000_000, part=Part(3, 3)),
    ),
)
SEAGRASS = Record(
    id="lca-seagrass",
    title="Seagrass beds, west coast",
    organisation="Department of Fisheries",
    updated="2021-06-30",
    bbox=WEST,
    crs=(BWI,),
    distributions=(file("seagrass_shp.zip", "shp.zip", 3_100_000, crs=BWI),),
)
NO_CRS = Record(
    id="lca-pitons",
    title="Étang des Pitons – réserve (données historiques et limites)",
    organisation="Ministère de l’Environnement",
    created="2020-01-01",
    detailed=True,
    distributions=(file("pitons.geojson", "geojson", 88_000),),
)
REPORT = Record(
    id="lca-zoning",
    title="Marine managed areas: zoning report",
    organisation="Department of Fisheries",
    updated="2018-05-05",
    bbox=ISLAND,
    distributions=(
        Distribution(
            DistributionKind.FILE, f"{BASE}/docs/zoning.pdf", "Zoning report", "pdf", size_bytes=5_600_000
        ),
    ),
)
EMPTY = Record(id="lca-nothing", title="A record without links")
RECORDS = (HABITATS, MONITORING, BATHYMETRY, SEAGRASS, NO_CRS, REPORT, EMPTY)


def page(*records: Record, matched: int | None = None, more: bool = False, offset: int = 0) -> RecordPage:
    """A page of a search for reefs."""
    following = SearchQuery("reef", offset=offset + len(records)) if more else None
    return RecordPage(tuple(records), matched if matched is not None else len(records), following)
