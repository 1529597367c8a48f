"""Where pixels lie, and what is kept of them."""

from __future__ import annotations

import sqlite3
import threading
import time

import numpy as np
import pytest

from secims_qgis.live.coverage_preview import coarse_first, rows_to_read
from secims_qgis.live.coverage_source import Band, CoverageSource, Scaling, WindowForm, read_source
from secims_qgis.live.raster_block import Shown, filled_block
from secims_qgis.live.raster_cache import TileCache, TileId
from secims_qgis.live.raster_disk import TileFile
from secims_qgis.live.raster_grid import Grid, Window, rectangles, tile_of, tiles_in
from secims_qgis.network import LiveLayerError

GRID = Grid(-61.0, 14.0, 0.5, 0.25, 10, 20)


def _tile(value: int, side: int = 10) -> np.ndarray:
    return np.full((1, side, side), value, np.float32)


def _ids(*numbers: int, source: str = "a") -> list[TileId]:
    return [TileId(source, 0, number, 0) for number in numbers]


class TestGrid:
    def test_a_box_lies_a_quarter_of_a_pixel_inside(self):
        assert GRID.box(Window(0, 0, 2, 2)) == (-60.875, 13.5625, -60.125, 13.9375)

    def test_a_level_covers_everything(self):
        coarse = GRID.at_level(2)
        assert (coarse.columns, coarse.rows, coarse.pixel_width) == (3, 5, 2.0)

    def test_tiles_end_at_the_edge(self):
        assert tile_of(GRID, 1, 2, 8) == Window(8, 16, 2, 4)
        assert list(tiles_in(Window(7, 0, 2, 1), 8)) == [(0, 0), (1, 0)]
        assert list(tiles_in(Window(0, 0, 0, 0), 8)) == []

    @pytest.mark.parametrize(
        "places",
        [
            {(0, 0)},
            {(x, y) for x in range(10) for y in range(10)},
            {(x, y) for x in range(10) for y in range(10) if x > 5 or y > 5},
            {(0, 0), (9, 9)},
            {(x, x) for x in range(5)},
        ],
    )
    def test_rectangles_hold_all_places_and_little_else(self, places):
        found = rectangles(places)
        held = [
            (column, row)
            for area in found
            for row in range(area.row, area.row + area.rows)
            for column in range(area.column, area.column + area.columns)
        ]
        assert places <= set(held)
        assert len(held) <= 1.25 * len(places)


class TestPreviewRows:
    def test_the_same_rows_wherever_the_view_begins(self):
        one = rows_to_read(np.arange(0, 3000), 128)
        two = rows_to_read(np.arange(1000, 4000), 128)
        assert len(one) <= 128
        assert set(two) & set(range(1100, 2900)) == set(one) & set(range(1100, 2900))

    def test_few_rows_are_read_as_they_are(self):
        assert rows_to_read(np.array([5, 6, 9]), 10) == [5, 6, 9]

    def test_the_first_half_covers_the_whole(self):
        order = coarse_first(list(range(100)))
        assert sorted(order) == list(range(100))
        assert max(np.diff(sorted(order[:50]))) <= 4


class TestMemory:
    def test_it_is_bounded_and_the_oldest_go(self):
        cache = TileCache(max_bytes=3 * 700)
        for number in range(1, 6):
            cache.put({_ids(number)[0]: _tile(number)})
            cache.get(_ids(1))  # used all the time
        assert cache.used_bytes <= 3 * 700
        assert {tile_id.column for tile_id in cache.get(_ids(*range(1, 6)))} == {1, 4, 5}

    def test_a_tile_that_is_put_again_counts_once(self):
        cache = TileCache()
        for _ in range(5):
            cache.put({_ids(1)[0]: _tile(1)})
        assert cache.used_bytes < 1000

    def test_only_one_source_is_forgotten(self):
        cache = TileCache()
        for source in "ab":
            cache.put({_ids(1, source=source)[0]: _tile(1)})
        cache.forget("a")
        assert cache.get([*_ids(1, source="a"), *_ids(1, source="b")]).keys() == set(_ids(1, source="b"))


class TestDisk:
    def test_tiles_are_there_in_the_next_session(self, tmp_path):
        path = tmp_path / "cache" / "tiles.sqlite"
        file = TileFile(path)
        TileCache(file=file).put({_ids(7)[0]: _tile(7)})
        file.flush()
        found = TileCache(file=TileFile(path)).get(_ids(7, 8))
        assert list(found) == _ids(7)
        assert np.array_equal(found[_ids(7)[0]], _tile(7))

    def test_old_tiles_are_not_used(self, tmp_path):
        file = TileFile(tmp_path / "tiles.sqlite", max_age_s=0.05)
        file.put({_ids(1)[0]: _tile(1)})
        file.flush()
        time.sleep(0.1)
        assert file.get(_ids(1)) == {}

    def test_it_is_bounded(self, tmp_path):
        file = TileFile(tmp_path / "tiles.sqlite", max_bytes=30_000_000)
        for number in range(12):
            file.put({_ids(number)[0]: _tile(number, 1000)})
            file.flush()
        assert set(file.get(_ids(11)))
        assert not file.get(_ids(0))
        file.close()
        assert (tmp_path / "tiles.sqlite").stat().st_size < 60_000_000

    @pytest.mark.parametrize("how", ["no database", "a folder", "another shape"])
    def test_a_damaged_file_is_as_none(self, tmp_path, how):
        path = tmp_path / "tiles.sqlite"
        if how == "no database":
            path.write_bytes(b"x" * 5000)
        elif how == "a folder":
            path.mkdir()
        else:
            file = TileFile(path)
            file.put({_ids(1)[0]: _tile(1)})
            file.close()
            with sqlite3.connect(path) as connection:
                connection.execute("UPDATE tile SET shape = '1x99x99'")
        cache = TileCache(file=TileFile(path))
        assert cache.get(_ids(1)) == {}
        cache.put({_ids(2)[0]: _tile(2)})
        assert list(cache.get(_ids(2))) == _ids(2)

    def test_what_waits_to_be_written_is_there(self, tmp_path, monkeypatch):
        file = TileFile(tmp_path / "tiles.sqlite")
        cache = TileCache(max_bytes=0, file=file)
        may_write = threading.Event()
        write = file._write
        monkeypatch.setattr(file, "_write", lambda tiles: may_write.wait(20) and write(tiles))
        for number in (1, 2):
            cache.put({_ids(number)[0]: _tile(number)})
        waiting = cache.get(_ids(1, 2, 3))
        may_write.set()
        file.flush()
        written = cache.get(_ids(1, 2, 3))
        assert list(waiting) == list(written) == _ids(1, 2)
        assert [tile[0, 0, 0] for tile in waiting.values()] == [1, 2]

    def test_threads_share_it(self, tmp_path):
        file = TileFile(tmp_path / "tiles.sqlite")
        cache = TileCache(max_bytes=50_000, file=file)
        wrong = []

        def work(first: int) -> None:
            for number in range(first, first + 40):
                cache.put({_ids(number)[0]: _tile(number)})
                found = cache.get(_ids(number)).get(_ids(number)[0])
                if found is None or found[0, 0, 0] != number:
                    wrong.append(number)

        threads = [threading.Thread(target=work, args=(first,)) for first in (0, 100, 200, 300)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        file.flush()
        assert wrong == []
        assert len(cache.get(_ids(*range(40)))) == 40


class TestSource:
    SOURCE = CoverageSource(
        url="https://x.example/coverage?f=GTiff&key=a'b\\c",
        crs="EPSG:2006",
        grid=Grid(496500.0, 1563000.1, 15.0, 14.999999999, 1960, 3420),
        bands=(Band("Höhe 'x' \"y\"", "m", float("-inf"), (1.0, 2.5)), Band("b")),
        data_type="float32",
        extra=(("properties", "a,b"),),
        form=WindowForm.SUBSET,
        axes=("E", "N"),
        scaling=Scaling.SIZE,
        has_alpha=True,
        authcfg="abc1234",
        title="Title; with = all & sorts",
    )

    def test_it_is_read_as_it_was_written(self):
        assert read_source(self.SOURCE.uri()) == self.SOURCE

    def test_the_budget_is_no_part_of_what_its_pixels_are(self):
        assert self.SOURCE.with_budget(3).budget_bytes == 3_000_000
        assert self.SOURCE.with_budget(3).key == self.SOURCE.key

    @pytest.mark.parametrize(
        ("old", "new"),
        [("[1960, 3420]", "[0, 3420]"), ("float32", "complex64"), ("15.0,", "-15.0,"), ("1563000.1", "NaN"),
         ("subset", "by post"), ("[1960, 3420]", "[1e300, 1]"), ("budget='16000000'", "budget='0'")],
    )  # fmt: skip
    def test_what_cannot_be_is_refused(self, old, new):
        text = self.SOURCE.uri()
        assert old in text
        with pytest.raises(LiveLayerError, match="damaged"):
            read_source(text.replace(old, new))


@pytest.mark.parametrize(
    "values",
    [
        np.arange(256, dtype=np.uint8),
        np.r_[np.arange(100), np.arange(101, 256), [7]].astype(np.uint8),
        (np.arange(256) - 32768).astype(np.int16),
        (np.arange(256) + 65280).astype(np.uint16),
        np.linspace(0, 1, 256),
        np.r_[np.nan, np.linspace(0, 1, 255)],
    ],
)
def test_what_is_unknown_has_no_value_where_each_number_is_one(values):
    values, unknown = values.reshape(16, 16), np.zeros((16, 16), bool)
    unknown[3:9, 5:] = True
    block = filled_block(values, Shown((16, 16), Window(0, 0, 16, 16), unknown), None)
    for row in range(16):
        for column in range(16):
            is_empty = unknown[row, column] or np.isnan(values[row, column])
            assert block.isNoData(row, column) == is_empty
            assert is_empty or block.value(row, column) == values[row, column]
