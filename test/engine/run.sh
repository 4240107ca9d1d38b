#!/usr/bin/env bash
# Runs the engine suite: the real Pulumi CLI against the provider double and MiniStack. Nothing is skipped: a missing
# part is a failure. Arguments go to jest, for example `npm run test:engine -- destroy`.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$here/../.."
bash "$here/prepare.sh"
# The build, and the samples of the leaky example.
npm run --silent prepare
exec node_modules/.bin/jest --maxWorkers=2 "$@" --selectProjects engine
