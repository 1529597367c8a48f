#!/usr/bin/env bash
# Runs the benchmarks one after the other, or those that are named: scripts/bench.sh search
set -euo pipefail
cd "$(dirname "$0")/.."
export QT_QPA_PLATFORM="${QT_QPA_PLATFORM:-offscreen}"

names=("$@")
if [ "${#names[@]}" -eq 0 ]; then
    for file in benchmarks/[a-z]*.py; do
        [ -e "$file" ] || { echo 'There are no benchmarks.' >&2; exit 1; }
        names+=("$(basename "$file" .py)")
    done
fi
for name in "${names[@]}"; do
    echo "== $name"
    build/venv-qgis/bin/python "benchmarks/$name.py"
done
