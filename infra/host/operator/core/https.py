"""Requests over TLS: verified, bounded in time and size, never redirected, never by way of a proxy."""

import http.client
import json
import signal
import socket
import ssl
import time

from core.failure import Failure

CONNECT_SECONDS = 5
REQUEST_SECONDS = 10
MOST_BYTES = 8 << 20


class Overdue(Exception):
    """Raised by the alarm, wherever the request is."""


class Reply:
    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers
        self.body = body

    def parsed(self):
        """The body as JSON, with numbers that have a fraction left as text, so that no price is rounded."""
        try:
            return json.loads(self.body.decode("utf-8"), parse_float=str, parse_constant=_not_json)
        except (ValueError, RecursionError):
            return None


def _not_json(_):
    raise ValueError


class Https:
    """Connections to an exchange's hosts. A request that changes something always gets one of its own, since nobody
    can tell whether a server that closed an idle connection had read what was sent on it."""

    def __init__(self):
        self.context = ssl.create_default_context()
        self.context.minimum_version = ssl.TLSVersion.TLSv1_2
        self.context.set_alpn_protocols(["http/1.1"])
        self.open = {}
        # The exchange's clock as of the last answer, by its Date header: for errors that are about time.
        self.took = None

    def request(self, host, method, target, headers=None, body=None, changes=False):
        """The exchange's answer, whatever its status. Raises a Failure where there was none."""
        kept = None if changes else self.open.pop(host, None)
        if kept is not None:
            try:
                return self._attempt(kept, host, method, target, headers, body, changes)
            except Failure as failure:
                if failure.kind != "unreachable":
                    raise
        return self._attempt(None, host, method, target, headers, body, changes)

    def _attempt(self, kept, host, method, target, headers, body, changes):
        sent = False
        # Of our own, since `timeout` of a socket starts again with every byte.
        previous = signal.signal(signal.SIGALRM, _overdue)
        signal.setitimer(signal.ITIMER_REAL, REQUEST_SECONDS)
        connection = kept
        try:
            if connection is None:
                connection = http.client.HTTPSConnection(host, 443, timeout=CONNECT_SECONDS, context=self.context)
                connection.connect()
                connection.sock.settimeout(REQUEST_SECONDS)
            sent = True
            started = time.time()
            connection.request(
                method,
                target,
                body=body,
                headers={"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "bulkhead", **(headers or {})},
            )
            answer = connection.getresponse()
            content = answer.read(MOST_BYTES + 1)
            self.took = (started, time.time())
            if len(content) > MOST_BYTES:
                raise Failure("unexpected", http_status=answer.status, message="The exchange's answer was too long to read.")
            if answer.length:
                # http.client does not notice this when it was asked for a number of bytes.
                raise http.client.IncompleteRead(b"")
            if not answer.will_close and not changes:
                self.open[host], connection = connection, None
            return Reply(answer.status, {name.lower(): value for name, value in answer.getheaders()}, content)
        except Failure as failure:
            raise _told(failure, sent and changes)
        except (Overdue, socket.timeout):
            raise _told(Failure("timeout"), sent and changes) from None
        except ssl.SSLCertVerificationError:
            raise Failure("not-the-exchange") from None
        except (OSError, http.client.HTTPException, ValueError):
            raise _told(Failure("unreachable"), sent and changes) from None
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, previous)
            if connection is not None:
                connection.close()


def _overdue(_number, _frame):
    raise Overdue


def _told(failure, may_have_happened):
    failure.may_have_happened = may_have_happened
    return failure
