"""Kraken Futures.

https://docs.kraken.com/api/docs/guides/futures-rest (signing), openorders, cancelallorders, cancelallordersafter, fills.
Error names: npm ccxt 4.5.84. What a key may do is told by /api/auth/v1/api-keys/v3/check according to client code, whose
answer no document was found to describe: it is not asked. authenticationError does not say which is wrong.
"""

import hashlib

from core import signing
from core.exchange import KEY_CALLS, Exchange, Orders
from core.failure import Failure
from core.record import milliseconds

PREFIX = "/derivatives"


class KrakenFutures(Exchange):
    WHY = dict.fromkeys(
        (*KEY_CALLS, "list-keys", "introspect"), "No document of Kraken Futures describes a call about keys: its page shows and changes them."
    )
    CODES = {
        "authenticationError": "ambiguous",
        "apiLimitExceeded": "rate-limited",
        "nonceBelowThreshold": "clock",
        "nonceDuplicate": "clock",
        "unavailable": "unavailable",
        "Unavailable": "unavailable",
        "marketUnavailable": "unavailable",
        "Server Error": "unavailable",
        "accountInactive": "permission-missing",
        "insufficientPermissions": "permission-missing",
    }
    STATUS = {401: "ambiguous", 403: "permission-missing"}

    def fault(self, reply, answer):
        if not isinstance(answer, dict):
            return None
        if answer.get("result") == "success" and reply.status < 400:
            return None
        code = answer.get("error")
        return (code, self.CODES.get(code)) if isinstance(code, str) else (None, None)

    def private(self, method, name, parameters=None, changes=False):
        path, query = f"/api/v3/{name}", self.query(parameters or {})
        digest = hashlib.sha256((query + path).encode()).digest()
        headers = {
            "APIKey": self.field("apiKey"),
            "Authent": signing.hmac_base64(signing.decoded(self.field("secret")), digest, hashlib.sha512),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        target = PREFIX + path + (f"?{query}" if query else "")
        return self.send("rest", method, target, headers, changes=changes)

    def time(self):
        answer = self.send("rest", "GET", f"{PREFIX}/api/v3/feeschedules")
        number = milliseconds(str(self.expect(answer, "serverTime")))
        if number is None:
            raise Failure("unexpected")
        return self.skew(number)

    def ping(self):
        self.private("GET", "openorders")
        return {"account": None}

    def order_kinds(self):
        def read():
            rows = self.rows(self.private("GET", "openorders"), "openOrders")
            return {self.expect(one, "order_id"): self.expect(one, "symbol") for one in rows}

        return [Orders("orders", read, lambda _: self.private("POST", "cancelallorders", changes=True))]

    def dead_man(self, seconds):
        self.private("POST", "cancelallordersafter", {"timeout": seconds}, changes=True)
        return {"armed": seconds > 0, "seconds": seconds}

    def fills(self, since, until, symbols=None):
        """Kraken tells the last hundred before a time."""
        found, before, whole = {}, None, False
        for _ in range(50):
            rows = self.rows(self.private("GET", "fills", {"lastFillTime": before} if before else None), "fills")
            fresh = [one for one in rows if self.expect(one, "fill_id") not in found]
            found.update({one["fill_id"]: self.fill(one) for one in fresh})
            if not fresh or min(found[one["fill_id"]]["at"] for one in fresh) < since:
                whole = True
                break
            before = min(str(self.expect(one, "fillTime")) for one in fresh)
        inside = [one for one in found.values() if since <= one["at"] <= until]
        return {"fills": sorted(inside, key=lambda one: one["at"]), "complete": whole}

    def fill(self, one):
        at = milliseconds(str(self.expect(one, "fillTime")))
        if at is None:
            raise Failure("unexpected")
        return {
            "at": at,
            "symbol": self.expect(one, "symbol"),
            "orderId": self.expect(one, "order_id"),
            "side": self.expect(one, "side"),
            "price": str(self.expect(one, "price")),
            "quantity": str(self.expect(one, "size")),
        }
