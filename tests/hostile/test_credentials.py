"""Credentials reach the origin they were given for, and nobody else; nor does the message log."""

from __future__ import annotations

import base64
import json

import pytest
from qgis.core import QgsApplication, QgsAuthMethodConfig
from qgis.PyQt.QtCore import QSize

from secims_qgis.catalogue import open_catalogue
from secims_qgis.download import download
from secims_qgis.gui.messages import explain
from secims_qgis.gui.services import session_for
from secims_qgis.gui.thumbnails import Thumbnails
from secims_qgis.live import LiveLayerError, open_layer
from secims_qgis.model import Connection, Distribution, DistributionKind
from secims_qgis.network import LinkRefusedError, SecimsError, fetch_bytes, is_private_host, may_ask_unbidden
from tests.fault_server import fault_server
from tests.hostile.cases import payload
from tests.hostile.test_links import features_service
from tests.hostile.world import COLLECTION, ITEMS, feature

USER, WORD = "analyst", "reef-2024"
BASIC = "Basic " + base64.b64encode(f"{USER}:{WORD}".encode()).decode()
PUBLIC = "https://secims.govt.lc/records/collections/metadata:main"


@pytest.fixture(scope="module")
def authcfg(qgis_app):
    """A Basic configuration in the authentication database of the tests' own profile."""
    manager = QgsApplication.authManager()
    assert manager.setMasterPassword("only for tests", True)
    config = QgsAuthMethodConfig("Basic")
    config.setName("Test")
    config.setConfig("username", USER)
    config.setConfig("password", WORD)
    assert manager.storeAuthenticationConfig(config)[0]
    yield config.id()
    manager.removeAuthenticationConfig(config.id())


@pytest.fixture
def another():
    """A server of another origin that may be asked, without credentials."""
    with fault_server() as running:
        yield running


@pytest.fixture
def session(world, authcfg):
    """A session as the dock opens it for a catalogue with credentials."""
    return session_for(Connection("Test", world.server.url(COLLECTION), authcfg))


@pytest.fixture
def log():
    """Everything that goes to QGIS's message log."""
    messages = []

    def keep(text, tag, level):
        messages.append(f"{tag}: {text}")

    QgsApplication.messageLog().messageReceived.connect(keep)
    yield messages
    QgsApplication.messageLog().messageReceived.disconnect(keep)


def sent(server):
    """The Authorization header of each request, None where there was none."""
    return [seen.headers.get("authorization") for seen in server.requests]


def link_of_another_host(world, _payload):
    """A file, a service, a thumbnail and an ISO document of another origin."""
    session, another = world.fixture("session"), world.fixture("another")
    gpkg = world.fixture("geopackage").read_bytes()
    world.server.serve("/a.gpkg", gpkg)
    another.serve("/a.gpkg", gpkg)
    for server in (world.server, another):
        file = Distribution(DistributionKind.FILE, server.url("/a.gpkg"), format="gpkg")
        download(file, world.folder / str(server.port), session)
    # The file, and the checksums that may lie beside it.
    assert set(sent(world.server)) == {BASIC}
    assert set(sent(another)) == {None}
    features_service(another, "a")
    layer = open_layer(world.link(another.url("/api/collections/a/items")), session)
    assert "authcfg" not in layer.source()
    assert set(sent(another)) == {None}
    # The same port under another name is another origin, too.
    name = world.server.url("/a.gpkg").replace("127.0.0.1", "localhost")
    fetch_bytes(session, name)
    assert sent(world.server)[-1] is None


def headers_are_not_logged(world, _payload):
    """A server that echoes what it was sent, in an answer that fails."""
    session, log, capfd = world.fixture("session"), world.fixture("log"), world.fixture("capfd")
    echo = {
        "Authorization": BASIC,
        "Cookie": f"session={WORD}",
        "Set-Cookie": f"session={WORD}",
        "X-Echo": WORD,
    }
    for status in (500, 401, 404, 400):
        world.server.serve(f"/{status}", b"sorry", status=status, headers=echo)
        with pytest.raises(SecimsError) as caught:
            fetch_bytes(session, world.server.url(f"/{status}"))
        message = explain(caught.value)
        for text in (str(caught.value), repr(caught.value), message.sentence, message.details):
            assert WORD not in text
            assert BASIC not in text
    assert set(sent(world.server)) == {BASIC}
    world.say(ITEMS, b"sorry", status=500, headers=echo)
    from secims_qgis.gui.results_page import Face

    world.search(Face.MESSAGE)
    assert log
    out, err = capfd.readouterr()
    assert not [text for text in (*log, out, err) if WORD in text or BASIC in text]


CHECKS = {"auth_leak_other_host": link_of_another_host, "header_echo": headers_are_not_logged}


@pytest.mark.parametrize("name", CHECKS)
def test_credentials(world, name):
    CHECKS[name](world, payload(name))


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_to_another_origin_takes_none_along(world, session, another, status):
    another.serve("/there", b"x")
    world.server.redirect("/here", another.url("/there"), status)
    world.server.redirect("/again", world.server.url("/here"), status)
    assert fetch_bytes(session, world.server.url("/again")) == b"x"
    assert sent(world.server) == [BASIC, BASIC]
    assert sent(another) == [None]


def test_plain_http_gets_none_of_https(world, authcfg):
    """The catalogue is asked by https; a link to, and a redirect to, the same host by http is not it."""
    secure = world.server.url(COLLECTION).replace("http:", "https:")
    session = session_for(Connection("Test", secure, authcfg))
    world.server.serve("/a", b"x")
    assert fetch_bytes(session, world.server.url("/a")) == b"x"
    assert sent(world.server) == [None]


def test_a_redirect_from_https_to_http_takes_none_along(authcfg):
    """By the session's own rule: it asks for each step, whose origin includes the scheme."""
    session = session_for(Connection("Test", PUBLIC, authcfg))
    assert session.authcfg_for(PUBLIC) == authcfg
    for other in (
        PUBLIC.replace("https:", "http:"),
        "https://secims.govt.lc:8443/",
        "https://secims.govt.lc.evil.example/",
        "https://www.secims.govt.lc/",
        "https://secims.govt.lc%2eevil.example/",
    ):
        assert session.authcfg_for(other) == ""


def test_pictures_of_other_hosts_are_not_fetched(world, authcfg, another, qtbot):
    body = world.dock(feature(title="Reefs"))
    thumbnails = body.thumbnails
    thumbnails.set_connection(Connection("Test", world.server.url(COLLECTION), authcfg))
    world.server.serve("/a.png", b"no picture", status=404)
    world.server.requests.clear()
    for url in (
        world.server.url("/a.png"),
        another.url("/a.png").replace("127.0.0.1", "localhost"),
        "file:///etc/passwd",
        "",
    ):
        assert thumbnails.pixmap(url, QSize(10, 10), 1.0) is None
    qtbot.waitUntil(lambda: bool(world.server.seen("/a.png")), timeout=10_000)
    qtbot.wait(200)
    assert sent(world.server) == [BASIC]
    assert another.requests == []


PRIVATE = (
    "http://localhost:{port}/a",
    "http://127.0.0.1:{port}/a",
    "http://127.1:{port}/a",
    "http://2130706433:{port}/a",
    "http://0x7f000001:{port}/a",
    "http://0177.0.0.1:{port}/a",
    "http://127.0.0%2e1:{port}/a",
    "http://\uff11\uff12\uff17.0.0.1:{port}/a",
    "http://127\u30020\u30020\u30021:{port}/a",
    "http://[::1]:{port}/a",
    "http://[::ffff:127.0.0.1]:{port}/a",
    "http://0.0.0.0:{port}/a",
    "http://10.0.0.1:{port}/a",
    "http://169.254.169.254:{port}/latest/meta-data",
    "http://[fe80::1]:{port}/a",
    "http://LOCALHOST.:{port}/a",
    "http://printer.local:{port}/a",
)


@pytest.mark.parametrize("url", PRIVATE)
def test_a_public_catalogue_asks_nobody_in_a_private_network(world, url):
    """Neither for pictures, sizes and ISO documents, nor because it redirects there."""
    address = url.format(port=world.elsewhere.port)
    assert is_private_host(address)
    assert not may_ask_unbidden(address, PUBLIC)
    assert may_ask_unbidden("https://secims.govt.lc/a.png", PUBLIC)
    tasks = _NoTasks()
    thumbnails = Thumbnails(tasks)
    thumbnails.set_connection(Connection("SEC-IMS", PUBLIC))
    thumbnails.pixmap(address, QSize(10, 10), 1.0)
    assert thumbnails._wanted == []
    assert not thumbnails._timer.isActive()
    session = session_for(Connection("SEC-IMS", PUBLIC))
    with pytest.raises(LinkRefusedError, match="private network"):
        session.get_redirect_target(_redirect(PUBLIC, address))


class _NoTasks:
    def start(self, *_arguments):
        raise AssertionError("something would be requested")


def _redirect(from_url, target):
    import requests

    response = requests.Response()
    response.status_code, response.url = 302, from_url
    response.headers["Location"] = target.encode().decode("latin-1")  # as it comes from the network
    return response


def test_the_iso_document_of_another_host_is_not_asked_for(world):
    links = [{"rel": "alternate", "type": "application/xml", "href": world.elsewhere.url("/iso.xml")}]
    moved = [{**links[0], "href": links[0]["href"].replace("127.0.0.1", "localhost")}]
    world.say(f"{ITEMS}/a", json.dumps(feature(links=moved)))
    record = open_catalogue(world.server.url(COLLECTION)).record("a")
    assert not record.detailed


def test_a_service_description_on_another_host_is_not_asked_for(world):
    """Not even where it calls itself a web page."""
    landing = features_service(world.server, "a")
    document = json.loads(world.server.behaviour("/api/").body)
    document["links"][1] = {
        "rel": "service-desc",
        "type": "text/html",
        "href": world.elsewhere.url("/openapi"),
    }
    world.say("/api/", json.dumps(document))
    with pytest.raises(LiveLayerError):
        open_layer(world.link(f"{landing}collections/a/items"))


def test_a_redirect_to_what_is_no_text(world):
    world.server.serve("/here", b"", status=302, headers={"Location": "/\xff\xfe"})
    with pytest.raises(SecimsError):
        fetch_bytes(session_for(Connection("Test", world.server.url("/"))), world.server.url("/here"))
