#!/bin/sh
# Makes the folder that holds Nearer's Python packages: sh tools/new_venv.sh .venv
set -eu
folder=$1

for python in python3.11 python3 python3.14 python3.13 python3.12 python; do
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break
    python=
done
if [ -z "$python" ]; then
    echo "Nearer needs Python 3.11 or newer, and none was found. Install it (Debian, Ubuntu: apt install python3 python3-venv) and try again." >&2
    exit 1
fi

if "$python" -c 'import ensurepip' 2>/dev/null; then
    exec "$python" -m venv --clear "$folder"
fi

# Debian leaves ensurepip out of python3; then the machine's own pip puts a pip into the folder.
"$python" -m venv --clear --without-pip "$folder"
if ! "$python" -m pip --python "$folder/bin/python" install --quiet pip; then
    rm -rf "$folder"
    echo "Python can not make its package folder here. Install python3-venv (Debian, Ubuntu: apt install python3-venv) and try again." >&2
    exit 1
fi
