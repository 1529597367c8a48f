"""Benchmarks: the plugin and its peers, measured in the same run; what counts is the ratio."""

from __future__ import annotations
