#!/usr/bin/env bash
# Runs the browser suite: the HTML report in a real headless Chromium. Nothing is skipped: a missing browser is installed
# from Debian, or is a failure. Arguments go to jest.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
if [[ -z "${CHROMIUM:-}" ]] && ! command -v chromium >/dev/null; then
  if [[ "$(id -u)" -ne 0 ]] || ! command -v apt-get >/dev/null; then
    echo "test/browser: chromium is missing: install it (Debian: apt-get install chromium), or name one in CHROMIUM." >&2
    exit 1
  fi
  echo "test/browser: installing chromium"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null
fi
# The samples of the leaky example.
npm run --silent prepare
exec node_modules/.bin/jest "$@" --selectProjects browser
