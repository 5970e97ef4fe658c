#!/bin/sh
# Make .venv and install the pinned packages: `sh config/install.sh requirements.txt`.
# Says what the machine lacks, and the command that installs it, before anything else is tried. `make` calls this.
set -eu
cd "$(dirname "$0")/.."
list="$1"
stamp=".venv/installed-$list"

say() { printf '%s\n' "$*" >&2; }
stop() { say "$@"; exit 1; }

# A Python that is new enough and can make a virtual environment.
find_python() {
    for name in ${PYTHON:-python3.11 python3.12 python3.13 python3}; do
        "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
        found="$name"
        "$name" -c 'import venv, ensurepip' 2>/dev/null && return 0
    done
    if [ -n "${found:-}" ]; then
        stop "$found cannot make virtual environments. Install the part that is missing:" \
            "    ${sudo}apt-get install -y python3-venv"
    fi
    stop "Python 3.11 or newer is needed and was not found. On Debian 12:" \
        "    ${sudo}apt-get install -y python3 python3-venv" \
        "A Python in another place: make run PYTHON=/path/to/python3.12"
}

need_disk() {
    free=$(df -Pk . | awk 'NR == 2 { print int($4 / 1024) }')
    [ "$free" -ge "$1" ] || stop "There are $free MB free on the disk of $(pwd); $1 MB are needed to install."
}

# What decides the result: every list, for they include each other, and the exact versions of everything indirect.
wanted() { cat requirements*.txt constraints.txt | cksum; }

sudo=""
[ "$(id -u)" = 0 ] || sudo="sudo "

if [ -e "$stamp" ] && [ "$(cat "$stamp")" = "$(wanted)" ] && .venv/bin/python -c '' 2>/dev/null; then
    exit 0
fi

find_python
need_disk 1500
if ! .venv/bin/python -c '' 2>/dev/null; then
    say "Making .venv with $("$found" --version)"
    "$found" -m venv --clear .venv
fi
say "Installing $list"
if .venv/bin/python -m pip install --quiet --disable-pip-version-check uv 2>/dev/null &&
    .venv/bin/uv pip install --quiet --python .venv/bin/python -r "$list" -c constraints.txt 2>.venv/uv.log; then
    :
else
    say "uv could not do it; pip takes over and needs a minute"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check -r "$list" -c constraints.txt
fi
wanted >"$stamp"
