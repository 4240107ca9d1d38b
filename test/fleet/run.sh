#!/usr/bin/env bash
# Runs the suite of the commands for a fleet: MiniStack as AWS behind a front that can kill a command at any of its calls, and
# the real Pulumi CLI. Nothing is skipped: a missing part is a failure. Arguments go to jest.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$here/../.."
bash test/engine/prepare.sh
npm run --silent prepare
exec node_modules/.bin/jest --runInBand "$@" --selectProjects fleet
