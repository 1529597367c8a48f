"""The words around a search: counts, the end of the list, nothing found and what would help."""

from __future__ import annotations

from secims_qgis.gui.formats import count_text, one_line
from secims_qgis.gui.limits import AreaKind, Limits
from secims_qgis.model import PageNote
from secims_qgis.translation import tr


def count_words(
    loaded: int, matched: int | None, shown: int, *, is_complete: bool, is_whole: bool = True
) -> str:
    """Return how many datasets there are; a number that nobody told is not made up.

    ``is_whole`` is False where a list that is complete has fewer than the catalogue said.
    """
    lacks_some = is_complete and not is_whole
    if shown < loaded or lacks_some:
        total = loaded if matched is None or (is_complete and not lacks_some) else matched
        return tr("{shown} of {total} datasets").format(shown=count_text(shown), total=count_text(total))
    if matched is None and not is_complete:
        return tr("{count} datasets so far").format(count=count_text(loaded))
    return dataset_count(max(matched or 0, loaded) if not is_complete else (matched or loaded))


def dataset_count(count: int) -> str:
    """Return a number of datasets."""
    if count == 1:
        return tr("1 dataset")
    return tr("{count} datasets").format(count=count_text(count))


def catalogue_words(matched: int | None) -> str:
    """Return how many datasets the catalogue has, or nothing where it does not say."""
    if matched is None:
        return ""
    return tr("{datasets} in this catalogue").format(datasets=dataset_count(matched))


def footer_words(shown: int, problems: int, notes: tuple[PageNote, ...], *, is_complete: bool) -> str:
    """Return what stands below the list: records that could not be read, the end, how the list came about."""
    words = []
    if problems == 1:
        words.append(tr("1 record could not be read"))
    elif problems:
        words.append(tr("{count} records could not be read").format(count=count_text(problems)))
    if is_complete and shown > 1:
        words.append(tr("All {count} shown").format(count=count_text(shown)))
    if shown:
        words += [note_words(note) for note in notes]
    return " · ".join(words)


def note_words(note: PageNote) -> str:
    """Return how a list came about, in the middle of a sentence."""
    words = {
        PageNote.CSW_ANSWERED: tr("found by CSW, OGC API Records failed"),
        PageNote.NOT_SORTED: tr("not sorted, the catalogue cannot"),
        PageNote.SIFTED_HERE: tr("filtered on this computer"),
    }
    return words[note]


def nothing_words(limits: Limits) -> str:
    """Return that nothing was found, for what, and where."""
    text = one_line(limits.text)[:60]
    is_here = limits.filters.area.kind is not AreaKind.ANYWHERE
    if text and is_here:
        return tr("Nothing found for “{text}” here").format(text=text)
    if text:
        return tr("Nothing found for “{text}”").format(text=text)
    if is_here:
        return tr("Nothing found here")
    return tr("Nothing found")


def nothing_advice(limits: Limits, *, has_remedies: bool) -> str:
    """Return what to do about it."""
    if limits.text and has_remedies:
        return tr("Check the spelling, or widen the search:")
    if limits.text:
        return tr("Check the spelling, or try another word.")
    if has_remedies:
        return tr("Widen the search:")
    return "" if limits.is_any else tr("This catalogue is empty.")


def slow_words(host: str) -> str:
    """Return what is said when an answer takes long."""
    return tr("{host} is slow. Still waiting.").format(host=host)
