"""Names of downloaded files."""

from __future__ import annotations

import pytest

from secims_qgis.download.names import MAX_NAME_BYTES, header_name, numbered, safe_name, target_name
from secims_qgis.model import Distribution, DistributionKind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("reefs.gpkg", "reefs.gpkg"),
        ("Récifs coralliens.gpkg", "Récifs coralliens.gpkg"),
        ("../../../.local/share/QGIS/startup.py", "startup.py"),
        ("..\\..\\windows\\a.gpkg", "a.gpkg"),
        ("/etc/passwd", "passwd"),
        ("a/..", "a"),
        ("..", "download"),
        ("", "download"),
        ("CON.gpkg", "_CON.gpkg"),
        ("nul", "_nul"),
        ("Lpt1.tar.gz", "_Lpt1.tar.gz"),
        ("com¹.tif", "_com¹.tif"),
        ("console.gpkg", "console.gpkg"),
        ("a:b?.tif", "a_b_.tif"),
        ('say "hi" <b>|x*.csv', "say _hi_ _b__x_.csv"),
        (".hidden", "hidden"),
        ("trailing dot.", "trailing dot"),
        ("blank .  ", "blank"),
        ("parcels\u202egpkg.exe", "parcelsgpkg.exe"),
        ("a\x00b\x07c\x1b[31m.gpkg", "abc[31m.gpkg"),
        ("two\nlines\t.gpkg", "two lines.gpkg"),
    ],
)
def test_names_are_safe_on_every_system(text, expected):
    assert safe_name(text) == expected


@pytest.mark.parametrize("letter", ["a", "é", "漢", "😀"])
def test_long_names_are_cut_between_characters_and_keep_their_ending(letter):
    name = safe_name(letter * 400 + ".geojson")
    assert len(name.encode()) <= MAX_NAME_BYTES
    assert name.endswith(letter + ".geojson")


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ('attachment; filename="reefs.gpkg"', "reefs.gpkg"),
        ("attachment; filename=reefs.gpkg", "reefs.gpkg"),
        ("attachment; filename*=UTF-8''r%C3%A9cifs.gpkg", "récifs.gpkg"),
        ("attachment; filename=\"r.gpkg\"; filename*=UTF-8''r%C3%A9cifs.gpkg", "récifs.gpkg"),
        ("attachment; filename*=ISO-8859-1''r%E9cifs.gpkg; filename=x.gpkg", "récifs.gpkg"),
        ("attachment; filename*=no-such-charset''r%E9cifs.gpkg", "récifs.gpkg"),
        ('attachment; filename="récifs.gpkg"'.encode().decode("latin-1"), "récifs.gpkg"),
        ('attachment; filename="a;b.gpkg"', "a;b.gpkg"),
        ("inline", ""),
        ("", ""),
        ("attachment; filename", ""),
    ],
)
def test_content_disposition_is_read(header, expected):
    assert header_name(header) == expected


@pytest.mark.parametrize(
    ("address", "format_", "title", "said", "expected"),
    [
        ("/files/reefs.gpkg", "gpkg", "Reefs", "", "reefs.gpkg"),
        ("/files/reefs.gpkg", "gpkg", "Reefs", "better.gpkg", "better.gpkg"),
        ("/files/r%C3%A9cifs%2Fx.gpkg", "gpkg", "", "", "x.gpkg"),
        ("/api/files/8d0b2c", "zip", "soils.zip", "", "soils.zip"),
        ("/api/files/8d0b2c", "gpkg", "Soils: all", "", "Soils_ all.gpkg"),
        ("/api/files/8d0b2c", None, "", "", "8d0b2c"),
        ("/get.php?id=3", "gpkg", "Soils", "", "Soils.gpkg"),
        ("/get.php?id=3", None, "Soils", "", "Soils"),
        ("/dem.tiff", "tif", "", "", "dem.tiff"),
        ("/ows?service=WFS&outputFormat=SHAPE-ZIP", "shp.zip", "", "", "slu_geology.zip"),
        ("/files/reefs.gpkg", "gpkg", "", "../../startup.py", "reefs.gpkg"),
        ("/", "gpkg", "", "", "slu_geology.gpkg"),
    ],
)
def test_the_best_name_is_taken(address, format_, title, said, expected):
    wanted = Distribution(
        DistributionKind.FILE, f"https://secims.example{address}", title=title, layer_name="slu:geology"
    )
    if expected == "8d0b2c":
        wanted = Distribution(DistributionKind.FILE, wanted.url)
    assert target_name(wanted, format_, said) == expected


def test_numbers_go_before_the_whole_ending():
    assert numbered("reefs.gpkg", 2) == "reefs_2.gpkg"
    assert numbered("roads.shp.zip", 3) == "roads_3.shp.zip"
    assert numbered("README", 2) == "README_2"
