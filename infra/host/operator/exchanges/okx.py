"""OKX v5, of www.okx.com, us.okx.com and eea.okx.com.

https://www.okx.com/docs-v5/en/: signing, error codes, account/config, trade/orders-pending, trade/orders-algo-pending,
trade/cancel-batch-orders (20), trade/cancel-algos (10), trade/cancel-all-after (0 or 10 to 120 seconds), trade/fills,
trade/fills-history, users/subaccount/apikey. Demo trading shares the live host, so stacks have live keys only.

50119 (the key does not exist) is from clients; that a key which was deleted for lack of use answers so is unverified.
Grid and other trading bots of OKX's own, and spread orders, are not looked at.
"""

from core import signing
from core.exchange import Exchange, Orders
from core.failure import Failure
from core.record import addresses as listed, iso, key_record, unknown, untold, value, when

ALGO_TYPES = ("conditional,oco", "trigger", "move_order_stop", "chase", "iceberg", "twap")
FILL_TYPES = ("SPOT", "MARGIN", "SWAP", "FUTURES", "OPTION")
GONE = {"51400", "51401", "51402", "51410"}  # already filled or cancelled


class Okx(Exchange):
    WHY = dict.fromkeys(("disable-key", "enable-key"), "OKX can't switch a key off and on: delete it.")
    BEYOND = ("spread orders", "trading bots")
    CODES = {
        "50001": "unavailable",
        "50004": "timeout",
        "50005": "unavailable",
        "50007": "bad-key",
        "50008": "bad-key",
        "50011": "rate-limited",
        "50013": "unavailable",
        "50026": "unavailable",
        "50030": "permission-missing",
        "50040": "rate-limited",
        "50061": "rate-limited",
        "50100": "bad-key",
        "50103": "bad-key",
        "50101": "wrong-network",
        "50102": "clock",
        "50105": "bad-passphrase",
        "50110": "address-refused",
        "50111": "bad-key",
        "50112": "clock",
        "50113": "bad-signature",
        "50114": "permission-missing",
        "50119": "bad-key",
        "50120": "permission-missing",
        "50124": "region-refused",
        "51155": "region-refused",
    }

    def fault(self, reply, answer):
        code = answer.get("code") if isinstance(answer, dict) else None
        if str(code) == "0" and reply.status < 400:
            return None
        if code is None:
            return None, None
        # A batch says 1 or 2 as a whole and why for each of its orders.
        if str(code) in ("1", "2") and isinstance(answer.get("data"), list):
            codes = [str(one.get("sCode")) for one in answer["data"] if isinstance(one, dict) and str(one.get("sCode")) != "0"]
            if codes and all(one in GONE for one in codes):
                return None
            code = next((one for one in codes if one not in GONE), code)
        return str(code), self.CODES.get(str(code))

    def private(self, method, path, parameters=None, changes=False):
        now = iso(self.now())
        body = self.packed(parameters) if method == "POST" else ""
        target = f"/api/v5/{path}"
        if method == "GET" and parameters:
            target += f"?{self.query(parameters)}"
        headers = {
            "OK-ACCESS-KEY": self.field("apiKey"),
            "OK-ACCESS-PASSPHRASE": self.field("password"),
            "OK-ACCESS-TIMESTAMP": now,
            "OK-ACCESS-SIGN": signing.hmac_base64(self.field("secret"), now + method + target + body),
            "Content-Type": "application/json",
        }
        return self.rows(self.send("rest", method, target, headers, body or None, changes), "data")

    # --- Calls ---

    def time(self):
        return self.skew(self.expect(self.send("rest", "GET", "/api/v5/public/time"), "data", 0, "ts"))

    def about_key(self):
        return self.expect(self.private("GET", "account/config"), 0)

    def ping(self):
        return {"account": self.account(self.about_key().get("uid"))}

    def introspect(self):
        answer = self.about_key()
        main, uid = answer.get("mainUid"), answer.get("uid")
        record = self.record(answer, self.public_id(), own=True)
        if main and uid:
            record["master"] = value(main == uid)
        return {"record": record}

    def record(self, answer, public_id, own=False):
        perm = answer.get("perm")
        granted = set(perm.replace(" ", "").split(",")) if isinstance(perm, str) and perm else None
        missing = unknown("The field perm is missing from the answer.")
        may = (lambda name: value(name in granted)) if granted else (lambda _: missing)
        created = answer.get("ts")
        return key_record(
            self.exchange,
            public_id,
            answer.get("label"),
            own=own,
            canRead=may("read_only"),
            canTrade=may("trade"),
            canWithdraw=may("withdraw"),
            canTransfer=untold("OKX counts transfers between accounts among what a key that may trade may do."),
            **listed(answer.get("ip"), "ip"),
            created=when(created) if created else untold("OKX tells this of sub-accounts' keys alone."),
            expires=untold("OKX lets keys expire after 14 days without use; it tells no date."),
            lastUsed=untold("OKX does not tell when a key was last used."),
            network=value(self.network),
            state=value("enabled") if own else untold("OKX does not tell it."),
        )

    def keys_of(self, sub_account):
        return self.private("GET", "users/subaccount/apikey", {"subAcct": sub_account})

    def list_keys(self, sub_account=None, offset=0):
        if not sub_account:
            return self.listing([self.introspect()["record"]], offset, whole=False)
        return self.listing([self.record(one, self.expect(one, "apiKey")) for one in self.keys_of(sub_account)], offset)

    def order_kinds(self):
        plain = Orders("orders", lambda: self.pending("trade/orders-pending", "ordId"), self.cancel_plain, by_orders=True)
        return [plain, *(self.algo_kind(kind) for kind in ALGO_TYPES)]

    def algo_kind(self, kind):
        read = lambda: self.pending("trade/orders-algo-pending", "algoId", {"ordType": kind})  # noqa: E731
        return Orders(f"algo-{kind.replace(',', '-')}", read, self.cancel_algo, by_orders=True)

    def pending(self, path, name, asked=None):
        def page(cursor):
            rows = self.private("GET", path, {**(asked or {}), "limit": 100, **({"after": cursor} if cursor else {})})
            return rows, self.expect(rows[-1], name) if len(rows) == 100 else None

        return {self.expect(one, name): self.expect(one, "instId") for one in self.pages(page)}

    def cancel_plain(self, orders):
        self.in_batches("trade/cancel-batch-orders", "ordId", orders, 20)

    def cancel_algo(self, orders):
        self.in_batches("trade/cancel-algos", "algoId", orders, 10)

    def in_batches(self, path, name, orders, most):
        named = [{"instId": symbol, name: order} for order, symbol in orders.items()]
        for at in range(0, len(named), most):
            self.private("POST", path, named[at : at + most], changes=True)

    def dead_man(self, seconds):
        """Covers plain orders; algo orders stay."""
        wanted = 0 if seconds == 0 else min(max(seconds, 10), 120)
        self.private("POST", "trade/cancel-all-after", {"timeOut": str(wanted)}, changes=True)
        return {"armed": wanted > 0, "seconds": wanted}

    def fills(self, since, until, symbols=None):
        found = []
        for kind in FILL_TYPES:

            def page(cursor, kind=kind):
                asked = {"instType": kind, "begin": since, "end": until, "limit": 100}
                rows = self.private("GET", "trade/fills-history", {**asked, **({"after": cursor} if cursor else {})})
                return rows, self.expect(rows[-1], "billId") if len(rows) == 100 else None

            found.extend(self.fill(one) for one in self.pages(page))
        # Three months are kept.
        whole = since > self.now() - 89 * 86_400_000
        return {"fills": sorted(found, key=lambda one: one["at"]), "complete": whole}

    def fill(self, one):
        return {
            "at": int(one.get("fillTime") or self.expect(one, "ts")),
            "symbol": self.expect(one, "instId"),
            "orderId": self.expect(one, "ordId"),
            "side": self.expect(one, "side"),
            "price": str(self.expect(one, "fillPx")),
            "quantity": str(self.expect(one, "fillSz")),
        }

    # --- Keys of sub-accounts, with the master's key ---

    def create_key(self, sub_account, label, addresses, permissions, store):
        password = signing.passphrase()
        asked = {
            "subAcct": sub_account,
            "label": label,
            "passphrase": password,
            "perm": ",".join("read_only" if one == "read" else one for one in permissions),
            "ip": ",".join(addresses),
        }
        answer = self.expect(self.private("POST", "users/subaccount/apikey", asked, changes=True), 0)
        key, secret = self.expect(answer, "apiKey"), self.expect(answer, "secretKey")

        def delete():
            self.private("POST", "users/subaccount/delete-apikey", {"subAcct": sub_account, "apiKey": key}, changes=True)

        return self.stored(store, key, {"apiKey": key, "secret": secret, "password": password}, delete)

    def named(self, key, sub_account):
        if not sub_account:
            raise Failure("unsupported", message="OKX changes keys of sub-accounts alone, with the master's key.")
        return self.found(key, [self.expect(one, "apiKey") for one in self.keys_of(sub_account)])

    def set_addresses(self, key, addresses, sub_account=None):
        asked = {"subAcct": sub_account, "apiKey": self.named(key, sub_account), "ip": ",".join(addresses)}
        self.private("POST", "users/subaccount/modify-apikey", asked, changes=True)
        return {"done": True}

    def delete_key(self, key, sub_account=None):
        asked = {"subAcct": sub_account, "apiKey": self.named(key, sub_account)}
        self.private("POST", "users/subaccount/delete-apikey", asked, changes=True)
        return {"done": True}
