"""Parts of a dataset as one item."""

from __future__ import annotations

import time

import pytest

from secims_qgis.catalogue import open_catalogue
from secims_qgis.distributions import classify, group_of, grouped, parts_of, recommend
from secims_qgis.model import Distribution, DistributionKind, Record

BASE = "https://x.example/items/a"


def _links(*names, description="", **more):
    """Return the distributions of files of these names; "{}" in the description is the place in the list."""
    return [
        classify(
            {
                "href": f"https://x.example/files/{name}",
                "name": name,
                "description": description.format(place),
                "protocol": "WWW:DOWNLOAD",
                **more,
            },
            BASE,
        )
        for place, name in enumerate(names, 1)
    ]


def _numbers(groups):
    return [len(group.parts) for group in groups]


@pytest.mark.parametrize(
    "names",
    [
        ("b_part1.gpkg", "b_part2.gpkg", "b_part3.gpkg"),
        ("b_part_01.gpkg", "b_part_02.gpkg"),
        ("b part 1.gpkg", "b part 2.gpkg"),
        ("b-p1of2.gpkg", "b-p2of2.gpkg"),
        ("dem_1.tif", "dem_2.tif", "dem_3.tif"),
        ("dem-0.tif", "dem-1.tif"),
        ("sheet01.tif", "sheet02.tif"),
        ("parcels1.zip", "parcels2.zip"),
        ("roads_1of2.gpkg", "roads_2of2.gpkg"),
    ],
    ids=str,
)
def test_names_that_differ_by_a_number_are_parts(names):
    (group,) = grouped(_links(*names))
    assert len(group.parts) == len(names)
    assert group.complete
    assert group.of == len(names)


@pytest.mark.parametrize(
    "names",
    [
        ("rainfall_2019.tif", "rainfall_2020.tif"),
        ("roads_v1.gpkg", "roads_v2.gpkg"),
        ("admin_level1.gpkg", "admin_level2.gpkg"),
        ("flood_rp10.tif", "flood_rp50.tif"),
        ("annex_1.pdf", "annex_2.pdf"),
        ("sheet_14.tif", "sheet_15.tif"),
        ("dem_1.tif", "dem_2.gpkg"),
        ("dem_1.tif", "dem_40.tif"),
        ("reefs.gpkg", "roads.gpkg"),
        ("landsat_band1.tif", "landsat_band2.tif"),
        ("a_epsg2006.gpkg", "a_epsg4326.gpkg"),
        ("1.tif", "2.tif"),
    ],
    ids=str,
)
def test_other_numbers_are_no_parts(names):
    assert _numbers(grouped(_links(*names))) == [1, 1]


@pytest.mark.parametrize(
    ("titles", "count"),
    [
        (("DEM 1 m, sheet 01 (12.5 MB)", "DEM 1 m, sheet 02 (9 MB)"), 1),
        (("DEM", "DEM"), 1),
        (("Roads", "Rivers"), 2),
        (("Flood, 10 years", "Flood, 50 years"), 2),
    ],
)
def test_titles_tell_parts_from_datasets_whose_files_are_numbered(titles, count):
    links = [link for place, title in enumerate(titles, 1) for link in _links(f"a_{place}.tif", name=title)]
    assert len(grouped(links)) == count


def test_a_title_that_ends_with_its_part():
    links = [
        link
        for place in (1, 2, 3)
        for link in _links(f"{'abc'[place - 1]}.gpkg", title=f"Roads {place} of 3", name="")
    ]
    (group,) = grouped(links)
    assert (group.title, group.of, group.complete) == ("Roads", 3, True)
    assert _numbers(grouped(_links("a.gpkg", title="Roads of 10 of 12 parishes", name=""))) == [1]


def test_the_parts_are_in_order_and_add_up():
    links = _links("b_part3.gpkg", "b_part1.gpkg", "b_part2.gpkg", length=1_000_000)
    (group,) = grouped(links)
    assert [part.title for part in group.parts] == ["b_part1.gpkg", "b_part2.gpkg", "b_part3.gpkg"]
    assert group.size_bytes == 3_000_000
    assert group.title == "b.gpkg"


def test_an_unknown_size_makes_the_total_unknown():
    links = [*_links("b_part1.gpkg", length=5), *_links("b_part2.gpkg")]
    assert grouped(links)[0].size_bytes is None


def test_one_size_for_all_is_the_total():
    (one, two) = _links("b_part1.gpkg", "b_part2.gpkg")
    parts = [
        Distribution(item.kind, item.url, item.title, item.format, size_bytes=9, size_is_total=True)
        for item in (one, two)
    ]
    assert grouped(parts)[0].size_bytes == 9


@pytest.mark.parametrize(
    ("names", "description", "problem"),
    [
        (("b_part1.gpkg", "b_part3.gpkg"), "", "part 2 of 3 is missing"),
        (("b_p1of5.gpkg", "b_p4of5.gpkg"), "", "parts 2, 3 and 5 of 5 are missing"),
        (("b.gpkg", "b.gpkg"), "Buildings, part {} of 3", "part 3 of 3 is missing"),
        (("b_p2of2.gpkg",), "", "part 1 of 2 is missing"),
    ],
    ids=str,
)
def test_a_missing_part_is_said(names, description, problem):
    (group,) = grouped(_links(*names, description=description))
    assert group.problem == problem
    assert not group.complete
    assert group.missing


def test_parts_known_by_their_descriptions_alone():
    (group,) = grouped(_links("a", "a", "a", description="Part {} of 3, 49.8 MB"))
    assert [part.part.number for part in group.parts] == [1, 2, 3]


def test_parts_of_different_names_that_follow_each_other():
    (group,) = grouped(_links("north.tif", "middle.tif", "south.tif", description="Part {} of 3"))
    assert [part.title for part in group.parts] == ["north.tif", "middle.tif", "south.tif"]
    assert group.complete


def test_two_datasets_in_parts_stay_apart():
    groups = grouped(
        [
            *_links("roads_p1of2.gpkg", "rivers_p1of2.gpkg"),
            *_links("roads_p2of2.gpkg", "rivers_p2of2.gpkg"),
            *_links("roads_p1of2.zip", "roads_p2of2.zip"),
        ]
    )
    assert [[part.title for part in group.parts] for group in groups] == [
        ["roads_p1of2.gpkg", "roads_p2of2.gpkg"],
        ["rivers_p1of2.gpkg", "rivers_p2of2.gpkg"],
        ["roads_p1of2.zip", "roads_p2of2.zip"],
    ]


def test_the_same_parts_twice_are_two_datasets():
    twice = _links("b_p1of2.gpkg", "b_p2of2.gpkg") + _links("b_p1of2.gpkg", "b_p2of2.gpkg")
    assert _numbers(grouped(twice)) == [2, 2]


def test_all_others_stay_single_and_in_place():
    live = Distribution(DistributionKind.FEATURES, "https://x.example/collections/b_1/items", "b_1")
    unsafe = Distribution(DistributionKind.UNSAFE, "javascript:1", "b_part1.gpkg", usable=False)
    items = [live, *_links("b_part1.gpkg"), unsafe, *_links("b_part2.gpkg", "report.pdf")]
    groups = grouped(items)
    assert _numbers(groups) == [1, 2, 1, 1]
    assert sorted(part.url for group in groups for part in group.parts) == sorted(item.url for item in items)
    assert groups[2].title == "b_part1.gpkg"


def test_the_group_of_one_part():
    links = _links("b_part1.gpkg", "b_part2.gpkg", "c.gpkg")
    assert parts_of(links[1], links) == tuple(links[:2])
    assert parts_of(links[2], links) == (links[2],)
    assert group_of(links[0], []).parts == (links[0],)


def test_nothing_is_no_group():
    assert grouped(()) == ()


def test_a_thousand_links_are_no_trouble():
    links = _links(
        *(f"f{n % 7}_part{n}.gpkg" for n in range(1000)), *(f"g{n} part 1 of 2" for n in range(500))
    )
    assert sum(_numbers(grouped(links))) == 1500


@pytest.mark.demo
@pytest.mark.parametrize("address", ["records", "csw"])
def test_the_split_datasets_of_the_demo(demo, session, address):
    catalogue = open_catalogue(getattr(demo, address), session)
    sizes = {}
    for name in ("lca-buildings-parts", "lca-elevation-parts", "lca-coastal-habitats", "lca-census-2022"):
        groups = grouped(catalogue.record(name).distributions)
        sizes[name] = max(_numbers(groups))
        split = [group for group in groups if group.is_split]
        assert all(group.complete and group.size_bytes for group in split)
    assert list(sizes.values()) == [3, 3, 1, 1]


@pytest.mark.parametrize("text", ["a" + "_" * 2800, "p_" * 1400, "part 1 " * 400, "part" * 700, "1" * 2800])
def test_texts_made_to_be_slow_are_not(text):
    links = _links(*(f"{text}{number}.gpkg" for number in range(20)), description=text)
    start = time.monotonic()
    recommend(Record("a", distributions=tuple(links)))
    assert sum(_numbers(grouped(links))) == 20
    assert time.monotonic() - start < 5
