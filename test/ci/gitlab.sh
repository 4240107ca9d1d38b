#!/usr/bin/env bash
# Holds the GitLab templates against GitLab's own schema, as check-jsonschema brings it, and a broken copy of one too: that
# has to be refused.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
command -v python3 >/dev/null || {
  echo "test/ci: Python 3 is missing: check-jsonschema needs it." >&2
  exit 1
}
venv="$PWD/.cache/check-jsonschema-0.39.0"
[[ -x "$venv/bin/check-jsonschema" ]] || {
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check check-jsonschema==0.39.0
}
check() {
  "$venv/bin/check-jsonschema" --builtin-schema vendor.gitlab-ci --data-transform gitlab-ci "$1"
}
for template in ci/gitlab/*.gitlab-ci.yml; do
  check "$template"
done
template=ci/gitlab/bulkhead.gitlab-ci.yml
broken=$(mktemp --suffix=.yml)
trap 'rm -f "$broken"' EXIT
sed 's/expose_as/exposed_as/' "$template" >"$broken"
if check "$broken" >/dev/null; then
  echo "test/ci: a template with a keyword that GitLab has not passes." >&2
  exit 1
fi
