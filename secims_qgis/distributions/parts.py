"""The parts of a dataset that is split over several links."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from .group import group_of

if TYPE_CHECKING:
    from secims_qgis.model import Distribution


def parts_of(distribution: Distribution, all_of_record: Iterable[Distribution]) -> tuple[Distribution, ...]:
    """Return all parts of the dataset that a part belongs to, in order; itself where it is whole."""
    return group_of(distribution, all_of_record).parts
