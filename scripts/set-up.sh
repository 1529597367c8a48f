#!/usr/bin/env bash
# Installs what the make verbs need, once. Safe to run again: what is there is left alone, and
# when everything is there it takes a second and no network.
#
#   scripts/set-up.sh [system] [test] [demo] [lint]     (without a name: all of them)
#
#   system  QGIS 3.40 or newer and what it needs, by apt (as root, or with sudo)
#   test    build/venv-qgis   QGIS's Python with pytest
#   demo    build/venv-demo   pygeoapi and pycsw, and the data they serve
#   lint    build/venv-lint   ruff, mypy, flake8, bandit ...
#
# Details go to build/set-up.log.
set -euo pipefail
cd "$(dirname "$0")/.."
root="$PWD"
log="$root/build/set-up.log"
python=/usr/bin/python3 # QGIS's bindings belong to the system's Python, whatever else is first on PATH

say() { printf 'set-up: %s\n' "$*"; }

# fail WHAT HINT... : one clear message, with the end of the log, and out
fail() {
    {
        printf '\nset-up: %s\n' "$1"
        shift
        [ $# -eq 0 ] || printf '        %s\n' "$@"
        if [ -s "$log" ]; then
            printf -- '--- last lines of %s\n' "$log"
            tail -n 15 "$log"
        fi
    } >&2
    exit 1
}

# logged COMMAND... : runs it with its output in the log, apart from the lock and from our stdin
logged() {
    printf '\n$ %s\n' "$*" >>"$log"
    "$@" >>"$log" 2>&1 </dev/null 9>&-
}

one_at_a_time() {
    exec 9>"$root/build/set-up.lock"
    flock --nonblock 9 && return
    say 'another set-up is at work in this folder; waiting for it'
    flock 9
}

# A virtual environment is the work of its requirements, its place and its Python. Their hash is
# written last, so that an environment that was interrupted half-way is made anew.
environment() { # environment NAME REQUIREMENTS [VENV OPTION...]
    local name="$1" requirements="$2" dir="build/$1" wanted
    shift 2
    wanted="$({ cat "$requirements"; "$python" --version; echo "$root/$dir $*"; } | sha256sum | cut -d' ' -f1)"
    if [ "$(cat "$dir/.made-from" 2>/dev/null)" = "$wanted" ] && [ -x "$dir/bin/python" ]; then
        say "$name is ready"
        return
    fi
    say "making $dir from $requirements"
    rm -rf "$dir"
    logged "$python" -m venv "$@" "$dir" || fail "Could not make $dir." 'Is there space on the disk?'
    logged "$dir/bin/python" -m pip install --disable-pip-version-check --no-input --retries 5 --timeout 60 \
        --requirement "$requirements" ||
        fail "pip could not install $requirements." 'Is the network there? Then run the same command again.'
    echo "$wanted" >"$dir/.made-from"
}

demo_data() {
    say 'demo data: building what is not there yet'
    logged build/venv-demo/bin/python -m demo build || fail 'The demo data could not be built.'
}

stage() {
    case "$1" in
        system)
            source scripts/set-up-system.sh
            logged "$python" scripts/translations.py release || fail 'The translations could not be made.'
            ;;
        test) environment venv-qgis scripts/requirements-test.txt --system-site-packages ;;
        demo)
            environment venv-demo demo/requirements.txt --system-site-packages
            demo_data
            ;;
        lint) environment venv-lint scripts/requirements-lint.txt ;;
        *) fail "There is no stage '$1'." 'The stages are: system test demo lint' ;;
    esac
}

mkdir -p build
one_at_a_time
: >"$log"
[ $# -gt 0 ] || set -- system test demo lint
for name in "$@"; do
    stage "$name"
done
