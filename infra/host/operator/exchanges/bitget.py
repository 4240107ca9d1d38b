"""Bitget: spot and futures of a classic account.

https://www.bitget.com/api-doc/: signing, spot/account/info (ips, authorities), v3/account/info (permType, permissions),
spot/trade and mix/order, user/virtual-subaccount for keys of sub-accounts. Fields: npm bitget-api; error codes: npm ccxt
4.5.84. Demo trading shares the live host, so stacks have live keys only.

Unverified: the names in `authorities`; one that is not known here makes what it could mean unknown. Orders of margin and
of a unified account are not looked at. A sub-account's key is changed with its own passphrase, which the master does not
have, and nothing deletes one of a classic account: a new key that could not be stored loses its permission to trade instead,
and the answer names it.
"""

from core import signing
from core.exchange import Exchange, Orders
from core.failure import Failure
from core.record import addresses as listed, key_record, unknown, untold, value, when

READS = {"read", "coor", "cpor", "stor", "smor", "wtor", "wwor", "ttor", "chor", "pror", "taxr", "readonly", "read_only"}
TRADES = {"coow", "cpow", "stow", "smow", "ttow", "trade", "uta_trade", "copy_futures_order", "copy_futures_position"}
TRADES |= {"spot_trade", "contract_trade", "margin_trade"}  # of sub-accounts' keys
TRANSFERS = {"wtow", "transfer", "uta_mgt"}
WITHDRAWS = {"wwow", "withdraw"}
KNOWN = READS | TRADES | TRANSFERS | WITHDRAWS
PRODUCTS = ("USDT-FUTURES", "USDC-FUTURES", "COIN-FUTURES")
PLANS = ("normal_plan", "track_plan", "profit_loss")
NOTHING = {"22001", "40034", "43001", "43025"}  # no order to cancel, or none of that id


class Bitget(Exchange):
    WHY = {
        "dead-man": "Bitget has no dead man's switch for classic accounts.",
        "set-addresses": "Bitget wants the key's own passphrase for it, which the master does not have.",
        "delete-key": "Bitget has no call that deletes a key of a classic account: its page does.",
        **dict.fromkeys(("disable-key", "enable-key"), "Bitget can't switch a key off and on."),
    }
    BEYOND = ("margin", "unified account")
    CODES = {
        "40001": "bad-key",
        "40002": "bad-signature",
        "40003": "clock",
        "40005": "clock",
        "40006": "bad-key",
        "40008": "clock",
        "40009": "bad-signature",
        "40010": "timeout",
        "40011": "bad-passphrase",
        "40012": "bad-passphrase",
        "40013": "bad-key",
        "40014": "permission-missing",
        "40015": "unavailable",
        "40018": "address-refused",
        "40036": "bad-passphrase",
        "40037": "bad-key",
        "40038": "address-refused",
        "40099": "wrong-network",
        "40200": "unavailable",
        "40725": "unavailable",
        "45001": "unavailable",
        "429": "rate-limited",
        "30007": "rate-limited",
    }

    def fault(self, reply, answer):
        code = str(answer.get("code")) if isinstance(answer, dict) else None
        if code == "00000" and reply.status < 400:
            return None
        return code, self.CODES.get(code)

    def private(self, method, path, parameters=None, changes=False):
        now = str(self.now())
        body = self.packed(parameters or {}) if method == "POST" else ""
        target = f"{path}?{self.query(sorted(parameters.items()))}" if parameters and method == "GET" else path
        headers = {
            "ACCESS-KEY": self.field("apiKey"),
            "ACCESS-SIGN": signing.hmac_base64(self.field("secret"), now + method + target + body),
            "ACCESS-TIMESTAMP": now,
            "ACCESS-PASSPHRASE": self.field("password"),
            "Content-Type": "application/json",
        }
        return self.send("rest", method, target, headers, body or None, changes).get("data")

    # --- Calls ---

    def time(self):
        return self.skew(self.expect(self.send("rest", "GET", "/api/v2/public/time"), "data", "serverTime"))

    def about_key(self):
        """Of a classic account, or of a unified one, which the older path refuses."""
        try:
            return self.private("GET", "/api/v2/spot/account/info") or {}
        except Failure as failure:
            if failure.kind != "unexpected":
                raise
            return self.private("GET", "/api/v3/account/info") or {}

    def ping(self):
        return {"account": self.account(self.about_key().get("userId"))}

    def introspect(self):
        answer = self.about_key()
        granted = answer.get("authorities", answer.get("permissions"))
        record = self.record({**answer, "permissions": granted, "type": answer.get("permType")}, self.public_id(), own=True)
        if "parentId" in answer:
            record["master"] = value(not answer["parentId"])
        return {"record": record}

    def record(self, answer, public_id, own=False):
        names = answer.get("permissions")
        granted = set(names) if isinstance(names, list) and names and all(isinstance(one, str) for one in names) else None
        read_only = str(answer.get("type", "")).replace("-", "_") == "read_only"
        missing = unknown("The permissions are missing from the answer, or hold a name that is not known.")

        def may(wanted):
            if granted and granted & wanted:
                return value(not read_only)
            return value(False) if granted and granted <= KNOWN else missing

        created = answer.get("ts")
        return key_record(
            self.exchange,
            public_id,
            answer.get("note"),
            own=own,
            canRead=value(True) if own or granted else missing,
            canTrade=may(TRADES),
            canWithdraw=may(WITHDRAWS),
            canTransfer=may(TRANSFERS),
            **listed(answer.get("ips"), "ips"),
            created=when(created) if created else untold("Bitget tells the age of the account, not of the key."),
            expires=untold("Bitget does not tell when a key expires."),
            lastUsed=untold("Bitget does not tell when a key was last used."),
            network=value(self.network),
            state=value("enabled") if own else untold("Bitget does not tell it."),
        )

    def keys_of(self, sub_account):
        return self.rows({"all": self.private("GET", "/api/v2/user/virtual-subaccount-apikey-list", {"subAccountUid": sub_account})}, "all")

    def sub_record(self, one):
        told = {"permissions": one.get("permList"), "ips": one.get("ipList"), "note": one.get("label")}
        return self.record(told, self.expect(one, "subAccountApiKey"))

    def list_keys(self, sub_account=None, offset=0):
        if not sub_account:
            return self.listing([self.introspect()["record"]], offset, whole=False)
        return self.listing([self.sub_record(one) for one in self.keys_of(sub_account)], offset)

    def order_kinds(self):
        spot = Orders("spot", lambda: self.by_id("/api/v2/spot/trade/unfilled-orders", None, "orderId"), self.cancel_spot, by_orders=True)
        plan = Orders("spot-plan", lambda: self.by_id("/api/v2/spot/trade/current-plan-order", "orderList", "orderId"), self.cancel_spot_plan, by_orders=True)
        return [spot, plan, *(one for product in PRODUCTS for one in self.futures(product))]

    def by_id(self, path, name, key, asked=None):
        def page(cursor):
            answer = self.private("GET", path, {**(asked or {}), "limit": 100, **({"idLessThan": cursor} if cursor else {})})
            # A named list that is null has nothing in it; one that is missing says nothing.
            rows = answer if name is None else self.expect(answer, name) or []
            rows = self.rows({"all": rows}, "all")
            return rows, self.expect(rows[-1], key) if len(rows) == 100 else None

        return {self.expect(one, key): self.expect(one, "symbol") for one in self.pages(page)}

    def cancelled(self, path, parameters):
        try:
            self.private("POST", path, parameters, changes=True)
        except Failure as failure:
            if failure.code not in NOTHING:
                raise

    def cancel_spot(self, orders):
        for symbol in dict.fromkeys(orders.values()):
            self.cancelled("/api/v2/spot/trade/cancel-symbol-order", {"symbol": symbol})

    def cancel_spot_plan(self, orders):
        self.cancelled("/api/v2/spot/trade/batch-cancel-plan-order", {"symbolList": list(dict.fromkeys(orders.values()))})

    def futures(self, product):
        name, asked = product.split("-")[0].lower(), {"productType": product}
        pending = lambda: self.by_id("/api/v2/mix/order/orders-pending", "entrustedList", "orderId", asked)  # noqa: E731
        yield Orders(f"futures-{name}", pending, lambda _: self.cancelled("/api/v2/mix/order/cancel-all-orders", asked))
        for plan in PLANS:

            def read(plan=plan):
                return self.by_id("/api/v2/mix/order/orders-plan-pending", "entrustedList", "orderId", {**asked, "planType": plan})

            def cancel(_, plan=plan):
                self.cancelled("/api/v2/mix/order/cancel-plan-order", {**asked, "planType": plan})

            yield Orders(f"futures-{name}-{plan.replace('_', '-')}", read, cancel, by_orders=True)

    def fills(self, since, until, symbols=None):
        """Bitget keeps 90 days and tells them by pages of 100."""
        window = {"startTime": since, "endTime": until}
        found = [self.fill(one, "size", "priceAvg") for one in self.trades("/api/v2/spot/trade/fills", None, window)]
        for product in PRODUCTS:
            rows = self.trades("/api/v2/mix/order/fills", "fillList", {**window, "productType": product})
            found += [self.fill(one, "baseVolume", "price") for one in rows]
        whole = since > self.now() - 89 * 86_400_000
        return {"fills": sorted(found, key=lambda one: one["at"]), "complete": whole}

    def trades(self, path, name, asked):
        def page(cursor):
            answer = self.private("GET", path, {**asked, "limit": 100, **({"idLessThan": cursor} if cursor else {})})
            rows = self.rows({"all": (answer if name is None else (answer or {}).get(name)) or []}, "all")
            return rows, self.expect(rows[-1], "tradeId") if len(rows) == 100 else None

        return self.pages(page)

    def fill(self, one, size, price):
        return {
            "at": int(self.expect(one, "cTime")),
            "symbol": self.expect(one, "symbol"),
            "orderId": self.expect(one, "orderId"),
            "side": self.expect(one, "side"),
            "price": str(self.expect(one, price)),
            "quantity": str(self.expect(one, size)),
        }

    # --- Keys of sub-accounts, with the master's key ---

    def create_key(self, sub_account, label, addresses, permissions, store):
        password = signing.passphrase().replace("!", "")
        named = {"subAccountUid": sub_account, "passphrase": password, "label": label[:20], "ipList": addresses}
        granted = ["read", "spot_trade", "contract_trade"] if "trade" in permissions else ["read"]
        answer = self.private("POST", "/api/v2/user/create-virtual-subaccount-apikey", {**named, "permList": granted}, changes=True)
        key, secret = self.expect(answer, "subAccountApiKey"), self.expect(answer, "secretKey")

        def cripple():
            asked = {**named, "subAccountApiKey": key, "permList": ["read"]}
            self.private("POST", "/api/v2/user/modify-virtual-subaccount-apikey", asked, changes=True)
            raise Failure("unsupported")

        return self.stored(store, key, {"apiKey": key, "secret": secret, "password": password}, cripple)
