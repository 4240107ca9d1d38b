"""BingX: spot, and linear and inverse perpetual futures. Its test network trades linear futures in play money (VST).

https://bingx-api.github.io/docs/: signing, error codes, account/apiPermissions, trade/openOrders, cancelOpenOrders and
allOpenOrders, cancelAllAfter (10 to 120 seconds), allFillOrders, subAccount/v1/apiKey. Paths, and how a request in JSON
is signed: npm ccxt 4.5.84.

Unverified: the fields of the answers of apiPermissions and apiRestrictions, and the numbers of permissions (1 spot, 2 read, 3
perpetual futures, 4 universal transfer, 5 withdraw, 7 transfer within); another number makes what it could mean unknown.
TWAP orders and the standard contracts are not looked at.
"""

from core import signing
from core.exchange import Exchange, Orders
from core.failure import Failure
from core.record import addresses as listed, flag, key_record, milliseconds, unknown, untold, value, when

READ, TRADES, TRANSFERS, WITHDRAW = 2, {1, 3}, {4, 7}, 5
KNOWN = {READ, WITHDRAW} | TRADES | TRANSFERS
SPOT, SWAP, CSWAP = "/openApi/spot/v1", "/openApi/swap/v2", "/openApi/cswap/v1"
KEYS = "/openApi/subAccount/v1/apiKey"


class Bingx(Exchange):
    WHY = {
        **dict.fromkeys(("list-keys", "create-key", "set-addresses", "delete-key"), "BingX's test network has linear futures alone."),
        **dict.fromkeys(("disable-key", "enable-key"), "BingX can't switch a key off and on: delete it."),
    }
    BEYOND = ("TWAP orders", "standard contracts")
    CODES = {
        "100001": "bad-signature",
        "100004": "permission-missing",
        "100403": "permission-missing",
        "100410": "rate-limited",
        "100412": "bad-signature",
        "100413": "bad-key",
        "100414": "bad-key",
        "100419": "address-refused",
        "100421": "clock",
        "100500": "unavailable",
        "100503": "unavailable",
        "80012": "unavailable",
        "80014": "unexpected",
        "429": "rate-limited",
        "109400": "unexpected",
        "109429": "rate-limited",
    }

    def fault(self, reply, answer):
        code = answer.get("code") if isinstance(answer, dict) else None
        if code in (0, "0") and reply.status < 400:
            return None
        # apiPermissions and apiRestrictions answer without the frame of the others.
        if reply.status < 400 and isinstance(answer, dict) and ("permissions" in answer or "ipRestrict" in answer):
            return None
        return (str(code), self.CODES.get(str(code))) if code is not None else (None, None)

    def private(self, method, path, parameters=None, changes=False, as_json=False):
        asked = dict(sorted({**(parameters or {}), "timestamp": self.now()}.items()))
        headers = {"X-BX-APIKEY": self.field("apiKey")}
        text = "&".join(f"{name}={_plain(each)}" for name, each in asked.items())
        signature = signing.hmac_hex(self.field("secret"), text)
        if as_json:
            headers["Content-Type"] = "application/json"
            return self.send("rest", method, path, headers, self.packed({**asked, "signature": signature}), changes)
        target = f"{path}?{self.query({name: _plain(each) for name, each in asked.items()})}&signature={signature}"
        return self.send("rest", method, target, headers, changes=changes)

    def lacks(self):
        # The test network has linear futures alone.
        return set() if self.network == "mainnet" else {"create-key", "set-addresses", "delete-key", "list-keys"}

    # --- Calls ---

    def time(self):
        return self.skew(self.expect(self.send("rest", "GET", f"{SWAP}/server/time"), "data", "serverTime"))

    def ping(self):
        self.private("GET", f"{SWAP}/user/balance")
        return {"account": None}

    def introspect(self):
        answer = self.private("GET", "/openApi/v1/account/apiPermissions")
        answer = answer.get("data", answer) if isinstance(answer.get("data"), dict) else answer
        record = self.record(answer, own=True)
        try:
            more = self.private("GET", "/openApi/v1/account/apiRestrictions")
        except Failure:
            return {"record": record}
        more = more.get("data", more) if isinstance(more.get("data"), dict) else more
        record["created"] = when(more.get("createTime"), "createTime")
        # Two answers about one thing: the worse one counts.
        for name, field in (("canWithdraw", "enableWithdrawals"), ("canTransfer", "permitsUniversalTransfer")):
            if flag(more, field) == value(True):
                record[name] = value(True)
        if more.get("ipRestrict") is False:
            record["restricted"], record["addresses"] = value(False), value([])
        return {"record": record}

    def record(self, answer, own=False):
        numbers = answer.get("permissions")
        whole = isinstance(numbers, list) and all(str(one).isdigit() for one in numbers)
        granted = {int(one) for one in numbers} if whole else None
        missing = unknown("The field permissions is missing from the answer, or holds a number that is not known.")

        def may(wanted):
            if granted and granted & wanted:
                return value(True)
            return value(False) if granted is not None and granted <= KNOWN else missing

        state = answer.get("status")
        return key_record(
            self.exchange,
            answer.get("apiKey") or (self.public_id() if own else None),
            answer.get("note"),
            own=own or answer.get("apiKey") == self.public_id(),
            canRead=may({READ}),
            canTrade=may(TRADES),
            canWithdraw=may({WITHDRAW}),
            canTransfer=may(TRANSFERS),
            **listed(answer.get("ipAddresses"), "ipAddresses"),
            created=when(answer.get("createTime"), "createTime"),
            expires=untold("BingX deletes keys after 14 days without use; it tells no date."),
            lastUsed=untold("BingX does not tell when a key was last used."),
            network=value(self.network),
            state=value("enabled") if own else value("enabled" if state == 1 else "disabled") if isinstance(state, int) else untold("BingX does not tell it."),
        )

    def keys_of(self, sub_account):
        answer = self.private("GET", "/openApi/account/v1/apiKey/query", {"uid": sub_account})
        return self.rows(answer, "data", "apiInfos") if "apiInfos" in (answer.get("data") or {}) else self.rows(answer, "data")

    def list_keys(self, sub_account=None, offset=0):
        if not sub_account:
            return self.listing([self.introspect()["record"]], offset, whole=False)
        return self.listing([self.record(one) for one in self.keys_of(sub_account)], offset)

    def order_kinds(self):
        linear = self.orders_of("linear", SWAP, lambda _: self.private("DELETE", f"{SWAP}/trade/allOpenOrders", changes=True))
        if self.network != "mainnet":
            return [linear]
        return [
            self.orders_of("spot", SPOT, lambda _: self.private("POST", f"{SPOT}/trade/cancelOpenOrders", changes=True)),
            linear,
            self.orders_of("inverse", CSWAP, self.cancel_inverse, by_orders=True),
        ]

    def orders_of(self, kind, prefix, cancel, by_orders=False):
        def read():
            data = self.expect(self.private("GET", f"{prefix}/trade/openOrders"), "data")
            rows = self.rows(data, "orders") if isinstance(data, dict) else self.rows({"all": data}, "all")
            return {str(self.expect(one, "orderId")): self.expect(one, "symbol") for one in rows}

        return Orders(kind, read, cancel, by_orders)

    def cancel_inverse(self, orders):
        for symbol in dict.fromkeys(orders.values()):
            self.private("DELETE", f"{CSWAP}/trade/allOpenOrders", {"symbol": symbol}, changes=True)

    def dead_man(self, seconds):
        """Covers spot and linear futures; inverse ones stay."""
        wanted = 0 if seconds == 0 else min(max(seconds, 10), 120)
        asked = {"type": "ACTIVATE" if wanted else "CLOSE", "timeOut": wanted}
        for prefix in (SPOT, SWAP) if self.network == "mainnet" else (SWAP,):
            self.private("POST", f"{prefix}/trade/cancelAllAfter", asked, changes=True)
        return {"armed": wanted > 0, "seconds": wanted}

    def fills(self, since, until, symbols=None):
        """Of linear futures alone: spot tells them for one symbol at a time."""
        asked = {"startTs": since, "endTs": until, "tradingUnit": "COIN"}
        data = self.expect(self.private("GET", f"{SWAP}/trade/allFillOrders", asked), "data")
        rows = self.rows({"all": (data.get("fill_orders") if isinstance(data, dict) else data) or []}, "all")
        found = [self.fill(one) for one in rows]
        return {"fills": sorted(found, key=lambda one: one["at"]), "complete": False, "kinds": ["linear"]}

    def fill(self, one):
        at = one.get("filledTime") or self.expect(one, "filledTm")
        number = int(at) if str(at).isdigit() else milliseconds(str(at))
        if number is None:
            raise Failure("unexpected")
        return {
            "at": number,
            "symbol": self.expect(one, "symbol"),
            "orderId": str(self.expect(one, "orderId")),
            "side": str(self.expect(one, "side")).lower(),
            "price": str(self.expect(one, "price")),
            "quantity": str(one.get("volume") or self.expect(one, "qty")),
        }

    # --- Keys of sub-accounts, with the master's key ---

    def create_key(self, sub_account, label, addresses, permissions, store):
        if not sub_account.isdigit():
            raise Failure("unsupported", message="BingX names a sub-account by its number.")
        granted = [1, READ, 3] if "trade" in permissions else [READ]
        asked = {"subUid": int(sub_account), "note": label, "permissions": granted, "ipAddresses": addresses}
        answer = self.expect(self.private("POST", f"{KEYS}/create", asked, changes=True, as_json=True), "data")
        key, secret = self.expect(answer, "apiKey"), self.expect(answer, "apiSecret")

        def delete():
            self.private("POST", f"{KEYS}/del", {"subUid": int(sub_account), "apiKey": key}, changes=True, as_json=True)

        return self.stored(store, key, {"apiKey": key, "secret": secret}, delete)

    def named(self, key, sub_account):
        if not sub_account or not sub_account.isdigit():
            raise Failure("unsupported", message="BingX changes keys of sub-accounts alone, named by number, with the master's key.")
        rows = self.keys_of(sub_account)
        public_id = self.found(key, [self.expect(one, "apiKey") for one in rows])
        return next(one for one in rows if one["apiKey"] == public_id)

    def set_addresses(self, key, addresses, sub_account=None):
        row = self.named(key, sub_account)
        asked = {
            "subUid": int(sub_account),
            "apiKey": row["apiKey"],
            "note": self.expect(row, "note"),
            "permissions": self.expect(row, "permissions"),
            "ipAddresses": addresses,
        }
        self.private("POST", f"{KEYS}/edit", asked, changes=True, as_json=True)
        return {"done": True}

    def delete_key(self, key, sub_account=None):
        asked = {"subUid": int(sub_account or 0), "apiKey": self.named(key, sub_account)["apiKey"]}
        self.private("POST", f"{KEYS}/del", asked, changes=True, as_json=True)
        return {"done": True}


def _plain(each):
    """A list as it is signed: its texts in double quotes."""
    if isinstance(each, list):
        return "[" + ",".join(f'"{one}"' if isinstance(one, str) else str(one) for one in each) + "]"
    return str(each)
