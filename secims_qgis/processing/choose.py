"""Which distribution of a record a parameter means."""

from __future__ import annotations

from qgis.core import QgsProcessingException

from secims_qgis.distributions import recommend
from secims_qgis.gui.translation import tr
from secims_qgis.model import Distribution, Purpose, Record


def distribution_of(record: Record, text: str) -> Distribution:
    """Return the distribution with this index, or the first of this kind or format.

    Usable ones come first; one that is not usable says why when it is tried.

    Raises:
        QgsProcessingException: the record has none; the message lists those that it has.
    """
    wanted = text.strip()
    if wanted.isdecimal():
        if int(wanted) < len(record.distributions):
            return record.distributions[int(wanted)]
    else:
        fitting = [item for item in record.distributions if _is(item, wanted)]
        if fitting:
            return next((item for item in fitting if item.usable), fitting[0])
    raise QgsProcessingException(
        tr("The record has no distribution “{wanted}”. {all}").format(wanted=wanted, all=_listed(record))
    )


def recommended_file(record: Record) -> Distribution:
    """Return the file to download: the recommended one, else the first that is usable.

    Raises:
        QgsProcessingException: the record has no file.
    """
    choice = recommend(record, Purpose.ANALYSIS)
    if choice is not None and choice.distribution.is_file:
        return choice.distribution
    for item in record.distributions:
        if item.usable and item.is_file:
            return item
    raise QgsProcessingException(tr("The record has no file to download. {all}").format(all=_listed(record)))


def _is(distribution: Distribution, name: str) -> bool:
    return name.lower() in {distribution.kind.value.lower(), (distribution.format or "").lower()} - {""}


def _listed(record: Record) -> str:
    if not record.distributions:
        return tr("It has none at all.")
    rows = [
        f"{index}: {' '.join(filter(None, (item.kind.value, item.format, item.title[:80])))}"
        for index, item in enumerate(record.distributions)
    ]
    return tr("It has: {rows}.").format(rows="; ".join(rows))
