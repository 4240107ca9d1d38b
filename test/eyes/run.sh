#!/usr/bin/env bash
# Runs the eyes suite: every event pattern of a bot's stack against CloudTrail's records, matched by AWS's own matcher. Nothing is
# skipped: a missing part is installed from Debian or Maven Central, or is a failure. Arguments go to jest.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$here/../.."
parts=$PWD/.cache/eyes

fail() {
  echo "test/eyes: $1" >&2
  exit 1
}
[[ -d node_modules ]] || fail "the npm packages are missing: run npm ci."

missing=()
command -v javac >/dev/null || missing+=(default-jdk-headless)
command -v mvn >/dev/null || missing+=(maven)
if ((${#missing[@]} > 0)); then
  [[ "$(id -u)" -eq 0 ]] || fail "${missing[*]} missing, and only root can install them."
  echo "test/eyes: installing ${missing[*]}"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

mkdir -p "$parts"
if ! cat "$here/pom.xml" "$here/Match.java" | cmp -s - "$parts/sources"; then
  echo "test/eyes: fetching AWS's matcher"
  rm -rf "$parts"/{lib,classes,sources}
  mvn --quiet --batch-mode --file "$here/pom.xml" dependency:copy-dependencies "-DoutputDirectory=$parts/lib"
  javac -Xlint:-deprecation -cp "$parts/lib/*" -d "$parts/classes" "$here/Match.java"
  cat "$here/pom.xml" "$here/Match.java" >"$parts/sources"
fi
exec node_modules/.bin/jest "$@" --selectProjects eyes
