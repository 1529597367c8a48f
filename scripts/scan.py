"""Scans the built zip as plugins.qgis.org does: a finding of bandit or detect-secrets blocks a version there.

    build/venv-lint/bin/python scripts/scan.py [ZIP]

The rules are those of plugin-site-rules.json. Flake8 is advisory on the site; here it counts as well.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from detect_secrets import SecretsCollection
from detect_secrets.settings import transient_settings

CHECKOUT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(CHECKOUT))

from scripts import zip_checks  # noqa: E402 -- run as a file, the checkout is not on the path

RULES = zip_checks.RULES


def structure(archive: Path) -> list[str]:
    """Return what the site's validator would refuse."""
    return zip_checks.problems(archive)


def bandit(folder: Path) -> list[str]:
    """Return the findings of the site's bandit rules."""
    done = _tool("bandit", "-q", "-r", ".", "-f", "json", "-t", ",".join(RULES["bandit"]), folder=folder)
    report = json.loads(done.stdout)
    return [f"{e['filename']}: {e['reason']}" for e in report["errors"]] + [
        f"{hit['filename']}:{hit['line_number']}: {hit['test_id']} {hit['issue_text']}"
        for hit in report["results"]
    ]


def secrets(folder: Path) -> list[str]:
    """Return what the site's detectors take for a secret. The site leaves metadata.txt out, and so do we."""
    collection = SecretsCollection(root=str(folder))
    # File by file: the command line of detect-secrets wants shared memory, which a container may lack.
    with transient_settings({"plugins_used": [{"name": name} for name in RULES["secrets"]]}):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.name != "metadata.txt":
                collection.scan_file(str(path.relative_to(folder)))
    return [f"{name}:{secret.line_number}: {secret.type}" for name, secret in collection]


def flake8(folder: Path) -> list[str]:
    """Return the findings of the site's flake8 rules."""
    options = ["--isolated", "-j1", "--max-line-length=120", f"--select={','.join(RULES['flake8'])}"]
    return _tool("flake8", *options, ".", folder=folder).stdout.splitlines()


def _tool(module: str, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    # These tools exit with 1 for findings; a tool that broke prints no result at all.
    if done.returncode not in (0, 1) or "Traceback" in done.stderr:
        sys.exit(f"{module} did not work (exit {done.returncode}):\n{done.stderr}")
    return done


def main() -> int:
    """Run all scans and print their findings."""
    archives = [Path(name) for name in sys.argv[1:]] or sorted((CHECKOUT / "dist").glob("*.zip"))
    if not archives:
        sys.exit("There is no zip in dist/. Run: make package")
    archive = archives[-1]
    with tempfile.TemporaryDirectory() as temporary:
        with zipfile.ZipFile(archive) as opened:
            opened.extractall(temporary)
        folder = Path(temporary)
        findings = {"structure": structure(archive)}
        findings |= {scan.__name__: scan(folder) for scan in (bandit, secrets, flake8)}
    for name, lines in findings.items():
        print(f"{name}: {'no findings' if not lines else ''}")
        for line in lines:
            print(f"  {line}")
    return 1 if any(findings.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
