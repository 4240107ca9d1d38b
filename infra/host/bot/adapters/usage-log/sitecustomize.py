"""Logs every answer that ccxt gets, without its body: {host, path class, status, weight}, a JSON object a line on stderr.

Python imports this module by itself where the folder is on PYTHONPATH. The hook is ccxt's own: on_rest_response, which is
called for every answer of the synchronous and the asynchronous client (https://docs.ccxt.com/#/?id=overriding). Where the
unit has a watchdog, each answer feeds it too.
"""

import importlib.abc
import importlib.machinery
import json
import os
import re
import socket
import sys
from urllib.parse import urlsplit

# Request weight used so far in the exchange's own window, as its headers give it: Binance's documentation, "LIMITS".
WEIGHTS = ("x-mbx-used-weight-1m", "x-mbx-used-weight")
WORD = re.compile(r"[A-Za-z][A-Za-z_.-]{0,31}|v\d{1,2}")


def path_class(path):
    """The path without what tells one call from another: ids, symbols with digits, tokens, and the query."""
    return "/".join(part if part == "" or WORD.fullmatch(part) else "*" for part in path.split("/"))


def usage(url, status, headers):
    parts = urlsplit(url)
    lower = {str(name).lower(): value for name, value in dict(headers or {}).items()}
    weight = next((lower[name] for name in WEIGHTS if name in lower), None)
    return {
        "event": "exchange-call",
        "host": parts.hostname,
        "path": path_class(parts.path),
        "status": status,
        "weight": int(weight) if weight is not None and str(weight).isdigit() else None,
    }


def feed_watchdog():
    address = os.environ.get("NOTIFY_SOCKET")
    if address and os.environ.get("WATCHDOG_USEC"):
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel:
            channel.sendto(b"WATCHDOG=1", "\0" + address[1:] if address[0] == "@" else address)


def watch(module):
    after = module.Exchange.on_rest_response

    def on_rest_response(self, code, reason, url, method, response_headers, *rest, **named):
        try:
            print(json.dumps(usage(url, code, response_headers)), file=sys.stderr, flush=True)
            feed_watchdog()
        except Exception as error:  # noqa: BLE001  A log that fails must not stop a trade.
            print(json.dumps({"event": "usage-log-failed", "error": type(error).__name__}), file=sys.stderr)
        return after(self, code, reason, url, method, response_headers, *rest, **named)

    module.Exchange.on_rest_response = on_rest_response


class Watcher(importlib.abc.MetaPathFinder):
    """Waits until the bot imports ccxt, and costs nothing before."""

    def find_spec(self, name, path=None, target=None):
        if name != "ccxt.base.exchange":
            return None
        sys.meta_path.remove(self)
        spec = importlib.machinery.PathFinder.find_spec(name, path)
        if spec is not None and spec.loader is not None:
            run = spec.loader.exec_module

            def exec_module(module):
                run(module)
                watch(module)

            spec.loader.exec_module = exec_module
        return spec


sys.meta_path.insert(0, Watcher())
