# The system stage of set-up.sh, which sources this file: Debian packages, QGIS first of all.
# shellcheck shell=bash disable=SC2154  # log, python, say, fail and logged come from set-up.sh

qgis_wanted=3.40
qgis_packages=(qgis python3-qgis qgis-providers)
# The rest that a minimal Debian lacks: QGIS only recommends the SVG and SQLite plugins of Qt,
# without any font its texts are empty boxes, and without Open Sans it complains at each start.
packages=(
    python3 python3-venv python3-gdal python3-numpy python3-owslib python3-requests python3-lxml
    libqt5svg5 libqt5sql5-sqlite fonts-dejavu-core fonts-open-sans ca-certificates
    xvfb xauth
)
if [ -r demo/apt-packages.txt ]; then
    mapfile -t packages < <(
        { printf '%s\n' "${packages[@]}" && sed 's/#.*//; s/[[:space:]]//g; /^$/d' demo/apt-packages.txt; } | sort -u
    )
fi

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

may_install() {
    [ "$(id -u)" -eq 0 ] && return
    command -v sudo >/dev/null || fail 'Packages must be installed; this is not root, and there is no sudo.' \
        "Run 'make setup' as root once, or install: ${qgis_packages[*]} ${packages[*]}"
    say 'packages must be installed, with sudo'
    sudo -v || fail 'sudo did not allow it.' "Run 'make setup' as root once."
}

apt() {
    logged as_root env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 apt-get \
        -o Acquire::Retries=5 -o DPkg::Lock::Timeout=900 -o Dpkg::Use-Pty=0 \
        -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold --yes "$@"
}

is_enough() { [ -n "$1" ] && dpkg --compare-versions "$1" ge "$qgis_wanted"; }

installed_version() { dpkg-query -W -f='${db:Status-Abbrev} ${Version}' "$1" 2>/dev/null | sed -n 's/^ii *//p'; }

all_installed() {
    local found
    found="$(dpkg-query -W -f='${db:Status-Abbrev}\n' "$@" 2>/dev/null | grep -c '^ii')" || true
    [ "$found" -eq $# ]
}

# The newest QGIS that apt's sources offer, whatever release it is from.
offered_version() {
    local best='' version
    while read -r version; do
        if [ -z "$best" ] || dpkg --compare-versions "$version" gt "$best"; then best="$version"; fi
    done < <(apt-cache madison qgis 2>/dev/null | awk -F' *[|] *' '/Packages/ {print $2}')
    echo "$best"
}

# Where apt has Debian itself from: FILE:NUMBER, a line of a .list file or a paragraph of a .sources file.
debian_source() {
    # shellcheck disable=SC2016  # apt, not the shell, fills this in
    apt-get indextargets --format '$(SOURCESENTRY)' 'Created-By: Packages' 'Origin: Debian' 'Label: Debian' \
        "Codename: $1" 'Component: main' | sort -u | sed -n 1p
}

add_backports() {
    local codename entry file target text
    codename="$(codename)"
    entry="$(debian_source "$codename" || true)"
    [ -n "$entry" ] || fail "This system offers no QGIS $qgis_wanted, and apt has no source of Debian $codename." \
        'Install QGIS 3.40 or newer as qgis.org describes, then run the same command again.'
    file="${entry%:*}"
    target="/etc/apt/sources.list.d/secims-backports.${file##*.}"
    text="$(scripts/backports-source.sh "$codename" "$file" "${entry##*:}")"
    say "adding $codename-backports, from where apt has Debian, as $target"
    printf '# QGIS %s or newer, for secims_qgis. Derived from %s\n%s\n' "$qgis_wanted" "$file" "$text" |
        as_root tee "$target" >>"$log"
    if ! apt update || ! is_enough "$(offered_version)"; then
        as_root rm -f "$target"
        fail "Your Debian mirror offers no QGIS $qgis_wanted in $codename-backports." \
            'Use a mirror that has backports, or install QGIS as qgis.org describes.'
    fi
}

codename() { sed -n 's/^VERSION_CODENAME=//p' /etc/os-release | tr -d '"'; }

install_packages() {
    local candidate release=()
    may_install
    # An installation that was killed half-way is finished first; apt refuses to go on from there.
    logged as_root env DEBIAN_FRONTEND=noninteractive dpkg --force-confold --configure -a || true
    say 'reading the package lists'
    apt update || say 'apt reported a problem with its lists; going on with those it has'
    if ! is_enough "$(installed_version qgis)"; then
        is_enough "$(offered_version)" || add_backports
    fi
    say 'installing QGIS and what it needs (on a new machine some minutes and 1.5 GB)'
    # Only where the release's own QGIS is too old: nothing else need come from backports.
    candidate="$(LC_ALL=C apt-cache policy qgis | sed -n 's/^ *Candidate: *//p')"
    is_enough "$candidate" || release=(-t "$(codename)-backports")
    if ! apt install --no-install-recommends "${release[@]}" "${qgis_packages[@]}" ||
        ! apt install --no-install-recommends "${packages[@]}"; then
        fail 'apt could not install the packages.' 'Is the network there, and 2 GB of disk space?' \
            'Then run the same command again.'
    fi
}

if ! command -v apt-get >/dev/null; then
    "$python" -c 'import qgis.core, osgeo.gdal, owslib, requests, lxml, venv' 2>>"$log" ||
        fail 'This is no Debian, and its Python does not find QGIS.' \
            "Install QGIS $qgis_wanted or newer, GDAL, OWSLib, requests and lxml for $python."
    say 'this is no Debian; using the QGIS that is here'
    return 0
fi
if ! is_enough "$(installed_version qgis)" || ! all_installed "${qgis_packages[@]}" "${packages[@]}"; then
    install_packages
fi
say "QGIS $(installed_version qgis) is ready"
