#!/bin/sh
# Builds the front end into the package: npm fetches what package-lock.json locks, esbuild bundles it.
set -eu
cd "$(dirname "$0")"
[ -d node_modules ] || npm ci --omit-lockfile-registry-resolved --no-audit --no-fund --loglevel=error
node build.js "$@"
