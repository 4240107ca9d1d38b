#!/usr/bin/env bash
# Runs the sandbox suite: the files of infra/host/gate in three network namespaces, with the real firewall, proxy and
# resolver. Nothing is skipped: a missing part is installed from Debian, or is a failure. Arguments go to jest.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$here/../.."
bash "$here/prepare.sh"
npm run --silent prepare
exec node_modules/.bin/jest --runInBand "$@" --selectProjects sandbox
