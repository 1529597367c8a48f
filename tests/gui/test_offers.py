from __future__ import annotations

from dataclasses import replace

import pytest

from secims_qgis.distributions import classify, recommend
from secims_qgis.gui.abilities import adding, downloading, opening
from secims_qgis.gui.offer_model import ROW_ROLE, OfferModel
from secims_qgis.gui.offers import OFFERS_MAX, Offer, OfferGroup, cut_note, facts_line, offers_of
from secims_qgis.model import Distribution, DistributionKind, Record
from tests.gui import samples


@pytest.fixture
def offers():
    choice = recommend(samples.HABITATS)
    return offers_of(samples.HABITATS, choice.distribution, choice.why)


def titled(offers, title):
    return next(offer for offer in offers if offer.title == title)


def test_services_come_first_then_files_then_documents(offers):
    assert [(offer.group, offer.title) for offer in offers] == [
        (OfferGroup.LIVE, "OGC API Features"),
        (OfferGroup.LIVE, "Vector tiles"),
        (OfferGroup.FILES, "GeoPackage"),
        (OfferGroup.FILES, "Shapefile (zip)"),
        (OfferGroup.FILES, "GeoTIFF"),
        (OfferGroup.DOCUMENTS, "Field report 2023"),
        (OfferGroup.DOCUMENTS, "Department of Fisheries"),
        (OfferGroup.DOCUMENTS, "Click here"),
    ]


def test_the_parts_of_a_dataset_are_one_offer_with_the_size_of_all(offers):
    raster = titled(offers, "GeoTIFF")
    assert len(raster.distributions) == 3
    assert raster.size_bytes == 184_000_000
    assert facts_line(raster, samples.HABITATS) == "BWI grid (EPSG:2006) · 3 parts"


def test_a_record_that_is_read_again_has_the_same_rows(offers):
    """Its distributions are equal to those before, and other objects."""
    again = replace(samples.HABITATS, distributions=tuple(map(replace, samples.HABITATS.distributions)))
    assert [offer.distributions for offer in offers_of(again, None, "")] == [
        offer.distributions for offer in offers
    ]


def test_a_dataset_with_a_part_missing_is_one_offer_that_says_so():
    two = replace(samples.BATHYMETRY, distributions=samples.BATHYMETRY.distributions[1:3])
    offers = offers_of(two, None, "")
    assert [len(offer.distributions) for offer in offers] == [2]
    assert facts_line(offers[0], two) == "3 parts · part 3 of 3 is missing"


def test_a_dataset_in_more_parts_than_there_are_rows_is_whole():
    count = OFFERS_MAX + 150
    titles = [f"Lidar part {number} of {count}" for number in range(1, count + 1)]
    links = [{"href": f"https://x.lc/{title[6:]}.tif", "title": title} for title in titles]
    record = Record("lidar", distributions=tuple(classify(link, "https://x.lc/") for link in links))
    offers = offers_of(record, None, "")
    assert [len(offer.distributions) for offer in offers] == [count]
    assert facts_line(offers[0], record) == f"{count} parts"
    assert not cut_note(record, offers)
    assert recommend(record).why == f"Full data in {count} files, works offline"


def test_the_recommended_one_says_why(offers):
    assert titled(offers, "GeoPackage").why_recommended == "Full attributes, one file, works offline"
    assert sum(offer.is_recommended for offer in offers) == 1


def test_thousands_of_links_do_not_make_thousands_of_rows():
    many = tuple(samples.file(f"{number}.pdf", "pdf") for number in range(10_000))
    assert len(offers_of(Record("x", distributions=many), None, "")) == OFFERS_MAX


def test_a_kind_that_is_not_supported_yet_names_the_file_to_take(offers, monkeypatch):
    monkeypatch.setattr("secims_qgis.gui.abilities._supported_kinds", frozenset)
    ability = adding(Offer((samples.live(DistributionKind.ARCGIS_MAP, "tiles"),)), offers)
    assert not ability.is_given
    assert ability.reason == "Not supported yet; download the GeoPackage"


def test_what_can_be_done_with_what(offers):
    given = {
        offer.title: (adding(offer, offers).is_given, downloading(offer).is_given, opening(offer).is_given)
        for offer in offers
    }
    assert given["OGC API Features"] == (True, False, True)
    assert given["GeoPackage"] == (True, True, True)
    assert given["Field report 2023"] == (False, True, True)
    assert given["Department of Fisheries"] == (False, False, True)
    assert given["Click here"] == (False, False, False)


def test_an_unsafe_link_is_dimmed_with_its_reason(offers):
    model = OfferModel()
    model.show_offers(offers, samples.HABITATS)
    row = model.index(model.row_of("javascript:alert(1)")).data(ROW_ROLE)
    assert row.is_dimmed
    assert row.facts == "Unsupported link: only http and https links are followed"


def test_two_files_of_one_format_are_told_apart_by_their_titles():
    record = Record(
        "x",
        distributions=(
            Distribution(DistributionKind.FILE, "https://a.example/1.gpkg", "Roads", "gpkg"),
            Distribution(DistributionKind.FILE, "https://a.example/2.gpkg", "Bridges", "gpkg"),
        ),
    )
    offers = offers_of(record, None, "")
    assert [offer.title for offer in offers] == ["Roads", "Bridges"]
    assert facts_line(offers[0], record) == "GeoPackage"


def test_a_late_size_fills_its_place_and_nothing_moves(offers, qtbot):
    model = OfferModel()
    model.show_offers(offers, samples.HABITATS)
    sized = replace(
        samples.HABITATS,
        distributions=tuple(replace(item, size_bytes=5) for item in samples.HABITATS.distributions),
    )
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        choice = recommend(sized)
        model.show_offers(offers_of(sized, choice.distribution, choice.why), sized)
