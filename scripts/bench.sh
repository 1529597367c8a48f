#!/usr/bin/env bash
# Runs the benchmarks one after the other, or those that are named: scripts/bench.sh search
set -euo pipefail
cd "$(dirname "$0")/.."
export PYTHONPATH="$PWD${PYTHONPATH:+:$PYTHONPATH}"
export QT_QPA_PLATFORM="${QT_QPA_PLATFORM:-offscreen}"

names=("$@")
if [ "${#names[@]}" -eq 0 ]; then
    # What the benchmarks share has no entry point of its own.
    mapfile -t names < <(grep -ls '__main__' benchmarks/*.py | xargs -r -n1 basename -s .py)
fi
[ "${#names[@]}" -gt 0 ] || { echo 'There are no benchmarks.' >&2; exit 1; }
for name in "${names[@]}"; do
    echo "== $name"
    build/venv-qgis/bin/python "benchmarks/$name.py"
done
