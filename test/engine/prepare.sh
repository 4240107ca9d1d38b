#!/usr/bin/env bash
# Builds or installs the real parts of the engine suite into .cache/engine, once: the Pulumi CLI from its Go modules,
# MiniStack (KMS and friends) and the AWS CLI from PyPI, and from this folder the language host and the provider double.
# Everything is pinned: cli/go.sum, requirements.txt. Needs Go >= 1.25, Python >= 3.11 and this project's npm packages.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
parts="$root/.cache/engine"
version=3.259.0
mkdir -p "$parts/bin" "$parts/provider"

fail() {
  echo "test/engine: $1" >&2
  exit 1
}
# Suites may begin beside each other: one builds, the others find it built.
exec 9>"$parts/.preparing"
flock 9
[[ -d "$root/node_modules/@pulumi/pulumi" ]] || fail "the npm packages are missing: run npm ci."

# The version goes in by the linker: without it the CLI calls itself v0.0.0 and refuses newer state.
if [[ "$("$parts/bin/pulumi" version 2>/dev/null)" != "$version" ]]; then
  command -v go >/dev/null || fail "Go is missing: it builds the Pulumi CLI."
  echo "test/engine: building the Pulumi CLI $version (some ten minutes of CPU time on an empty Go cache)"
  (cd "$here/cli" && GOFLAGS="-mod=readonly -p=2" go build -trimpath \
    -ldflags "-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=$version" \
    -o "$parts/bin/pulumi.new" github.com/pulumi/pulumi/pkg/v3/cmd/pulumi)
  mv "$parts/bin/pulumi.new" "$parts/bin/pulumi"
  [[ "$("$parts/bin/pulumi" version)" == "$version" ]] || fail "the built Pulumi CLI is not $version."
fi

host="$here/cli/language-host/main.go"
if ! cmp -s "$host" "$parts/language-host.go"; then
  command -v go >/dev/null || fail "Go is missing: it builds the language host."
  (cd "$here/cli" && GOFLAGS="-mod=readonly -p=2" go build -trimpath -ldflags "-s -w" \
    -o "$parts/bin/pulumi-language-nodejs.new" ./language-host)
  mv "$parts/bin/pulumi-language-nodejs.new" "$parts/bin/pulumi-language-nodejs"
  cp "$host" "$parts/language-host.go"
fi

if ! cmp -s "$here/requirements.txt" "$parts/venv/requirements.txt"; then
  command -v python3 >/dev/null || fail "Python 3 is missing: MiniStack and the AWS CLI need it."
  echo "test/engine: installing MiniStack and the AWS CLI"
  rm -rf "$parts/venv"
  python3 -m venv "$parts/venv"
  "$parts/venv/bin/pip" install --quiet --disable-pip-version-check --no-deps -r "$here/requirements.txt"
  cp "$here/requirements.txt" "$parts/venv/requirements.txt"
fi

bundle() {
  "$root/node_modules/.bin/esbuild" "$1" --bundle --platform=node --target=node20 --format=cjs --log-level=warning \
    "--external:@pulumi/*" --external:@grpc/grpc-js "--external:google-protobuf" "--external:google-protobuf/*" \
    "--banner:js=#!/usr/bin/env node" --outfile="$2.new"
  chmod +x "$2.new"
  mv "$2.new" "$2"
}
bundle "$here/aws-double/provider.ts" "$parts/provider/pulumi-resource-aws"
