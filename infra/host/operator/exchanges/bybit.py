"""Bybit v5: spot, linear, inverse and options, of bybit.com and bybit.eu.

https://bybit-exchange.github.io/docs/v5/: guide (signing, 403 to refused regions), error (codes), user/apikey-info,
user/create-subuid-apikey, user/list-sub-apikeys, user/modify-sub-apikey, user/modify-master-apikey, user/rm-apikey,
user/rm-sub-apikey, order/open-order, order/cancel-all, order/execution. Error codes completed from npm ccxt 4.5.84.

Bybit's disconnect protection acts when private streams die, not after a time, so there is no dead man's switch here.
Keys can't be disabled, only their sub-account frozen.
"""

import base64

from core import signing
from core.exchange import Exchange, Orders
from core.failure import Failure
from core.record import addresses as listed, key_record, unknown, untold, value, when_text

WINDOW = "5000"
WEEK = 7 * 86_400_000
# Spot keeps these apart, in reading and in cancelling; elsewhere a cancel without a filter takes all.
SPOT_FILTERS = ("Order", "tpslOrder", "StopOrder", "OcoOrder", "BidirectionalTpslOrder")
TRADE_PERMISSIONS = {"ContractTrade", "Spot", "Options", "Derivatives", "BlockTrade", "CopyTrading"}
FILL_CATEGORIES = ("spot", "linear", "inverse", "option")


class Bybit(Exchange):
    WHY = {
        "dead-man": "Bybit's disconnect protection acts when private streams die, not after a time.",
        "disable-key": "Bybit freezes a sub-account, not one of its keys: delete the key.",
        "enable-key": "Bybit freezes a sub-account, not one of its keys.",
    }
    BEYOND = ("spread orders",)
    CODES = {
        "10000": "unavailable",
        "10002": "clock",
        "10003": "bad-key",
        "10004": "bad-signature",
        "10005": "permission-missing",
        "10006": "rate-limited",
        "10007": "bad-key",
        "10008": "bad-key",
        "10009": "banned",
        "10010": "address-refused",
        "10016": "unavailable",
        "10018": "rate-limited",
        "10019": "unavailable",
        "10024": "region-refused",
        "10027": "permission-missing",
        "33004": "expired",
    }
    # Also the answer to whoever sends too much from one address; then the body says so, and `judged` reads it.
    STATUS = {403: "region-refused"}

    def fault(self, reply, answer):
        code = answer.get("retCode") if isinstance(answer, dict) else None
        if code == 0 and reply.status < 400:
            return None
        return (str(code), self.CODES.get(str(code))) if code is not None else (None, None)

    def retry_after(self, headers):
        reset = headers.get("x-bapi-limit-reset-timestamp", "")
        if reset.isdigit() and len(reset) == 13:
            return max(1, -(-(int(reset) - self.now()) // 1000))
        return super().retry_after(headers)

    def signature(self, text):
        secret = self.field("secret")
        if signing.is_pem(secret):
            return base64.b64encode(signing.signed(secret, text.encode())).decode()
        return signing.hmac_hex(secret, text)

    def private(self, method, path, parameters=None, changes=False):
        now = str(self.now())
        content = self.packed(parameters or {}) if method == "POST" else self.query(parameters or {})
        headers = {
            "X-BAPI-API-KEY": self.field("apiKey"),
            "X-BAPI-TIMESTAMP": now,
            "X-BAPI-RECV-WINDOW": WINDOW,
            "X-BAPI-SIGN": self.signature(now + self.field("apiKey") + WINDOW + content),
        }
        if method == "POST":
            headers["Content-Type"] = "application/json"
            return self.expect(self.send("rest", method, path, headers, content, changes), "result")
        return self.expect(self.send("rest", method, f"{path}?{content}" if content else path, headers), "result")

    # --- Calls ---

    def time(self):
        answer = self.send("rest", "GET", "/v5/market/time")
        return self.skew(int(self.expect(answer, "result", "timeNano")) // 1_000_000)

    def about_key(self):
        return self.private("GET", "/v5/user/query-api")

    def ping(self):
        return {"account": self.account(self.about_key().get("userID"))}

    def introspect(self):
        return {"record": self.record(self.about_key(), own=True)}

    def record(self, answer, own=False):
        read_only = answer.get("readOnly")
        granted = answer.get("permissions")
        if isinstance(granted, dict) and all(isinstance(one, list) for one in granted.values() if one is not None):
            wallet = set(granted.get("Wallet") or [])
            trades = any(granted.get(name) for name in TRADE_PERMISSIONS)
            can = {
                "canTrade": value(trades and read_only != 1),
                "canWithdraw": value("Withdraw" in wallet and read_only != 1),
                "canTransfer": value(bool(wallet - {"Withdraw"}) and read_only != 1),
            }
        else:
            can = dict.fromkeys(("canTrade", "canWithdraw", "canTransfer"), unknown("The field permissions is missing from the answer."))
        if read_only not in (0, 1, True, False):
            missing = unknown("The field readOnly is missing from the answer.")
            can = {name: missing if one == value(True) else one for name, one in can.items()}
        bound = listed(answer.get("ips"), "ips")
        # Only keys that are bound to no address, or whose account's password changed, have an end.
        ends = answer.get("expiredAt")
        state = answer.get("flag")
        return key_record(
            self.exchange,
            answer.get("apiKey") or (self.public_id() if own else None),
            answer.get("note"),
            own=own or answer.get("apiKey") == self.public_id(),
            canRead=value(True),
            **can,
            **bound,
            created=when_text(answer.get("createdAt"), "createdAt"),
            expires=when_text(ends, "expiredAt") if ends is not None else value(None) if bound["restricted"] == value(True) else unknown("The field expiredAt is missing from the answer."),
            lastUsed=untold("Bybit does not tell when a key was last used."),
            network=value(self.network),
            master=value(answer["isMaster"]) if isinstance(answer.get("isMaster"), bool) else untold("Bybit tells this of the asking key alone."),
            state=value("enabled") if own else untold("Bybit tells the state of the sub-account, not of the key.") if state is None else value("enabled"),
        )

    def keys_of(self, sub_account):
        def read(cursor):
            asked = {"subMemberId": sub_account, "limit": 20, **({"cursor": cursor} if cursor else {})}
            answer = self.private("GET", "/v5/user/sub-apikeys", asked)
            return self.rows(answer, "result"), answer.get("nextPageCursor")

        return self.pages(read)

    def list_keys(self, sub_account=None, offset=0):
        rows = self.keys_of(sub_account) if sub_account else [self.about_key()]
        return self.listing([self.record(one, own=not sub_account) for one in rows], offset, whole=bool(sub_account))

    def order_kinds(self):
        spot = [
            self.orders_of(f"spot-{kind}", {"category": "spot", "orderFilter": kind}) for kind in SPOT_FILTERS
        ]
        return [
            *spot,
            self.orders_of("linear-usdt", {"category": "linear", "settleCoin": "USDT"}),
            self.orders_of("linear-usdc", {"category": "linear", "settleCoin": "USDC"}),
            self.orders_of("inverse", {"category": "inverse"}, by_symbol=True),
            self.orders_of("option", {"category": "option"}),
        ]

    def orders_of(self, name, asked, by_symbol=False):
        """Where nothing but a symbol narrows a cancel that has to be narrowed, it goes `by_symbol`."""

        def read():
            def page(cursor):
                more = {"limit": 50, **({"cursor": cursor} if cursor else {})}
                answer = self.private("GET", "/v5/order/realtime", {**asked, "openOnly": 0, **more})
                return self.rows(answer, "list"), answer.get("nextPageCursor")

            return {self.expect(one, "orderId"): self.expect(one, "symbol") for one in self.pages(page)}

        def cancel(orders):
            for more in [{"symbol": one} for one in dict.fromkeys(orders.values())] if by_symbol else [{}]:
                self.private("POST", "/v5/order/cancel-all", {**asked, **more}, changes=True)

        return Orders(name, read, cancel, by_symbol)

    def fills(self, since, until, symbols=None):
        found = []
        for category in FILL_CATEGORIES:
            start = since
            while start <= until:
                end = min(start + WEEK - 1, until)

                def page(cursor, start=start, end=end, category=category):
                    asked = {"category": category, "startTime": start, "endTime": end, "limit": 100}
                    answer = self.private("GET", "/v5/execution/list", {**asked, **({"cursor": cursor} if cursor else {})})
                    return self.rows(answer, "list"), answer.get("nextPageCursor")

                found.extend(self.fill(one) for one in self.pages(page) if one.get("execType", "Trade") == "Trade")
                start = end + 1
        return {"fills": sorted(found, key=lambda one: one["at"]), "complete": True}

    def fill(self, one):
        return {
            "at": int(self.expect(one, "execTime")),
            "symbol": self.expect(one, "symbol"),
            "orderId": str(self.expect(one, "orderId")),
            "side": str(self.expect(one, "side")).lower(),
            "price": str(self.expect(one, "execPrice")),
            "quantity": str(self.expect(one, "execQty")),
        }

    # --- Keys of sub-accounts, with the master's key; of oneself, where the key may ---

    @staticmethod
    def granted(permissions):
        if "trade" not in permissions:
            return 1, {"Spot": ["SpotTrade"], "ContractTrade": ["Order", "Position"]}
        return 0, {"Spot": ["SpotTrade"], "ContractTrade": ["Order", "Position"], "Options": ["OptionsTrade"]}

    def create_key(self, sub_account, label, addresses, permissions, store):
        if not sub_account.isdigit():
            raise Failure("unsupported", message="Bybit names a sub-account by its number.")
        read_only, granted = self.granted(permissions)
        asked = {"subuid": int(sub_account), "note": label, "readOnly": read_only, "ips": ",".join(addresses), "permissions": granted}
        answer = self.private("POST", "/v5/user/create-sub-api", asked, changes=True)
        key, secret = self.expect(answer, "apiKey"), self.expect(answer, "secret")

        def delete():
            self.private("POST", "/v5/user/delete-sub-api", {"apikey": key}, changes=True)

        return self.stored(store, key, {"apiKey": key, "secret": secret}, delete)

    def named(self, key, sub_account):
        """The public id of a key of a sub-account, or None for this very key."""
        if key == self.own_fingerprint():
            return None
        if not sub_account:
            raise Failure("unsupported", message="A key other than the host's own is found through its sub-account.")
        return self.found(key, [self.expect(one, "apiKey") for one in self.keys_of(sub_account)])

    def set_addresses(self, key, addresses, sub_account=None):
        public_id = self.named(key, sub_account)
        if public_id is None:
            self.private("POST", "/v5/user/update-api", {"ips": ",".join(addresses)}, changes=True)
        else:
            self.private("POST", "/v5/user/update-sub-api", {"apikey": public_id, "ips": ",".join(addresses)}, changes=True)
        return {"done": True}

    def delete_key(self, key, sub_account=None):
        public_id = self.named(key, sub_account)
        if public_id is None:
            path = "/v5/user/delete-api" if self.about_key().get("isMaster") else "/v5/user/delete-sub-api"
            self.private("POST", path, {}, changes=True)
        else:
            self.private("POST", "/v5/user/delete-sub-api", {"apikey": public_id}, changes=True)
        return {"done": True}
