"""A catalogue of 20,000 records: what a page costs beside the server's own time, freezes, and memory.

This plugin scrolls through 2,000 records as its dock does: ``SearchRunner`` in tasks, ``ResultsModel``
for the list. Before or after each page the very same request is sent plainly; the difference is ours.
Where the server's own times scatter by more than the limit, no difference can be told; the processor
time of this process, all its threads together without the heartbeat, is judged in any case.
MetaSearch is measured by its own search code on the same server, called on the GUI thread as its
dialog does. CSW has 20,000 records; pygeoapi's TinyDB reads its whole file for every page, half a
second with 2,000 records, so that it has no more.

Qt sends the body of a POST apart from its head. On loopback the kernel may hold the second back until the
first is acknowledged, some 40 ms, which a plain client that sends both at once does not see: CSW pays that,
Records is asked by GET.
"""

from __future__ import annotations

import gc
import http.client
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QEventLoop, QTimer

from benchmarks.heartbeat import Heartbeat
from benchmarks.report import markdown_table, save, verdict
from demo.launch import DemoUrls, running
from demo.qgis_app import headless_qgis
from secims_qgis.gui.results_model import ResultsModel
from secims_qgis.gui.search_runner import SearchRunner
from secims_qgis.gui.services import Services
from secims_qgis.gui.tasks import TaskKeeper
from secims_qgis.model import Connection, Flavour, SearchQuery

RECORDS = 20_000
PAGE = 20
PAGES = 100
WARM_UP_PAGES = 10
"""Read before memory is looked at: caches and modules fill up once."""
PEER_PAGES = 20
ADDED_LIMIT_S = 0.020
GAP_LIMIT_S = 0.050
GROWTH_LIMIT_KB = 5.0
TIMEOUT_S = 60
METASEARCH_FOLDER = "/usr/share/qgis/python/plugins"
_PAGE_COLUMNS = ("server_s", "ours_s", "added_s", "cpu_s", "metasearch_s")
_IDLE_MS = 1_000
_AFTER_MS = 40
"""The heartbeat goes on for a moment: showing the answer is part of the page."""
_CSW_PAGE = """<csw:GetRecords xmlns:csw="http://www.opengis.net/cat/csw/2.0.2" service="CSW" version="2.0.2"
 outputSchema="http://www.isotc211.org/2005/gmd" outputFormat="application/xml" resultType="results"
 startPosition="{start}" maxRecords="{size}"><csw:Query typeNames="csw:Record">
<csw:ElementSetName>full</csw:ElementSetName></csw:Query></csw:GetRecords>"""


@dataclass(frozen=True)
class Case:
    """A catalogue, as both are told about it, and how a page is asked for plainly."""

    name: str
    connection: Connection
    metasearch_type: str
    plain: Callable[[int], tuple[str, str, str]]
    """Offset to method, address and body."""


@dataclass
class Scrolled:
    """Seconds a page, ours and plain by turns, processor time and longest gap; kilobytes a record."""

    ours_s: list[float] = field(default_factory=list)
    cpu_s: list[float] = field(default_factory=list)
    plain_s: list[float] = field(default_factory=list)
    gaps_s: list[float] = field(default_factory=list)
    records: int = 0
    growth_kb: float = 0.0


def cases(demo: DemoUrls) -> list[Case]:
    """Return both catalogues of the demo."""
    return [
        Case(
            "CSW",
            Connection("Demo", demo.csw, flavour=Flavour.CSW),
            "OGC CSW 2.0.2",
            lambda offset: ("POST", demo.csw, _CSW_PAGE.format(start=offset + 1, size=PAGE)),
        ),
        Case(
            "OGC API Records",
            Connection("Demo", demo.records, flavour=Flavour.OGC_API_RECORDS),
            "OGC API - Records",
            lambda offset: ("GET", f"{demo.records}/items?f=json&offset={offset}&limit={PAGE}", ""),
        ),
    ]


def plain_seconds(case: Case, offset: int) -> float:
    """Return what the server itself takes for a page: to the last byte, nothing parsed."""
    method, address, body = case.plain(offset)
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=TIMEOUT_S)
    headers = {"Content-Type": "application/xml"} if body else {}
    started = time.perf_counter()
    connection.request(method, parts._replace(scheme="", netloc="").geturl(), body or None, headers)
    answer = connection.getresponse()
    content = answer.read()
    seconds = time.perf_counter() - started
    connection.close()
    if answer.status != http.HTTPStatus.OK or b"ExceptionReport" in content:
        raise RuntimeError(f"a plain request failed: {content[:300]!r}")
    return seconds


class Scroller:
    """The search and the list of the dock, without the dock."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._tasks = TaskKeeper(QgsApplication.taskManager())
        self._runner = SearchRunner(Services(self._tasks), self._tasks)
        self._runner.answer_arrived.connect(self._arrived)
        self._runner.search_failed.connect(self._failed)
        self.model = ResultsModel()
        self.following: SearchQuery | None = SearchQuery(limit=PAGE)
        self._loop = QEventLoop()
        self._arrived_at = 0.0
        self._error = ""

    def page(self) -> tuple[float, float]:
        """Fetch and show the next page; return seconds until it was shown, and the longest gap."""
        heart = Heartbeat()
        started = 0.0

        def begin() -> None:
            nonlocal started
            heart.start()
            started = time.perf_counter()
            self._runner.search(self._case.connection, self.following)

        QTimer.singleShot(20, begin)
        self._loop.exec()
        gap = heart.stop()
        if self._error:
            raise RuntimeError(self._error)
        return self._arrived_at - started, gap

    def _arrived(self, answer: Any) -> None:
        self.model.append_page(answer.page)
        self.following = answer.page.next
        self._arrived_at = time.perf_counter()
        QTimer.singleShot(_AFTER_MS, self._loop.quit)

    def _failed(self, failure: Any) -> None:
        self._error = str(failure.error)
        self._loop.quit()


def scroll(case: Case) -> Scrolled:
    """Scroll through the pages; each is also asked for plainly, before and after by turns."""
    scroller, measured, idle_share = Scroller(case), Scrolled(), heartbeat_share()
    base_kb = base_records = 0
    for number in range(PAGES):
        if number == WARM_UP_PAGES:
            base_kb, base_records = resident_kb(), len(scroller.model.records)
        offset = scroller.following.offset
        if number % 2:
            measured.plain_s.append(plain_seconds(case, offset))
        cpu_before, began = time.process_time(), time.perf_counter()
        seconds, gap = scroller.page()
        idle = idle_share * (time.perf_counter() - began)
        measured.cpu_s.append(time.process_time() - cpu_before - idle)
        measured.ours_s.append(seconds)
        measured.gaps_s.append(gap)
        if not number % 2:
            measured.plain_s.append(plain_seconds(case, offset))
    measured.records = len(scroller.model.records)
    measured.growth_kb = (resident_kb() - base_kb) / (measured.records - base_records)
    return measured


def heartbeat_share() -> float:
    """Return the share of a processor that the heartbeat itself takes."""
    heart, loop = Heartbeat(), QEventLoop()
    QTimer.singleShot(_IDLE_MS, loop.quit)
    before, began = time.process_time(), time.perf_counter()
    heart.start()
    loop.exec()
    heart.stop()
    return (time.process_time() - before) / (time.perf_counter() - began)


def resident_kb() -> int:
    """Return the memory that the process has, in kilobytes, after what is unused was let go."""
    gc.collect()
    text = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in text.splitlines() if line.startswith("VmRSS")))


def metasearch(case: Case) -> Scrolled:
    """Scroll with MetaSearch: a service object once, then pages, as its dialog does."""
    if METASEARCH_FOLDER not in sys.path:
        sys.path.append(METASEARCH_FOLDER)
    from MetaSearch.search_backend import get_catalog_service

    service = get_catalog_service(case.connection.url, case.metasearch_type, TIMEOUT_S, None, None, None)
    measured = Scrolled()
    for number in range(PEER_PAGES):
        started = time.perf_counter()
        service.query_records(["-180", "-90", "180", "90"], None, PAGE, number * PAGE + 1)
        measured.records += len(service.records())
        measured.ours_s.append(time.perf_counter() - started)
    measured.gaps_s = measured.ours_s  # nothing else runs meanwhile
    return measured


def compare(demo: DemoUrls) -> list[dict[str, Any]]:
    """Return all measurements."""
    rows = []
    for case in cases(demo):
        Scroller(case).page()  # OWSLib is loaded with the first search of a session
        ours, peer = scroll(case), metasearch(case)
        added = [mine - plain for mine, plain in zip(ours.ours_s, ours.plain_s)]
        rows.append(
            {
                "catalogue": case.name,
                "records": ours.records,
                "server_s": statistics.median(ours.plain_s),
                "ours_s": statistics.median(ours.ours_s),
                "added_s": statistics.median(added),
                "cpu_s": statistics.median(ours.cpu_s),
                "server_scatter_s": _scatter(ours.plain_s),
                "longest_gap_s": max(ours.gaps_s),
                "growth_kb": ours.growth_kb,
                "metasearch_s": statistics.median(peer.ours_s),
                "metasearch_gap_s": max(peer.gaps_s),
                "runs": {"ours_s": ours.ours_s, "plain_s": ours.plain_s, "gaps_s": ours.gaps_s},
            }
        )
    return rows


def _scatter(seconds: list[float]) -> float:
    """Return the distance between the quartiles."""
    first, _median, third = statistics.quantiles(seconds, n=4)
    return third - first


def table(rows: list[dict[str, Any]]) -> str:
    """Return the measurements as a table."""
    heads = (
        "Catalogue", "Records read", "Server, a page", "Ours", "Ours adds", "our CPU", "MetaSearch",
        "Longest freeze: ours", "MetaSearch", "Memory a record",
    )  # fmt: skip
    lines = [
        (
            row["catalogue"],
            f"{row['records']:,}",
            *(f"{row[name] * 1000:.0f} ms" for name in _PAGE_COLUMNS),
            *(f"{row[name] * 1000:.0f} ms" for name in ("longest_gap_s", "metasearch_gap_s")),
            f"{row['growth_kb']:.1f} KB",
        )
        for row in rows
    ]
    return markdown_table(heads, lines)


def failures(rows: list[dict[str, Any]]) -> list[str]:
    """Return which limits were broken."""
    found = []
    for row in rows:
        if row["records"] < PAGE * PAGES:
            found.append(f"{row['catalogue']}: only {row['records']} records")
        if row["cpu_s"] > ADDED_LIMIT_S:
            found.append(f"{row['catalogue']}: {row['cpu_s'] * 1000:.0f} ms of work for a page")
        if row["added_s"] > ADDED_LIMIT_S > row["server_scatter_s"]:
            found.append(f"{row['catalogue']}: {row['added_s'] * 1000:.0f} ms added to a page")
        if row["longest_gap_s"] > GAP_LIMIT_S:
            found.append(f"{row['catalogue']}: {row['longest_gap_s'] * 1000:.0f} ms freeze")
        if row["growth_kb"] > GROWTH_LIMIT_KB:
            found.append(f"{row['catalogue']}: {row['growth_kb']:.1f} KB a record")
    return found


def main() -> int:
    """Measure, print, save; the exit status says whether the limits are kept."""
    with running(records=RECORDS) as demo, headless_qgis():
        rows = compare(demo)
    print(table(rows))
    print(
        f"Medians over {PAGES} pages of {PAGE} (MetaSearch: {PEER_PAGES}), freezes the longest of all. "
        f"CSW holds {RECORDS:,} records, pygeoapi's TinyDB 2,000. "
        f"Saved in {save('catalogue', {'rows': rows})}"
    )
    return verdict(failures(rows))


if __name__ == "__main__":
    sys.exit(main())
