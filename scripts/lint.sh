#!/usr/bin/env bash
# All static checks, each run to its end; fails if one of them does.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
bin=build/venv-lint/bin
failed=()

check() { # check NAME COMMAND...
    local name="$1"
    shift
    echo "== $name"
    "$@" || failed+=("$name")
}

check 'ruff check' "$bin/ruff" check --output-format=concise .
check 'ruff format' "$bin/ruff" format --check .
# Of the QGS rules those that break a plugin (1xx) and those that break it in QGIS 4 (4xx). QGS105 wants
# iface imported everywhere; here plugin.py is given it and nobody else sees it (import_rules.py).
check 'flake8-qgis' "$bin/flake8" --isolated -j1 --select QGS1,QGS4 --extend-ignore QGS105 secims_qgis
# Beyond its table of enumerations: whatever PyQt 6 or PyQGIS does not have.
check 'names of Qt 6' "$bin/python" scripts/qt6_names.py
check 'mypy' "$bin/mypy" --cache-dir build/mypy-cache
check 'imports' "$bin/python" scripts/import_rules.py

if [ "${#failed[@]}" -gt 0 ]; then
    printf 'lint: failed: %s\n' "${failed[*]}" >&2
    exit 1
fi
echo 'lint: all passed'
