"""Layers of an OGC web service that may be several: what its capabilities list.

OGC 06-042 (WMS 1.3.0) and OGC 09-025r2 (WFS 2.0).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

from secims_qgis.model import CrsRef, Distribution, DistributionKind
from secims_qgis.network import AnswerError, HttpError, SecimsError

from .addresses import without_parameters
from .link import plain_text

if TYPE_CHECKING:
    from lxml.etree import _Element  # noqa: TID251 - the type alone; network parses

    from .look_up import LookUp

MAX_LAYERS = 200


class _Service(NamedTuple):
    kind: DistributionKind
    version: str
    root: str
    """Local name of the root element."""
    layer: str
    """Local name of the elements that are layers where they have a Name."""


_SERVICES = (
    _Service(DistributionKind.WMS, "1.3.0", "WMS_Capabilities", "Layer"),
    _Service(DistributionKind.WFS, "2.0.0", "WFS_Capabilities", "FeatureType"),
)


def services_of(look: LookUp, distribution: Distribution) -> tuple[Distribution, ...]:
    """Return the WMS and WFS layers at an address: the one the link names, or else all.

    Raises:
        NetworkError, AnswerError: neither service answers with capabilities.
        LinkRefusedError: the address may not be asked.
    """
    found: list[Distribution] = []
    errors: list[SecimsError] = []
    for service in _SERVICES:
        try:
            found += _layers(look, distribution, service)
        except (AnswerError, HttpError) as error:  # noqa: PERF203 - not this service; perhaps the other
            errors.append(error)
    if len(errors) == len(_SERVICES):
        raise errors[0]
    return tuple(found)


def _layers(look: LookUp, distribution: Distribution, service: _Service) -> list[Distribution]:
    root = look.xml(_capabilities_url(distribution.url, service))
    if _local(root) != service.root:
        raise AnswerError(
            f"no {service.kind.value}", url=distribution.url, server_words=" ".join(root.itertext())
        )
    layers = dict(_named(root, service.layer))
    wanted = _fitting(layers, distribution.layer_name)
    return [_described(distribution, service, name, layers[name]) for name in wanted[:MAX_LAYERS]]


def _capabilities_url(url: str, service: _Service) -> str:
    parts = urlsplit(url)
    own = {"service", "request", "version"}
    pairs = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0].lower() not in own]
    asked = [("SERVICE", service.kind.value), ("REQUEST", "GetCapabilities"), ("VERSION", service.version)]
    return parts._replace(query=urlencode(pairs + asked), fragment="").geturl()


def _fitting(layers: dict[str, _Element], wanted: str) -> list[str]:
    """Return the layer that a link names, with or without its workspace; all, where it names none of them."""
    if wanted in layers:
        return [wanted]
    short = [name for name in layers if wanted and name.rpartition(":")[2] == wanted.rpartition(":")[2]]
    return short if len(short) == 1 else list(layers)


def _named(root: _Element, local_name: str) -> Iterator[tuple[str, _Element]]:
    for node in root.iter():
        if _local(node) == local_name:
            name = _child(node, "Name")
            if name:
                yield name, node


def _described(base: Distribution, service: _Service, name: str, node: _Element) -> Distribution:
    crs = _child(node, "DefaultCRS") or _child(node, "DefaultSRS")
    return replace(
        base,
        kind=service.kind,
        url=without_parameters(base.url, "service", "request", "version", "SERVICE", "REQUEST", "VERSION"),
        title=_child(node, "Title") or name,
        description=_child(node, "Abstract"),
        layer_name=name,
        crs=CrsRef.from_text(crs) if crs else None,
    )


def _child(node: _Element, local_name: str) -> str:
    for child in node:
        if _local(child) == local_name:
            return plain_text("".join(child.itertext()))
    return ""


def _local(node: _Element) -> str:
    """Return the name of an element without its namespace; comments have none."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""
