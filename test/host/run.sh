#!/usr/bin/env bash
# Runs the host suite: the files of infra/host under Debian 12's own tools, and booted under its systemd, with MiniStack as
# AWS and with freqtrade. Nothing is skipped: what is missing is installed from Debian or PyPI, or is a failure. Needs root,
# for namespaces and loop devices. Arguments go to jest.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$here/../.."
parts=$PWD/.cache/host

fail() {
  echo "test/host: $1" >&2
  exit 1
}
[[ "$(id -u)" -eq 0 ]] || fail "root is missing: namespaces, loop devices and chroot need it."
[[ -d node_modules ]] || fail "the npm packages are missing: run npm ci."

tools=(busybox-static cloud-init debootstrap docker-registry fdisk nftables openssl shellcheck systemd systemd-container util-linux xfsprogs)
missing=()
for tool in "${tools[@]}"; do dpkg --status "$tool" >/dev/null 2>&1 || missing+=("$tool"); done
if ((${#missing[@]} > 0)); then
  echo "test/host: installing ${missing[*]}"
  apt-get update -qq
  # The suite starts what it needs itself, in its own namespaces.
  RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

# MiniStack and the AWS CLI.
bash test/engine/prepare.sh

mkdir -p "$parts"
if [[ ! -e "$parts/root/.complete" ]]; then
  echo "test/host: making a Debian root"
  rm -rf "$parts/root"
  debootstrap --variant=minbase \
    --include=ca-certificates,curl,dbus,dnsmasq,e2fsprogs,haproxy,iproute2,kmod,logrotate,nftables,procps,python3,systemd,systemd-sysv,udev,xfsprogs \
    bookworm "$parts/root" >"$parts/debootstrap.log" || fail "debootstrap failed: see .cache/host/debootstrap.log."
  touch "$parts/root/.complete"
fi

if ! cmp -s "$here/requirements.txt" "$parts/venv/requirements.txt"; then
  echo "test/host: installing freqtrade"
  rm -rf "$parts/venv"
  python3 -m venv "$parts/venv"
  "$parts/venv/bin/pip" install --quiet --disable-pip-version-check -r "$here/requirements.txt"
  cp "$here/requirements.txt" "$parts/venv/requirements.txt"
fi

bash "$here/hummingbot/build.sh"

# What the booted machine held open must not keep the suite alive once every test has ended.
exec node_modules/.bin/jest "$@" --forceExit --selectProjects host
