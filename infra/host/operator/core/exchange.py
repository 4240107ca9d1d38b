"""What a module of an exchange is: a class whose methods are the calls that the exchange has."""

import contextlib
import hashlib
import json
import time
import urllib.parse

from core.failure import DECIDED, SENTENCES, Failure
from core.https import Https
from core.record import fingerprint

# The calls by their names in a request, and the methods that make them.
CALLS = {
    "time": "time",
    "ping": "ping",
    "introspect": "introspect",
    "list-keys": "list_keys",
    "open-orders": "open_orders",
    "cancel-all": "cancel_all",
    "dead-man": "dead_man",
    "fills": "fills",
    "create-key": "create_key",
    "set-addresses": "set_addresses",
    "disable-key": "disable_key",
    "enable-key": "enable_key",
    "delete-key": "delete_key",
}
# Those that make keys, and change them.
KEY_CALLS = ("create-key", "set-addresses", "disable-key", "enable-key", "delete-key")
PAUSE_SECONDS = 0.4
CANCEL_SECONDS = 20
MOST_SYMBOLS = 200
MOST_PAGES = 50
# Why a kind of orders could not be read without anything being wrong: this key may not see it, or the network has no such host.
# Whether there are orders of it is unknown all the same.
BLIND = {"permission-missing", "unsupported"}
# Failures that may be gone at the next try.
PASSING = {"rate-limited", "unavailable", "timeout", "unreachable", "not-the-exchange"}


class Orders:
    """One kind of orders that an exchange keeps apart. `read()` answers every open one as {id: symbol}, from all pages;
    `cancel(orders)` cancels them, or, where the exchange does that, all of the kind."""

    def __init__(self, kind, read, cancel, by_orders=False):
        self.kind, self.read, self.cancel = kind, read, cancel
        # Whether `cancel` needs to be told which: then there is nothing to cancel before they were read.
        self.by_orders = by_orders
        self.seen, self.left, self.empty, self.failure, self.given_up = {}, None, 0, None, False
        # Whether they were cancelled without having been read.
        self.blindly = False


class Exchange:
    """A client of one exchange on one network. A method that is not there is a call that the exchange does not have."""

    # Codes of the exchange, as text, and what they mean; completed by `fault`.
    CODES = {}
    STATUS = {}
    # Why a call is missing that other exchanges have, by its name.
    WHY = {}
    # Kinds of orders that no call here ever looks at; said in each answer about orders.
    BEYOND = ()

    def __init__(self, exchange, network, hosts, credential=None):
        self.exchange, self.network, self.hosts = exchange, network, hosts
        self.credential = credential or {}
        self.https = Https()

    # --- What the exchange has ---

    def lacks(self):
        """Calls that the class has but that this exchange or network does not."""
        return set()

    def calls(self):
        return sorted(name for name, method in CALLS.items() if hasattr(self, method) and name not in self.lacks())

    def missing(self):
        """The calls that are not there, and why."""
        here = self.calls()
        return {name: self.WHY.get(name, SENTENCES["unsupported"]) for name in CALLS if name not in here}

    def call(self, name, arguments):
        if name not in self.calls():
            raise Failure("unsupported", message=self.missing()[name])
        return getattr(self, CALLS[name])(**arguments)

    # --- Credential ---

    def field(self, name):
        """A field of the credential; every one goes into a header or a signature, so it has to be one line of ASCII."""
        found = self.credential.get(name)
        if not isinstance(found, str) or not found or len(found) > 8192 or not found.isascii():
            raise Failure("malformed-credential")
        if "PRIVATE KEY" not in found and (not found.isprintable() or found.strip() != found):
            raise Failure("malformed-credential")
        return found

    def account(self, account_id):
        """An account's id as a hash, so that two keys of one account can be told without naming it."""
        if account_id in (None, ""):
            return None
        return hashlib.sha256(f"{self.exchange}|account|{account_id}".encode()).hexdigest()[:16]

    def own_fingerprint(self):
        return fingerprint(self.exchange, self.public_id())

    def public_id(self):
        return self.field("apiKey")

    # --- Requests ---

    def send(self, role, method, target, headers=None, body=None, changes=False):
        """Sends to the host of this role and answers the JSON, or raises what the answer means."""
        host = self.hosts.get(role)
        if host is None:
            raise Failure("unsupported")
        reply = self.https.request(host, method, target, headers, body, changes)
        answer = reply.parsed()
        failure = self.judged(reply, answer)
        if failure is not None:
            failure.may_have_happened = changes and failure.kind not in DECIDED
            raise failure
        return answer

    def judged(self, reply, answer):
        """What is wrong with an answer, or None."""
        status = reply.status
        if status == 204 and not reply.body:
            return None
        found = self.fault(reply, answer) if isinstance(answer, (dict, list)) else None
        if found is None and 200 <= status < 300 and isinstance(answer, (dict, list)):
            return None
        code, kind = found if found is not None else (None, None)
        kind = kind or self.STATUS.get(status) or self._kind_of(status)
        if kind is None and status == 403 and answer is None:
            # The page of the network in front of an exchange, which turns countries away.
            kind = "region-refused"
        if kind is None:
            kind = "unexpected" if isinstance(answer, (dict, list)) else "not-the-exchange"
        retry_after = self.retry_after(reply.headers) if kind in ("rate-limited", "banned", "unavailable") else None
        return Failure(kind, code, status, retry_after)

    def fault(self, reply, answer):
        """(code, kind or None) where the answer is an error of the exchange, None where it is a success."""
        raise NotImplementedError

    @staticmethod
    def _kind_of(status):
        if status >= 500:
            return "unavailable"
        # 404 is no answer about anything: the path may have moved, or the account may be of another kind.
        return {404: "unexpected", 408: "timeout", 418: "banned", 429: "rate-limited", 451: "region-refused"}.get(status)

    def retry_after(self, headers):
        text = headers.get("retry-after", "")
        return int(text) if text.isdigit() and len(text) < 7 else None

    def expect(self, answer, *path):
        """A part of an answer that has to be there."""
        for step in path:
            try:
                answer = answer[step]
            except (KeyError, IndexError, TypeError):
                raise Failure("unexpected") from None
        return answer

    def rows(self, answer, *path):
        found = self.expect(answer, *path)
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            raise Failure("unexpected")
        return found

    @staticmethod
    def query(parameters):
        return urllib.parse.urlencode(parameters)

    @staticmethod
    def packed(content):
        return json.dumps(content, separators=(",", ":"))

    @staticmethod
    def now():
        """Milliseconds."""
        return int(time.time() * 1000)

    def skew(self, exchange_time):
        """The difference to the middle of the last request."""
        started, ended = self.https.took
        host_time = int((started + ended) / 2 * 1000)
        return {
            "exchangeTime": int(exchange_time),
            "hostTime": host_time,
            "skewMilliseconds": host_time - int(exchange_time),
        }

    # --- Orders ---

    def order_kinds(self):
        """The kinds of orders that the exchange keeps apart."""
        raise NotImplementedError

    def count(self, kinds):
        """All open orders that can be seen. A kind that the key may not see is told apart from an empty one: where there is
        one, `count` is the least that there can be."""
        by_symbol, by_kind, unseen = {}, {}, []
        for orders in kinds:
            try:
                found = orders.read()
            except Failure as failure:
                if failure.kind not in BLIND or len(kinds) == 1:
                    raise
                unseen.append(orders.kind)
                continue
            by_kind[orders.kind] = len(found)
            for symbol in found.values():
                by_symbol[symbol] = by_symbol.get(symbol, 0) + 1
        if len(unseen) == len(kinds):
            raise Failure("permission-missing")
        most = sorted(by_symbol.items(), key=lambda one: -one[1])[:MOST_SYMBOLS]
        return {
            "count": sum(by_symbol.values()),
            "bySymbol": dict(most),
            "byKind": by_kind,
            "unseen": unseen,
            "beyond": list(self.BEYOND),
        }

    def clear(self, kinds):
        """Cancels every kind, then reads until each was empty twice with a pause between: an exchange may answer from
        before the cut, so once proves nothing. What is still there at the end is told as `left`; None where a kind could not
        be read, since what nobody saw is not empty."""
        ends = time.monotonic() + CANCEL_SECONDS
        for orders in kinds:
            self._try(orders, first=True)
        while True:
            pending = [one for one in kinds if not one.given_up and one.empty < 2]
            if not pending or time.monotonic() > ends:
                break
            time.sleep(max([PAUSE_SECONDS, *(self._wait(one) for one in pending)]))
            for orders in pending:
                self._try(orders)
        for orders in kinds:
            # One empty answer, or none at all, is no proof.
            if orders.empty < 2 and not orders.left:
                orders.left = None
                orders.failure = orders.failure or Failure("timeout", message="There was no time to see the orders gone twice.")
        told = [self._told(one) for one in kinds]
        unseen = [one.kind for one in kinds if one.left is None]
        result = {
            "cancelled": sum(one["cancelled"] or 0 for one in told),
            "left": None if unseen else sum(one.left for one in kinds),
            "kinds": told,
            "unseen": unseen,
            "beyond": list(self.BEYOND),
        }
        failed = [one for one in kinds if one.failure is not None and one.left != 0]
        hard = [one for one in failed if one.left is not None or one.failure.kind not in BLIND]
        if hard or len(failed) == len(kinds):
            failure = (hard or failed)[0].failure
            failure.may_have_happened = failure.may_have_happened or any(one.seen or one.blindly for one in kinds)
            failure.result = result
            raise failure
        return result

    @staticmethod
    def _wait(orders):
        failure = orders.failure
        return 0 if failure is None or failure.kind != "rate-limited" else min(failure.retry_after or 1, 5)

    @staticmethod
    def _try(orders, first=False):
        try:
            try:
                found = orders.read()
            except Failure:
                if first and not orders.by_orders:
                    # A cut needs no sight.
                    orders.blindly = True
                    with contextlib.suppress(Failure):
                        orders.cancel({})
                raise
            orders.seen.update(found)
            orders.left, orders.failure = len(found), None
            everything = first and not orders.by_orders
            # What was read before the cut says nothing of after it.
            orders.empty = 0 if found or everything else orders.empty + 1
            if found or everything:
                orders.cancel(found)
        except Failure as failure:
            orders.failure = failure
            orders.empty = 0
            orders.given_up = failure.kind not in PASSING

    @staticmethod
    def _told(orders):
        return {
            "kind": orders.kind,
            "cancelled": max(0, len(orders.seen) - orders.left) if orders.left is not None else None,
            "left": orders.left,
            "error": orders.failure.as_json() if orders.failure is not None else None,
        }

    def open_orders(self):
        return self.count(self.order_kinds())

    def cancel_all(self):
        return self.clear(self.order_kinds())

    @staticmethod
    def pages(read):
        """Everything from all pages: `read(cursor)` answers rows and the next cursor, None at the end."""
        rows, cursor = [], None
        for _ in range(MOST_PAGES):
            page, cursor = read(cursor)
            rows.extend(page)
            if cursor in (None, "") or not page:
                return rows
        raise Failure("unexpected", message="The exchange has more pages of these than are read.")

    # --- Keys ---

    def listing(self, records, offset, whole=True):
        """A page of records; `next` is where the following one starts, None at the end. `whole`: whether these are all keys of
        the account, and not only the one that asks."""
        return {"records": records[offset:], "next": None, "offset": offset, "whole": whole}

    def found(self, key, public_ids):
        """The public id with this fingerprint."""
        for public_id in public_ids:
            if fingerprint(self.exchange, public_id) == key:
                return public_id
        raise Failure("bad-key", message="The exchange lists no key with this fingerprint.")

    def stored(self, store, public_id, credential, delete):
        """Hands a new credential to the secret. Where that fails the key is deleted again; where that fails, too, the
        answer names what is left at the exchange."""
        try:
            version = store(credential)
        except Failure as failure:
            left = None
            try:
                delete()
            except Failure:
                left = fingerprint(self.exchange, public_id)
            failure.may_have_happened = left is not None
            failure.result = {"left": left}
            failure.message += " The new key was deleted again." if left is None else " The new key is still at the exchange: delete it there."
            raise failure from None
        return {"stored": version, "key": fingerprint(self.exchange, public_id)}
