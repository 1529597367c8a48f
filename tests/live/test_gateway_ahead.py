"""Tiles are fetched as soon as a frame is begun, all together, and no longer than the frame is wanted."""

from __future__ import annotations

import asyncio
import random

import pytest
from qgis.core import QgsRectangle

from secims_qgis.live import gateway_ahead, open_layer
from secims_qgis.live.gateway import stop_gateway
from secims_qgis.live.gateway_ahead import Ahead
from secims_qgis.live.gateway_tiles import Place
from secims_qgis.model import Distribution, DistributionKind
from secims_qgis.network import LiveLayerError
from tests.archive_server import archive, archive_server
from tests.live.drawing import draw
from tests.live.tile_server import picture_tile

WORLD = QgsRectangle(-20_037_508, -20_037_508, 20_037_508, 20_037_508)


@pytest.fixture
def site():
    with archive_server() as server:
        yield server
    stop_gateway()


def _tiles(zoom=5, side=8):
    """Pictures that differ, and are all neighbours in the archive."""
    body = picture_tile()
    return {(zoom, x, y): body + random.randbytes(8) for x in range(side) for y in range(side)}


@pytest.mark.demo
def test_a_frame_costs_a_few_requests_however_many_tiles_it_has(site, demo):
    site.add("/a", archive(_tiles(), {"pad": "x" * 30_000}, tile_type=2))
    layer = open_layer(Distribution(DistributionKind.PMTILES, site.url("/a")))
    site.requests.clear()
    side = 40_075_017 / 4
    view = QgsRectangle(-20_037_508, 20_037_508 - side, -20_037_508 + side, 20_037_508)
    picture, errors = draw(layer, view, 2_000)
    assert errors == []
    spots = [(x, y) for x in range(0, 2_000, 50) for y in range(0, 2_000, 50)]
    assert sum(picture.pixelColor(x, y).alpha() > 0 for x, y in spots) > len(spots) / 3
    asked = [request for request in site.requests if request[0] == "/a"]
    # Two on a quiet machine, more on a busy one; six tiles at a time would make some fifty of the 64.
    assert 0 < len(asked) < 32


class Slow:
    """Tiles that take a while."""

    def __init__(self, error=None):
        self.error, self.asked, self.ended = error, [], []

    def may_have(self, place):
        return place.zoom < 20

    async def tile(self, place):
        self.asked.append(place)
        try:
            await asyncio.sleep(0.2)
            if self.error is not None:
                raise self.error
        finally:
            self.ended.append(place)


def _run(work):
    loop = asyncio.new_event_loop()
    try:
        return loop.run_until_complete(asyncio.wait_for(work(), 20))
    finally:
        loop.close()


def test_what_nobody_asks_for_is_broken_off(monkeypatch):
    monkeypatch.setattr(gateway_ahead, "ALONE_S", 0.02)
    tiles = Slow()

    async def work():
        ahead = Ahead(tiles)
        ahead.want(Place(1, 0, 0))
        await asyncio.sleep(0.1)
        return ahead

    ahead = _run(work)
    assert tiles.asked == tiles.ended == [Place(1, 0, 0)]
    assert not ahead._running


def test_a_frame_that_is_given_up_takes_its_tiles_along():
    tiles = Slow()

    async def work():
        ahead = Ahead(tiles)
        for column in range(5):
            ahead.want(Place(3, column, 0))
        ahead.client_came()
        ahead.client_came()
        await asyncio.sleep(0.02)
        ahead.client_left(Place(3, 7, 0), was_served=False)
        assert len(ahead._running) == 5
        ahead.client_left(Place(3, 7, 0), was_served=False)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert not ahead._running

    _run(work)
    assert len(tiles.ended) == 5


def test_a_frame_that_goes_on_keeps_its_tiles():
    tiles = Slow()

    async def work():
        ahead = Ahead(tiles)
        ahead.client_came()
        ahead.want(Place(3, 1, 0))
        await asyncio.sleep(0.02)
        ahead.client_left(Place(3, 7, 0), was_served=True)
        assert len(ahead._running) == 1
        await asyncio.sleep(0.3)
        assert not ahead._running

    _run(work)


def test_it_is_bounded_asks_once_and_swallows_errors():
    tiles = Slow(LiveLayerError("damaged"))

    async def work():
        ahead = Ahead(tiles)
        ahead.client_came()
        for column in range(200):
            ahead.want(Place(9, column, 0))
            ahead.want(Place(9, column, 0))
        ahead.want(Place(21, 0, 0))
        await asyncio.sleep(0.4)

    _run(work)
    assert len(tiles.asked) == len(set(tiles.asked)) == gateway_ahead.MOST_AHEAD


def test_what_qgis_has_in_its_cache_is_not_fetched_again(monkeypatch):
    tiles = Slow()

    async def work():
        ahead = Ahead(tiles)
        for column in range(3):
            ahead.client_came()
            ahead.client_left(Place(4, column, 0), was_served=True)
        for column in range(5):
            ahead.want(Place(4, column, 0))
        await asyncio.sleep(0.3)
        assert tiles.asked == [Place(4, 3, 0), Place(4, 4, 0)]
        monkeypatch.setattr(gateway_ahead, "KEEP_S", 0.1)
        ahead.want(Place(4, 0, 0))
        await asyncio.sleep(0.3)
        assert tiles.asked[2:] == [Place(4, 0, 0)]

    _run(work)


def test_what_is_remembered_is_bounded(monkeypatch):
    monkeypatch.setattr(gateway_ahead, "MOST_SERVED", 10)

    async def work():
        ahead = Ahead(Slow())
        for column in range(50):
            ahead.client_came()
            ahead.client_left(Place(9, column, 0), was_served=True)
        return ahead

    assert len(_run(work)._served) == 10
