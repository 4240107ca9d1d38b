"""Kraken spot.

Signing, with its published example: https://docs.kraken.com/api/docs/guides/spot-rest-auth. GetApiKeyInfo needs no
permission: https://docs.kraken.com/api-reference/account-data/get-api-key-info. CancelAll, CancelAllOrdersAfter, OpenOrders
(all kinds in one list), TradesHistory (50 a page): the same documents. Errors: docs and npm ccxt 4.5.84.

EAPI:Invalid key does not say which is wrong: it stands for a key that is unknown, deleted, disabled or expired, and,
unverified, for one that is used from an address outside of its list. A field of GetApiKeyInfo that is not there comes out as
unknown, never as fine.
"""

import hashlib
import time

from core import signing
from core.exchange import KEY_CALLS, Exchange, Orders
from core.failure import Failure
from core.record import addresses as listed, key_record, unknown, untold, value, when

TRADES = {"modify-trades", "close-trades"}
READS = {"query-funds", "query-open-trades", "query-closed-trades", "query-ledger", "export-data"}
WITHDRAWS = {"withdraw-funds", "add-withdraw-address", "update-withdraw-address"}


class Kraken(Exchange):
    WHY = dict.fromkeys((*KEY_CALLS, "list-keys"), "Kraken has no call for any key but the one that asks, and none that changes it: its page does.")
    CODES = {
        "EAPI:Invalid key": "ambiguous",
        "EAPI:Invalid signature": "bad-signature",
        "EAPI:Invalid nonce": "clock",
        "EAPI:Rate limit exceeded": "rate-limited",
        "EOrder:Rate limit exceeded": "rate-limited",
        "EGeneral:Too many requests": "rate-limited",
        "EGeneral:Permission denied": "permission-missing",
        "EGeneral:Temporary lockout": "banned",
        "EGeneral:Internal error": "unavailable",
        "EDatabase:Internal error": "unavailable",
        "EService:Unavailable": "unavailable",
        "EService:Busy": "unavailable",
        "EService:Timeout": "timeout",
        "EAPI:Feature disabled": "permission-missing",
        "EAccount:Invalid permissions": "permission-missing",
    }

    def fault(self, reply, answer):
        errors = answer.get("error") if isinstance(answer, dict) else None
        if not isinstance(errors, list):
            return None, None
        # A text that starts with E is an error, with W a warning.
        texts = [one for one in errors if isinstance(one, str) and one.startswith("E")]
        if not texts:
            return None if reply.status < 400 else (None, None)
        code = next((one for one in texts if one in self.CODES), texts[0])
        return code, self.CODES.get(code)

    def private(self, name, parameters=None, changes=False, unit=1):
        """`unit`: how much finer than a millisecond the nonce is. Kraken takes growing ones alone, and the bot goes on
        with its own: a finer one than the bot's would lock the bot out, so only the kill switch ever sends it."""
        path = f"/0/private/{name}"
        nonce = str(int(time.time() * 1000 * unit))
        body = self.query({"nonce": nonce, **(parameters or {})})
        digest = hashlib.sha256((nonce + body).encode()).digest()
        headers = {
            "API-Key": self.field("apiKey"),
            "API-Sign": signing.hmac_base64(signing.decoded(self.field("secret")), path.encode() + digest, hashlib.sha512),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        return self.expect(self.send("rest", "POST", path, headers, body, changes), "result")

    def patient(self, name, parameters=None, changes=False, units=(1, 1, 1)):
        """Again after a refused nonce: the bot's own requests run at the same time."""
        for unit in units[:-1]:
            try:
                return self.private(name, parameters, changes, unit)
            except Failure as failure:
                if failure.code != "EAPI:Invalid nonce":
                    raise
        return self.private(name, parameters, changes, units[-1])

    # --- Calls ---

    def time(self):
        """Kraken tells whole seconds."""
        return self.skew(int(self.expect(self.send("rest", "GET", "/0/public/Time"), "result", "unixtime")) * 1000 + 500)

    def ping(self):
        self.patient("GetApiKeyInfo")
        return {"account": None}

    def introspect(self):
        answer = self.patient("GetApiKeyInfo")
        granted = answer.get("permissions")
        missing = unknown("The field permissions is missing from the answer.")
        if isinstance(granted, list) and all(isinstance(one, str) for one in granted):
            may = lambda names: value(bool(names & set(granted)))  # noqa: E731
        else:
            may = lambda _: missing  # noqa: E731
        record = key_record(
            self.exchange,
            self.public_id(),
            answer.get("apiKeyName"),
            own=True,
            canRead=may(READS),
            canTrade=may(TRADES),
            canWithdraw=may(WITHDRAWS),
            canTransfer=untold("Kraken has no permission of its own for transfers between accounts."),
            **listed(answer.get("ipAllowlist"), "ipAllowlist"),
            created=self.seconds(answer, "createdTime"),
            expires=self.seconds(answer, "validUntil"),
            lastUsed=self.seconds(answer, "lastUsed"),
            network=value(self.network),
            state=value("enabled"),
        )
        return {"record": record}

    @staticmethod
    def seconds(answer, name):
        found = answer.get(name)
        try:
            return when(int(float(found) * 1000), name)
        except (TypeError, ValueError, OverflowError):
            return unknown(f"The field {name} is missing from the answer.")

    def order_kinds(self):
        urgent = (1, 1, 1000, 1_000_000)

        def read():
            found = self.expect(self.patient("OpenOrders", units=urgent), "open")
            if not isinstance(found, dict):
                raise Failure("unexpected")
            return {order: str(self.expect(one, "descr", "pair")) for order, one in found.items()}

        return [Orders("orders", read, lambda _: self.patient("CancelAll", None, True, urgent))]

    def dead_man(self, seconds):
        self.patient("CancelAllOrdersAfter", {"timeout": seconds}, True)
        return {"armed": seconds > 0, "seconds": seconds}

    def fills(self, since, until, symbols=None):
        found, offset = [], 0
        while True:
            asked = {"start": since // 1000, "end": -(-until // 1000), "ofs": offset}
            answer = self.patient("TradesHistory", asked)
            trades = self.expect(answer, "trades")
            if not isinstance(trades, dict):
                raise Failure("unexpected")
            found.extend(self.fill(one) for one in trades.values())
            offset += len(trades)
            # One entry of the counter a page is spent here: not more than it has.
            if not trades or offset >= int(self.expect(answer, "count")) or offset >= 500:
                whole = not trades or offset >= int(answer["count"])
                break
        inside = [one for one in found if since <= one["at"] <= until]
        return {"fills": sorted(inside, key=lambda one: one["at"]), "complete": whole}

    def fill(self, one):
        return {
            "at": int(float(self.expect(one, "time")) * 1000),
            "symbol": self.expect(one, "pair"),
            "orderId": self.expect(one, "ordertxid"),
            "side": self.expect(one, "type"),
            "price": str(self.expect(one, "price")),
            "quantity": str(self.expect(one, "vol")),
        }
