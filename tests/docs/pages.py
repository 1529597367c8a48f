"""The Markdown of README and docs, read as far as the tests need it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = (ROOT / "README.md", *sorted(DOCS.glob("*.md")))
_FENCE = re.compile(r"^```(?P<info>[^\n`]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(?P<picture>!?)\[(?P<words>[^\]]*)\]\((?P<target>[^)\s]+)\)")
_HEADING = re.compile(r"^#+ (?P<words>.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, whether it is marked to be run, and its text."""

    page: Path
    language: str
    is_run: bool
    text: str


def blocks_of(page: Path) -> list[Block]:
    found = []
    for match in _FENCE.finditer(page.read_text(encoding="utf-8")):
        language, *marks = match["info"].split() or [""]
        found.append(Block(page, language, "run" in marks, match["text"]))
    return found


def runnable(language: str) -> dict[Path, list[str]]:
    """Return the blocks of a language that are to be run, by page; they build upon each other."""
    found = {page: [b.text for b in blocks_of(page) if b.is_run and b.language == language] for page in PAGES}
    return {page: texts for page, texts in found.items() if texts}


def prose_of(page: Path) -> str:
    """Return the page without its fenced blocks."""
    return _FENCE.sub("", page.read_text(encoding="utf-8"))


def links_of(page: Path) -> list[tuple[str, bool]]:
    """Return the targets of a page's links, and whether each is a picture."""
    return [(match["target"], bool(match["picture"])) for match in _LINK.finditer(prose_of(page))]


def headings_of(page: Path) -> list[str]:
    return [match["words"] for match in _HEADING.finditer(prose_of(page))]
