"""Reads requests, one JSON object a line, and prints what the operators' script would send, without sending it."""

import json
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])

from core import https  # noqa: E402
from exchanges import client  # noqa: E402


class Sent(Exception):
    pass


def caught(_https, host, method, target, headers=None, body=None, changes=False):
    raise Sent({"host": host, "method": method, "target": target, "headers": headers or {}, "body": body, "changes": changes})


https.Https.request = caught
for line in sys.stdin:
    asked = json.loads(line)
    time.time = lambda now=asked["now"]: now / 1000
    talker = client(asked["exchange"], asked["network"], asked["credential"])
    try:
        getattr(talker, asked.get("call", "private"))(*asked["words"])
    except Sent as sent:
        print(json.dumps(sent.args[0]), flush=True)
