"""What is said where a server or a catalogue fails."""

from __future__ import annotations

from http import HTTPStatus

from qgis.core import Qgis

from secims_qgis.gui.formats import one_line
from secims_qgis.gui.message import Activity, Explainer, Failure, Message, MessageAction
from secims_qgis.network import errors
from secims_qgis.translation import tr

_AGAIN = (MessageAction.TRY_AGAIN, MessageAction.COPY_DETAILS)
_LOOK_AT_ADDRESS = (MessageAction.EDIT_CATALOGUE, MessageAction.TRY_AGAIN, MessageAction.COPY_DETAILS)


def _unreachable(failure: Failure) -> Message:
    return Message(
        tr("Cannot reach {host}.").format(host=failure.host),
        tr("Tried: {cause}. Check that this computer is online, and QGIS's proxy settings.").format(
            cause=one_line(failure.error.cause).rstrip(".")
        ),
        actions=(MessageAction.TRY_AGAIN, MessageAction.NETWORK_SETTINGS, MessageAction.COPY_DETAILS),
    )


def _timed_out(failure: Failure) -> Message:
    return Message(
        tr("{host} does not answer.").format(host=failure.host),
        tr("It was given up{after}. {kept} Try again in a few minutes.").format(
            after=failure.after, kept=failure.kept
        ),
    )


def _broken_off(failure: Failure) -> Message:
    return Message(
        tr("The connection was lost."),
        tr("{host} stopped before its answer was whole. {kept}").format(host=failure.host, kept=failure.kept),
    )


def _too_large(failure: Failure) -> Message:
    return Message(
        tr("The answer is too large."),
        tr("{host} sent more than the plugin reads at once. Make the search narrower.").format(
            host=failure.host
        ),
    )


def _cancelled(failure: Failure) -> Message:
    return Message(tr("Cancelled."), failure.kept, Qgis.MessageLevel.Info, (MessageAction.TRY_AGAIN,))


def _login_needed(failure: Failure) -> Message:
    if failure.error.status == HTTPStatus.PROXY_AUTHENTICATION_REQUIRED:
        return Message(
            tr("The proxy wants a login."),
            tr("Enter it in QGIS's network settings, then try again."),
            actions=(MessageAction.NETWORK_SETTINGS, *_AGAIN),
        )
    return Message(
        tr("{host} wants a login.").format(host=failure.host),
        tr("It answered {answer}. Choose an authentication configuration for this catalogue.").format(
            answer=_answer(failure)
        ),
        actions=_LOOK_AT_ADDRESS,
    )


def _http(failure: Failure) -> Message:
    status = failure.error.status or 0
    if status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
        return _not_found(failure)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        advice = tr("It is asked too often. Wait a minute, then try again.")
    elif status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        advice = tr("This is usually over in a few minutes.")
    else:
        advice = tr("It did not accept the request.")
    return Message(
        tr("{party} had a problem.").format(party=failure.party),
        tr("{host} answered {answer}{after}. {kept} {advice}").format(
            host=failure.host,
            answer=_answer(failure),
            after=failure.after,
            kept=failure.kept,
            advice=advice,
        ),
    )


def _not_found(failure: Failure) -> Message:
    text = tr("{host} answered {answer}.").format(host=failure.host, answer=_answer(failure))
    if failure.activity in {Activity.SEARCH, Activity.TEST}:
        return Message(
            tr("There is no catalogue at this address."),
            f"{text} " + tr("Check the address of the catalogue."),
            actions=_LOOK_AT_ADDRESS,
        )
    return Message(
        tr("It is no longer there."),
        f"{text} " + tr("Try another distribution, or tell the organisation in the record."),
    )


def _answer(failure: Failure) -> str:
    status, words = failure.error.status, one_line(failure.error.server_words)[:120]
    try:
        phrase = HTTPStatus(status).phrase if status else ""
    except ValueError:
        phrase = ""
    answer = f"“{status} {phrase}”" if status else f"“{phrase}”"
    return f"{answer} (“{words}”)" if words and words.lower() != phrase.lower() else answer


def _refused(failure: Failure) -> Message:
    return Message(
        tr("This link is not followed."),
        tr("For your safety: {cause}.").format(cause=one_line(failure.error.cause)),
        actions=(MessageAction.COPY_DETAILS,),
    )


def _strange_answer(failure: Failure) -> Message:
    actions = _LOOK_AT_ADDRESS if failure.activity in {Activity.SEARCH, Activity.TEST} else _AGAIN
    return Message(
        tr("{party} sent something unexpected.").format(party=failure.party),
        tr("From {host}: {cause}. {kept}").format(
            host=failure.host, cause=one_line(failure.error.cause).rstrip("."), kept=failure.kept
        ),
        actions=actions,
    )


def _no_catalogue(failure: Failure) -> Message:
    return Message(
        tr("There is no catalogue at this address."),
        tr("{host} answered, but not as OGC API Records or CSW: {cause}. Check the address.").format(
            host=failure.host, cause=one_line(failure.error.cause).rstrip(".")
        ),
        actions=_LOOK_AT_ADDRESS,
    )


def _no_record(failure: Failure) -> Message:
    return Message(
        tr("The record is no longer in the catalogue."),
        tr("It may have got another name. Search again."),
        actions=_AGAIN,
    )


SERVER_FAILURES: dict[type, Explainer] = {
    errors.UnreachableError: _unreachable,
    errors.TimedOutError: _timed_out,
    errors.BrokenOffError: _broken_off,
    errors.AnswerTooLargeError: _too_large,
    errors.CancelledError: _cancelled,
    errors.LoginNeededError: _login_needed,
    errors.HttpError: _http,
    errors.LinkRefusedError: _refused,
    errors.AnswerError: _strange_answer,
    errors.NotACatalogueError: _no_catalogue,
    errors.RecordNotFoundError: _no_record,
    errors.CatalogueError: _strange_answer,
}
