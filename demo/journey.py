"""The journey of an analyst without windows: search, record, live layers, downloads, CRS check.

Runs the plugin's own code against the demo, as its dock and algorithms do. Leaves
``build/demo/report.json`` (an entry a step), ``project.qgz`` and ``map.png``, and ends with an error
if any step failed::

    build/venv-qgis/bin/python -m demo.journey
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from contextlib import AbstractContextManager, nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsProject,
    QgsRectangle,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor

from demo.extract_steps import go_offline_and_back, take_extracts
from demo.launch import PROJECT_FOLDER, running, served_at
from demo.live_steps import add_every_kind
from demo.qgis_app import headless_qgis
from demo.report import Report, expect
from demo.value_steps import compare_values
from secims_qgis.catalogue import open_catalogue
from secims_qgis.crs import apply_remedy, check_crs, declared_crs
from secims_qgis.distributions import parts_of, recommend
from secims_qgis.download import download
from secims_qgis.download.loadable import open_file_layers
from secims_qgis.live import SUPPORTED_KINDS, open_layer
from secims_qgis.model import BBox, DistributionKind, SearchQuery
from secims_qgis.network import CancelledError, open_session
from secims_qgis.project import add_layers, files_folder, read_provenance

if TYPE_CHECKING:
    from qgis.core import QgsMapLayer

    from demo.launch import DemoUrls
    from secims_qgis.catalogue import Catalogue
    from secims_qgis.model import CrsReport, Distribution, DownloadResult, Record

OUTPUT = PROJECT_FOLDER / "build" / "demo"
PORT = 8790
"""That of ``make serve``, so that the saved project works again with it; another one if it is taken."""
SAINT_LUCIA = BBox(-61.10, 13.69, -60.85, 14.13)
DISTRICTS, HABITATS, PARCELS = "lca-districts", "lca-coastal-habitats", "lca-parcels"
REEFS_BWI, SPLIT, MISLABELLED = "lca-reefs-bwi", "lca-buildings-parts", "lca-roads-utm"
SEA = QColor("#dcebf5")


class Journey:
    """The steps, and what they hand on to each other."""

    def __init__(self, demo: DemoUrls, folder: Path) -> None:
        self.demo, self.folder = demo, folder
        self.report = Report()
        self.project = QgsProject.instance()
        self.records: dict[str, Record] = {}

    def run(self) -> None:
        """Make every step; a failed one does not keep the others from running."""
        self._start_project()
        self._search()
        self._read_records()
        self._add_live()
        add_every_kind(self.report, self.project, self._catalogue())
        compare_values(self.report, self.project)
        self._download_recommended()
        self._download_split()
        extracts = self.folder / "secims" / "extracts"
        take_extracts(self.report, self.project, self._catalogue(), extracts)
        go_offline_and_back(self.report, self.project, extracts)
        self._mend_the_mislabelled()
        self._cancel()
        self._save()
        self._reopen()
        self._draw()

    def _start_project(self) -> None:
        with self.report.step("new project") as facts:
            self.project.setCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
            self.project.setTitle("SEC-IMS demo")
            expect(self.project.write(str(self.folder / "project.qgz")), "the project cannot be saved")
            facts["crs"] = self.project.crs().authid()

    def _search(self) -> None:
        for name, url in (("OGC API Records", self.demo.records), ("CSW", self.demo.csw)):
            with self.report.step(f"search “reef” by {name}") as facts:
                catalogue = open_catalogue(url)
                page = catalogue.search(SearchQuery(text="reef", limit=50))
                facts.update(
                    flavour=str(catalogue.flavour),
                    matched=page.matched,
                    titles=[record.title for record in page.records],
                )
                expect(len(page.records) >= 4, "fewer than four records about reefs")
                within = catalogue.search(SearchQuery(bbox=SAINT_LUCIA, limit=100))
                facts["within the extent of Saint Lucia"] = len(within.records)
                expect(len(within.records) >= 40, "fewer than forty records on the island")

    def _read_records(self) -> None:
        catalogue = self._catalogue()
        for record_id in (DISTRICTS, HABITATS, PARCELS, REEFS_BWI, SPLIT, MISLABELLED):
            with self.report.step(f"record {record_id}") as facts:
                record = catalogue.record(record_id)
                self.records[record_id] = record
                facts.update(title=record.title, distributions=[_line(item) for item in record.distributions])
                choice = recommend(record, "analysis")
                expect(choice is not None, "nothing is recommended")
                facts.update(recommended=_line(choice.distribution), why=choice.why)
                expect(record.detailed, "the ISO document was not read")

    def _add_live(self) -> None:
        for record_id, crs in ((DISTRICTS, None), (HABITATS, None), (PARCELS, "EPSG:2006")):
            with self.report.step(f"live features of {record_id}") as facts:
                record = self.records[record_id]
                item = _first(record, DistributionKind.FEATURES)
                layer = open_layer(item, open_session(), crs)
                report = self._check(layer, record, item)
                add_layers(
                    self.project, [layer], record, item, report=report, catalogue_url=self.demo.records
                )
                facts.update(
                    provider=layer.providerType(),
                    crs=layer.crs().authid(),
                    verdict=str(report.verdict),
                    explanation=report.explanation,
                    features_seen=sum(1 for _ in layer.getFeatures()),
                )
                expect(facts["features_seen"] > 9, "hardly any features arrive")
                expect(str(report.verdict) in {"ok", "differs"}, f"CRS verdict {report.verdict}")

    def _download_recommended(self) -> None:
        for record_id in (HABITATS, REEFS_BWI):
            with self.report.step(f"download what is recommended of {record_id}") as facts:
                record = self.records[record_id]
                item = recommend(record, "analysis").distribution
                result = self._download(record, (item,))
                facts.update(_of_result(result), format=item.format)
                report = self._add_files(record, item, result, facts)
                expect(str(report.verdict) == "ok", f"CRS verdict {report.verdict}: {report.explanation}")

    def _download_split(self) -> None:
        with self.report.step(f"download all parts of {SPLIT}") as facts:
            record = self.records[SPLIT]
            first = next(item for item in record.distributions if item.part is not None)
            parts = parts_of(first, record.distributions)
            expect(len(parts) == 3, "not three parts")
            facts["features_of_parts"] = [self._count_alone(part) for part in parts]
            result = self._download(record, parts)
            facts.update(_of_result(result), parts=len(parts), notes=list(result.notes))
            layers = [layer for file in result.files for layer in open_file_layers(file)]
            expect(len(layers) == 1, f"{len(layers)} layers instead of one")
            facts["features"] = layers[0].featureCount()
            add_layers(
                self.project, layers, record, first, sha256=result.sha256, catalogue_url=self.demo.records
            )
            expect(facts["features"] == sum(facts["features_of_parts"]), "not the sum of the parts")
            expect(facts["features"] > 10_000, "the parts hold too few features")

    def _count_alone(self, part: Distribution) -> int:
        """Return how many features a part has by itself."""
        with tempfile.TemporaryDirectory() as folder:
            (file,) = download((part,), Path(folder), open_session()).files
            return int(sum(layer.featureCount() for layer in open_file_layers(file)))

    def _mend_the_mislabelled(self) -> None:
        with self.report.step(f"CRS check of {MISLABELLED}, and its remedy") as facts:
            record = self.records[MISLABELLED]
            item = recommend(record, "analysis").distribution
            result = self._download(record, (item,))
            before = self._add_files(record, item, result, facts)
            expect(str(before.verdict) == "wrong_but_known", f"CRS verdict {before.verdict}")
            expect(before.remedies[0].authid == "EPSG:2006", "the first remedy is not EPSG:2006")
            layer = _layers_of(self.project, record)[0]
            apply_remedy(layer, before.remedies[0], self.project)
            after = self._check(layer, record, item)
            facts.update(after_the_remedy=str(after.verdict), crs_now=layer.crs().authid())
            expect(str(after.verdict) == "ok", f"after the remedy: {after.verdict}")

    def _cancel(self) -> None:
        with self.report.step("a cancelled download leaves nothing behind"):
            record, session = self.records[SPLIT], open_session()
            folder = self.folder / "cancelled"
            session.cancel()
            with suppress(CancelledError):
                download(_first(record, DistributionKind.FILE), folder, session)
            left = list(folder.rglob("*")) if folder.exists() else []
            expect(not left, f"left behind: {left}")

    def _save(self) -> None:
        with self.report.step("save the project") as facts:
            expect(self.project.write(str(self.folder / "project.qgz")), "the project cannot be saved")
            facts["layers"] = len(self.project.mapLayers())

    def _reopen(self) -> None:
        with self.report.step("open the project in a new process") as facts:
            command = [sys.executable, "-m", "demo.reopen", str(self.folder / "project.qgz")]
            done = subprocess.run(
                command, capture_output=True, text=True, timeout=120, check=False, cwd=PROJECT_FOLDER
            )
            expect(done.returncode == 0, f"it ended with {done.returncode}: {done.stderr[-500:]}")
            layers = json.loads(done.stdout.splitlines()[-1])
            facts["layers"] = layers
            expect(len(layers) == len(self.project.mapLayers()), "not all layers came back")
            expect(all(layer["valid"] and layer["record"] for layer in layers), "a layer is not valid")
            views = {layer["view"] for layer in layers if layer["provider"].startswith("secims_")}
            expect(views <= {"full"}, f"live layers drawn as {views}")

    def _draw(self) -> None:
        with self.report.step("draw the map") as facts:
            picture = draw_map(self.project, self.folder / "map.png")
            facts.update(picture)
            expect(picture["colours"] > 20, "the map is nearly empty")

    def _catalogue(self) -> Catalogue:
        return open_catalogue(self.demo.records)

    def _download(self, record: Record, items: tuple[Distribution, ...]) -> DownloadResult:
        return download(items, files_folder(self.project, record), open_session())

    def _add_files(
        self, record: Record, item: Distribution, result: DownloadResult, facts: dict[str, Any]
    ) -> CrsReport:
        layers = [layer for file in result.files for layer in open_file_layers(file)]
        expect(layers, "the file has no layers")
        report = self._check(layers[0], record, item)
        add_layers(
            self.project,
            layers,
            record,
            item,
            report=report,
            sha256=result.sha256,
            catalogue_url=self.demo.records,
        )
        facts.update(
            crs=layers[0].crs().authid(), verdict=str(report.verdict), explanation=report.explanation
        )
        return report

    def _check(self, layer: QgsMapLayer, record: Record, item: Distribution) -> CrsReport:
        return check_crs(layer, declared_crs(record, item, layer), record.bbox, self.project.crs())


def draw_map(project: QgsProject, path: Path) -> dict[str, Any]:
    """Draw the layers that are shown, as the layer tree has them; returns what can be said of the picture."""
    settings = QgsMapSettings()
    tree = project.layerTreeRoot()
    settings.setLayers([layer for layer in tree.layerOrder() if tree.findLayer(layer.id()).isVisible()])
    settings.setDestinationCrs(project.crs())
    settings.setTransformContext(project.transformContext())
    settings.setExtent(QgsRectangle(*SAINT_LUCIA.as_tuple()))
    settings.setOutputSize(QSize(800, 1300))
    settings.setBackgroundColor(SEA)
    settings.setFlag(Qgis.MapSettingsFlag.Antialiasing, True)
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    expect(image.save(str(path)), "the picture cannot be written")
    spots = {image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}
    return {"file": path.name, "colours": len(spots), "errors": [error.message for error in job.errors()]}


def _first(record: Record, kind: DistributionKind) -> Distribution:
    return next(item for item in record.distributions if item.kind is kind)


def _layers_of(project: QgsProject, record: Record) -> list[QgsMapLayer]:
    found = []
    for layer in project.mapLayers().values():
        provenance = read_provenance(layer)
        if provenance is not None and provenance.record_id == record.id:
            found.append(layer)
    return found


def _line(item: Distribution) -> str:
    size = f", {item.size_bytes / 1e6:.1f} MB" if item.size_bytes else ""
    crs = f", {item.crs.label}" if item.crs else ""
    part = f", part {item.part.number} of {item.part.of}" if item.part else ""
    live = ", live" if item.kind in SUPPORTED_KINDS else ""
    return f"{item.kind} {item.format or ''}{size}{crs}{part}{live}: {item.title}"


def _of_result(result: DownloadResult) -> dict[str, Any]:
    names = [file.name for file in result.files]
    return {"files": names, "bytes": result.bytes, "sha256": list(result.sha256)}


def _clear(output: Path) -> None:
    """Remove what an earlier journey left, and nothing else."""
    output.mkdir(parents=True, exist_ok=True)
    for name in ("report.json", "map.png", "project.qgz"):
        (output / name).unlink(missing_ok=True)
    shutil.rmtree(output / "secims", ignore_errors=True)


def _demo(port: int) -> AbstractContextManager[DemoUrls]:
    """Use the demo of ``make serve`` where it runs, else one of our own on its port.

    The saved project then works again whenever ``make serve`` runs. With port 0, one of our own in any case.
    """
    served = served_at(f"http://127.0.0.1:{port}") if port else None
    return nullcontext(served) if served is not None else running(_free(port))


def _free(port: int) -> int:
    """Return the port, or 0 where somebody else has it."""
    with socket.socket() as probe:
        # A server that has just stopped leaves its port in TIME_WAIT, which is no hindrance.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return 0
    return port


def main() -> int:
    """Make the journey; the exit code tells whether all of it went well."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--output", type=Path, default=OUTPUT, help="folder for report, map and project")
    parser.add_argument("--port", type=int, default=PORT, help="of the demo; 0: its own, on a free port")
    chosen = parser.parse_args()
    output = chosen.output.resolve()
    _clear(output)
    with headless_qgis() as application, _demo(chosen.port) as demo:
        journey = Journey(demo, output)
        journey.run()
        journey.report.write(
            output / "report.json", base=demo.base, qgis=Qgis.version(), python=sys.version.split()[0]
        )
        application.processEvents()
        ok = journey.report.ok
    outcome = "All went well" if ok else "SOMETHING FAILED"
    print(f"{outcome}: see report.json, map.png and project.qgz in {output}")
    return 0 if ok else 1


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    os._exit(code)  # QGIS takes its time, and sometimes crashes, when Python tears it down
