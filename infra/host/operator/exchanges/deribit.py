"""Deribit. Every answer says in `testnet` which network it came from.

https://docs.deribit.com/: authentication (deri-hmac-sha256), private/list_api_keys (scope account:read), enable_api_key,
disable_api_key, remove_api_key, edit_api_key and create_api_key (account:read_write; they may ask for a second factor,
13003), private/get_open_orders, private/cancel_all (trigger orders too), get_user_trades_by_currency_and_time, public/auth.

list_api_keys may hold the secrets of keys, so nothing of it but single fields is ever copied. `ip_whitelist` is in its
schema. Cancel-on-disconnect is bound to streams, so there is no dead man's switch here. Keys with an Ed25519 or RSA key of
one's own are not supported. 13004 and 13009 stand for several things; where they come with a reason, that decides.
Unverified: the reasons other than invalid_signature.
"""

import secrets

from core import signing
from core.exchange import Exchange, Orders
from core.failure import Failure
from core.record import addresses as listed, fingerprint, key_record, unknown, untold, value, when

CURRENCIES = ("BTC", "ETH", "USDC", "USDT", "EURR")


class Deribit(Exchange):
    WHY = {"dead-man": "Deribit's cancel-on-disconnect is bound to streams, not to a time."}
    CODES = {
        "9999": "permission-missing",
        "10000": "bad-key",
        "10028": "rate-limited",
        "10040": "unavailable",
        "10041": "unavailable",
        "10047": "rate-limited",
        "10066": "rate-limited",
        "11042": "permission-missing",
        "11051": "unavailable",
        "12005": "region-refused",
        "13002": "bad-key",
        "13003": "permission-missing",
        "13004": "ambiguous",
        "13009": "ambiguous",
        "13012": "permission-missing",
        "13021": "permission-missing",
        "13028": "unavailable",
        "13403": "permission-missing",
        "-32601": "unsupported",
    }
    # `reason` of 13009 and 13004, where one is given.
    REASONS = {
        "invalid_signature": "bad-signature",
        "signature_mismatch": "bad-signature",
        "timestamp_expired": "clock",
        "invalid_timestamp": "clock",
        "ip_not_whitelisted": "address-refused",
        "ip_address_not_allowed": "address-refused",
        "api_key_disabled": "bad-key",
    }

    def fault(self, reply, answer):
        error = answer.get("error") if isinstance(answer, dict) else None
        if error is None:
            if "testnet" in answer and answer["testnet"] != (self.network == "testnet"):
                return None, "wrong-network"
            return None if reply.status < 400 else (None, None)
        code = str(error.get("code")) if isinstance(error, dict) else None
        data = error.get("data") if isinstance(error, dict) else None
        reason = data.get("reason") if isinstance(data, dict) else None
        return code, (self.REASONS.get(reason) if isinstance(reason, str) else None) or self.CODES.get(code)

    def target(self, method, parameters):
        return f"/api/v2/{method}" + (f"?{self.query(parameters)}" if parameters else "")

    def private(self, method, parameters=None, changes=False):
        target = self.target(f"private/{method}", parameters)
        now, nonce = str(self.now()), secrets.token_hex(8)
        text = f"{now}\n{nonce}\nGET\n{target}\n\n"
        signature = signing.hmac_hex(self.secret(), text)
        headers = {"Authorization": f"deri-hmac-sha256 id={self.field('apiKey')},ts={now},sig={signature},nonce={nonce}"}
        return self.expect(self.send("rest", "GET", target, headers, changes=changes), "result")

    def secret(self):
        found = self.field("secret")
        if signing.is_pem(found):
            raise Failure("unsupported", message="Keys of Deribit with a private key of one's own are not supported.")
        return found

    # --- Calls ---

    def time(self):
        return self.skew(self.expect(self.send("rest", "GET", "/api/v2/public/get_time"), "result"))

    def ping(self):
        try:
            answer = self.private("get_account_summary", {"currency": "BTC", "extended": "true"})
            return {"account": self.account(answer.get("id"))}
        except Failure as failure:
            # The key was taken: only this one thing is not its to see.
            if failure.kind != "permission-missing":
                raise
            return {"account": None}

    def all_keys(self):
        return self.rows({"all": self.private("list_api_keys")}, "all")

    def introspect(self):
        try:
            rows = self.all_keys()
        except Failure as failure:
            if failure.kind != "permission-missing":
                raise
            return {"record": self.record_of_scope()}
        for one in rows:
            if one.get("client_id") == self.public_id():
                return {"record": self.record(one)}
        raise Failure("unexpected", message="The exchange's list of keys does not hold the key that asked for it.")

    def record_of_scope(self):
        """What a key without account:read may learn of itself: the scope that it logs in with."""
        now, nonce = str(self.now()), secrets.token_hex(8)
        asked = {
            "grant_type": "client_signature",
            "client_id": self.field("apiKey"),
            "timestamp": now,
            "nonce": nonce,
            "signature": signing.hmac_hex(self.secret(), f"{now}\n{nonce}\n"),
        }
        answer = self.expect(self.send("rest", "GET", self.target("public/auth", asked)), "result")
        why = unknown("The key lacks the scope account:read, without which Deribit tells only what it may do.")
        return self.told({"client_id": self.public_id(), "max_scope": answer.get("scope")}, why)

    def record(self, answer):
        return self.told(answer, None)

    def told(self, answer, why):
        scope = answer.get("max_scope")
        missing = unknown("The field max_scope is missing from the answer.")
        granted = set(scope.split()) if isinstance(scope, str) and scope else None
        may = (lambda *names: value(bool(granted & set(names)))) if granted else (lambda *_: missing)
        bound = {"restricted": why, "addresses": why} if why else listed(answer.get("ip_whitelist"), "ip_whitelist")
        enabled = answer.get("enabled")
        public_id = answer.get("client_id")
        return key_record(
            self.exchange,
            public_id,
            answer.get("name"),
            own=public_id == self.public_id(),
            canRead=may("account:read", "account:read_write", "trade:read", "trade:read_write"),
            canTrade=may("trade:read_write", "block_trade:read_write", "block_rfq:read_write"),
            canWithdraw=may("wallet:read_write"),
            canTransfer=may("wallet:read_write"),
            **bound,
            created=why or when(answer.get("timestamp"), "timestamp"),
            expires=value(None),
            lastUsed=untold("Deribit does not tell when a key was last used."),
            network=value(self.network),
            state=value("enabled" if enabled else "disabled") if isinstance(enabled, bool) else why or unknown("The field enabled is missing from the answer."),
        )

    def list_keys(self, sub_account=None, offset=0):
        self.own_account(sub_account)
        return self.listing([self.record(one) for one in self.all_keys()], offset)

    def order_kinds(self):
        def read():
            rows = self.rows({"all": self.private("get_open_orders")}, "all")
            return {self.expect(one, "order_id"): self.expect(one, "instrument_name") for one in rows}

        return [Orders("orders", read, lambda _: self.private("cancel_all", changes=True))]

    def fills(self, since, until, symbols=None):
        found, whole = [], True
        for currency in CURRENCIES:
            asked = {"currency": currency, "start_timestamp": since, "end_timestamp": until, "count": 1000, "sorting": "asc"}
            answer = self.private("get_user_trades_by_currency_and_time", asked)
            found.extend(self.fill(one) for one in self.rows(answer, "trades"))
            whole = whole and answer.get("has_more") is False
        return {"fills": sorted(found, key=lambda one: one["at"]), "complete": whole}

    def fill(self, one):
        return {
            "at": int(self.expect(one, "timestamp")),
            "symbol": self.expect(one, "instrument_name"),
            "orderId": str(self.expect(one, "order_id")),
            "side": self.expect(one, "direction"),
            "price": str(self.expect(one, "price")),
            "quantity": str(self.expect(one, "amount")),
        }

    # --- Keys of the account that the key is of ---

    def own_account(self, sub_account):
        """A key makes and changes those of its own account, or sub-account, alone: never one in the place of another."""
        if sub_account is None:
            return
        answer = self.private("get_account_summary", {"currency": "BTC", "extended": "true"})
        if sub_account not in {str(answer[name]) for name in ("id", "username", "system_name") if answer.get(name) not in (None, "")}:
            raise Failure("unsupported", message="Deribit's keys make and change those of their own account alone: put a key of the sub-account on the operator's stack.")

    def named(self, key, sub_account):
        self.own_account(sub_account)
        for one in self.all_keys():
            if fingerprint(self.exchange, one.get("client_id")) == key:
                return one
        raise Failure("bad-key", message="The exchange lists no key with this fingerprint.")

    def number(self, key, sub_account):
        return self.expect(self.named(key, sub_account), "id")

    def create_key(self, sub_account, label, addresses, permissions, store):
        self.own_account(sub_account)
        scope = "account:read trade:read_write" if "trade" in permissions else "account:read trade:read"
        asked = {"max_scope": f"{scope} wallet:none", "name": label[:16].replace("-", "_"), "ip_whitelist": self.packed(addresses), "enabled": "true"}
        answer = self.private("create_api_key", asked, changes=True)
        key, secret, number = (self.expect(answer, name) for name in ("client_id", "client_secret", "id"))

        def delete():
            self.private("remove_api_key", {"id": number}, changes=True)

        return self.stored(store, key, {"apiKey": key, "secret": secret}, delete)

    def set_addresses(self, key, addresses, sub_account=None):
        row = self.named(key, sub_account)
        asked = {"id": self.expect(row, "id"), "max_scope": self.expect(row, "max_scope"), "ip_whitelist": self.packed(addresses)}
        self.private("edit_api_key", asked, changes=True)
        return {"done": True}

    def disable_key(self, key, sub_account=None):
        self.private("disable_api_key", {"id": self.number(key, sub_account)}, changes=True)
        return {"done": True}

    def enable_key(self, key, sub_account=None):
        self.private("enable_api_key", {"id": self.number(key, sub_account)}, changes=True)
        return {"done": True}

    def delete_key(self, key, sub_account=None):
        self.private("remove_api_key", {"id": self.number(key, sub_account)}, changes=True)
        return {"done": True}
