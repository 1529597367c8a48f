"""Distributions: what a link is (classify), which belong together (parts), which to take (recommend)."""

from __future__ import annotations

from .classify import classify
from .parts import dataset_name, part_of, parts_of
from .recommend import recommend

__all__ = ["classify", "dataset_name", "part_of", "parts_of", "recommend"]
