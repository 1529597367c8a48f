"""Where the files lie that ship beside the code: inside the package in the zip, beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource(name: str) -> Path:
    """Return a file or folder of ``resources/``, whether it is there or not."""
    return _shipped(f"resources/{name}", f"resources/{name}")


def help_folder() -> Path:
    """Return the folder of the help's pages and of their pictures."""
    return _shipped("help", "docs")


def _shipped(in_zip: str, in_checkout: str) -> Path:
    installed, checkout = _PACKAGE / in_zip, _PACKAGE.parent
    # Beside an installed plugin lie those of strangers, one of which may have this name.
    if installed.exists() or not (checkout / "pyproject.toml").is_file():
        return installed
    return checkout / in_checkout
