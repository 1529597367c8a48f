"""What the plugin talks about: frozen values without Qt and without I/O.

The folders of the plugin pass these values on, from the connection to the project::

    Connection -> SearchQuery -> RecordPage -> Record -> Distribution -> Choice -> CrsReport
"""

from __future__ import annotations

from .choice import Choice, Purpose
from .connection import Connection, Flavour
from .crs import CrsRef
from .crs_report import Confidence, CrsFact, CrsReport, CrsVerdict, Remedy, RemedyAction
from .distribution import LIVE_KINDS, Distribution, DistributionKind, Part
from .download import DownloadProgress, DownloadResult
from .extent import BBox
from .page import Facet, FacetValue, PageNote, RecordPage, RecordProblem
from .query import Route, SearchQuery
from .record import Contact, Record

__all__ = [
    "LIVE_KINDS",
    "BBox",
    "Choice",
    "Confidence",
    "Connection",
    "Contact",
    "CrsFact",
    "CrsRef",
    "CrsReport",
    "CrsVerdict",
    "Distribution",
    "DistributionKind",
    "DownloadProgress",
    "DownloadResult",
    "Facet",
    "FacetValue",
    "Flavour",
    "PageNote",
    "Part",
    "Purpose",
    "Record",
    "RecordPage",
    "RecordProblem",
    "Remedy",
    "RemedyAction",
    "Route",
    "SearchQuery",
]
