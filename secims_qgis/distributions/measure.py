"""Sizes, counts, reference systems and zoom ranges that no record states: a few short questions.

Each is quick to fail and asks no more than it needs: no body of a file is read, no feature is fetched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Callable, TypeVar
from urllib.parse import parse_qsl, urlsplit

from secims_qgis.model import CrsRef, Distribution, DistributionKind
from secims_qgis.network import AnswerError, HttpError, LinkRefusedError, may_ask_unbidden

from . import collection_facts
from .addresses import collection_address
from .details import Details
from .file_size import file_size
from .look_up import LookUp

if TYPE_CHECKING:
    from secims_qgis.network.session import QgisSession

_Answer = TypeVar("_Answer")

SILENCE_S = 5.0
TOTAL_S = 10.0
_KINDS = DistributionKind


def details_of(
    distribution: Distribution, session: QgisSession, catalogue_url: str, *, bidden: bool = False
) -> Details:
    """Return what the server tells of a distribution; nothing where it may not be asked.

    ``bidden`` says that the user wants to know, so that services elsewhere may be asked too. Blocks for
    one to three requests, at most some 10 s: call it in a task.

    Raises:
        NetworkError: the server does not answer at all, or the session was cancelled.
    """
    look = _look(session, catalogue_url, bidden=bidden)
    if not distribution.usable or not look.may_ask(distribution.url):
        return Details()
    if is_measurable(distribution):
        return Details(size_bytes=file_size(look, distribution.url))
    if distribution.kind in collection_facts.TILE_KINDS:
        return Details(zoom=_quietly(collection_facts.zoom, look, distribution))
    if distribution.kind is _KINDS.COVERAGE:
        return _quietly(collection_facts.coverage, look, distribution) or Details()
    if distribution.kind is _KINDS.FEATURES:
        crs = _quietly(collection_facts.crs, look, distribution) or ()
        return Details(features=_quietly(collection_facts.count, look, distribution), crs=crs)
    return Details()


def is_measurable(distribution: Distribution) -> bool:
    """Return whether the size of a distribution can be asked for: a file that lies on a disk.

    Not what a service would have to make first, the answer to a WFS request with an output format, say.
    """
    if not distribution.usable or not distribution.is_file:
        return False
    parts = urlsplit(distribution.url)
    names = {name.lower() for name, _value in parse_qsl(parts.query, keep_blank_values=True)}
    return "service" not in names and collection_address(distribution.url) is None


def size_of(distribution: Distribution, session: QgisSession, catalogue_url: str) -> int | None:
    """Return the length of a file in bytes, by HEAD or by a request for its first byte.

    Only files on the catalogue's own host are asked about; None for all others, for live services, and
    where the server does not say.

    Raises:
        NetworkError: the server does not answer at all, or the session was cancelled.
    """
    if not is_measurable(distribution) or not may_ask_unbidden(distribution.url, catalogue_url):
        return None
    return file_size(_look(session, catalogue_url, bidden=False), distribution.url)


def feature_count(
    distribution: Distribution, session: QgisSession, catalogue_url: str | None = None
) -> int | None:
    """Return the number of features of a collection (``numberMatched``), None where the server says none.

    ``catalogue_url``, where given, limits the question to the catalogue's own host.

    Raises:
        NetworkError, AnswerError: the service does not answer, or with an error.
        LinkRefusedError: the address may not be asked.
    """
    return collection_facts.count(_look_for(distribution, session, catalogue_url), distribution)


def service_crs(
    distribution: Distribution, session: QgisSession, catalogue_url: str | None = None
) -> tuple[CrsRef, ...]:
    """Return the CRS of a collection, that of storage first (OGC 18-058); empty where it names none.

    Raises as ``feature_count`` does.
    """
    return collection_facts.crs(_look_for(distribution, session, catalogue_url), distribution)


def zoom_range(
    distribution: Distribution, session: QgisSession, catalogue_url: str | None = None
) -> tuple[int, int] | None:
    """Return the first and last zoom level of tiles, None where the server names none.

    Raises as ``feature_count`` does.
    """
    return collection_facts.zoom(_look_for(distribution, session, catalogue_url), distribution)


def _look(session: QgisSession, catalogue_url: str, *, bidden: bool) -> LookUp:
    return LookUp(session, catalogue_url, bidden=bidden, silence_s=SILENCE_S, total_s=TOTAL_S)


def _look_for(distribution: Distribution, session: QgisSession, catalogue_url: str | None) -> LookUp:
    if catalogue_url is None:  # a script that asks for this very service
        return _look(session, distribution.url, bidden=True)
    return _look(session, catalogue_url, bidden=False)


def _quietly(
    question: Callable[[LookUp, Distribution], _Answer], look: LookUp, distribution: Distribution
) -> _Answer | None:
    """Return the answer, None where the server has none: an error page, say, or a web page."""
    try:
        return question(look, distribution)
    except (HttpError, AnswerError, LinkRefusedError):
        return None
