"""Coinbase Advanced Trade, with CDP keys.

https://docs.cdp.coinbase.com/coinbase-app/: authentication by a JWT of two minutes that binds method and path (ES256, uri),
key_permissions (can_view, can_trade, can_transfer), orders/historical/batch, orders/batch_cancel (100), orders/historical/
fills, time. Ed25519 keys, whose secret is 64 bytes in base64: claims as in npm ccxt 4.5.84, unverified in the documents.

Coinbase answers 401 without a reason to a wrong key, a wrong signature and, unverified, a refused address: ambiguous. It
has neither a dead man's switch nor calls that manage keys, and tells neither addresses nor times of a key.
"""

import base64
import json
import secrets

from core import signing
from core.exchange import KEY_CALLS, Exchange, Orders
from core.failure import Failure
from core.record import flag, iso, key_record, milliseconds, untold, value

PREFIX = "/api/v3/brokerage"
# PKCS#8 of an Ed25519 key, up to its seed (RFC 8410).
ED25519_HEAD = bytes.fromhex("302e020100300506032b657004220420")


class Coinbase(Exchange):
    WHY = {
        **dict.fromkeys((*KEY_CALLS, "list-keys"), "Coinbase has no call that lists or changes keys: the CDP portal does."),
        "dead-man": "Coinbase has no dead man's switch.",
    }
    CODES = {"PERMISSION_DENIED": "permission-missing", "resource_exhausted": "rate-limited", "rate_limit_exceeded": "rate-limited"}
    STATUS = {401: "ambiguous", 403: "permission-missing"}

    def fault(self, reply, answer):
        if reply.status < 400:
            return None
        code = answer.get("error") if isinstance(answer, dict) else None
        return (code, self.CODES.get(code)) if isinstance(code, str) else (None, None)

    def token(self, method, path):
        key, secret, now = self.field("apiKey"), self.field("secret"), self.now() // 1000
        uri = f"{method} {self.hosts['rest']}{path}"
        head = {"typ": "JWT", "kid": key, "nonce": secrets.token_hex(16)}
        claims = {"sub": key, "iss": "cdp", "nbf": now, "exp": now + 120}
        if signing.is_pem(secret):
            head["alg"], claims["uri"] = "ES256", uri
        else:
            seed = signing.decoded(secret)
            if len(seed) != 64:
                raise Failure("malformed-credential")
            content = base64.b64encode(ED25519_HEAD + seed[:32]).decode()
            secret = f"-----BEGIN PRIVATE KEY-----\n{content}\n-----END PRIVATE KEY-----\n"
            head["alg"], claims["uris"], claims["aud"] = "EdDSA", [uri], ["cdp_service"]
        text = f"{_url64(json.dumps(head).encode())}.{_url64(json.dumps(claims).encode())}"
        return f"{text}.{_url64(signing.signed(secret, text.encode()))}"

    def private(self, method, path, parameters=None, changes=False):
        target = f"{PREFIX}{path}"
        headers = {"Authorization": f"Bearer {self.token(method, target)}", "Content-Type": "application/json"}
        if method == "POST":
            return self.send("rest", method, target, headers, self.packed(parameters), changes)
        return self.send("rest", method, f"{target}?{self.query(parameters)}" if parameters else target, headers)

    def time(self):
        return self.skew(self.expect(self.send("rest", "GET", f"{PREFIX}/time"), "epochMillis"))

    def ping(self):
        return {"account": self.account(self.private("GET", "/key_permissions").get("portfolio_uuid"))}

    def introspect(self):
        answer = self.private("GET", "/key_permissions")
        transfer = flag(answer, "can_transfer")
        record = key_record(
            self.exchange,
            self.public_id(),
            own=True,
            canRead=flag(answer, "can_view"),
            canTrade=flag(answer, "can_trade"),
            # One permission covers sending to others and moving between accounts.
            canWithdraw=transfer,
            canTransfer=transfer,
            restricted=untold("Coinbase does not tell a key's addresses."),
            addresses=untold("Coinbase does not tell a key's addresses."),
            network=value(self.network),
            state=value("enabled"),
        )
        return {"record": record}

    def order_kinds(self):
        def page(cursor):
            asked = {"order_status": "OPEN", "limit": 250, **({"cursor": cursor} if cursor else {})}
            answer = self.private("GET", "/orders/historical/batch", asked)
            return self.rows(answer, "orders"), answer.get("cursor") if answer.get("has_next") else None

        def read():
            return {self.expect(one, "order_id"): self.expect(one, "product_id") for one in self.pages(page)}

        def cancel(orders):
            named = list(orders)
            for at in range(0, len(named), 100):
                self.private("POST", "/orders/batch_cancel", {"order_ids": named[at : at + 100]}, changes=True)

        return [Orders("orders", read, cancel, by_orders=True)]

    def fills(self, since, until, symbols=None):
        def page(cursor):
            asked = {"start_sequence_timestamp": iso(since), "end_sequence_timestamp": iso(until), "limit": 100}
            answer = self.private("GET", "/orders/historical/fills", {**asked, **({"cursor": cursor} if cursor else {})})
            return self.rows(answer, "fills"), answer.get("cursor")

        found = [self.fill(one) for one in self.pages(page)]
        return {"fills": sorted(found, key=lambda one: one["at"]), "complete": True}

    def fill(self, one):
        at = milliseconds(str(self.expect(one, "trade_time")))
        if at is None:
            raise Failure("unexpected")
        return {
            "at": at,
            "symbol": self.expect(one, "product_id"),
            "orderId": self.expect(one, "order_id"),
            "side": str(self.expect(one, "side")).lower(),
            "price": str(self.expect(one, "price")),
            "quantity": str(self.expect(one, "size")),
        }


def _url64(content):
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
