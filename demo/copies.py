"""Fills the catalogues up with copies of their records, for measurements on large ones.

A copy has an id, a title and a place of its own, in all texts that are searched and shown.
"""

from __future__ import annotations

import json
import sqlite3
from itertools import cycle
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TINYDB_MOST = 2_000
"""TinyDB reads its whole file for every request: of 20,000 records, more than a second each."""
_PLACES = (
    "Anse La Raye", "Canaries", "Castries", "Choiseul", "Dennery", "Gros Islet", "Laborie", "Micoud",
    "Praslin", "Soufriere", "Vieux Fort",
)  # fmt: skip
_SEARCHED = ("identifier", "title", "abstract", "anytext", "xml")
_ROWS_AT_ONCE = 500


def multiply_pycsw(database: Path, total: int) -> None:
    """Add copies to pycsw's table until it has that many records."""
    with sqlite3.connect(database) as connection:
        connection.row_factory = sqlite3.Row
        originals = [dict(row) for row in connection.execute("select * from records")]
        columns = list(originals[0])
        statement = f"insert into records values ({', '.join('?' * len(columns))})"
        batch = []
        for original, number in _copies(originals, total):
            changed = {**original, **_changed(original, number)}
            batch.append([changed[name] for name in columns])
            if len(batch) == _ROWS_AT_ONCE:
                connection.executemany(statement, batch)
                batch.clear()
        connection.executemany(statement, batch)


def _copies(originals: list[dict[str, Any]], total: int) -> Iterator[tuple[dict[str, Any], int]]:
    return zip(cycle(originals), range(len(originals), total))


def _changed(row: dict[str, Any], number: int) -> dict[str, Any]:
    """Return the texts of a copy; id and title stand in several of them."""
    title, suffix = str(row["title"]), _suffix(number)
    return {
        name: str(row[name]).replace(row["identifier"], _copied_id(row["identifier"], number)).replace(
            title, title + suffix
        )
        for name in _SEARCHED
        if row[name]
    }  # fmt: skip


def _copied_id(record_id: str, number: int) -> str:
    return f"{record_id}-{number:05d}"


def _suffix(number: int) -> str:
    return f", {_PLACES[number % len(_PLACES)]} {1950 + number % 75}"


def multiply_tinydb(database: Path, total: int) -> None:
    """Add copies to pygeoapi's file until it has that many records, or TINYDB_MOST."""
    document = json.loads(database.read_text(encoding="utf-8"))
    table = document["_default"]
    for original, number in _copies(list(table.values()), min(total, TINYDB_MOST)):
        table[str(number + 1)] = _copied_feature(original, number)
    database.chmod(0o644)
    database.write_text(json.dumps(document), encoding="utf-8")
    database.chmod(0o444)  # pygeoapi would offer transactions on a file it can write


def _copied_feature(feature: dict[str, Any], number: int) -> dict[str, Any]:
    properties, suffix = feature["properties"], _suffix(number)
    changed = {"title": properties["title"] + suffix}
    changed["_metadata-anytext"] = properties["_metadata-anytext"] + suffix
    text = json.dumps({**feature, "properties": {**properties, **changed}})
    return json.loads(text.replace(feature["id"], _copied_id(feature["id"], number)))
