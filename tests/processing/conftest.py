"""The provider as QGIS has it, and ways to run its algorithms."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from qgis.core import (
    QgsApplication,
    QgsCoordinateTransformContext,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
)

from secims_qgis.processing.provider import SecimsProvider
from tests.fault_server import fault_server


@pytest.fixture(scope="session", autouse=True)
def provider(qgis_app):
    """The provider, registered."""
    registered = SecimsProvider()
    assert QgsApplication.processingRegistry().addProvider(registered)
    yield registered
    QgsApplication.processingRegistry().removeProvider(registered)


@dataclass
class Outcome:
    """What an algorithm gave: its results, its log and the context that holds its layers."""

    results: dict[str, Any]
    log: str
    context: QgsProcessingContext = field(repr=False)

    def __getitem__(self, name: str) -> Any:
        return self.results[name]


@pytest.fixture
def run(project):
    """Run an algorithm on this thread; an error is raised with its message."""

    def run_it(name: str, feedback: QgsProcessingFeedback | None = None, **parameters: Any) -> Outcome:
        algorithm, context = made(name, parameters, project)
        feedback = feedback or QgsProcessingFeedback(False)
        results, done = algorithm.run(parameters, context, feedback, {}, False)
        assert done, feedback.textLog()
        return Outcome(results, feedback.textLog(), context)

    return run_it


@pytest.fixture
def run_in_background(project, qtbot):
    """Run an algorithm as the toolbox does, in a task; the results are empty where it failed."""

    def run_it(name: str, cancel_when=None, **parameters: Any) -> Outcome:
        algorithm, context = made(name, parameters, project)
        feedback = QgsProcessingFeedback(False)
        task = QgsProcessingAlgRunnerTask(algorithm, parameters, context, feedback)
        over: list[tuple[bool, dict[str, Any]]] = []
        task.executed.connect(lambda done, results: over.append((done, results)))
        QgsApplication.taskManager().addTask(task)
        if cancel_when is not None:
            qtbot.waitUntil(cancel_when, timeout=20_000)
            task.cancel()
        qtbot.waitUntil(lambda: bool(over), timeout=60_000)
        return Outcome(dict(over[0][1]) if over[0][0] else {}, feedback.textLog(), context)

    return run_it


def made(name: str, parameters: dict[str, Any], project) -> tuple[Any, QgsProcessingContext]:
    """Return the algorithm and a context, or raise what is wrong with the parameters."""
    algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"secims:{name}")
    assert algorithm is not None, name
    context = QgsProcessingContext()
    context.setProject(project)
    context.setTransformContext(QgsCoordinateTransformContext(project.transformContext()))
    fine, why = algorithm.checkParameterValues(parameters, context)
    if not fine:
        raise QgsProcessingException(why)
    return algorithm, context


@pytest.fixture
def server():
    """A server that misbehaves as the test says."""
    with fault_server() as running:
        yield running
