#!/usr/bin/env bash
# Makes a minimal Debian of another release in a folder, to be entered with chroot.
#
#   scripts/debian-root.sh SUITE FOLDER LOG
#
# It has apt's sources and nothing of ours yet: set-up.sh installs the rest there, as on any Debian.
# For a stable release QGIS comes from its backports. Everything is taken from the mirror that apt uses
# here, or from MIRROR. To be run as root, in a mount namespace of its own (test-344.sh does).
set -euo pipefail
suite="$1" folder="$2" log="$3"

fail() {
    printf 'debian-root: %s\n' "$@" >&2
    [ ! -s "$log" ] || tail -n 15 "$log" >&2
    exit 1
}

# A field of apt's own list of Debian's main archive: REPO_URI, SIGNED_BY ...
of_apt() {
    apt-get indextargets --format "\$($1)" 'Created-By: Packages' 'Origin: Debian' 'Label: Debian' \
        'Component: main' 2>>"$log" | sed -n 1p
}

as_apt() { # as_apt COMMAND... : over the proxy that apt uses
    local proxy=''
    eval "$(apt-config shell proxy Acquire::http::Proxy)"
    env ${proxy:+"http_proxy=$proxy" "https_proxy=$proxy"} "$@" >>"$log" 2>&1 </dev/null
}

command -v apt-get >/dev/null || fail 'This is no Debian. Install debootstrap and run this on one.'
if ! command -v debootstrap >/dev/null; then
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends debootstrap; } \
        >>"$log" 2>&1 </dev/null || fail 'apt could not install debootstrap.'
fi

mirror="${MIRROR:-$(of_apt REPO_URI)}"
if [ -z "$mirror" ]; then
    apt-get update >>"$log" 2>&1 || true
    mirror="$(of_apt REPO_URI)"
fi
[ -n "$mirror" ] || fail 'apt has no source of Debian here. Name a mirror: MIRROR=<address of a Debian archive>'
mirror="${mirror%/}"

options=(--variant=minbase --include=ca-certificates)
keyring="$(of_apt SIGNED_BY)"
[ ! -r "$keyring" ] || options+=(--keyring="$keyring")
# A debootstrap that is older than the release does not know its name; they are all made alike.
recipes=/usr/share/debootstrap/scripts
recipe=()
[ -e "$recipes/$suite" ] || recipe=("$recipes/sid")

as_apt debootstrap "${options[@]}" "$suite" "$folder" "$mirror" "${recipe[@]}" ||
    fail "debootstrap could not make Debian $suite. Is the network there, and is $suite on the mirror?"

apt="$folder/etc/apt"
case "$suite" in
    forky | testing | sid | unstable) ;;
    *)
        printf 'deb %s %s-backports main\n' "$mirror" "$suite" >>"$apt/sources.list"
        printf 'Package: src:qgis\nPin: release n=%s-backports\nPin-Priority: 990\n' "$suite" >"$apt/preferences.d/qgis"
        ;;
esac
apt-config dump | grep -E '^Acquire::https?::Proxy ' >"$apt/apt.conf.d/90proxy" || true
echo 'APT::Keep-Downloaded-Packages "false";' >"$apt/apt.conf.d/90no-archive"
echo force-unsafe-io >"$folder/etc/dpkg/dpkg.cfg.d/unsafe-io" # what is interrupted is made anew
printf '#!/bin/sh\nexit 101\n' >"$folder/usr/sbin/policy-rc.d"  # no service is started in a chroot
chmod +x "$folder/usr/sbin/policy-rc.d"
echo '127.0.0.1 localhost' >"$folder/etc/hosts"
