"""Time to the first record, and how long QGIS stands still meanwhile: MetaSearch and this plugin.

MetaSearch is measured by its own search code, called on the GUI thread as its dialog does; this plugin
by the ``SearchRunner`` of its dock. Both search the demo, through the same slow proxy, by turns.
"""

from __future__ import annotations

import http.client
import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from qgis.core import QgsApplication, QgsNetworkAccessManager
from qgis.PyQt.QtCore import QEventLoop, QTimer
from qgis.PyQt.QtNetwork import QNetworkProxy

from benchmarks.heartbeat import Heartbeat
from benchmarks.latency import LatencyProxy, latency_proxy
from benchmarks.report import markdown_table, save, verdict
from demo.launch import DemoUrls, running
from demo.qgis_app import headless_qgis
from secims_qgis.gui.search_runner import SearchRunner
from secims_qgis.gui.services import Services
from secims_qgis.gui.tasks import TaskKeeper
from secims_qgis.model import Connection, Flavour, SearchQuery

LATENCIES_S = (0.0, 0.2, 1.0)
TEXTS = ("reef", "road", "forest", "coast", "census")
"""One for each repetition, so that nobody answers from a cache."""
LIMIT = 10
GAP_LIMIT_S = 0.050
ROUND_TRIPS_LIMIT = 1.3
LATENCY_OF_LIMIT_S = 1.0
TIMEOUT_S = 30
METASEARCH_FOLDER = "/usr/share/qgis/python/plugins"
WARM_UP = "district"
_AFTER_MS = 60
"""The heartbeat goes on for a moment: handing over the answer is part of the search."""


@dataclass(frozen=True)
class Run:
    """One search: seconds to the first record, the longest gap, and the requests it took."""

    first_record_s: float
    longest_gap_s: float
    requests: int
    records: int


@dataclass(frozen=True)
class Case:
    """A catalogue, as both are told about it."""

    name: str
    connection: Connection
    metasearch_type: str
    plain_url: Callable[[str], str]


def cases(demo: DemoUrls) -> list[Case]:
    """Return both catalogues of the demo."""
    return [
        Case(
            "OGC API Records",
            Connection("Demo", demo.records, flavour=Flavour.OGC_API_RECORDS),
            "OGC API - Records",
            lambda text: f"{demo.records}/items?{urlencode({'f': 'json', 'q': text, 'limit': LIMIT})}",
        ),
        Case(
            "CSW",
            Connection("Demo", demo.csw, flavour=Flavour.CSW),
            "OGC CSW 2.0.2",
            lambda text: f"{demo.csw}?{_get_records(text)}",
        ),
    ]


def _get_records(text: str) -> str:
    return urlencode(
        {
            "service": "CSW",
            "version": "2.0.2",
            "request": "GetRecords",
            "typenames": "csw:Record",
            "elementsetname": "full",
            "outputschema": "http://www.isotc211.org/2005/gmd",
            "resulttype": "results",
            "maxrecords": LIMIT,
            "constraintlanguage": "CQL_TEXT",
            "constraint": f"csw:AnyText like '%{text}%'",
        },
        quote_via=quote,
    )


def _nothing() -> None:
    """Stand in until a search was started."""


class OurSearch:
    """The search of the dock, without the dock."""

    def __init__(self) -> None:
        self._tasks = TaskKeeper(QgsApplication.taskManager())
        self._runner = SearchRunner(Services(self._tasks), self._tasks)
        self._runner.answer_arrived.connect(self._arrived)
        self._runner.search_failed.connect(self._failed)
        self._arrived_at = 0.0
        self._records = 0
        self._error = ""
        self._done: Callable[[], None] = _nothing

    def start(self, case: Case, text: str, done: Callable[[], None]) -> None:
        self._done = done
        self._runner.search(case.connection, SearchQuery(text=text, limit=LIMIT))

    def outcome(self) -> tuple[float, int]:
        """Return when the first record was there, and how many came."""
        if self._error:
            raise RuntimeError(self._error)
        return self._arrived_at, self._records

    def _arrived(self, answer: Any) -> None:
        self._records = len(answer.page.records)
        self._arrived_at = time.perf_counter()
        self._done()

    def _failed(self, failure: Any) -> None:
        self._error = str(failure.error)
        self._done()


class MetaSearch:
    """MetaSearch's search_backend, called as maindialog.search() and display_results() do."""

    def __init__(self) -> None:
        if METASEARCH_FOLDER not in sys.path:
            sys.path.append(METASEARCH_FOLDER)
        from MetaSearch.search_backend import get_catalog_service

        self._get_catalog_service = get_catalog_service
        self._arrived_at = 0.0
        self._records = 0

    def start(self, case: Case, text: str, done: Callable[[], None]) -> None:
        catalogue = self._get_catalog_service(
            case.connection.url, case.metasearch_type, TIMEOUT_S, None, None, None
        )
        catalogue.query_records(["-180", "-90", "180", "90"], text, LIMIT, 1)
        self._records = len(catalogue.records())
        self._arrived_at = time.perf_counter()
        done()

    def outcome(self) -> tuple[float, int]:
        """Return when the first record was there, and how many came."""
        return self._arrived_at, self._records


def measure(search: OurSearch | MetaSearch, case: Case, text: str, proxy: LatencyProxy) -> Run:
    """Run one search in an event loop, with a heartbeat beside it."""
    loop, heart = QEventLoop(), Heartbeat()
    started = 0.0

    def begin() -> None:
        nonlocal started
        heart.start()
        started = time.perf_counter()
        search.start(case, text, lambda: QTimer.singleShot(_AFTER_MS, loop.quit))

    proxy.requests.clear()
    QTimer.singleShot(20, begin)
    loop.exec()
    gap = heart.stop()
    arrived, records = search.outcome()
    if records == 0:
        raise RuntimeError(f"{type(search).__name__} found nothing for {text!r} in {case.name}")
    return Run(arrived - started, gap, len(proxy.requests), records)


def server_seconds(case: Case) -> float:
    """Return what the server itself takes for a page, in seconds: the median of plain requests."""
    times = []
    for text in TEXTS:
        parts = urlsplit(case.plain_url(text))
        connection = http.client.HTTPConnection(parts.netloc, timeout=TIMEOUT_S)
        started = time.perf_counter()
        connection.request("GET", f"{parts.path}?{parts.query}")
        answer = connection.getresponse()
        body = answer.read()
        times.append(time.perf_counter() - started)
        connection.close()
        if answer.status != http.HTTPStatus.OK or b"ExceptionReport" in body:
            raise RuntimeError(f"a plain request failed: {body[:300]!r}")
    return statistics.median(times)


def use_proxy(proxy: LatencyProxy) -> None:
    """Send both through the proxy: QGIS by its settings, MetaSearch's requests by the environment."""
    for name in ("no_proxy", "NO_PROXY", "HTTP_PROXY"):
        os.environ.pop(name, None)
    os.environ["http_proxy"] = proxy.url
    qgis_proxy = QNetworkProxy(QNetworkProxy.ProxyType.HttpProxy, "127.0.0.1", proxy.port)
    QgsNetworkAccessManager.instance().setFallbackProxyAndExcludes(qgis_proxy, [], [])


def compare(demo: DemoUrls, proxy: LatencyProxy) -> dict[str, Any]:
    """Return all measurements."""
    our = OurSearch()
    proxy.latency_s = 0.0
    records, _csw = cases(demo)
    # The first search of a QGIS session loads OWSLib; MetaSearch did that while QGIS started.
    first = measure(our, records, WARM_UP, proxy)
    peer = MetaSearch()
    rows = []
    for case in cases(demo):
        for search in (our, peer):
            measure(search, case, WARM_UP, proxy)
        server_s = server_seconds(case)
        for latency_s in LATENCIES_S:
            proxy.latency_s = latency_s
            runs: dict[str, list[Run]] = {"ours": [], "metasearch": []}
            for text in TEXTS:
                runs["metasearch"].append(measure(peer, case, text, proxy))
                runs["ours"].append(measure(our, case, text, proxy))
            rows.append(_row(case, latency_s, server_s, runs))
        proxy.latency_s = 0.0
    return {"first_search_of_session": asdict(first), "rows": rows}


def _row(case: Case, latency_s: float, server_s: float, runs: dict[str, list[Run]]) -> dict[str, Any]:
    row: dict[str, Any] = {
        "catalogue": case.name,
        "latency_s": latency_s,
        "server_s": server_s,
        "round_trip_s": latency_s + server_s,
    }
    for name, measured in runs.items():
        row[name] = {
            "first_record_s": statistics.median(run.first_record_s for run in measured),
            "longest_gap_s": max(run.longest_gap_s for run in measured),
            "requests": max(run.requests for run in measured),
            "runs": [asdict(run) for run in measured],
        }
    return row


def table(measured: dict[str, Any]) -> str:
    """Return the comparison as a table."""
    heads = (
        "Catalogue", "Latency", "First record: MetaSearch", "ours", "ratio", "round trips",
        "Longest freeze: MetaSearch", "ours", "ratio", "Requests",
    )  # fmt: skip
    lines = []
    for row in measured["rows"]:
        ours, peer = row["ours"], row["metasearch"]
        lines.append(
            (
                row["catalogue"],
                f"{row['latency_s']:g} s",
                f"{peer['first_record_s']:.3f} s",
                f"{ours['first_record_s']:.3f} s",
                f"{ours['first_record_s'] / peer['first_record_s']:.2f}",
                f"{ours['first_record_s'] / row['round_trip_s']:.2f}",
                f"{peer['longest_gap_s'] * 1000:.0f} ms",
                f"{ours['longest_gap_s'] * 1000:.0f} ms",
                f"{ours['longest_gap_s'] / peer['longest_gap_s']:.3f}",
                f"{peer['requests']} : {ours['requests']}",
            )
        )
    return markdown_table(heads, lines)


def failures(measured: dict[str, Any]) -> list[str]:
    """Return which limits were broken."""
    found = []
    first = measured["first_search_of_session"]
    if first["longest_gap_s"] > GAP_LIMIT_S:
        found.append(f"first search of a session: {first['longest_gap_s'] * 1000:.0f} ms freeze")
    for row in measured["rows"]:
        where = f"{row['catalogue']} at {row['latency_s']:g} s"
        if row["ours"]["longest_gap_s"] > GAP_LIMIT_S:
            found.append(f"{where}: {row['ours']['longest_gap_s'] * 1000:.0f} ms freeze")
        trips = row["ours"]["first_record_s"] / row["round_trip_s"]
        if row["latency_s"] == LATENCY_OF_LIMIT_S and trips > ROUND_TRIPS_LIMIT:
            found.append(f"{where}: first record after {trips:.2f} round trips")
    return found


def main() -> int:
    """Measure, print, save; the exit status says whether the limits are kept."""
    with running() as demo, headless_qgis(), latency_proxy() as proxy:
        use_proxy(proxy)
        measured = compare(demo, proxy)
    print(table(measured))
    first = measured["first_search_of_session"]
    print(
        f"\nOur first search of a session, OWSLib being loaded meanwhile, at 0 s: first record after "
        f"{first['first_record_s']:.3f} s, longest freeze {first['longest_gap_s'] * 1000:.0f} ms."
    )
    print(
        f"Medians of {len(TEXTS)} searches, freezes the longest of all. Saved in {save('search', measured)}"
    )
    return verdict(failures(measured))


if __name__ == "__main__":
    sys.exit(main())
