#!/usr/bin/env bash
# Three namespaces: a bot, the NAT instance's rules, the world. Prints one line a try: step, target, and the address that the
# world saw or what the bot got instead. The argument is a folder with nat.nft, which reads bot.nft beside it.
set -euo pipefail
folder=$1
tag="nat$$"
bot="$tag-bot" nat="$tag-nat" world="$tag-world"
server=
cleanup() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  for one in "$bot" "$nat" "$world"; do ip netns del "$one" 2>/dev/null || true; done
}
trap cleanup EXIT

for one in "$bot" "$nat" "$world"; do
  ip netns add "$one"
  ip -n "$one" link set lo up
done
ip link add b0 netns "$bot" type veth peer name n0 netns "$nat"
ip link add w0 netns "$world" type veth peer name n1 netns "$nat"
ip -n "$bot" addr add 10.0.0.4/28 dev b0
ip -n "$nat" addr add 10.0.0.1/28 dev n0
ip -n "$nat" addr add 198.51.100.7/24 dev n1
ip -n "$world" addr add 198.51.100.9/24 dev w0
ip -n "$bot" link set b0 up
ip -n "$nat" link set n0 up
ip -n "$nat" link set n1 up
ip -n "$world" link set w0 up
ip -n "$bot" route add default via 10.0.0.1
ip netns exec "$nat" sysctl -qw net.ipv4.ip_forward=0

serve='
import socket, threading
def serve(port):
    listener = socket.create_server(("0.0.0.0", port))
    while True:
        client, (seen, _) = listener.accept()
        client.sendall(seen.encode())
        client.close()
for port in (443, 80):
    threading.Thread(target=serve, args=(port,), daemon=True).start()
threading.Event().wait()'
ip netns exec "$world" python3 -c "$serve" &
server=$!
until ip netns exec "$world" python3 -c 'import socket; [socket.create_connection(("127.0.0.1", port), 1) for port in (443, 80)]' 2>/dev/null; do sleep 0.2; done

try() {
  local step=$1 host=$2 port=$3
  ip netns exec "$bot" python3 -c '
import socket, sys
step, host, port = sys.argv[1:]
try:
    print(step, f"{host}:{port}", socket.create_connection((host, int(port)), 2).recv(64).decode())
except OSError:
    print(step, f"{host}:{port}", "nothing")' "$step" "$host" "$port"
}
try before-rules 198.51.100.9 443
ip netns exec "$nat" nft --file "$folder/nat.nft"
try before-forwarding 198.51.100.9 443
ip netns exec "$nat" sysctl -qw net.ipv4.ip_forward=1
try forwarding 198.51.100.9 443
try forwarding 198.51.100.9 80
try forwarding 10.0.0.1 443
