"""Every bad case that a download may meet, in one table: the file is right and whole, or there is none.

The table is printed at the end of the test run.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from pathlib import Path

import pytest

from secims_qgis.download import download
from secims_qgis.model import Distribution, DistributionKind, DownloadResult
from secims_qgis.network import open_session
from secims_qgis.network.errors import SecimsError
from tests.download.conftest import TABLE, names_in
from tests.fault_server import LOGIN_PAGE, Behaviour, Fault

CSV = b"name,lon,lat\n" + "Soufrière,-61.06,13.85\n".encode() * 20_000
NEW = CSV.replace(b"13.85", b"13.86")
IN_A_MOMENT = format_datetime(datetime.now(timezone.utc) + timedelta(seconds=1), usegmt=True)


@dataclass(frozen=True)
class Case:
    """What the server does in turn, and what is to come of it."""

    name: str
    turns: tuple[Behaviour, ...]
    comes: str = "whole"
    """``whole``, or a part of what is said about why there is no file."""
    keeps: bool = False
    body: bytes = CSV
    path: str = "/a.csv"
    format: str = "csv"
    prepare: Callable[[Path], None] = lambda _folder: None
    saved_as: str = "a.csv"
    more: dict[str, object] = field(default_factory=dict)


def _bad(fault: Fault, body: bytes = CSV, **how: object) -> Behaviour:
    return Behaviour(body, fault=fault, **how)


GOOD = Behaviour(CSV)
STATED = {"size_bytes": len(CSV)}
CASES = [
    Case("closes at half, once", (_bad(Fault.HALF), GOOD)),
    Case("closes every 100 kB", (_bad(Fault.SOME_BYTES, some_bytes=100_000),)),
    Case("closes at once, always", (_bad(Fault.SOME_BYTES),), "onnection"),
    Case("reset at half, once", (_bad(Fault.RESET_AT_HALF), GOOD)),
    Case("chunked, cut at half, once", (_bad(Fault.CHUNKED_HALF), GOOD)),
    Case(
        "no length, cut at half, size in the record",
        (_bad(Fault.NO_LENGTH_HALF),),
        "as the record",
        more=STATED,
    ),
    Case("no length, cut in a row", (_bad(Fault.NO_LENGTH_HALF),), "last row is cut"),
    Case("no length, whole", (_bad(Fault.NO_LENGTH),)),
    Case("Content-Length too small for a table", (_bad(Fault.SHORT_LENGTH),), "last row is cut", more=STATED),
    Case(
        "Content-Length too small",
        (_bad(Fault.SHORT_LENGTH),),
        "as the record",
        more=STATED,
        path="/a.bin",
        format="bin",
    ),
    Case("the record says more than there is", (GOOD,), more={"size_bytes": 2 * len(CSV)}),
    Case("Content-Length too large", (_bad(Fault.LONG_LENGTH),)),
    Case("stalls at half, once", (_bad(Fault.STALL), GOOD)),
    Case("never answers", (_bad(Fault.SILENT),), "no answer"),
    Case("closes without an answer, once", (_bad(Fault.NO_CONNECTION), GOOD)),
    Case("500 twice", (Behaviour(b"oops", 500), Behaviour(b"oops", 500), GOOD)),
    Case("500 always", (Behaviour(b"oops", 500),), "HTTP 500"),
    Case("429 with Retry-After in seconds", (Behaviour(b"", 429, headers={"Retry-After": "1"}), GOOD)),
    Case("503 with Retry-After as a date", (Behaviour(b"", 503, headers={"Retry-After": IN_A_MOMENT}), GOOD)),
    Case("503 for a day", (Behaviour(b"", 503, headers={"Retry-After": "86400"}),), "HTTP 503"),
    Case("503 in the middle", (_bad(Fault.HALF), Behaviour(b"", 503), GOOD)),
    Case("ETag changes in between", (_bad(Fault.HALF), Behaviour(NEW, etag='"v2"')), body=NEW),
    Case(
        "ETag changes, If-Range is ignored",
        (_bad(Fault.HALF), _bad(Fault.IGNORE_IF_RANGE, NEW, etag='"v2"')),
        body=NEW,
    ),
    Case("weak ETag only", (_bad(Fault.HALF, etag='W/"1"', last_modified=""), GOOD)),
    Case("200 to a Range request", (_bad(Fault.HALF), _bad(Fault.IGNORE_RANGE))),
    Case("206 from another place", (_bad(Fault.HALF), _bad(Fault.WRONG_RANGE))),
    Case("416 to every Range request", (_bad(Fault.HALF), _bad(Fault.RANGE_REFUSED))),
    Case("gzip although nobody asked for it", (_bad(Fault.GZIP),)),
    Case(
        "endless body",
        (_bad(Fault.ENDLESS, bytes(1_000_000)),),
        "the answer has no end",
        more={"size_bytes": 1000},
    ),
    Case("endless web page", (_bad(Fault.ENDLESS, LOGIN_PAGE),), "a web page"),
    Case("login page called .gpkg", (Behaviour(LOGIN_PAGE),), "a web page", path="/a.gpkg", format="gpkg"),
    Case("JSON error called .gpkg", (Behaviour(b'{"code": 7}'),), "sent JSON", path="/a.gpkg", format="gpkg"),
    Case("empty file", (Behaviour(b""),), "an empty file"),
    Case("redirect loop", (Behaviour(b"", 302, headers={"Location": "/a.csv"}),), "too many redirects"),
    Case(
        "redirect to a file of this computer",
        (Behaviour(b"", 302, headers={"Location": "file:///etc/passwd"}),),
        "",
    ),
    Case("redirect to nowhere", (Behaviour(b"", 302),), ""),
    Case("404", (Behaviour(b"", 404),), "HTTP 404"),
    Case("login wanted", (Behaviour(b"", 401),), "HTTP 401"),
    Case("name with ..", (GOOD,), path="/..%2F..%2Fa.csv"),
    Case("reserved name", (GOOD,), path="/CON.csv", saved_as="_CON.csv"),
    Case("name of 300 characters", (GOOD,), path=f"/{'a' * 300}.csv", saved_as="a" * 146 + ".csv"),
    Case("name that is not ASCII", (GOOD,), path="/Soufri%C3%A8re.csv", saved_as="Soufrière.csv"),
    Case(
        "another file of this name",
        (GOOD,),
        prepare=lambda folder: (folder / "a.csv").write_text("x"),
        saved_as="a_2.csv",
    ),
    Case("the same file is there", (GOOD,), prepare=lambda folder: (folder / "a.csv").write_bytes(CSV)),
    Case(
        "a browser's .part is there",
        (GOOD,),
        prepare=lambda folder: (folder / "a.csv.part").write_bytes(b"x"),
    ),
    Case(
        "wrong checksum in the header",
        (Behaviour(CSV, headers={"Digest": "md5=AAAAAAAAAAAAAAAAAAAAAA=="}),),
        "MD5 checksum",
    ),
    Case(
        "wrong checksum in the record", (GOOD,), "SHA-256 checksum", more={"checksum": "sha256:" + "0" * 64}
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_file_is_right_and_whole_or_there_is_none(server, tmp_path, monkeypatch, case):
    monkeypatch.setattr("secims_qgis.download.receive.ENDLESS_FROM_BYTES", 10_000_000)
    case.prepare(tmp_path)
    before = names_in(tmp_path)
    server.serve_in_turn(case.path, *case.turns)
    wanted = Distribution(DistributionKind.FILE, server.url(case.path), format=case.format, **case.more)
    result, error = _outcome(wanted, tmp_path)
    new = set(names_in(tmp_path)) - set(before)
    if case.comes == "whole":
        assert error is None
        assert result.files[0].read_bytes() == case.body
        assert result.sha256 == (hashlib.sha256(case.body).hexdigest(),)
        assert result.files[0].name == case.saved_as
        assert new <= {case.saved_as}
    else:
        assert case.comes in str(error)
        assert all(".part" in name for name in new)
    asked = [seen for seen in server.requests if not seen.path.endswith((".sha256", ".md5"))]
    kept = sum((tmp_path / name).stat().st_size for name in new if name.endswith(".part"))
    said = error.cause if error else f"saved as {case.saved_as[:20]}"
    TABLE.append((case.name, "no file" if error else "whole", str(len(asked)), str(kept), said[:60]))


def _outcome(wanted: Distribution, folder: Path) -> tuple[DownloadResult | None, SecimsError | None]:
    try:
        return download(wanted, folder, open_session(timeout_s=1)), None
    except SecimsError as error:
        return None, error
