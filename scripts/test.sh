#!/usr/bin/env bash
# Runs pytest as `make test` does, with its arguments handed on. Sets nothing up.
set -euo pipefail
cd "$(dirname "$0")/.."

# No window system is needed; a test that wants one starts its own Xvfb.
export QT_QPA_PLATFORM="${QT_QPA_PLATFORM:-offscreen}"
# The test servers are on loopback; a proxy of the machine must not be asked for them.
export NO_PROXY="127.0.0.1,localhost,::1${NO_PROXY:+,$NO_PROXY}"
export no_proxy="$NO_PROXY"

limit="${TEST_TIME_LIMIT:-45m}"
rc=0
timeout --foreground --signal=INT --kill-after=60s "$limit" build/venv-qgis/bin/python -m pytest "$@" || rc=$?
case "$rc" in
    124 | 137) echo "The tests did not end within $limit and were stopped." >&2 ;;
esac
exit "$rc"
