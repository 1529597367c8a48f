#!/usr/bin/env bash
# Runs the tests on the QGIS of another Debian: in a chroot, which is kept for the next run.
#
#   scripts/test-344.sh [PYTEST ARGUMENT...]
#
#   SUITE    trixie (unless told: Debian 13 with the QGIS 3.44 of its backports, GDAL 3.10, Python 3.13,
#            OWSLib 0.33) or forky (Debian testing, with whatever it has today)
#   MIRROR   the Debian archive to take it from (unless told: the one that apt uses)
#   FRESH=1  make the chroot anew
#
# It lies in $XDG_CACHE_HOME/secims_qgis or /var/cache/secims_qgis. The tracked and new files of this
# checkout are copied into it, and set-up.sh and test.sh do there what they do here. Ends as pytest does.
set -euo pipefail
cd "$(dirname "$0")/.."
suite="${SUITE:-trixie}"

say() { printf 'test-344: %s\n' "$*"; }

fail() {
    printf 'test-344: %s\n' "$@" >&2
    exit 1
}

[ "$(id -u)" -eq 0 ] || fail 'This makes a chroot, which needs root (and 4 GB of disk). Run: sudo make test-344'
case "$suite" in
    *[!a-z]* | '') fail "SUITE names a release of Debian, such as trixie or forky, not '$suite'." ;;
esac

# In a mount namespace of our own: what is mounted below is mounted for nobody else, is gone when the last
# process of this run is, however it ends, and nothing can be removed through it from outside.
if [ "${OWN_MOUNTS_OF:-}" != "$$" ]; then
    unshare --mount true 2>/dev/null ||
        fail 'This machine lets even root mount nothing (a container without CAP_SYS_ADMIN?).'
    OWN_MOUNTS_OF=$$ exec unshare --mount "scripts/${0##*/}" "$@" # exec keeps the process, and its number
fi

cache="${XDG_CACHE_HOME:-/var/cache}/secims_qgis"
root="$cache/$suite"
log="$cache/$suite.log"
work=/srv/secims_qgis # of the checkout, as seen from inside

mkdir -p "$cache"
exec 9>"$cache/$suite.lock"
if ! flock --nonblock 9; then
    say "another run uses $root; waiting for it"
    flock 9
fi

discard() { # discard FOLDER : never through a mount, of whomever
    local mounted
    mounted="$(awk -v below="$1/" 'index($5 "/", below) == 1 { print $5 }' /proc/self/mountinfo)"
    [ -z "$mounted" ] || fail "Something is mounted in $1; unmount it first:" "$mounted"
    rm -rf --one-file-system "$1"
}

make_root() {
    say "making Debian $suite in $root (once, some minutes and 4 GB)"
    discard "$root.part"
    : >"$log"
    scripts/debian-root.sh "$suite" "$root.part" "$log" 9>&-
    echo "$recipe" >"$root.part/.made-from"
    discard "$root"
    mv "$root.part" "$root"
}

recipe="$({ cat scripts/debian-root.sh; echo "$suite ${MIRROR:-}"; } | sha256sum | cut -d' ' -f1)"
if [ -n "${FRESH:-}" ] || [ "$(cat "$root/.made-from" 2>/dev/null)" != "$recipe" ]; then
    make_root
fi

mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
# Names, certificates and pip's index are the machine's, as they are today.
for file in /etc/resolv.conf /etc/ssl/certs/ca-certificates.crt /etc/pip.conf; do
    [ ! -r "$file" ] || cp --dereference --remove-destination "$file" "$root$file"
done

copy_checkout() {
    mkdir -p "$root$work"
    find "$root$work" -xdev -mindepth 1 -maxdepth 1 ! -name build -exec rm -rf {} +
    git ls-files -z --cached --others --exclude-standard |
        while IFS= read -r -d '' file; do
            if [ -e "$file" ] || [ -L "$file" ]; then printf '%s\0' "$file"; fi
        done |
        tar --create --null --no-recursion --files-from=- | tar --extract --no-same-owner --directory="$root$work"
}

# Our own environment goes with us, apart from what names places of this machine or its Python.
# shellcheck disable=SC2016  # the inner shell fills these in
inside() {
    env -u XDG_CACHE_HOME -u XDG_CONFIG_HOME -u XDG_DATA_HOME -u XDG_RUNTIME_DIR -u TMPDIR -u DISPLAY \
        -u WAYLAND_DISPLAY -u VIRTUAL_ENV -u PYTHONHOME -u PYTHONPATH -u SECIMS_DEMO_DATA -u OWN_MOUNTS_OF \
        -u MAKEFLAGS -u PIP_FIND_LINKS HOME=/root LANG=C.UTF-8 PYTHONNOUSERSITE=1 \
        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
        chroot "$root" sh -c 'cd "$0" && exec "$@"' "$work" "$@" 9>&-
}

versions='
import platform, owslib
from osgeo import gdal
from qgis.core import Qgis
print(f"QGIS {Qgis.version()}, GDAL {gdal.__version__}, Python {platform.python_version()}, OWSLib {owslib.__version__}")
'

copy_checkout
inside scripts/set-up.sh system test demo
found="$(inside build/venv-qgis/bin/python -c "$versions")"
say "$found"
case "$suite:$found" in
    trixie:QGIS\ 3.44.*) ;;
    trixie:*) fail "These are not the versions that this is about: $suite-backports has moved on." ;;
esac
inside scripts/test.sh "$@"
