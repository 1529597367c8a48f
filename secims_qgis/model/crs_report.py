"""What the CRS check found, and what can be done."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class CrsVerdict(str, Enum):
    """The outcome of a CRS check."""

    OK = "ok"
    MISSING = "missing"
    DIFFERS = "differs"
    SWAPPED_AXES = "swapped_axes"
    WRONG_PLACE = "wrong_place"
    WRONG_BUT_KNOWN = "wrong_but_known"
    NO_EXTENT = "no_extent"

    def __str__(self) -> str:
        """Return the bare word, on every Python version."""
        return self.value


class Confidence(str, Enum):
    """How sure a verdict is.

    ``CERTAIN``: nothing else explains what was found. ``LIKELY``: something else would too, but is
    less likely. ``UNSURE``: what was found cannot decide.
    """

    CERTAIN = "certain"
    LIKELY = "likely"
    UNSURE = "unsure"

    def __str__(self) -> str:
        """Return the bare word, on every Python version."""
        return self.value


class RemedyAction(str, Enum):
    """What a remedy does."""

    SET_LAYER_CRS = "set_layer_crs"
    SWAP_AXES = "swap_axes"
    SET_PROJECT_CRS = "set_project_crs"
    PICK_TRANSFORMATION = "pick_transformation"
    REPROJECT_TO_FILE = "reproject_to_file"
    ASSIGN_TO_FILE = "assign_to_file"
    LEAVE = "leave"

    def __str__(self) -> str:
        """Return the bare word, on every Python version."""
        return self.value


@dataclass(frozen=True)
class Remedy:
    """A way to mend a layer.

    ``authid`` is the CRS it would set, empty where it sets none. ``from_authid`` is the CRS that the
    coordinates are in, for those that transform; ``operation`` the PROJ string of the transformation
    to take from there.
    """

    action: RemedyAction
    title: str
    """In English, as projects keep it; ``secims_qgis.crs.titles`` has it in the user's language."""
    effect: str
    authid: str = ""
    from_authid: str = ""
    operation: str = ""


@dataclass(frozen=True)
class CrsFact:
    """One line of evidence, such as ("Record", "BWI grid, EPSG:2006")."""

    name: str
    """In English, a key; ``tr`` has it in the user's language."""
    value: str


@dataclass(frozen=True)
class CrsReport:
    """Verdict, explanation in plain words with numbers, and remedies, best first.

    ``offset_m`` is how far the layer's centre is drawn from that of the record's extent, in metres
    on the ellipsoid; None where one of the two is unknown. ``accuracy_m`` is that of the
    transformation from the layer's CRS to the project's; None where PROJ does not know it.
    ``displaced_m`` is how far the layer is drawn from where its coordinates belong, metres; None where
    it is not, or where that is not known.
    """

    verdict: CrsVerdict
    explanation: str
    remedies: tuple[Remedy, ...] = ()
    facts: tuple[CrsFact, ...] = ()
    offset_m: float | None = None
    accuracy_m: float | None = None
    confidence: Confidence = Confidence.UNSURE
    displaced_m: float | None = None
