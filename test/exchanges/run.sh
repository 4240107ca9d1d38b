#!/usr/bin/env bash
# Runs the suite of whole stacks and compares our hosts with ccxt's. ccxt is installed here, by its lock file and without its
# install script, which calls out: nobody who clones the project needs it.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
npm ci --ignore-scripts --no-audit --no-fund --prefix "$here/ccxt"
cd "$here/../.."
exec node_modules/.bin/jest "$@" --selectProjects stacks
