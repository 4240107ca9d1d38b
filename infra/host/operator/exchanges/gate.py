"""Gate v4: spot, futures, delivery and options.

https://www.gate.com/docs/developers/apiv4/: signing, labels of errors, account/main_keys, account/detail, sub_accounts,
spot/open_orders, price_orders, countdown_cancel_all (5 seconds at least), my_trades. Fields of keys:
https://github.com/gate/gateapi-nodejs (Key.md, SubAccountKey.md) and npm gateio-api, which differ in whether `key` names
the key. Where it does not, and the account has several, what this one may do is unknown.
"""

import hashlib
import urllib.parse

from core import signing
from core.exchange import Exchange, Orders
from core.failure import Failure
from core.record import addresses as listed, key_record, unknown, untold, value, when

PREFIX = "/api/v4"
TRADES = {"spot", "margin", "futures", "delivery", "options", "unified", "earn", "loan"}
KNOWN = TRADES | {"wallet", "withdraw", "withdrawal", "account", "sub_account", "subaccount", "rebate", "copy", "p2p", "pilot"}
SETTLES = ("usdt", "btc")
PAGE = 100


class Gate(Exchange):
    WHY = dict.fromkeys(("disable-key", "enable-key"), "Gate locks a sub-account, not one of its keys: delete the key.")
    CODES = {
        "INVALID_KEY": "bad-key",
        "INVALID_CREDENTIALS": "bad-key",
        "AUTHENTICATION_FAILED": "bad-key",
        "ACCOUNT_LOCKED": "bad-key",
        "SUB_ACCOUNT_LOCKED": "bad-key",
        "INVALID_SIGNATURE": "bad-signature",
        "REQUEST_EXPIRED": "clock",
        "IP_FORBIDDEN": "address-refused",
        "FORBIDDEN": "permission-missing",
        "READ_ONLY": "permission-missing",
        # A market that the account never opened.
        "USER_NOT_FOUND": "permission-missing",
        "TOO_MANY_REQUESTS": "rate-limited",
        "TOO_FAST": "rate-limited",
        "INTERNAL": "unavailable",
        "SERVER_ERROR": "unavailable",
        "TOO_BUSY": "unavailable",
    }

    def fault(self, reply, answer):
        code = answer.get("label") if isinstance(answer, dict) else None
        if code is None:
            return None if reply.status < 400 else (None, None)
        return str(code), self.CODES.get(str(code))

    def retry_after(self, headers):
        reset = headers.get("x-gate-ratelimit-reset-timestamp", "")
        return max(1, int(reset) - self.now() // 1000) if reset.isdigit() and len(reset) == 10 else super().retry_after(headers)

    def private(self, method, path, parameters=None, content=None, changes=False):
        target, query, now = PREFIX + path, self.query(parameters or {}), str(self.now() // 1000)
        body = self.packed(content) if content is not None else ""
        # What is signed is the query as it was before its characters were escaped.
        plain = "&".join(f"{name}={each}" for name, each in (parameters or {}).items())
        text = "\n".join([method, target, plain, hashlib.sha512(body.encode()).hexdigest(), now])
        headers = {
            "KEY": self.field("apiKey"),
            "Timestamp": now,
            "SIGN": signing.hmac_hex(self.field("secret"), text, hashlib.sha512),
            "Content-Type": "application/json",
        }
        return self.send("rest", method, f"{target}?{query}" if query else target, headers, body or None, changes)

    def lists(self, path, parameters=None):
        return self.rows({"all": self.private("GET", path, parameters)}, "all")

    # --- Calls ---

    def time(self):
        return self.skew(self.expect(self.send("rest", "GET", f"{PREFIX}/spot/time"), "server_time"))

    def ping(self):
        try:
            return {"account": self.account(self.private("GET", "/account/detail").get("user_id"))}
        except Failure as failure:
            # The key was taken: only this one thing is not its to see.
            if failure.kind != "permission-missing":
                raise
            return {"account": None}

    def introspect(self):
        try:
            rows = self.lists("/account/main_keys")
        except Failure as failure:
            if failure.kind not in ("permission-missing", "unexpected"):
                raise
            rows = []
        named = [one for one in rows if one.get("key") == self.public_id()]
        if not named and len(rows) == 1 and not isinstance(rows[0].get("key"), str):
            named = rows
        if named:
            return {"record": self.record(named[0], self.public_id(), own=True)}
        detail = self.private("GET", "/account/detail")
        record = self.record({"ip_whitelist": detail.get("ip_whitelist")}, self.public_id(), own=True)
        record["state"] = value("enabled")
        return {"record": record}

    def record(self, answer, public_id, own=False):
        perms = answer.get("perms")
        whole = isinstance(perms, list) and all(isinstance(one, dict) and isinstance(one.get("name"), str) for one in perms)
        missing = unknown("Gate did not say which permissions are this key's.")
        granted = {one["name"].lower(): one.get("read_only") for one in perms} if whole and perms else None

        def may(names, writing=True):
            if not granted:
                return missing
            if any(name in names and not (writing and granted[name] is True) for name in granted):
                return value(True)
            return value(False) if granted.keys() <= KNOWN else missing

        state = answer.get("state")
        name = answer.get("name")
        return key_record(
            self.exchange,
            public_id,
            name[0] if isinstance(name, list) and name else name,
            own=own,
            canRead=may(KNOWN, writing=False),
            canTrade=may(TRADES),
            canWithdraw=may({"withdraw", "withdrawal"}),
            canTransfer=may({"wallet", "sub_account", "subaccount"}),
            **listed(answer.get("ip_whitelist"), "ip_whitelist"),
            created=self.seconds(answer, "created_at"),
            expires=untold("Gate does not tell when a key expires."),
            lastUsed=self.seconds(answer, "last_access") if own else untold("Gate tells this of main accounts' keys alone."),
            network=value(self.network),
            state=value("enabled" if state == 1 else "disabled") if isinstance(state, int) else unknown("Gate did not tell the key's state."),
        )

    @staticmethod
    def seconds(answer, name):
        found = answer.get(name)
        text = str(found)
        return when(int(text) * 1000, name) if text.isdigit() else unknown(f"The field {name} is missing from the answer.")

    def keys_of(self, sub_account):
        if not sub_account.isdigit():
            raise Failure("unsupported", message="Gate names a sub-account by its number.")
        return self.lists(f"/sub_accounts/{sub_account}/keys")

    def list_keys(self, sub_account=None, offset=0):
        if sub_account:
            return self.listing([self.record(one, self.expect(one, "key")) for one in self.keys_of(sub_account)], offset)
        rows = self.lists("/account/main_keys")
        records = []
        for one in rows:
            public_id = one.get("key") if isinstance(one.get("key"), str) else None
            records.append(self.record(one, public_id, own=public_id == self.public_id()))
        return self.listing(records, offset)

    def order_kinds(self):
        kinds = [
            Orders("spot", self.spot, lambda _: self.private("DELETE", "/spot/orders", changes=True)),
            self.priced("spot-price", "/spot/price_orders", lambda one: self.expect(one, "market")),
        ]
        for market, settles in (("futures", SETTLES), ("delivery", ("usdt",))):
            for settle in settles:
                path = f"/{market}/{settle}"
                kinds.append(self.contracts(f"{market}-{settle}", f"{path}/orders"))
                kinds.append(self.priced(f"{market}-{settle}-price", f"{path}/price_orders", lambda one: self.expect(one, "initial", "contract")))
        kinds.append(self.contracts("options", "/options/orders"))
        return kinds

    def spot(self):
        found = {}
        for account in ("spot", "margin"):
            number = 1
            while True:
                groups = self.lists("/spot/open_orders", {"page": number, "limit": PAGE, **({} if account == "spot" else {"account": account})})
                orders = [one for group in groups for one in self.rows(group, "orders")]
                found.update({self.expect(one, "id"): self.expect(one, "currency_pair") for one in orders})
                if not any(len(group["orders"]) >= PAGE for group in groups) or number >= 50:
                    break
                number += 1
        return found

    def paged(self, path):
        def page(cursor):
            offset = cursor or 0
            rows = self.lists(path, {"status": "open", "limit": PAGE, "offset": offset})
            return rows, offset + PAGE if len(rows) == PAGE else None

        return self.pages(page)

    def contracts(self, kind, path):
        def read():
            return {str(self.expect(one, "id")): self.expect(one, "contract") for one in self.paged(path)}

        def cancel(orders):
            for contract in dict.fromkeys(orders.values()):
                self.private("DELETE", path, {"contract": contract}, changes=True)

        return Orders(kind, read, cancel, by_orders=True)

    def priced(self, kind, path, symbol):
        def read():
            return {str(self.expect(one, "id")): symbol(one) for one in self.paged(path)}

        return Orders(kind, read, lambda _: self.private("DELETE", path, changes=True), by_orders=True)

    def dead_man(self, seconds):
        """Covers spot and perpetual futures; orders with a trigger price, delivery and options stay."""
        wanted = 0 if seconds == 0 else max(seconds, 5)
        armed, first = [], None
        for path in ("/spot", *(f"/futures/{settle}" for settle in SETTLES)):
            try:
                self.private("POST", f"{path}/countdown_cancel_all", content={"timeout": wanted}, changes=True)
                armed.append(path.strip("/").replace("/", "-"))
            except Failure as failure:
                if failure.kind != "permission-missing":
                    raise
                first = first or failure
        if not armed:
            raise first
        return {"armed": wanted > 0, "seconds": wanted, "kinds": armed}

    def fills(self, since, until, symbols=None):
        asked = {"from": since // 1000, "to": -(-until // 1000)}
        found, number, seen = [], 1, []
        while True:
            rows = self.lists("/spot/my_trades", {**asked, "limit": 1000, "page": number})
            found += [self.fill(one, "currency_pair", "amount", one.get("side")) for one in rows]
            if len(rows) < 1000 or number >= 50:
                break
            number += 1
        seen.append("spot")
        for settle in SETTLES:
            offset = 0
            try:
                while True:
                    rows = self.lists(f"/futures/{settle}/my_trades_timerange", {**asked, "limit": PAGE, "offset": offset})
                    for one in rows:
                        size = str(self.expect(one, "size"))
                        found.append(self.fill({**one, "amount": size.lstrip("-")}, "contract", "amount", "sell" if size.startswith("-") else "buy"))
                    if len(rows) < PAGE or offset >= 50 * PAGE:
                        break
                    offset += PAGE
                seen.append(f"futures-{settle}")
            except Failure as failure:
                if failure.kind != "permission-missing":
                    raise
        inside = [one for one in found if since <= one["at"] <= until]
        return {"fills": sorted(inside, key=lambda one: one["at"]), "complete": False, "kinds": seen}

    def fill(self, one, symbol, amount, side):
        return {
            "at": int(float(one.get("create_time_ms") or float(self.expect(one, "create_time")) * 1000)),
            "symbol": self.expect(one, symbol),
            "orderId": str(self.expect(one, "order_id")),
            "side": str(side),
            "price": str(self.expect(one, "price")),
            "quantity": str(self.expect(one, amount)),
        }

    # --- Keys of sub-accounts, with the master's key ---

    def create_key(self, sub_account, label, addresses, permissions, store):
        if not sub_account.isdigit():
            raise Failure("unsupported", message="Gate names a sub-account by its number.")
        reads = "trade" not in permissions
        perms = [{"name": name, "read_only": reads} for name in ("spot", "futures")] + [{"name": "account", "read_only": True}]
        path = f"/sub_accounts/{sub_account}/keys"
        answer = self.private("POST", path, content={"mode": 1, "name": label, "perms": perms, "ip_whitelist": addresses}, changes=True)
        key, secret = self.expect(answer, "key"), self.expect(answer, "secret")

        def delete():
            self.private("DELETE", f"{path}/{urllib.parse.quote(key, safe='')}", changes=True)

        return self.stored(store, key, {"apiKey": key, "secret": secret}, delete)

    def named(self, key, sub_account):
        if not sub_account:
            raise Failure("unsupported", message="Gate changes keys of sub-accounts alone, with the master's key.")
        rows = self.keys_of(sub_account)
        public_id = self.found(key, [self.expect(one, "key") for one in rows])
        return next(one for one in rows if one["key"] == public_id), f"/sub_accounts/{sub_account}/keys/{urllib.parse.quote(public_id, safe='')}"

    def set_addresses(self, key, addresses, sub_account=None):
        row, path = self.named(key, sub_account)
        # What is not sent is taken away.
        content = {name: row[name] for name in ("mode", "name", "perms") if row.get(name) is not None}
        self.private("PUT", path, content={**content, "ip_whitelist": addresses}, changes=True)
        return {"done": True}

    def delete_key(self, key, sub_account=None):
        self.private("DELETE", self.named(key, sub_account)[1], changes=True)
        return {"done": True}
