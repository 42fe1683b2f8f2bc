#!/bin/sh
# Makes the virtual environment $1 and puts uv into it, locked by hash. PYTHON names the interpreter to start from.
set -eu
target=$1
python=${PYTHON:-python3}

say() { printf '%s\n' "$@" >&2; }

command -v "$python" >/dev/null 2>&1 || {
    say "没有找到 $python。需要 Python 3.11 或更高版本；Debian：apt install python3 python3-venv" \
        "$python was not found. Python 3.11 or later is needed; on Debian: apt install python3 python3-venv"
    exit 2
}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    say "$python 是 $("$python" -V 2>&1)，需要 3.11 或更高版本。已装了别的版本时：make PYTHON=python3.12 …" \
        "$python is $("$python" -V 2>&1); 3.11 or later is needed. With another one installed: make PYTHON=python3.12 …"
    exit 2
}

if [ ! -x "$target/bin/python" ] || ! "$target/bin/python" -c '' 2>/dev/null; then
    rm -rf "$target"
    if "$python" -c 'import ensurepip' 2>/dev/null; then
        "$python" -m venv "$target"
    elif "$python" -m pip --version >/dev/null 2>&1; then
        "$python" -m venv --without-pip "$target"
    else
        say "这个 Python 没有 venv 组件。Debian：apt install python3-venv，然后再运行一次。" \
            "This Python lacks its venv part. On Debian: apt install python3-venv, then run this again."
        exit 2
    fi
fi

if [ ! -x "$target/bin/uv" ]; then
    if "$target/bin/python" -m pip --version >/dev/null 2>&1; then
        "$target/bin/python" -m pip install --quiet --require-hashes --requirement requirements/uv.txt
    else
        "$python" -m pip --python "$target/bin/python" install --quiet --require-hashes --requirement requirements/uv.txt
    fi
fi
