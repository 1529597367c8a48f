"""How the outcome of a CRS check is said in a line."""

from __future__ import annotations

from secims_qgis.model import CrsFact, CrsReport, CrsVerdict, RemedyAction
from secims_qgis.translation import tr

ALARMING = frozenset(
    {
        CrsVerdict.MISSING,
        CrsVerdict.SWAPPED_AXES,
        CrsVerdict.WRONG_PLACE,
        CrsVerdict.WRONG_BUT_KNOWN,
    }
)
"""Verdicts that a person must hear of: the layer is not where it should be."""

QUIET = frozenset({CrsVerdict.OK, CrsVerdict.NO_EXTENT})
"""Verdicts that ask for nothing."""


def verdict_words(verdict: CrsVerdict) -> str:
    """Return a verdict in a few words, where its numbers are not at hand."""
    texts = {
        CrsVerdict.OK: tr("In the right place"),
        CrsVerdict.MISSING: tr("CRS unknown"),
        CrsVerdict.DIFFERS: tr("Record and data name different CRSs"),
        CrsVerdict.SWAPPED_AXES: tr("X and Y are swapped"),
        CrsVerdict.WRONG_PLACE: tr("Not where its record says"),
        CrsVerdict.WRONG_BUT_KNOWN: tr("Wrong CRS: drawn in the wrong place"),
        CrsVerdict.NO_EXTENT: tr("Position not checked"),
    }
    return texts[verdict]


def position_words(report: CrsReport | None) -> str:
    """Return the quiet line for a layer that is where it should be, or that nobody can tell of."""
    if report is None or report.verdict is CrsVerdict.NO_EXTENT:
        return tr("Position not checked")
    if report.verdict is CrsVerdict.DIFFERS:
        return tr("Record and data name different CRSs")
    if report.verdict is not CrsVerdict.OK:
        return headline_of(report)
    if not report.accuracy_m:  # unknown, or no datum shift is needed
        return tr("Position checked")
    if any(remedy.action is RemedyAction.PICK_TRANSFORMATION for remedy in report.remedies):
        return headline_of(report)
    return tr("Position checked, ±{metres:g} m").format(metres=report.accuracy_m)


def wrapping(text: str) -> str:
    """Let a label break file names where their words end, and codes such as EPSG:2006 nowhere."""
    return text.replace("_", "_\u200b").replace("EPSG:", "EPSG:\u2060")


def headline_of(report: CrsReport) -> str:
    """Return the verdict as a heading, with its number."""
    from secims_qgis.crs import headline

    return headline(report)


def sentence_of(report: CrsReport) -> str:
    """Return the explanation without the heading that stands above it."""
    from secims_qgis.crs.words import capitalised, headed

    text, start = report.explanation, headed(headline_of(report), "")
    return capitalised(text[len(start) :]) if text.startswith(start) else text


def facts_of(report: CrsReport) -> tuple[CrsFact, ...]:
    """Return the facts but for the one that the heading says."""
    from secims_qgis.crs.facts import POSITION

    return tuple(fact for fact in report.facts if fact.name != POSITION)


def distance_of(report: CrsReport) -> str:
    """Return how far a layer is drawn from where it should be ("208 km"), empty where it is not."""
    from secims_qgis.crs.words import distance

    if report.verdict not in ALARMING or report.displaced_m is None:
        return ""
    return distance(report.displaced_m)


def remedy_words(report: CrsReport) -> str:
    """Return the best remedy, title and effect, empty where none is needed."""
    from secims_qgis.crs import title_in_words

    first = report.remedies[0] if report.remedies else None
    return f"{title_in_words(first.title)}. {first.effect}" if first is not None else ""


def fact_words(fact: CrsFact) -> str:
    """Return a fact as a line of text."""
    return tr("{name}: {value}").format(name=tr(fact.name), value=fact.value)


def checked_words(count: int, doubtful: int) -> str:
    """Return the outcome of a check of many layers."""
    if not doubtful:
        return tr("{count} layers checked: none is in the wrong place.").format(count=count)
    need = tr("1 needs a look") if doubtful == 1 else tr("{doubtful} need a look").format(doubtful=doubtful)
    return tr("{count} layers checked, {need}.").format(count=count, need=need)


def added_but(name: str, report: CrsReport) -> str:
    """Return the sentence of the message bar: "Roads was added, but is drawn 208 km too far west."."""
    texts = {
        CrsVerdict.MISSING: tr("{name} was added, but its CRS is unknown."),
        CrsVerdict.SWAPPED_AXES: tr("{name} was added, but its X and Y are swapped."),
    }
    from secims_qgis.crs.facts import drawn_away

    away = drawn_away(report)
    text = texts.get(report.verdict, tr("{name} was added, but is not where its record says."))
    if away:
        text = tr("{name} was added, but is drawn {away}.")
    return text.format(name=name, away=away)
