"""BitMEX.

https://www.bitmex.com/app/apiKeysUsage (signing, with its published example), restAPI, and
https://github.com/BitMEX/api-connectors (APIKey.md, Order, Execution): GET /apiKey, GET /order, DELETE /order/all, POST
/order/cancelAllAfter, GET /execution/tradeHistory. There is no code in its errors; the texts are from clients, unverified.

/apiKey lists every key of the account, and may hold their secrets: nothing of it but single fields is ever copied.
Unverified: names of permissions other than order, orderCancel and withdraw; one that is not known here makes what it
could mean unknown. Keys are managed on the web page.
"""

import json

from core import signing
from core.exchange import KEY_CALLS, Exchange, Orders
from core.failure import Failure
from core.record import addresses as listed, iso, key_record, milliseconds, unknown, untold, value, when_text

PREFIX = "/api/v1"
PAGE = 500
TRADES = {"order", "orderCancel"}
TRANSFERS = {"transfer", "accountTransfer", "subAccountTransfer"}
KNOWN = TRADES | TRANSFERS | {"withdraw"}
TEXTS = {
    "invalid api key.": "bad-key",
    "this key is disabled.": "bad-key",
    "signature not valid.": "bad-signature",
    "this ip address is not allowed to use this key.": "address-refused",
    "access denied": "permission-missing",
    "rate limit exceeded": "rate-limited",
    "the system is currently overloaded. please try again later.": "unavailable",
}


class Bitmex(Exchange):
    WHY = dict.fromkeys(KEY_CALLS, "BitMEX has no call that makes or changes keys: its page does.")
    STATUS = {401: "ambiguous", 403: "permission-missing"}

    def fault(self, reply, answer):
        error = answer.get("error") if isinstance(answer, dict) else None
        if error is None and reply.status < 400:
            return None
        text = error.get("message") if isinstance(error, dict) else None
        text = text.lower() if isinstance(text, str) else ""
        kind = "clock" if text.startswith("this request has expired") else TEXTS.get(text)
        return (error.get("name") if isinstance(error, dict) else None), kind

    def private(self, method, path, parameters=None, changes=False):
        body = self.packed(parameters) if parameters and method != "GET" else ""
        target = f"{PREFIX}{path}" + (f"?{self.query(parameters)}" if parameters and method == "GET" else "")
        expires = str(self.now() // 1000 + 10)
        headers = {
            "api-expires": expires,
            "api-key": self.field("apiKey"),
            "api-signature": signing.hmac_hex(self.field("secret"), method + target + expires + body),
            "Content-Type": "application/json",
        }
        return self.send("rest", method, target, headers, body or None, changes)

    def lists(self, path, parameters=None):
        return self.rows({"all": self.private("GET", path, parameters)}, "all")

    def time(self):
        return self.skew(self.expect(self.send("rest", "GET", PREFIX), "timestamp"))

    def ping(self):
        return {"account": self.account(self.private("GET", "/user").get("id"))}

    def introspect(self):
        for one in self.lists("/apiKey"):
            if one.get("id") == self.public_id():
                return {"record": self.record(one)}
        raise Failure("unexpected", message="The exchange's list of keys does not hold the key that asked for it.")

    def list_keys(self, sub_account=None, offset=0):
        return self.listing([self.record(one) for one in self.lists("/apiKey")], offset)

    def record(self, answer):
        names = answer.get("permissions")
        whole = isinstance(names, list) and all(isinstance(one, str) for one in names)
        granted = set(names) if whole else None
        missing = unknown("The field permissions is missing from the answer, or holds a name that is not known.")

        def may(wanted):
            if granted and granted & wanted:
                return value(True)
            return value(False) if granted is not None and granted <= KNOWN else missing

        # Older keys have one range in `cidr`, newer ones several in `cidrs`.
        ranges = answer.get("cidrs") or ([answer["cidr"]] if isinstance(answer.get("cidr"), str) else answer.get("cidrs"))
        enabled = answer.get("enabled")
        public_id = answer.get("id")
        return key_record(
            self.exchange,
            public_id,
            answer.get("name"),
            own=public_id == self.public_id(),
            canRead=value(True),
            canTrade=may(TRADES),
            canWithdraw=may({"withdraw"}),
            canTransfer=may(TRANSFERS | {"withdraw"}),
            **listed(ranges, "cidrs"),
            created=when_text(answer.get("created"), "created"),
            expires=value(None),
            lastUsed=untold("BitMEX does not tell when a key was last used."),
            network=value(self.network),
            state=value("enabled" if enabled else "disabled") if isinstance(enabled, bool) else unknown("The field enabled is missing from the answer."),
        )

    def paged(self, path, asked):
        def page(cursor):
            start = cursor or 0
            rows = self.lists(path, {**asked, "count": PAGE, "start": start})
            return rows, start + PAGE if len(rows) == PAGE else None

        return self.pages(page)

    def order_kinds(self):
        def read():
            rows = self.paged("/order", {"filter": json.dumps({"open": True}, separators=(",", ":"))})
            return {self.expect(one, "orderID"): self.expect(one, "symbol") for one in rows}

        return [Orders("orders", read, lambda _: self.private("DELETE", "/order/all", changes=True))]

    def dead_man(self, seconds):
        self.private("POST", "/order/cancelAllAfter", {"timeout": seconds * 1000}, changes=True)
        return {"armed": seconds > 0, "seconds": seconds}

    def fills(self, since, until, symbols=None):
        rows = self.paged("/execution/tradeHistory", {"startTime": iso(since), "endTime": iso(until)})
        found = [self.fill(one) for one in rows if one.get("execType") == "Trade"]
        return {"fills": sorted(found, key=lambda one: one["at"]), "complete": True}

    def fill(self, one):
        at = milliseconds(str(self.expect(one, "timestamp")))
        if at is None:
            raise Failure("unexpected")
        return {
            "at": at,
            "symbol": self.expect(one, "symbol"),
            "orderId": self.expect(one, "orderID"),
            "side": str(self.expect(one, "side")).lower(),
            "price": str(self.expect(one, "lastPx")),
            "quantity": str(self.expect(one, "lastQty")),
        }
