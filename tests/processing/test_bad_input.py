"""What people and servers get wrong: one clear message, and nothing half-done on disk."""

from __future__ import annotations

import time

import pytest
from qgis.core import QgsProcessingException, QgsProcessingFeedback

from tests.fault_server import LOGIN_PAGE, Fault

PARAMETERS = {
    "search": {"TEXT": "reef"},
    "describe": {"RECORD": "a"},
    "addlive": {"RECORD": "a", "DISTRIBUTION": "FEATURES"},
    "download": {"RECORD": "a"},
}
OUTPUTS = {"search": "OUTPUT", "describe": "OUTPUT", "download": "FOLDER"}


def parameters(name: str, tmp_path) -> dict[str, str]:
    given = dict(PARAMETERS[name])
    if name in OUTPUTS:
        given[OUTPUTS[name]] = str(tmp_path / "out.json")
    return given


@pytest.mark.parametrize("name", PARAMETERS)
@pytest.mark.parametrize(
    ("catalogue", "message"),
    [
        ("No such name", "There is no connection “No such name”.*“SEC-IMS Saint Lucia”"),
        ("ftp://catalogue.example/csw", "only http and https"),
        ("http://user:word@catalogue.example/csw", "credentials"),
        ("http://127.0.0.1:9/records/collections/metadata:main", "Cannot reach 127.0.0.1.*online"),
        ("http://no-such-host.invalid/csw", "Cannot reach no-such-host.invalid.*online"),
    ],
    ids=["no connection", "not http", "credentials", "dead server", "no such host"],
)
def test_a_catalogue_that_cannot_be_asked(run, tmp_path, name, catalogue, message):
    with pytest.raises(QgsProcessingException, match=message):
        run(name, CATALOGUE=catalogue, **parameters(name, tmp_path))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", PARAMETERS)
def test_an_address_without_a_catalogue(run, demo, tmp_path, name):
    with pytest.raises(QgsProcessingException, match=r"There is no catalogue at this address.*[Cc]heck"):
        run(name, CATALOGUE=demo.files, **parameters(name, tmp_path))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ({"body": LOGIN_PAGE, "content_type": "text/html"}, "There is no catalogue at this address"),
        ({"body": "no", "status": 401}, "wants a login.*authentication configuration"),
        ({"body": "broken", "status": 500}, "The catalogue had a problem.*500.*few minutes"),
        (
            {"body": '{"links": [', "content_type": "application/json"},
            "There is no catalogue at this address",
        ),
        ({"body": "x" * 5000, "fault": Fault.HALF}, "The connection was lost"),
    ],
    ids=["login page", "401", "500", "half a document", "half an answer"],
)
def test_a_server_that_answers_something_else(run, server, tmp_path, answer, message):
    server.serve("/collections/main", **answer)
    with pytest.raises(QgsProcessingException, match=message):
        run("search", CATALOGUE=server.url("/collections/main"), OUTPUT=str(tmp_path / "r.json"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("flavour", ["records", "csw"])
@pytest.mark.parametrize("name", ["describe", "addlive", "download"])
def test_a_record_that_is_not_there(run, demo, tmp_path, flavour, name):
    given = {**parameters(name, tmp_path), "RECORD": "lca-atlantis"}
    with pytest.raises(QgsProcessingException, match="The record is no longer in the catalogue"):
        run(name, CATALOGUE=getattr(demo, flavour), **given)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_longer_there(run, demo, tmp_path):
    with pytest.raises(QgsProcessingException, match=r"no longer there.*404.*another distribution"):
        run("download", CATALOGUE=demo.records, RECORD="lca-odd-deadlink", FOLDER=str(tmp_path / "new"))
    assert list(tmp_path.iterdir()) == []


def test_a_service_that_is_no_longer_there(run, demo):
    with pytest.raises(QgsProcessingException, match=r"cannot be added live.*no collection"):
        run("addlive", CATALOGUE=demo.records, RECORD="lca-odd-deadlink", DISTRIBUTION="FEATURES")


def test_a_service_is_no_file(run, demo, tmp_path):
    with pytest.raises(QgsProcessingException, match="features is not a file"):
        run(
            "download",
            CATALOGUE=demo.records,
            RECORD="lca-coral-reefs",
            DISTRIBUTION="FEATURES",
            FOLDER=str(tmp_path / "new"),
        )
    assert list(tmp_path.iterdir()) == []


def test_an_unsafe_link_is_not_followed(run, demo, tmp_path):
    with pytest.raises(QgsProcessingException, match=r"not followed|no file to download"):
        run(
            "download",
            CATALOGUE=demo.records,
            RECORD="lca-odd-unsafe",
            DISTRIBUTION="0",
            FOLDER=str(tmp_path / "new"),
        )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "record"),
    [("search", {}), ("describe", {"RECORD": "lca-coral-reefs"})],
    ids=["search", "describe"],
)
def test_a_json_file_that_cannot_be_written(run, demo, tmp_path, name, record):
    target = tmp_path / "missing" / "r.json"
    with pytest.raises(QgsProcessingException, match=r"cannot be written.*Choose another folder"):
        run(name, CATALOGUE=demo.records, OUTPUT=str(target), **record)
    assert list(tmp_path.iterdir()) == []


def test_an_older_json_file_survives_a_failure(run, tmp_path):
    target = tmp_path / "r.json"
    target.write_text("older")
    with pytest.raises(QgsProcessingException):
        run("search", CATALOGUE="http://127.0.0.1:9/csw", OUTPUT=str(target))
    assert target.read_text() == "older"


def test_a_folder_that_cannot_be_written(run, demo, tmp_path):
    in_the_way = tmp_path / "file"
    in_the_way.write_text("I am a file")
    with pytest.raises(QgsProcessingException, match=r"The folder cannot be written.*Choose another folder"):
        run("download", CATALOGUE=demo.records, RECORD="lca-coral-reefs", FOLDER=str(in_the_way / "below"))
    assert list(tmp_path.iterdir()) == [in_the_way]


def test_a_cancelled_search_stops_while_the_server_is_silent(run_in_background, server, tmp_path):
    server.serve("/collections/main", fault=Fault.SILENT)
    started = time.monotonic()
    outcome = run_in_background(
        "search",
        cancel_when=lambda: bool(server.requests),
        CATALOGUE=server.url("/collections/main"),
        OUTPUT=str(tmp_path / "r.json"),
    )
    assert outcome.results == {}
    assert time.monotonic() - started < 10, "it waited for the time-out"
    assert list(tmp_path.iterdir()) == []


def test_what_is_cancelled_before_it_starts_asks_nobody(run, server, tmp_path):
    feedback = QgsProcessingFeedback(False)
    feedback.cancel()
    with pytest.raises(QgsProcessingException, match="Cancelled"):
        run("search", feedback, CATALOGUE=server.url("/collections/main"), OUTPUT=str(tmp_path / "r.json"))
    assert server.requests == []


def test_a_download_that_is_cancelled_leaves_nothing(run, demo, tmp_path):
    feedback = QgsProcessingFeedback(False)
    feedback.progressChanged.connect(lambda _progress: feedback.cancel())
    with pytest.raises(QgsProcessingException, match="Cancelled"):
        run("download", feedback, CATALOGUE=demo.records, RECORD="lca-buildings", DISTRIBUTION="gpkg",
            FOLDER=str(tmp_path / "new"))  # fmt: skip
    assert list(tmp_path.iterdir()) == []
