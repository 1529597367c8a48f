#!/usr/bin/env bash
# Prints an entry of apt's sources with its suite exchanged for the backports of a release.
#
#   scripts/backports-source.sh CODENAME FILE NUMBER
#
# NUMBER is the line in a one-line style FILE, or the paragraph in a deb822 style *.sources FILE, as
# `apt-get indextargets` gives it. Mirror, options and signing key stay as they are.
set -euo pipefail
codename="$1" file="$2" number="$3"

case "$file" in
    *.sources)
        awk -v wanted="$number" -v suite="$codename-backports" '
            /^[[:space:]]*$/ { if (fields) { number++; fields = 0 } next }
            /^#/ { next }
            /^[^[:space:]]/ {
                fields++
                replaced = tolower($0) ~ /^(types|suites|components|enabled)[[:space:]]*:/
            }
            number + 1 == wanted && !replaced # a continuation line goes with its field
            END { print "Types: deb"; print "Suites: " suite; print "Components: main" }' "$file"
        ;;
    *)
        sed -n "${number}p" "$file" | sed -E -e 's/#.*//' \
            -e "s/^[[:space:]]*deb[[:space:]]+(\[[^]]*\][[:space:]]+)?([^[:space:]]+)[[:space:]].*/deb \1\2 $codename-backports main/"
        ;;
esac
