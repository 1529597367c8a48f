"""What README and docs point to is there, and what ships stands alone."""

from __future__ import annotations

import re

import pytest

from scripts import package
from secims_qgis.gui.help_pages import HelpPage
from secims_qgis.gui.help_text import slug
from tests.docs.pages import DOCS, PAGES, ROOT, blocks_of, headings_of, links_of

LARGEST_PICTURE = 150_000
SHIPPED = [page for page in PAGES if page.parent == DOCS and page.name not in package.FOR_DEVELOPERS]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page):
    lost = []
    for target, _is_picture in links_of(page):
        if target.startswith(("http://", "https://")):
            continue
        file, _, heading = target.partition("#")
        path = (page.parent / file).resolve() if file else page
        if not path.is_file() or (heading and heading not in map(slug, headings_of(path))):
            lost.append(target)
    assert lost == []


@pytest.mark.parametrize("page", SHIPPED, ids=lambda page: page.name)
def test_a_page_that_ships_needs_nothing_that_does_not(page):
    shipped = {file.resolve() for file in package.help_contents(DOCS).values()}
    for target, _is_picture in links_of(page):
        if not target.startswith(("http://", "https://", "#")):
            assert (DOCS / target.partition("#")[0]).resolve() in shipped, target


def test_the_window_lists_exactly_the_pages_that_ship():
    assert {page.stem for page in SHIPPED} == {page.value for page in HelpPage}
    reached, new = set(), {"index.md"}
    while new:
        reached |= new
        targets = {target.partition("#")[0] for name in new for target, _picture in links_of(DOCS / name)}
        new = {target for target in targets if target.endswith(".md")} - reached
    assert reached == {page.name for page in SHIPPED}


def test_pictures_are_small_and_all_of_them_are_shown():
    named = {target for page in PAGES for target, is_picture in links_of(page) if is_picture}
    files = {file.name for file in (DOCS / "images").iterdir()}
    assert files == {target.rpartition("/")[2] for target in named}
    sizes = {file.name: file.stat().st_size for file in (DOCS / "images").iterdir()}
    assert max(sizes.values()) < LARGEST_PICTURE, sizes


def test_every_verb_of_make_that_is_named_exists():
    verbs = set(re.findall(r"^([a-z0-9-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {
        verb
        for page in PAGES
        for verb in re.findall(r"(?:`|^    |^)make ([a-z0-9-]+)", page.read_text("utf-8"), re.MULTILINE)
    }
    assert {"run", "test"} <= named <= verbs
    scripts = re.findall(r"`python3 (\S+?)`", (ROOT / "README.md").read_text("utf-8"))
    assert scripts == ["scripts/package.py"]
    assert all((ROOT / name).is_file() for name in scripts)


def test_every_example_is_run():
    for page in PAGES:
        for block in blocks_of(page):
            assert block.is_run or block.language not in {"python", "sh"}, f"{page.name}: {block.text}"
