#!/usr/bin/env bash
# Installs from Debian what the sandbox suite and its bench need on this machine, or fails.
set -euo pipefail

declare -A packages=([nft]=nftables [haproxy]=haproxy [dnsmasq]=dnsmasq-base [ip]=iproute2 [curl]=curl
  [openssl]=openssl [/usr/bin/python3]=python3 [setpriv]=util-linux [sysctl]=procps [systemd-sysusers]=systemd
  [systemd-analyze]=systemd [shellcheck]=shellcheck)
missing=()
for command in "${!packages[@]}"; do
  PATH=$PATH:/usr/sbin:/sbin command -v "$command" >/dev/null || missing+=("${packages[$command]}")
done
if [[ "$(id -u)" -ne 0 ]]; then
  echo "test/sandbox: needs root, for network namespaces: sudo npm run test:sandbox" >&2
  exit 1
fi
if ((${#missing[@]} > 0)); then
  if ! command -v apt-get >/dev/null; then
    echo "test/sandbox: missing: ${missing[*]} (names of Debian packages). Install them." >&2
    exit 1
  fi
  echo "test/sandbox: installing ${missing[*]}"
  apt-get update -qq
  # The suite starts what it needs itself, in its own namespaces.
  RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi
