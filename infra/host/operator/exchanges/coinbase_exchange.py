"""Coinbase Exchange.

https://docs.cdp.coinbase.com/exchange/: signing, GET /orders (1000 a page), DELETE /orders, GET /accounts, GET /time. It
tells nothing of keys, and fills for one product at a time only. Its errors have a text and no code: unverified texts.
"""

from core import signing
from core.exchange import KEY_CALLS, Exchange, Orders
from core.failure import Failure

TEXTS = {
    "invalid api key": "bad-key",
    "invalid signature": "bad-signature",
    "invalid passphrase": "bad-passphrase",
    "request timestamp expired": "clock",
    "invalid timestamp": "clock",
    "forbidden": "permission-missing",
    "ip does not match ip whitelist": "address-refused",
}
MOST = 1000


class CoinbaseExchange(Exchange):
    WHY = {
        **dict.fromkeys((*KEY_CALLS, "list-keys", "introspect"), "Coinbase Exchange has no call about keys: its page shows and changes them."),
        "dead-man": "Coinbase Exchange has no dead man's switch.",
        "fills": "Coinbase Exchange tells fills for one product at a time alone.",
    }
    STATUS = {401: "ambiguous", 403: "permission-missing"}

    def fault(self, reply, answer):
        if reply.status < 400:
            return None
        text = answer.get("message") if isinstance(answer, dict) else None
        return None, TEXTS.get(text.lower()) if isinstance(text, str) else None

    def private(self, method, target, changes=False):
        now = str(self.now() // 1000)
        signature = signing.hmac_base64(signing.decoded(self.field("secret")), now + method + target)
        headers = {
            "CB-ACCESS-KEY": self.field("apiKey"),
            "CB-ACCESS-SIGN": signature,
            "CB-ACCESS-TIMESTAMP": now,
            "CB-ACCESS-PASSPHRASE": self.field("password"),
            "Content-Type": "application/json",
        }
        return self.send("rest", method, target, headers, changes=changes)

    def time(self):
        return self.skew(int(float(self.expect(self.send("rest", "GET", "/time"), "epoch")) * 1000))

    def ping(self):
        rows = self.rows({"all": self.private("GET", "/accounts")}, "all")
        return {"account": self.account(rows[0].get("profile_id")) if rows else None}

    def order_kinds(self):
        def read():
            target = f"/orders?status=open&status=pending&status=active&limit={MOST}"
            rows = self.rows({"all": self.private("GET", target)}, "all")
            if len(rows) >= MOST:
                raise Failure("unexpected", message="The exchange has more pages of these than are read.")
            return {self.expect(one, "id"): self.expect(one, "product_id") for one in rows}

        return [Orders("orders", read, lambda _: self.private("DELETE", "/orders", changes=True))]
