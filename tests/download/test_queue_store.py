"""The queue on disk: after a normal end, after a kill, and with several QGIS at once."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from secims_qgis.download.queue_state import JobState, KeptJob
from secims_qgis.download.queue_store import QueueStore
from tests.download.conftest import names_in

ROOT = Path(__file__).resolve().parents[2]
OTHER_QGIS = """
import sys
from pathlib import Path
from qgis.core import QgsApplication
from secims_qgis.download.queue_state import JobState, KeptJob
from secims_qgis.download.queue_store import QueueStore
app = QgsApplication([], False)
store = QueueStore(Path(sys.argv[1]))
store.save([KeptJob("other", JobState.RUNNING, "Reefs"), KeptJob("old", JobState.DONE)])
print("kept", flush=True)
sys.stdin.readline()
if sys.argv[2] == "ends":
    store.close()
"""


def _job(name: str, state: JobState = JobState.RUNNING) -> KeptJob:
    return KeptJob(name, state, f"Title of {name}")


def test_the_next_qgis_takes_over_what_the_last_one_left(tmp_path):
    first = QueueStore(tmp_path)
    assert first.save([_job("a"), _job("b", JobState.PAUSED), _job("c", JobState.DONE)])
    first.close()
    second = QueueStore(tmp_path)
    found = second.take_over()
    assert [(job.id, job.state, job.was_interrupted) for job in found] == [
        ("a", JobState.PAUSED, True),
        ("b", JobState.PAUSED, False),
        ("c", JobState.DONE, False),
    ]
    second.close()
    assert [job.id for job in QueueStore(tmp_path).take_over()] == ["a", "b", "c"]


def test_what_was_asked_about_and_never_answered_is_asked_again(tmp_path):
    store = QueueStore(tmp_path)
    store.save([_job("a")])
    for _start in range(3):
        store.close()
        store = QueueStore(tmp_path)
        assert [job.was_interrupted for job in store.take_over()] == [True]


def test_nothing_is_written_where_there_is_nothing_to_keep(tmp_path):
    store = QueueStore(tmp_path / "new")
    assert store.take_over() == []
    assert store.save([])
    store.close()
    assert not (tmp_path / "new").exists()


def test_an_empty_list_leaves_no_file(tmp_path):
    store = QueueStore(tmp_path)
    store.save([_job("a")])
    store.save([])
    store.close()
    assert names_in(tmp_path) == []


def test_files_of_several_that_ended_become_one(tmp_path):
    for name in ("a", "b", "a"):
        store = QueueStore(tmp_path)
        store.save([_job(name)])
        store.close()
    store = QueueStore(tmp_path)
    assert sorted(job.id for job in store.take_over()) == ["a", "b"]
    store.close()
    assert len(names_in(tmp_path)) == 1


@pytest.mark.parametrize("end", ["ends", "is killed"])
def test_a_running_qgis_keeps_its_own_and_an_ended_one_is_taken_over(tmp_path, end):
    command = [sys.executable, "-c", OTHER_QGIS, str(tmp_path), end]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout.readline() == "kept\n"
        assert QueueStore(tmp_path).take_over() == []
        if end == "ends":
            other.communicate("\n", timeout=60)
        else:
            other.kill()
            other.wait(timeout=60)
    found = QueueStore(tmp_path).take_over()
    assert [(job.id, job.was_interrupted) for job in found] == [("other", True), ("old", False)]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"jobs": 3}', '{"jobs": null}', "[" * 100_000, '{"jobs": [1, null, {"id": 1}]}']
)
def test_a_broken_file_stops_nobody(tmp_path, text):
    (tmp_path / "broken.json").write_text(text)
    store = QueueStore(tmp_path)
    assert store.take_over() == []
    assert store.save([_job("a")])
    store.close()
    assert [job.id for job in QueueStore(tmp_path).take_over()] == ["a"]


def test_a_kill_while_writing_leaves_the_old_list(tmp_path):
    store = QueueStore(tmp_path)
    store.save([_job("a")])
    store.close()
    (path,) = tmp_path.glob("*.json")
    path.with_suffix(".new").write_text('{"jobs": [{"id": "half')
    assert [job.id for job in QueueStore(tmp_path).take_over()] == ["a"]
    assert json.loads(next(tmp_path.glob("*.json")).read_text())["jobs"][0]["id"] == "a"


def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "file").write_text("in the way")
    store = QueueStore(tmp_path / "file" / "queue")
    assert not store.save([_job("a")])
    assert store.take_over() == []
