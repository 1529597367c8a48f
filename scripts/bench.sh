#!/usr/bin/env bash
# Runs the benchmarks one after the other, or those that are named: scripts/bench.sh search
# What they print is kept in build/bench; a run of all of them also writes docs/benchmarks.md.
set -euo pipefail
cd "$(dirname "$0")/.."
export PYTHONPATH="$PWD${PYTHONPATH:+:$PYTHONPATH}"
export QT_QPA_PLATFORM="${QT_QPA_PLATFORM:-offscreen}"

names=("$@")
if [ "${#names[@]}" -eq 0 ]; then
    names=(search startup catalogue coverage coverage_stress tiles tiles_stress download extract crs)
fi
mkdir -p build/bench
failed=()
for name in "${names[@]}"; do
    echo "== $name"
    build/venv-qgis/bin/python "benchmarks/$name.py" | tee "build/bench/$name.txt" || failed+=("$name")
done
[ $# -gt 0 ] || build/venv-qgis/bin/python -m benchmarks.page "${names[@]}"
if [ "${#failed[@]}" -gt 0 ]; then
    echo "Above their limits: ${failed[*]}" >&2
    exit 1
fi
