#!/bin/sh
# What `make test-browser` needs besides .venv, where it is missing: Chromium with its driver, and axe-core from npm.
set -eu
cd "$(dirname "$0")/.."

stop() {
    echo "test-browser: $1" >&2
    exit 2
}

if ! command -v chromedriver >/dev/null; then
    command -v apt-get >/dev/null && [ "$(id -u)" = 0 ] || stop "install Chromium and chromedriver first"
    echo "installing Debian's chromium and chromium-driver"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends chromium chromium-driver >/dev/null
fi
cd tests/browser
if [ ! node_modules/.package-lock.json -nt package-lock.json ]; then
    command -v npm >/dev/null || stop "install npm first"
    npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
fi
