from __future__ import annotations

from dataclasses import replace

import pytest

from secims_qgis.gui.badges import BadgeStyle, badges_of
from secims_qgis.gui.results_model import ResultsModel
from secims_qgis.model import Distribution, DistributionKind, Record
from tests.gui import samples


def texts(record: Record) -> list[str]:
    return [badge.text.replace("\u00a0", " ") for badge in badges_of(record)]


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (samples.HABITATS, ["Live", "GPKG 12 MB", "BWI grid"]),
        (samples.MONITORING, ["Live", "CSV 210 kB"]),
        (samples.BATHYMETRY, ["Live", "TIF 184 MB", "3 parts"]),
        (samples.SEAGRASS, ["SHP 3.1 MB", "BWI grid"]),
        (samples.NO_CRS, ["GeoJSON 88 kB", "No CRS stated"]),
        (samples.REPORT, ["PDF 5.6 MB"]),
        (samples.EMPTY, ["Nothing to open"]),
    ],
    ids=lambda value: value.id if isinstance(value, Record) else "",
)
def test_badges_say_what_there_is_in_the_order_in_which_it_matters(record, expected):
    assert texts(record) == expected


def test_a_missing_crs_is_a_warning_only_where_the_details_were_read():
    badge = badges_of(samples.NO_CRS)[-1]
    assert badge.style is BadgeStyle.WARNING
    assert texts(replace(samples.NO_CRS, detailed=False)) == ["GeoJSON 88 kB"]


@pytest.mark.parametrize(
    ("words", "badge"),
    [
        ("GeoPackage download (12.4 MB)", ["GPKG 12 MB"]),
        ("GeoPackage, EPSG:2006 (12,4 MB)", ["GPKG 12 MB", "BWI grid"]),
        ("zipped, 640 kB, EPSG 4326", ["GPKG 640 kB", "WGS 84"]),
        ("1.2 GB or 300 MB", ["GPKG"]),
        ("EPSG:2006 and EPSG:4326", ["GPKG"]),
        ("see 4 MBit lines, SEPSG:2006, version 12", ["GPKG"]),
    ],
)
def test_a_list_shows_what_only_the_words_of_a_link_say(words, badge):
    file = replace(samples.HABITATS.distributions[1], crs=None, size_bytes=None, description=words)
    file = replace(file, kind=DistributionKind.FILE, format="gpkg", title="data.gpkg")
    assert texts(Record("a", distributions=(file,))) == badge
    known = replace(file, size_bytes=640_000_000)
    assert texts(Record("a", distributions=(known,)))[0] == "GPKG 640 MB"


def test_the_size_of_a_split_dataset_is_unknown_while_one_part_is():
    parts = list(samples.BATHYMETRY.distributions)
    parts[2] = replace(parts[2], size_bytes=None)
    assert texts(replace(samples.BATHYMETRY, distributions=tuple(parts))) == ["Live", "TIF", "3 parts"]


def test_what_cannot_be_used_makes_no_badge():
    broken = Distribution(DistributionKind.FEATURES, "javascript:alert(1)", usable=False, reason="no")
    assert texts(Record("x", distributions=(broken,))) == ["Nothing to open"]


def test_a_row_is_read_out_with_its_units_in_words():
    model = ResultsModel()
    model.show_page(samples.page(samples.HABITATS))
    spoken = model.index(0).data(role=11)  # Qt.AccessibleTextRole
    assert spoken == (
        "Coastal habitats and reefs, Department of Fisheries, 2024, live, GeoPackage 12 megabytes, BWI grid"
    )
