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

# hummingbot's wheel is for Python 3.12, which no Debian has, and the pandas-ta that it wants does not run on Debian 12's 3.11:
# it is built from its source for Debian 13's 3.13, and lies where its own image has it.
hummingbot=$parts/hummingbot
if ! cmp -s "$here/hummingbot/requirements.txt" "$hummingbot/requirements.txt"; then
  echo "test/host: building hummingbot"
  rm -rf "$hummingbot"
  debootstrap --variant=minbase --include=ca-certificates,g++,gcc,libc6-dev,libusb-1.0-0-dev,make,pkg-config,python3,python3-dev,python3-venv \
    trixie "$hummingbot" >"$parts/debootstrap-trixie.log" || fail "debootstrap failed: see .cache/host/debootstrap-trixie.log."
  cp /etc/ssl/certs/ca-certificates.crt "$hummingbot/etc/ssl/certs/ca-certificates.crt"
  cp /etc/resolv.conf "$hummingbot/etc/resolv.conf"
  cp "$here/hummingbot/requirements.txt" "$hummingbot/tmp/requirements.txt"
  python=/opt/conda/envs/hummingbot
  chroot "$hummingbot" python3 -m venv "$python"
  # The list is whole: libraries of connectors that have no wheel for this Python are left out, and hummingbot leaves out their connectors.
  env --unset=PIP_FIND_LINKS PIP_CONSTRAINT=/tmp/requirements.txt WITHOUT_CYTHON_OPTIMIZATIONS=1 \
    chroot "$hummingbot" "$python/bin/pip" install --quiet --disable-pip-version-check --no-deps -r /tmp/requirements.txt
  mkdir -p "$hummingbot"/home/hummingbot/{bin,conf}
  mv "$hummingbot$python"/lib/python3*/site-packages/hummingbot "$hummingbot/home/hummingbot/hummingbot"
  mv "$hummingbot$python/bin/hummingbot_quickstart.py" "$hummingbot/home/hummingbot/bin/"
  cp "$here/hummingbot/requirements.txt" "$hummingbot/requirements.txt"
fi

# What the booted machine held open must not keep the suite alive once every test has ended.
exec node_modules/.bin/jest "$@" --forceExit --selectProjects host
