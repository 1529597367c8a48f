"""Checksums: whoever gives one, the file has it or is refused."""

from __future__ import annotations

import base64
import hashlib

import pytest

from secims_qgis.distributions import classify
from secims_qgis.download import download
from secims_qgis.download.checksum import header_checksum, read_checksum
from secims_qgis.network.errors import DamagedFileError
from tests.download.conftest import names_in
from tests.fault_server import Behaviour, Fault

CSV = b"name,lon,lat\n" + b"Pitons,-61.07,13.81\n" * 2_000
BAD = CSV.replace(b"-61.07", b"-61.08", 1)
HEX = {name: hashlib.new(name, CSV).hexdigest() for name in ("sha512", "sha256", "sha1", "md5")}
BASE64 = {name: base64.b64encode(hashlib.new(name, CSV).digest()).decode() for name in HEX}


@pytest.mark.parametrize(
    ("text", "algorithm"),
    [
        (f"sha256:{HEX['sha256']}", "sha256"),
        (f"SHA-256={HEX['sha256'].upper()}", "sha256"),
        (f" sha-512 : {HEX['sha512']} ", "sha512"),
        (f"md5:{BASE64['md5']}", "md5"),
        (HEX["sha1"], "sha1"),
        (HEX["md5"], "md5"),
        (f"1220{HEX['sha256']}", "sha256"),
        (f"d50110{HEX['md5']}", "md5"),
    ],
)
def test_the_ways_to_write_a_checksum(text, algorithm):
    found = read_checksum(text, "the record")
    assert (found.algorithm, found.digest) == (algorithm, HEX[algorithm])


@pytest.mark.parametrize(
    "text", ["", "sha256:12", "crc32:12345678", "latest", "ab" * 17, "sha256:" + "g" * 64]
)
def test_what_is_no_checksum(text):
    assert read_checksum(text, "the record") is None


@pytest.mark.parametrize(
    "headers",
    [
        {"Repr-Digest": f"md5=:{BASE64['md5']}:, sha-256=:{BASE64['sha256']}:"},
        {"Digest": f"MD5={BASE64['md5']},SHA-256={BASE64['sha256']}"},
        {"Digest": f"sha-256={HEX['sha256']}"},
        {"Content-Digest": f"sha-256=:{BASE64['sha256']}:"},
    ],
)
def test_the_strongest_digest_of_a_header(headers):
    assert header_checksum(headers, is_whole=True).digest == HEX["sha256"]


def test_digests_of_the_content_count_only_where_it_is_the_file():
    headers = {"Content-Digest": f"sha-256=:{BASE64['sha256']}:", "Content-MD5": BASE64["md5"]}
    assert header_checksum(headers, is_whole=False) is None
    assert header_checksum({"Content-MD5": BASE64["md5"]}, is_whole=True).digest == HEX["md5"]


@pytest.mark.parametrize("algorithm", sorted(HEX))
def test_the_checksum_of_a_link(server, offer, tmp_path, algorithm):
    wanted = offer("/a.csv", "csv", checksum=f"{algorithm}:{HEX[algorithm]}")
    server.serve("/a.csv", BAD)
    with pytest.raises(DamagedFileError, match="checksum that the record gives"):
        download(wanted, tmp_path)
    assert names_in(tmp_path) == []
    server.serve("/a.csv", CSV)
    assert download(wanted, tmp_path).sha256 == (HEX["sha256"],)


@pytest.mark.parametrize("name", ["Digest", "Repr-Digest", "Content-MD5"])
def test_the_checksum_of_a_header(server, offer, tmp_path, name):
    value = {
        "Digest": f"sha-256={BASE64['sha256']}",
        "Repr-Digest": f"sha-256=:{BASE64['sha256']}:",
        "Content-MD5": BASE64["md5"],
    }[name]
    server.serve("/a.csv", BAD, headers={name: value})
    with pytest.raises(DamagedFileError, match=r"checksum that the server's header gives"):
        download(offer("/a.csv", "csv"), tmp_path)
    server.serve("/a.csv", CSV, headers={name: value})
    assert download(offer("/a.csv", "csv"), tmp_path).sha256 == (HEX["sha256"],)


def test_the_digest_of_the_first_answer_counts_for_what_came_later(server, offer, tmp_path):
    digest = {"Repr-Digest": f"sha-256=:{BASE64['sha256']}:"}
    first = Behaviour(CSV, fault=Fault.HALF, headers=digest)
    rest_is_bad = Behaviour(CSV[:-4] + b"999\n")
    server.serve_in_turn("/a.csv", first, rest_is_bad, rest_is_bad)
    # Together they do not have the digest; all of it is fetched anew, and then no digest is given.
    result = download(offer("/a.csv", "csv"), tmp_path)
    assert [("range" in request.headers) for request in server.seen("/a.csv")] == [False, True, False]
    assert result.files[0].read_bytes() == rest_is_bad.body


def test_a_digest_of_the_compressed_answer_is_not_that_of_the_file(server, offer, tmp_path):
    server.serve("/a.csv", CSV, fault=Fault.GZIP, headers={"Digest": f"sha-256={BASE64['md5']}"})
    assert download(offer("/a.csv", "csv"), tmp_path).sha256 == (HEX["sha256"],)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv.sha256", f"{HEX['sha256']}  a.csv\n"),
        ("a.csv.sha256", HEX["sha256"].upper()),
        ("a.csv.sha256", f"\ufeff{'0' * 64}  b.csv\r\n{HEX['sha256']} *./out/a.csv\r\n"),
        ("a.csv.sha256", f"SHA256 (a.csv) = {HEX['sha256']}\n"),
        ("a.csv.md5", f"{HEX['md5']}  a.csv\n"),
    ],
)
def test_the_checksum_in_a_file_beside(server, offer, tmp_path, name, text):
    server.serve(f"/{name}", text, content_type="text/plain")
    server.serve("/a.csv", BAD)
    with pytest.raises(DamagedFileError, match=f"checksum that {name} gives"):
        download(offer("/a.csv", "csv"), tmp_path)
    assert names_in(tmp_path) == []
    server.serve("/a.csv", CSV)
    assert download(offer("/a.csv", "csv"), tmp_path).sha256 == (HEX["sha256"],)


@pytest.mark.parametrize(
    "how",
    [
        {"body": "<!DOCTYPE html><html>Not found</html>", "content_type": "text/html"},
        {"body": f"{'0' * 64}  other.csv\n{'1' * 64}  third.csv\n"},
        {"status": 500},
        {"body": b"\xff\xfe" * 60_000},
        {"fault": Fault.NO_CONNECTION},
    ],
)
def test_what_lies_beside_and_is_no_checksum_does_not_count(server, offer, tmp_path, how):
    server.serve("/a.csv.sha256", **how)
    server.serve("/a.csv", CSV)
    assert download(offer("/a.csv", "csv"), tmp_path).bytes == len(CSV)


def test_nothing_is_asked_for_beside_a_program_or_where_a_checksum_is_known(server, offer, tmp_path):
    server.serve("/get", CSV)
    download(offer("/get?file=a.csv", "csv"), tmp_path)
    server.serve("/a.csv", CSV, headers={"Digest": f"sha-256={BASE64['sha256']}"})
    download(offer("/a.csv", "csv"), tmp_path)
    assert len(server.requests) == 2


def test_a_checksum_saves_a_table_whose_size_in_the_record_is_wrong(server, offer, tmp_path):
    server.serve("/a.csv", CSV, fault=Fault.NO_LENGTH)
    wanted = offer("/a.csv", "csv", size_bytes=10 * len(CSV), checksum=HEX["sha256"])
    assert download(wanted, tmp_path).bytes == len(CSV)


@pytest.mark.parametrize(
    "properties",
    [
        {"checksum": f"sha256:{HEX['sha256']}"},
        {"file:checksum": f"1220{HEX['sha256']}"},
        {"sha256": HEX["sha256"]},
        {"checksum": {"algorithm": "SHA256", "value": HEX["sha256"]}},
        {"checksum": {"algorithm": "spdx:checksumAlgorithm_sha256", "checksumValue": HEX["sha256"]}},
    ],
)
def test_the_checksum_of_a_link_in_a_record(properties):
    link = {"href": "https://secims.example/a.gpkg", "type": "application/geopackage+sqlite3", **properties}
    found = read_checksum(classify(link, "https://secims.example/").checksum, "the record")
    assert (found.algorithm, found.digest) == ("sha256", HEX["sha256"])
