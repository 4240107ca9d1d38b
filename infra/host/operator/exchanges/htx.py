"""HTX, formerly Huobi: spot, and linear contracts by the v5 calls.

https://www.htx.com/en-us/opend/newApiPages/: signing, user/uid, user/api-key, order/openOrders, batchCancelOpenOrders (100 at
a time), algo-orders, algo-orders/cancel-all-after (0 or 5 seconds at least), order/matchresults (48 hours a window),
sub-user/api-key-modification, -deletion, and -generation, which wants a code of the parent user's authenticator (otpToken), so
that only a person can make a key. Linear contracts: v5/trade/order/opens and cancel_all_orders, which without parameters mean
all of both margin modes. Paths and error codes: npm ccxt 4.5.84; parameters of v5: npm htx-api.

Unverified: the names of the fields of user/api-key's answer, and the texts by which api-signature-not-valid tells a wrong key, a
wrong signature and a refused address apart; another text comes out as ambiguous. Coin-margined contracts, and linear orders
that wait for a price, are not looked at.
"""

import json
import time

from core import signing
from core.exchange import Exchange, Orders
from core.failure import Failure
from core.record import addresses as listed, iso, key_record, unknown, untold, value, when

TEXTS = (
    ("incorrect access key", "bad-key"),
    ("verification failure", "bad-signature"),
    ("timestamp", "clock"),
    ("invalid ip", "address-refused"),
    ("ip address", "address-refused"),
    ("no permission", "permission-missing"),
    ("expired", "expired"),
)
KNOWN = {"readOnly", "trade", "withdraw"}
WINDOW = 48 * 3_600_000
DAY = 86_400_000


class Htx(Exchange):
    WHY = {
        "create-key": "HTX wants a code of the parent user's authenticator for it: only a person can make a key.",
        **dict.fromkeys(("disable-key", "enable-key"), "HTX locks a sub-user, not one of its keys: delete the key."),
    }
    BEYOND = ("coin-margined contracts", "linear orders that wait for a price")
    CODES = {
        "api-not-support-temp-addr": "address-refused",
        "gateway-internal-error": "unavailable",
        "system-maintenance": "unavailable",
        "timeout": "timeout",
        "base-request-exceed-frequency-limit": "rate-limited",
        "rate-too-many-requests": "rate-limited",
        "account-frozen-account-inexistent-error": "permission-missing",
        "login-required": "bad-key",
        "api-signature-check-failed": "bad-signature",
        "invalid-ip": "address-refused",
        "429": "rate-limited",
        "403": "bad-key",
        "500": "unavailable",
        "1002": "permission-missing",
        "1003": "ambiguous",
        "1010": "permission-missing",
        "1220": "permission-missing",
        "2002": "permission-missing",
        "4007": "permission-missing",
    }

    def fault(self, reply, answer):
        if not isinstance(answer, dict):
            return None
        code, text = None, answer.get("err-msg") or answer.get("err_msg") or answer.get("message") or ""
        if answer.get("status") == "error":
            code = answer.get("err-code") or answer.get("err_code")
        elif "status" not in answer and answer.get("code") not in (None, 200):
            code = answer["code"]
        elif reply.status < 400:
            return None
        kind = self.CODES.get(str(code))
        if str(code) in ("api-signature-not-valid", "1003", "403"):
            lowered = str(text).lower()
            kind = next((each for part, each in TEXTS if part in lowered), kind or "ambiguous")
        return code, kind

    def private(self, method, path, parameters=None, role="rest", changes=False):
        asked = {
            "AccessKeyId": self.field("apiKey"),
            "SignatureMethod": "HmacSHA256",
            "SignatureVersion": "2",
            "Timestamp": time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(self.now() // 1000)),
            **(parameters if parameters and method == "GET" else {}),
        }
        query = self.query(sorted(asked.items()))
        host = self.hosts.get(role)
        secret = self.field("secret")
        if signing.is_pem(secret):
            raise Failure("unsupported", message="Ed25519 keys of HTX are not supported.")
        signature = signing.hmac_base64(secret, "\n".join([method, str(host), path, query]))
        target = f"{path}?{query}&{self.query({'Signature': signature})}"
        body = json.dumps(parameters or {}, separators=(",", ":")) if method == "POST" else None
        answer = self.send(role, method, target, {"Content-Type": "application/json"}, body, changes)
        return self.expect(answer, "data") if isinstance(answer, dict) and "data" in answer else answer

    # --- Calls ---

    def time(self):
        return self.skew(self.expect(self.send("rest", "GET", "/v1/common/timestamp"), "data"))

    def uid(self):
        return self.private("GET", "/v2/user/uid")

    def ping(self):
        return {"account": self.account(self.uid())}

    def keys_of(self, uid):
        return self.rows({"all": self.private("GET", "/v2/user/api-key", {"uid": uid})}, "all")

    def introspect(self):
        for one in self.keys_of(self.uid()):
            if one.get("accessKey") == self.public_id():
                return {"record": self.record(one, own=True)}
        raise Failure("unexpected", message="The exchange's list of keys does not hold the key that asked for it.")

    def record(self, answer, own=False):
        text = answer.get("permission")
        granted = {one.strip() for one in text.split(",")} if isinstance(text, str) and text else None
        missing = unknown("The field permission is missing from the answer, or holds a name that is not known.")

        def may(name):
            if granted and name in granted:
                return value(True)
            return value(False) if granted and granted <= KNOWN else missing

        days, state = answer.get("validDays"), answer.get("status")
        ends = unknown("The field validDays is missing from the answer.")
        if isinstance(days, int):
            ends = value(None) if days < 0 else value(iso(self.now() + days * DAY))
        return key_record(
            self.exchange,
            answer.get("accessKey"),
            answer.get("note"),
            own=own or answer.get("accessKey") == self.public_id(),
            canRead=may("readOnly"),
            canTrade=may("trade"),
            canWithdraw=may("withdraw"),
            canTransfer=untold("HTX has no permission of its own for transfers between accounts."),
            **listed(answer.get("ipAddresses"), "ipAddresses"),
            created=when(answer.get("createTime"), "createTime"),
            expires=ends,
            lastUsed=untold("HTX does not tell when a key was last used."),
            network=value(self.network),
            state=value("enabled" if state == "normal" else "disabled") if isinstance(state, str) else unknown("The field status is missing from the answer."),
        )

    def list_keys(self, sub_account=None, offset=0):
        return self.listing([self.record(one) for one in self.keys_of(sub_account or self.uid())], offset)

    def order_kinds(self):
        spot = Orders("spot", self.spot, lambda _: self.private("POST", "/v1/order/orders/batchCancelOpenOrders", {}, changes=True))
        algo = Orders("spot-algo", self.algo, self.cancel_algo, by_orders=True)
        linear = Orders("linear", self.linear, lambda _: self.private("POST", "/v5/trade/cancel_all_orders", {}, "contracts", True))
        return [spot, algo, linear]

    def spot(self):
        def page(cursor):
            asked = {"size": 500, **({"from": cursor, "direct": "next"} if cursor else {})}
            rows = self.rows({"all": self.private("GET", "/v1/order/openOrders", asked)}, "all")
            return rows, self.expect(rows[-1], "id") if len(rows) == 500 else None

        return {str(self.expect(one, "id")): self.expect(one, "symbol") for one in self.pages(page)}

    def algo(self):
        rows = self.rows({"all": self.private("GET", "/v2/algo-orders/opening", {"limit": 500})}, "all")
        return {str(self.expect(one, "clientOrderId")): self.expect(one, "symbol") for one in rows}

    def cancel_algo(self, orders):
        named = list(orders)
        for at in range(0, len(named), 50):
            self.private("POST", "/v2/algo-orders/cancellation", {"clientOrderIds": named[at : at + 50]}, changes=True)

    def linear(self):
        def page(cursor):
            asked = {"limit": 100, **({"from": cursor, "direct": "next"} if cursor else {})}
            rows = self.rows({"all": self.private("GET", "/v5/trade/order/opens", asked, "contracts")}, "all")
            return rows, (rows[-1].get("id") or self.expect(rows[-1], "order_id")) if len(rows) == 100 else None

        return {str(self.expect(one, "order_id")): self.expect(one, "contract_code") for one in self.pages(page)}

    def dead_man(self, seconds):
        """Covers spot orders alone; the least is 5 seconds."""
        wanted = 0 if seconds == 0 else max(seconds, 5)
        self.private("POST", "/v2/algo-orders/cancel-all-after", {"timeout": wanted}, changes=True)
        return {"armed": wanted > 0, "seconds": wanted}

    def fills(self, since, until, symbols=None):
        """Of spot alone."""
        found, start = [], since
        while start <= until:
            end = min(start + WINDOW - 1, until)

            def page(cursor, start=start, end=end):
                asked = {"start-time": start, "end-time": end, "size": 500, **({"from": cursor, "direct": "next"} if cursor else {})}
                rows = self.rows({"all": self.private("GET", "/v1/order/matchresults", asked)}, "all")
                return rows, self.expect(rows[-1], "id") if len(rows) == 500 else None

            found.extend(self.fill(one) for one in self.pages(page))
            start = end + 1
        return {"fills": sorted(found, key=lambda one: one["at"]), "complete": False, "kinds": ["spot"]}

    def fill(self, one):
        return {
            "at": int(self.expect(one, "created-at")),
            "symbol": self.expect(one, "symbol"),
            "orderId": str(self.expect(one, "order-id")),
            "side": str(self.expect(one, "type")).split("-", maxsplit=1)[0],
            "price": str(self.expect(one, "price")),
            "quantity": str(self.expect(one, "filled-amount")),
        }

    # --- Keys of sub-users, with the master's key ---

    def named(self, key, sub_account):
        if not sub_account:
            raise Failure("unsupported", message="HTX changes keys of sub-users alone, with the master's key.")
        return {"subUid": sub_account, "accessKey": self.found(key, [self.expect(one, "accessKey") for one in self.keys_of(sub_account)])}

    def set_addresses(self, key, addresses, sub_account=None):
        asked = {**self.named(key, sub_account), "ipAddresses": ",".join(addresses)}
        self.private("POST", "/v2/sub-user/api-key-modification", asked, changes=True)
        return {"done": True}

    def delete_key(self, key, sub_account=None):
        self.private("POST", "/v2/sub-user/api-key-deletion", self.named(key, sub_account), changes=True)
        return {"done": True}
