"""What secims:download says while it waits for a server."""

from __future__ import annotations

from qgis.core import QgsProcessingFeedback

from secims_qgis.download import download
from secims_qgis.download.patience import Patience
from secims_qgis.download.terms import Terms
from secims_qgis.model import Distribution, DistributionKind
from secims_qgis.processing.download import _Waits
from tests.fault_server import Behaviour, Fault

CSV = b"name,lon,lat\n" + b"Pitons,-61.07,13.81\n" * 2_000


def test_every_pause_is_said_once(server, tmp_path):
    busy = Behaviour(b"later", 503, headers={"Retry-After": "1"})
    server.serve_in_turn("/a.csv", Behaviour(CSV, fault=Fault.HALF), busy, Behaviour(CSV))
    feedback = QgsProcessingFeedback()
    wanted = Distribution(DistributionKind.FILE, server.url("/a.csv"), format="csv")
    terms = Terms(Patience(first_s=0.1))
    download(wanted, tmp_path, feedback=feedback, on_progress=_Waits(feedback).tell, terms=terms)
    said = [line for line in feedback.textLog().splitlines() if "Trying again" in line]
    assert said == [
        "Connection lost. Trying again in 1 s",
        "The server is busy (503). Trying again in 1 s",
    ]
    assert (tmp_path / "a.csv").read_bytes() == CSV
