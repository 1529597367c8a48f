"""Which distribution of a record a parameter means."""

from __future__ import annotations

from dataclasses import replace

from qgis.core import QgsProcessingException

from secims_qgis.distributions import recommend
from secims_qgis.model import Distribution, DistributionKind, Purpose, Record
from secims_qgis.translation import tr


def distribution_of(record: Record, text: str) -> Distribution:
    """Return the distribution with this index, or the first of this kind or format.

    Usable ones come first; one that is not usable says why when it is tried. A variable of a coverage
    follows a colon: "COVERAGE:rainfall", "2:rainfall".

    Raises:
        QgsProcessingException: the record has none; the message lists those that it has.
    """
    wanted, _, variable = (part.strip() for part in text.partition(":"))
    found = _found(record, wanted)
    if found is not None:
        return _of_variable(found, variable) if variable else found
    raise QgsProcessingException(
        tr("The record has no distribution “{wanted}”. {all}").format(wanted=wanted, all=_listed(record))
    )


def _found(record: Record, wanted: str) -> Distribution | None:
    if wanted.isdecimal():
        if int(wanted) < len(record.distributions):
            return record.distributions[int(wanted)]
    else:
        fitting = [item for item in record.distributions if _is(item, wanted)]
        if fitting:
            return next((item for item in fitting if item.usable), fitting[0])
    return None


def _of_variable(distribution: Distribution, variable: str) -> Distribution:
    """Return a coverage with one of its variables only.

    Raises:
        QgsProcessingException: it is no coverage.
    """
    from secims_qgis.live.coverage_request import with_parameters

    if distribution.kind is not DistributionKind.COVERAGE:
        words = tr("Only coverages have variables such as “{variable}”; this is {kind}.")
        raise QgsProcessingException(words.format(variable=variable, kind=distribution.kind.value))
    return replace(distribution, url=with_parameters(distribution.url, [("properties", variable)]))


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
