"""Takes the pictures of README and docs from the real dock, in a real QGIS on the demo.

    build/venv-qgis/bin/python -m scripts.pictures                 all of them, into docs/images
    build/venv-qgis/bin/python -m scripts.pictures --into FOLDER   elsewhere, to compare

QGIS runs in a profile that is thrown away, on a screen of its own (Xvfb). What is done in it is in
picture_tour.py; here the pictures are made small.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image

from demo.launch import DemoUrls, running
from demo.open_qgis import open_qgis

CHECKOUT = Path(__file__).resolve().parent.parent
IMAGES = CHECKOUT / "docs" / "images"
TOUR = CHECKOUT / "scripts" / "picture_tour.py"
SCREEN = "1500x1000x24"
SECONDS = 240
STRIPS = {
    "states": ("start", "results", "filters", "record", "nothing", "error", "offline"),
    "offline": ("error", "offline"),
}
"""What is shown side by side; the others are pictures of their own."""
ALONE = {
    "dock": 200,
    "results": 64,
    "filters": 48,
    "record": 96,
    "downloads": 96,
    "crs": 64,
    "extract": 48,
    "options": 48,
}
"""Colours of each picture: few are enough for a window, a map needs more."""
STRIP_COLOURS = 128
GAP = 12
WHITE = (255, 255, 255)


@contextmanager
def screen() -> Iterator[str]:
    """Run an X server that nobody sees; yields its display."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", SCREEN, "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as told:
            number = told.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not start")
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()


def take(demo: DemoUrls, display: str, folder: Path) -> None:
    """Make the tour through the dock; leaves one picture for each stop.

    Raises:
        RuntimeError: a stop was not reached; the message says which.
    """
    with tempfile.TemporaryDirectory(prefix="secims-pictures-") as scratch:
        opened = open_qgis(
            Path(scratch),
            demo.records,
            TOUR,
            DISPLAY=display,
            QT_QPA_PLATFORM="xcb",
            LANG="C.UTF-8",
            SECIMS_PICTURES=str(folder),
            SECIMS_DEMO_PROCESS=str(demo.process.pid if demo.process else ""),
        )
        try:
            opened.wait(SECONDS)
        finally:
            opened.kill()
            opened.wait()
    complaint = folder / "complaint.txt"
    if complaint.exists() or not (folder / "done").exists():
        raise RuntimeError(
            complaint.read_text("utf-8") if complaint.exists() else "QGIS ended before the tour"
        )


def side_by_side(pictures: list[Image.Image]) -> Image.Image:
    """Return one picture of several, white between them."""
    height = max(picture.height for picture in pictures)
    strip = Image.new("RGB", (sum(picture.width + GAP for picture in pictures) - GAP, height), WHITE)
    left = 0
    for picture in pictures:
        strip.paste(picture, (left, 0))
        left += picture.width + GAP
    return strip


def save(picture: Image.Image, colours: int, file: Path) -> None:
    """Write a picture with few colours, and none of the program that made it."""
    few = picture.quantize(colours, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(file, "PNG", optimize=True)
    print(f"{file.name}: {picture.width} x {picture.height}, {file.stat().st_size:,} bytes")


def main() -> int:
    """Take all pictures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--into", type=Path, default=IMAGES, help="folder of the pictures")
    into = parser.parse_args().into
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="secims-tour-") as raw, screen() as display, running() as demo:
        take(demo, display, Path(raw))
        taken = {file.stem: Image.open(file).convert("RGB") for file in sorted(Path(raw).glob("*.png"))}
    for name, stops in STRIPS.items():
        save(side_by_side([taken[stop] for stop in stops]), STRIP_COLOURS, into / f"{name}.png")
    for name, colours in ALONE.items():
        save(taken[name], colours, into / f"{name}.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
