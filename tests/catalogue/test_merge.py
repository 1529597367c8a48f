"""One record out of its JSON and its ISO document."""

from __future__ import annotations

from secims_qgis.catalogue.merge import with_iso
from secims_qgis.model import CrsRef, Distribution, DistributionKind, Record

URL = "https://x.lc/a.gpkg"
CRS = CrsRef.from_text("EPSG:2006")


def file(**what):
    return Distribution(DistributionKind.FILE, URL, format="gpkg", **what)


def test_iso_has_the_crs_and_json_the_exact_length_and_the_checksum():
    json = Record("a", distributions=(file(size_bytes=12_345_678, checksum="sha256:00"),))
    iso = Record("a", distributions=(file(size_bytes=12_300_000, size_is_total=True, crs=CRS),))
    (found,) = with_iso(json, iso).distributions
    assert (found.size_bytes, found.size_is_total) == (12_345_678, False)
    assert (found.crs, found.checksum) == (CRS, "sha256:00")


def test_a_checksum_alone_leaves_the_size_of_the_iso_document():
    json = Record("a", distributions=(file(checksum="sha256:00"),))
    iso = Record("a", distributions=(file(size_bytes=12_300_000, size_is_total=True),))
    (found,) = with_iso(json, iso).distributions
    assert (found.size_bytes, found.size_is_total, found.checksum) == (12_300_000, True, "sha256:00")


def test_links_that_only_one_of_them_has_are_kept():
    other = Distribution(DistributionKind.WEB_PAGE, "https://x.lc/page")
    joined = with_iso(
        Record("a", distributions=(other,), links_left_out=7), Record("a", distributions=(file(),))
    )
    assert [item.url for item in joined.distributions] == [URL, other.url]
    assert joined.links_left_out == 7
