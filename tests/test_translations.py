"""Every word of the interface has a translation, and none goes past it."""

from __future__ import annotations

import ast
import re
from collections import Counter

import pytest

from scripts import translations
from secims_qgis.gui.language import Language
from secims_qgis.translation import tr

PACKAGE = translations.CHECKOUT / "secims_qgis"
TEXTS = translations.texts(PACKAGE)
SOURCES = translations.sources()
PLACEHOLDER = re.compile(r"\{[^{}]*\}")
# What these are given is seen or read aloud.
SHOWN_BY = {
    "setText", "setToolTip", "setWindowTitle", "setTitle", "setPlaceholderText", "setAccessibleName",
    "setAccessibleDescription", "setStatusTip", "setWhatsThis", "setLabelText", "addAction", "addItem",
    "QLabel", "QuietLabel", "QPushButton", "QCheckBox", "QRadioButton", "QGroupBox", "QAction", "Message",
    "pushInfo", "pushWarning", "reportError", "setProgressText", "pushMessage", "addButton",
}  # fmt: skip
WORDS = re.compile(r"[A-Za-z]{2,}[^A-Z0-9]* [a-z]{2,}|^[A-Z][a-z]{2,}")


@pytest.fixture
def language():
    """Speak another language, and English again afterwards."""
    spoken = Language()
    yield spoken.start
    spoken.stop()


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
class TestSource:
    def test_every_text_is_translated(self, source):
        known = translations.translations(source)
        assert [text for text in TEXTS if text not in known] == [], "make translations, and translate"
        assert [text for text in known if text not in TEXTS] == [], "make translations"

    def test_qgis_finds_every_text(self, source, language):
        language(source.stem.rpartition("_")[2])
        known = translations.translations(source)
        assert {text: tr(text) for text in known} == known

    def test_placeholders_are_those_of_the_text(self, source):
        known = translations.translations(source).items()
        odd = [text for text, other in known if _placeholders(text) != _placeholders(other)]
        assert odd == []

    def test_edges_and_lines_are_those_of_the_text(self, source):
        known = translations.translations(source).items()
        odd = [text for text, other in known if _edges(text) != _edges(other)]
        assert odd == []


def test_there_are_french_and_spanish():
    assert {source.stem for source in SOURCES} >= {"secims_qgis_fr", "secims_qgis_es"}
    assert len(TEXTS) > 600


@pytest.mark.parametrize(
    ("locale", "word"),
    [("fr", "Télécharger"), ("fr_CA", "Télécharger"), ("es_MX", "Descargar"), ("de", "Download")],
)
def test_the_language_is_that_of_qgis(language, locale, word):
    language(locale)
    assert tr("Download") == word


def test_a_text_without_translation_stays_english(language):
    language("fr")
    assert tr("No such text") == "No such text"


def test_no_text_is_taken_at_import():
    """The language would be that of the moment, not that of the user."""
    calls = [(path, call) for path, tree in _modules() for call in _at_import(tree)]
    assert [f"{path}:{call.lineno}" for path, call in calls if _name(call) == "tr"] == []


def test_no_words_are_shown_past_the_translation():
    found = [
        f"{path}:{call.lineno}: {ast.unparse(call)[:90]}"
        for path, tree in _modules()
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and _name(call) in SHOWN_BY and any(map(_is_prose, call.args))
    ]
    assert found == []


def _modules():
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE), ast.parse(path.read_text("utf-8"))


def _at_import(node):
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            continue
        if isinstance(child, ast.Call):
            yield child
        yield from _at_import(child)


def _name(call):
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _is_prose(node):
    if isinstance(node, ast.JoinedStr):
        return any(map(_is_prose, node.values))
    if isinstance(node, ast.BinOp):
        return _is_prose(node.left) or _is_prose(node.right)
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(WORDS.search(node.value))


def _placeholders(text):
    return Counter(PLACEHOLDER.findall(text))


def _edges(text):
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :], text.count("\n")
