"""What a person sees of where a link leads."""

from __future__ import annotations

import pytest

from secims_qgis.distributions import classify, display_host, look_behind
from secims_qgis.distributions.hosts import NOT_ENCRYPTED, is_unencrypted
from secims_qgis.model import Distribution, DistributionKind

HTTPS = "https://secims.example/records/collections/metadata:main/items/a"
HTTP = "http://secims.example/records/collections/metadata:main/items/a"


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://secims.govt.lc/records", "secims.govt.lc"),
        ("https://SECIMS.govt.lc:443/records", "secims.govt.lc"),
        ("http://127.0.0.1:8790/records", "127.0.0.1:8790"),
        ("https://secims.g\u043evt.lc/a", "secims.xn--gvt-jed.lc"),
        ("https://\u0455ecims.govt.lc/a", "xn--ecims-4if.govt.lc"),
        ("https://user:secret@x.example/a", "x.example"),
        ("https://\uff47ovt.lc/a", "govt.lc"),
        ("https://[::1]:8080/a", "::1:8080"),
        ("https:///a", ""),
        ("https://x.example:99999/a", ""),
        ("not an address", ""),
        ("", ""),
    ],
)
def test_the_host_as_dns_knows_it(url, host):
    shown = display_host(url)
    assert shown.isascii()
    if "xn--" in host:
        assert "xn--" in shown
        assert shown.endswith(".lc")
    else:
        assert shown == host


def test_a_name_that_dns_does_not_know_is_shown_in_ascii():
    assert display_host(f"https://{'a' * 80}\u0430.example/").isascii()


@pytest.mark.parametrize(
    ("url", "catalogue", "is_marked"),
    [
        ("http://x.example/a.gpkg", HTTPS, True),
        ("HTTP://x.example/a.gpkg", HTTPS, True),
        ("https://x.example/a.gpkg", HTTPS, False),
        ("http://x.example/a.gpkg", HTTP, False),
        ("/files/a.gpkg", HTTPS, False),
    ],
)
def test_a_plain_link_of_an_encrypted_catalogue_is_marked_and_usable(url, catalogue, is_marked):
    found = classify({"href": url, "protocol": "WWW:DOWNLOAD"}, catalogue)
    assert found.usable
    assert found.reason == ""
    assert found.note == (NOT_ENCRYPTED if is_marked else "")
    assert is_unencrypted(found.url, catalogue) is is_marked


def test_what_is_refused_has_a_reason_and_no_note():
    found = classify({"href": "http://u:p@x.example/a.gpkg"}, HTTPS)
    assert found.reason
    assert not found.note


def test_what_is_behind_a_link_is_marked_too(faults, session, monkeypatch):
    faults.serve("/collections/a", '{"links": [{"rel": "items", "href": "/collections/a/items"}]}')
    url = faults.url("/collections/a")
    catalogue = "https://127.0.0.1/records"
    (found,) = look_behind(Distribution(DistributionKind.COLLECTION, url), session, catalogue)
    assert found.note == NOT_ENCRYPTED


def test_a_public_service_that_points_into_a_private_network():
    from secims_qgis.distributions.api_collection import access_of

    document = {"links": [{"rel": "items", "href": "http://localhost:5000/collections/a/items"}]}
    (found,) = access_of(document, "https://data.example/collections/a")
    assert not found.usable
    assert "private" in found.reason
    (own,) = access_of(document, "http://127.0.0.1:5000/collections/a")
    assert own.usable
