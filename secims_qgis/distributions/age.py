"""How old a file is, as far as names tell, and whether it is still meant to be used."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from secims_qgis.model import Distribution

MAX_TEXT = 300
"""Characters of a name or a description that are looked at."""
_DATE = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?:[-_.]?(?:0[1-9]|1[0-2])(?:[-_.]?(?:0[1-9]|[12]\d|3[01]))?)?(?!\d)"
)
_CRS_NUMBER = re.compile(
    r"(?:epsg|srid|srs|crs|bwi|utm|grid)[\s:_/.-]*(?:code[\s:_-]*)?\d{3,6}(?!\d)", re.IGNORECASE
)
"""EPSG:2006 is the grid of Saint Lucia, not a year."""
_NOISE = frozenset({"shp", "shape", "gpkg", "tif", "csv", "cog", "bwi", "wgs84", "utm"})
"""Words of a file name that tell of format and grid, not of the dataset."""
_WITHDRAWN = re.compile(
    r"(?<![a-z])(?<!not )(?:withdrawn|superseded|obsolete|deprecated|outdated|retired|out of date|do not use"
    r"|no longer maintained|replaced by|old version)(?![a-z])|[_-]old(?=[._-]|$)",
    re.IGNORECASE,
)


def is_withdrawn(distribution: Distribution) -> bool:
    """Return whether the texts of a link say that it should not be used any more."""
    return any(_WITHDRAWN.search(text) for text in _texts(distribution))


def year_of(distribution: Distribution) -> int | None:
    """Return the latest year in the name of a file or, where there is none, in its description."""
    for text in _texts(distribution):
        years = list(_years(text, distribution))
        if years:
            return max(years)
    return None


def stem_of(distribution: Distribution) -> str:
    """Return the name of a file without extension, dates and CRS, the same for all editions."""
    name = unquote(urlsplit(distribution.url).path.rpartition("/")[2]).lower()
    plain = _DATE.sub("", _CRS_NUMBER.sub("", name.partition(".")[0]))
    return " ".join(word for word in re.split(r"[\W_]+", plain) if word and word not in _NOISE)


def _years(text: str, distribution: Distribution) -> Iterable[int]:
    code = (distribution.crs.authid or "").rpartition(":")[2] if distribution.crs else ""
    for match in _DATE.finditer(_CRS_NUMBER.sub(" ", text)):
        if match.group() != code:
            yield int(match.group("year"))


def _texts(distribution: Distribution) -> tuple[str, str, str]:
    name = unquote(urlsplit(distribution.url).path.rpartition("/")[2])
    title, description = distribution.title, distribution.description
    return (title[:MAX_TEXT], name[-MAX_TEXT:], description[:MAX_TEXT])
