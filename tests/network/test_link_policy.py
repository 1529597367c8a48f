from __future__ import annotations

import pytest

from secims_qgis.network import is_private_host, may_ask_unbidden, refusal, same_origin, without_credentials
from secims_qgis.network.session import QgisSession


@pytest.mark.parametrize(
    "url", ["https://secims.govt.lc/a?b=c#d", "http://127.0.0.1:8790/x", "https://[::1]/"]
)
def test_plain_links_may_be_followed(url):
    assert refusal(url) == ""


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "ftp://x.example/a",
        "https://u:p@x.example/a",
        "https://x.example/a b",
        "https://x.example/a\r\nX: 1",
        "\\\\evil\\share",
        "https:///a",
        "//x.example/a",
        "https://x.example:99999/",
        "https://" + "a" * 9000,
    ],
)
def test_other_links_may_not(url):
    assert refusal(url)


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("https://a.example/x", "https://A.example:443/y", True),
        ("https://a.example/", "http://a.example/", False),
        ("https://a.example/", "https://a.example:8443/", False),
        ("https://a.example/", "https://b.a.example/", False),
    ],
)
def test_origin_is_scheme_host_and_port(one, two, same):
    assert same_origin(one, two) is same


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost/",
        "http://127.0.0.1/",
        "http://10.1.2.3/",
        "http://192.168.0.1/",
        "http://169.254.1.1/",
        "http://[::1]/",
        "http://printer.local/",
        "http://[fe80::1]/",
    ],
)
def test_private_hosts(url):
    assert is_private_host(url)
    assert not may_ask_unbidden(url, "https://secims.govt.lc/records")


def test_unbidden_requests_go_to_the_catalogues_own_host_only():
    catalogue = "https://secims.govt.lc/records/collections/metadata:main"
    assert may_ask_unbidden("https://secims.govt.lc/files/a.png", catalogue)
    assert not may_ask_unbidden("https://evil.example/a.png", catalogue)
    assert may_ask_unbidden("http://127.0.0.1:8790/a", "http://127.0.0.1:8790/records")


def test_credentials_stay_at_their_origin():
    session = QgisSession(authcfg="abc1234", timeout_s=1)
    session.bind_credentials("https://secims.govt.lc/records")
    assert session.authcfg_for("https://secims.govt.lc/files/a.gpkg") == "abc1234"
    assert session.authcfg_for("https://evil.example/a.gpkg") == ""
    assert session.authcfg_for("http://secims.govt.lc/files/a.gpkg") == ""


def test_credentials_never_show():
    assert without_credentials("https://user:word@x.example/a") == "https://x.example/a"
