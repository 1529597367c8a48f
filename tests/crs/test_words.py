"""Reports in other languages: whole sentences with the same numbers, and keys that stay as they are."""

from __future__ import annotations

import pytest
from qgis.core import QgsCoordinateReferenceSystem

from scripts import translations
from secims_qgis.crs import SHORT_NAMES, apply_remedy, check_crs, headline, last_change, titles
from secims_qgis.crs.names import GRIDS
from secims_qgis.crs.titles import title_in_words
from secims_qgis.gui.crs_words import added_but, distance_of, sentence_of
from secims_qgis.model import BBox, CrsRef, CrsVerdict, RemedyAction
from secims_qgis.translation import speak
from tests.crs.samples import RECORD_EXTENT

BWI = CrsRef.from_text("EPSG:2006")
SOURCES = {source.stem[-2:]: source for source in translations.sources()}


@pytest.fixture
def speaking():
    """Speak a language; English again afterwards."""

    def choose(language: str) -> None:
        known = translations.translations(SOURCES[language])
        speak(lambda text: known.get(text, text))

    yield choose
    speak()


def values(report):
    return {fact.name: fact.value for fact in report.facts}


def test_a_layer_in_the_wrong_place_in_french(sample, speaking):
    speaking("fr")
    report = check_crs(sample(2006, 32620).layer, BWI, RECORD_EXTENT, "EPSG:4326")
    assert headline(report) == "Affichée 208 km trop à l’ouest"
    assert report.explanation == (
        "Affichée 208 km trop à l’ouest\u00a0: le fichier indique UTM 20N (EPSG:32620), mais ses coordonnées "
        "(abscisse 499,520 à 521,762 m) correspondent à la grille BWI (EPSG:2006), qu’indique la fiche."
    )
    assert report.remedies[0].effect == (
        "Place la couche 208 km plus à l’est, sur Sainte-Lucie. Le fichier reste tel quel."
    )
    facts = values(report)
    assert facts["Position"] == "208 km trop à l’ouest"
    assert facts["Record"] == "grille BWI, EPSG:2006"
    assert facts["Layer"] == "UTM 20N, comme l’indique le fichier"
    assert facts["Certainty"] == "certain\u00a0: la position et la fiche concordent"


def test_swapped_axes_in_spanish(sample, speaking):
    speaking("es")
    report = check_crs(sample(2006, 2006, swapped=True).layer, BWI, RECORD_EXTENT, "EPSG:4326")
    assert report.explanation == (
        "X e Y están intercambiadas: tal como están, las coordenadas sitúan la capa 1,444 km demasiado al "
        "sureste; intercambiadas, corresponden a la cuadrícula BWI (EPSG:2006)."
    )


def test_a_right_layer_in_french(sample, speaking):
    speaking("fr")
    report = check_crs(sample(2006, 2006).layer, BWI, RECORD_EXTENT, "EPSG:4326")
    assert report.explanation.startswith(
        "Position correcte\u00a0: 100 % de la couche se trouve à l’intérieur de l’emprise de sa fiche\u00a0; "
        "son SCR est la grille BWI (EPSG:2006), qu’indique sa fiche."
    )
    assert sentence_of(report).startswith("100 % de la couche")


@pytest.mark.parametrize("language", SOURCES)
def test_what_the_window_takes_from_a_report_holds_in_every_language(sample, speaking, language):
    speaking(language)
    report = check_crs(sample(2006, 32620).layer, BWI, RECORD_EXTENT, "EPSG:4326")
    assert distance_of(report) == "208 km"
    sentence = sentence_of(report)
    assert sentence[:1].isupper()
    assert headline(report) not in sentence
    assert values(report)["Position"] in added_but("Coast", report)


@pytest.mark.parametrize("language", SOURCES)
def test_verdicts_remedies_and_names_of_facts_are_the_same_in_every_language(sample, speaking, language):
    layers = [
        sample(2006, says, swapped=swapped).layer for says in (32620, None) for swapped in (False, True)
    ]
    wide = BBox(-90, 5, -55, 30)

    def told():
        reports = [
            check_crs(layer, BWI, area, None) for layer in layers for area in (RECORD_EXTENT, wide, None)
        ]
        return [
            (report.verdict, [(item.title, item.authid) for item in report.remedies], list(values(report)))
            for report in reports
        ]

    english = told()
    assert {CrsVerdict.WRONG_BUT_KNOWN, CrsVerdict.MISSING} <= {verdict for verdict, *_ in english}
    speaking(language)
    assert told() == english


def test_a_remedy_is_noted_in_english_and_said_in_the_language_of_the_moment(sample, project, speaking):
    layer = sample(2006, 32620).layer
    project.addMapLayer(layer)
    speaking("es")
    report = check_crs(layer, BWI, RECORD_EXTENT, "EPSG:4326")
    apply_remedy(layer, report.remedies[0], project)
    title = last_change(layer, project).note.title
    assert title == "Set layer CRS to EPSG:2006"
    assert title_in_words(title) == "Establecer el SRC de la capa en EPSG:2006"
    speaking("fr")
    assert title_in_words(title) == "Définir le SCR de la couche sur EPSG:2006"


@pytest.mark.parametrize("language", SOURCES)
def test_every_title_is_said_with_its_value(speaking, language):
    speaking(language)
    known = translations.translations(SOURCES[language])
    made = [getattr(titles, name) for name in dir(titles) if name.isupper() and not name.startswith("_")]
    assert len(made) >= len(RemedyAction)
    for text in made:
        values = {"crs": "EPSG:2006", "shift": "St. Lucia 1955 to WGS 84 (2), ±2 m"}
        assert title_in_words(text.format(**values)) == known[text].format(**values)


def test_a_title_of_another_version_is_said_as_it_was_written(speaking):
    speaking("fr")
    assert title_in_words("Turned upside down") == "Turned upside down"


def test_every_short_name_that_is_a_word_has_a_translation():
    assert {name for name in SHORT_NAMES.values() if "grid" in name.lower()} == GRIDS


def test_an_extent_that_is_too_wide_is_said_in_french(sample, speaking):
    speaking("fr")
    layer = sample(2006, 32620).layer
    layer.setCrs(QgsCoordinateReferenceSystem("EPSG:32621"))
    report = check_crs(layer, BWI, BBox(-90, 5, -55, 30), None)
    assert (
        "L’emprise de sa fiche est trop étendue pour trancher\u00a0; la comparaison a donc été faite avec "
        "Sainte-Lucie." in report.explanation
    )
