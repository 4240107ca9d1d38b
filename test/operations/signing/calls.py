"""Prints of each exchange, and of each network that it has, which calls the operators' script lacks and why, and which orders it never looks at."""

import json
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])

from exchanges import client, hosts  # noqa: E402

rows = []
for exchange, networks in hosts().items():
    for network in networks:
        talker = client(exchange, network)
        rows.append({"exchange": exchange, "network": network, "missing": talker.missing(), "beyond": talker.BEYOND})
print(json.dumps(rows))
