#!/usr/bin/env bash
# Checks the workflows for users with actionlint, built from its Go module: syntax, types of expressions, scripts.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
command -v go >/dev/null || {
  echo "test/ci: Go is missing: it builds actionlint." >&2
  exit 1
}
export GOBIN="$PWD/.cache/actionlint-1.7.12"
[[ -x "$GOBIN/actionlint" ]] || go install github.com/rhysd/actionlint/cmd/actionlint@v1.7.12
"$GOBIN/actionlint" -no-color ci/github/*.yml
