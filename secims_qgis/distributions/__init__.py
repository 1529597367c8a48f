"""Distributions: what a link is, what is behind it and how big, which belong together, which to take.

``classify`` reads a link without asking anybody; ``look_behind`` and ``details_of`` ask the server;
``grouped`` joins the parts of a dataset; ``recommend`` chooses.
"""

from __future__ import annotations

from .classify import classify
from .details import Details, with_details
from .group import DistributionGroup, group_of, grouped
from .hosts import display_host
from .measure import details_of, feature_count, is_measurable, service_crs, size_of, zoom_range
from .part_words import dataset_name, part_of
from .parts import parts_of
from .probe import is_worth_a_look, look_behind
from .recommend import recommend

__all__ = [
    "Details",
    "DistributionGroup",
    "classify",
    "dataset_name",
    "details_of",
    "display_host",
    "feature_count",
    "group_of",
    "grouped",
    "is_measurable",
    "is_worth_a_look",
    "look_behind",
    "part_of",
    "parts_of",
    "recommend",
    "service_crs",
    "size_of",
    "with_details",
    "zoom_range",
]
