# Sourced by demo, test and check from the repository's root: makes .venv when it is missing or stale.
# Needs a Python of at least 3.11 with pip, or uv. Every package comes hash-checked from a lock.

say() { printf '%s\n' "$*" >&2; }

stop() {
    say "$*"
    exit 1
}

# Print the first Python that is new enough; a system's python3 may be older than its python3.12.
find_python() {
    for candidate in "${PYTHON:-python3}" python3.13 python3.12 python3.11 python3.14; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    return 1
}

# What .venv must have been made from: a changed lock or entry point makes the stamp stale.
fingerprint() {
    cat bin/setup.sh pyproject.toml requirements-build.lock "$1" | cksum
    .venv/bin/python -c 'import sys; print(sys.version, sys.prefix)'
}

# Whether .venv was last filled from lock $1.
fresh() {
    [ -x .venv/bin/tallystick ] && [ -f ".venv/$1.stamp" ] &&
        [ "$(fingerprint "$1" 2>/dev/null)" = "$(cat ".venv/$1.stamp")" ]
}

usable() {
    .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

# Some systems ship venv without ensurepip; the system's pip can then fill the environment.
make_environment() {
    rm -rf .venv
    if command -v uv >/dev/null 2>&1 && uv venv -q --python '>=3.11' .venv 2>/dev/null; then
        return
    fi
    python=$(find_python) || stop "Tallystick needs Python 3.11 or newer. Install it, or name one: PYTHON=/path/to/python3 $0."
    "$python" -m venv .venv >/dev/null 2>&1 || {
        rm -rf .venv
        "$python" -m venv --without-pip .venv >/dev/null 2>&1 ||
            stop "$python cannot make an environment. Install its venv module (Debian, Ubuntu: apt-get install python3-venv) or uv, and start again."
    }
}

# Install with whichever installer there is; the arguments are pip's.
install() {
    if command -v uv >/dev/null 2>&1 && uv pip install -q --python .venv/bin/python "$@" 2>/dev/null; then
        return
    fi
    # uv does not read pip's configuration: behind an office mirror only pip may know the way.
    if .venv/bin/python -m pip --version >/dev/null 2>&1; then
        .venv/bin/python -m pip install -q --disable-pip-version-check --progress-bar off "$@"
        return
    fi
    python=$(find_python) && "$python" -m pip --version >/dev/null 2>&1 ||
        stop "There is no pip and no uv. Install one (Debian, Ubuntu: apt-get install python3-pip python3-venv) and start again."
    "$python" -m pip --python .venv/bin/python install -q --disable-pip-version-check --progress-bar off "$@"
}

# Make .venv hold what lock $1 names and Tallystick itself; quick when it already does.
set_up() {
    fresh "$1" && return
    [ "$1" = requirements.lock ] && fresh requirements-dev.lock && return
    usable || { say "Making an environment in .venv ..." && make_environment; }
    say "Installing the $(grep -c '^[a-z].*==' "$1") packages of $1; the first time takes a minute or two ..."
    install --no-deps --require-hashes -r requirements-build.lock || stop "The packages could not be installed; the lines above say why."
    install --no-deps --require-hashes -r "$1" || stop "The packages could not be installed; the lines above say why."
    say "Installing Tallystick itself ..."
    # Without isolation the build uses the hash-checked hatchling just installed, not a fresh download.
    install --no-deps --no-build-isolation -e . || stop "Tallystick could not be installed; the lines above say why."
    fingerprint "$1" >".venv/$1.stamp"
}
