#!/usr/bin/env bash
# Runs the suite of the operators' commands: MiniStack as AWS, test exchanges over TLS, hosts that run the files of infra/host,
# in namespaces of their own. Nothing is skipped: what is missing is installed from Debian, PyPI or npm, or is a failure. Needs
# root, for namespaces. Arguments go to jest.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$here/../.."

fail() {
  echo "test/operations: $1" >&2
  exit 1
}
[[ "$(id -u)" -eq 0 ]] || fail "root is missing: namespaces need it."
[[ -d node_modules ]] || fail "the npm packages are missing: run npm ci."

declare -A packages=([ip]=iproute2 [nsenter]=util-linux [openssl]=openssl [curl]=curl [/usr/bin/python3]=python3
  [systemd-sysusers]=systemd [setpriv]=util-linux)
missing=()
for command in "${!packages[@]}"; do
  PATH=$PATH:/usr/sbin:/sbin command -v "$command" >/dev/null || missing+=("${packages[$command]}")
done
if ((${#missing[@]} > 0)); then
  echo "test/operations: installing ${missing[*]}"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

# MiniStack and the AWS CLI; ccxt, as the client that signs by code of others; the build of the commands.
bash test/engine/prepare.sh
[[ -d test/exchanges/ccxt/node_modules/ccxt ]] ||
  npm ci --ignore-scripts --no-audit --no-fund --prefix test/exchanges/ccxt
npm run --silent prepare

# A network, mounts and an /etc that end with the suite.
export BULKHEAD_OPERATIONS=1
exec unshare --net --mount --propagation private bash -c '
  ip link set lo up
  exec node_modules/.bin/jest --runInBand "$@" --selectProjects ops' bash "$@"
