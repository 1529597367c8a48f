"""What is said where data does not come into the folder or the project as it should."""

from __future__ import annotations

from secims_qgis.gui.formats import one_line
from secims_qgis.gui.message import Activity, Explainer, Failure, Message, MessageAction
from secims_qgis.network import errors
from secims_qgis.translation import tr

_OTHER_FOLDER = (MessageAction.CHOOSE_FOLDER, MessageAction.TRY_AGAIN, MessageAction.COPY_DETAILS)


def _no_live_layer(failure: Failure) -> Message:
    return Message(
        tr("This cannot be added live."),
        tr("{cause}. {kept}").format(cause=one_line(failure.error.cause).rstrip("."), kept=failure.kept),
    )


def _no_ranges(failure: Failure) -> Message:
    return _download_instead(
        failure, tr("{host} sends files only as a whole, not the part in view. Download it instead. {kept}")
    )


def _no_login_for_parts(failure: Failure) -> Message:
    return _download_instead(
        failure, tr("{host} wants a login, which QGIS cannot give for a part of a file. Download it. {kept}")
    )


def _download_instead(failure: Failure, sentence: str) -> Message:
    return Message(
        tr("This cannot be drawn live."),
        sentence.format(host=failure.host, kept=failure.kept),
        actions=(MessageAction.DOWNLOAD, MessageAction.COPY_DETAILS),
    )


def _bad_folder(failure: Failure) -> Message:
    return Message(
        tr("The folder cannot be written."),
        tr("{cause}. Choose another folder.").format(cause=one_line(failure.error.cause).rstrip(".")),
        actions=_OTHER_FOLDER,
    )


def _disk_full(failure: Failure) -> Message:
    return Message(
        tr("There is not enough room on the disk."),
        tr("{cause}. Free some space or choose another folder. {kept}").format(
            cause=one_line(failure.error.cause).rstrip("."), kept=failure.kept
        ),
        actions=_OTHER_FOLDER,
    )


def _file_is_there(failure: Failure) -> Message:
    return Message(
        tr("A file of this name is already there."),
        tr("{cause}. It was not overwritten.").format(cause=one_line(failure.error.cause).rstrip(".")),
        actions=_OTHER_FOLDER,
    )


def _damaged(failure: Failure) -> Message:
    return Message(
        tr("The file did not arrive as it should."),
        tr("{cause}. {kept}").format(cause=one_line(failure.error.cause).rstrip("."), kept=failure.kept),
    )


def _download_failed(failure: Failure) -> Message:
    return Message(
        tr("The download failed."),
        tr("{cause}. {kept}").format(cause=one_line(failure.error.cause).rstrip("."), kept=failure.kept),
    )


def _no_crs_check(failure: Failure) -> Message:
    if failure.activity is Activity.MEND:
        cause = one_line(failure.error.cause).rstrip(".")
        return Message(tr("Nothing was changed."), f"{cause[:1].upper()}{cause[1:]}.")
    return Message(
        tr("The position could not be checked."),
        one_line(failure.error.cause),
        actions=(MessageAction.COPY_DETAILS,),
    )


DATA_FAILURES: dict[type, Explainer] = {
    errors.LiveLayerError: _no_live_layer,
    errors.NoRangeError: _no_ranges,
    errors.NoLoginForPartsError: _no_login_for_parts,
    errors.FolderError: _bad_folder,
    errors.DiskFullError: _disk_full,
    errors.FileExistsAlreadyError: _file_is_there,
    errors.DamagedFileError: _damaged,
    errors.DownloadError: _download_failed,
    errors.CrsError: _no_crs_check,
}
