"""The script of the pictures: makes what is shown, all of it, and small."""

from __future__ import annotations

import re

from PIL import Image

from scripts import pictures
from tests.docs.pages import DOCS


def test_it_makes_exactly_the_pictures_that_are_shown():
    made = {f"{name}.png" for name in (*pictures.STRIPS, *pictures.ALONE)}
    assert made == {file.name for file in (DOCS / "images").glob("*.png")}


def test_the_tour_stops_where_a_picture_is_wanted():
    taken = set(re.findall(r'take\("(\w+)"', pictures.TOUR.read_text("utf-8")))
    assert taken == {stop for stops in pictures.STRIPS.values() for stop in stops} | set(pictures.ALONE)


def test_a_picture_has_few_colours_and_no_traces(tmp_path, capsys):
    wide = Image.linear_gradient("L").convert("RGB")
    pictures.save(wide, 32, tmp_path / "gradient.png")
    saved = Image.open(tmp_path / "gradient.png")
    assert saved.mode == "P"
    assert len(saved.getcolors()) <= 32
    assert saved.info == {}
    assert capsys.readouterr().out.startswith("gradient.png: 256 x 256, ")


def test_pictures_side_by_side_keep_their_size():
    tall, small = Image.new("RGB", (30, 90), "black"), Image.new("RGB", (20, 40), "black")
    strip = pictures.side_by_side([tall, small])
    assert strip.size == (30 + pictures.GAP + 20, 90)
    assert strip.getpixel((35, 5)) == pictures.WHITE
    assert strip.getpixel((45, 80)) == pictures.WHITE
    assert strip.getpixel((45, 5)) == (0, 0, 0)
