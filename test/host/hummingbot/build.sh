#!/usr/bin/env bash
# Builds hummingbot into .cache/host/hummingbot, once. Its wheel is for Python 3.12, which no Debian has, and the pandas-ta that it
# wants does not run on Debian 12's 3.11: it is built from its source for Debian 13's 3.13, and lies where its own image has it.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
parts=$(cd "$here/../../.." && pwd)/.cache/host
root=$parts/hummingbot
cmp -s "$here/requirements.txt" "$root/requirements.txt" && exit 0

fail() {
  echo "test/host/hummingbot: $1" >&2
  exit 1
}
[[ "$(id -u)" -eq 0 ]] || fail "root is missing: debootstrap and chroot need it."
if ! command -v debootstrap >/dev/null; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends debootstrap >/dev/null
fi

echo "test/host/hummingbot: building hummingbot"
rm -rf "$root"
mkdir -p "$parts"
debootstrap --variant=minbase --include=ca-certificates,g++,gcc,libc6-dev,libusb-1.0-0-dev,make,pkg-config,python3,python3-dev,python3-venv \
  trixie "$root" >"$parts/debootstrap-trixie.log" || fail "debootstrap failed: see .cache/host/debootstrap-trixie.log."
cp /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/ca-certificates.crt"
cp /etc/resolv.conf "$root/etc/resolv.conf"
cp "$here/requirements.txt" "$root/tmp/requirements.txt"
python=/opt/conda/envs/hummingbot
chroot "$root" python3 -m venv "$python"
# The list is whole: libraries of connectors that have no wheel for this Python are left out, and hummingbot leaves out their connectors.
env --unset=PIP_FIND_LINKS PIP_CONSTRAINT=/tmp/requirements.txt WITHOUT_CYTHON_OPTIMIZATIONS=1 \
  chroot "$root" "$python/bin/pip" install --quiet --disable-pip-version-check --no-deps -r /tmp/requirements.txt
mkdir -p "$root"/home/hummingbot/{bin,conf}
mv "$root$python"/lib/python3*/site-packages/hummingbot "$root/home/hummingbot/hummingbot"
mv "$root$python/bin/hummingbot_quickstart.py" "$root/home/hummingbot/bin/"
cp "$here/requirements.txt" "$root/requirements.txt"
