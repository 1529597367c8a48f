"""Words as people type them."""

from __future__ import annotations

import pytest

from secims_qgis.catalogue.words import Sent, for_anyone, for_patterns, occur_in, words_of
from secims_qgis.model import Contact, Distribution, DistributionKind, Record


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ()),
        (" \t\n , ", ()),
        ("reef", ("reef",)),
        ("reef, coast;road", ("reef", "coast", "road")),
        ('"coral reef"', ("coral", "reef")),
        ("L\u2019Anse la Raye", ("L'Anse", "la", "Raye")),
        ("E\u0301tang", ("\u00c9tang",)),
        ("reef reef", ("reef",)),
    ],
)
def test_words(text, words):
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("word", "sent"),
    [
        ("reef", Sent("reef")),
        ("EPSG:2006", Sent("EPSG:2006")),
        ("L'Anse", Sent("L_Anse")),
        ("\u00c9tang", Sent("_tang", ("\u00c9tang",))),
        ("100%", Sent("100%", ("100%",))),
        ("a_b", Sent("a_b", ("a_b",))),
        ("(2018)", Sent("_2018_", ("(2018)",))),
        ("a\\b", Sent("a_b", ("a\\b",))),
    ],
)
def test_a_pattern_finds_at_least_the_word(word, sent):
    assert for_patterns((word,)) == sent


@pytest.mark.parametrize(
    ("words", "sent"),
    [
        (("reef",), Sent("reef")),
        (("10-m",), Sent("10-m")),
        (("reef", "monitoring"), Sent("monitoring", ("reef",))),
        (("L'Anse", "la", "Raye"), Sent("Anse", ("L'Anse", "la", "Raye"))),
        (("\u00c9tang", "Forest"), Sent("Forest", ("\u00c9tang",))),
        (("\u00c9tang",), Sent("tang", ("\u00c9tang",))),
        (("a_b",), Sent("", ("a_b",))),
        (("%",), Sent("", ("%",))),
        ((), Sent("")),
    ],
)
def test_an_unknown_server_is_asked_for_one_plain_piece(words, sent):
    assert for_anyone(words) == sent


@pytest.mark.parametrize(
    ("words", "sent"),
    [
        (("reef",), Sent("reef")),
        (("R\u00e9cifs", "de"), Sent("R\u00e9cifs", ("de",))),
        (("L'\u00c9tang",), Sent("\u00c9tang", ("L'\u00c9tang",))),
        (("R\u00e9cif", "coralliens"), Sent("coralliens", ("R\u00e9cif",))),
        (("%",), Sent("", ("%",))),
    ],
)
def test_a_server_with_an_index_of_words_is_asked_for_a_whole_one(words, sent):
    assert for_anyone(words, whole=True) == sent


RECORD = Record(
    "lca-1",
    title="\u00c9tang de L\u2019Anse",
    description="Cover of 50% and a_b",
    keywords=("Coast",),
    contacts=(Contact("Fisheries"),),
    distributions=(Distribution(DistributionKind.FILE, "https://x.example/reef.gpkg"),),
)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("etang",), True),
        (("\u00c9TANG", "l'anse"), True),
        (("50%",), True),
        (("5_%",), False),
        (("a_b",), True),
        (("a_",), True),
        (("axb",), False),
        (("coast", "fisheries", "reef.gpkg"), True),
        (("coast", "road"), False),
        ((), True),
    ],
)
def test_words_are_looked_for_literally(words, found):
    assert occur_in(words, RECORD) is found
