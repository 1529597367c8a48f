"""What the algorithms share: their look in the toolbox, the words of their errors, cancel."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtGui import QIcon

from secims_qgis.model.connection import SECIMS
from secims_qgis.paths import resource
from secims_qgis.translation import tr

if TYPE_CHECKING:
    from secims_qgis.catalogue import Catalogue
    from secims_qgis.model import Record
    from secims_qgis.network import QgisSession

CATALOGUE = "CATALOGUE"
RECORD = "RECORD"
OUTPUT = "OUTPUT"


class SecimsAlgorithm(QgsProcessingAlgorithm):
    """An algorithm of this plugin; subclasses say what it is called and do the work."""

    def createInstance(self) -> SecimsAlgorithm:
        return type(self)()

    def icon(self) -> QIcon:
        return plugin_icon()

    def tags(self) -> list[str]:
        return ["saint lucia", "sec-ims", "catalogue", "metadata", *self.own_tags()]

    def own_tags(self) -> list[str]:
        """Return further words by which the toolbox finds the algorithm."""
        return []


class CatalogueAlgorithm(SecimsAlgorithm):
    """An algorithm that asks a catalogue."""

    def add_catalogue_parameter(self) -> None:
        """Offer the parameter CATALOGUE."""
        self.addParameter(
            QgsProcessingParameterString(
                CATALOGUE, tr("Catalogue (name of a connection, or URL)"), SECIMS.name
            )
        )

    def add_record_parameter(self) -> None:
        """Offer the parameter RECORD."""
        self.addParameter(QgsProcessingParameterString(RECORD, tr("Record (its identifier)")))

    def checkParameterValues(
        self, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> tuple[bool, str]:
        from secims_qgis.network.errors import SecimsError
        from secims_qgis.processing.connections import connection_of

        try:
            connection_of(self.parameterAsString(parameters, CATALOGUE, context))
        except SecimsError as error:
            return False, str(error)
        return super().checkParameterValues(parameters, context)

    def prepareAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, _feedback: QgsProcessingFeedback
    ) -> bool:
        """Take down the proxy settings of QGIS here, on the main thread, where they are."""
        from secims_qgis.network import SecimsError
        from secims_qgis.network.proxy import note_proxy
        from secims_qgis.processing.connections import connection_of

        try:
            self.connection = connection_of(self.parameterAsString(parameters, CATALOGUE, context))
        except SecimsError as error:
            raise QgsProcessingException(str(error)) from error
        note_proxy()
        return True

    def open_catalogue(self, feedback: QgsProcessingFeedback) -> Catalogue:
        """Open the session and return the catalogue; raises QgsProcessingException.

        On the algorithm's own thread: the modules it loads would hold up the main thread.
        """
        from secims_qgis.catalogue import catalogue_for
        from secims_qgis.network import open_session

        self.session: QgisSession = open_session(self.connection.authcfg)
        self.session.bind_credentials(self.connection.url)
        with explained("test", feedback), cancelled_by(feedback, self.session):
            catalogue = catalogue_for(self.connection, self.session)
        feedback.pushInfo(f"{catalogue.title or self.connection.name}: {catalogue.flavour}, {catalogue.url}")
        return catalogue

    def fetch_record(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> tuple[Catalogue, Record]:
        """Return the catalogue and the record of the parameters; raises QgsProcessingException."""
        catalogue = self.open_catalogue(feedback)
        record_id = self.parameterAsString(parameters, RECORD, context).strip()
        with explained("record", feedback), cancelled_by(feedback, self.session):
            record = catalogue.record(record_id)
        feedback.pushInfo(tr("Record: {title}").format(title=record.title or record.id))
        return catalogue, record


@contextmanager
def explained(activity: str, feedback: QgsProcessingFeedback) -> Iterator[None]:
    """Turn an error of the plugin into one of Processing: what happened and what to do.

    ``activity`` is a value of ``secims_qgis.gui.messages.Activity``.

    Raises:
        QgsProcessingException: for every SecimsError; the technical side goes to the log.
    """
    from secims_qgis.gui.messages import Activity, explain
    from secims_qgis.network.errors import SecimsError

    started = time.monotonic()
    try:
        yield
    except SecimsError as error:
        message = explain(error, Activity(activity), time.monotonic() - started)
        feedback.pushDebugInfo(message.details)
        raise QgsProcessingException(message.sentence) from error


@contextmanager
def cancelled_by(feedback: QgsProcessingFeedback, session: QgisSession) -> Iterator[None]:
    """Cancel the requests of the session as soon as the algorithm is cancelled."""
    from secims_qgis.download.watch import cancelled_by as cancelled
    from secims_qgis.network.errors import CancelledError

    with cancelled(feedback, session):
        # A cancel from before the signal was connected would go unheard.
        if feedback.isCanceled():
            raise CancelledError("cancelled")
        yield


def plugin_icon() -> QIcon:
    """Return the plugin's icon."""
    return QIcon(str(resource("icon.svg")))
