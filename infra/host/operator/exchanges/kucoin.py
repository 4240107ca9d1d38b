"""KuCoin: spot (high frequency), margin and futures of a classic account.

https://www.kucoin.com/docs-new/: signing (key version 2), user/api-key, sub/api-key, hf/orders/active, hf/orders/cancelAll,
stop-order, oco/orders, hf/margin, futures orders and stopOrders, hf/orders/dead-cancel-all. Error codes: npm ccxt 4.5.84.

Unverified: the names of permissions; one that is not known here makes what it could mean unknown. Orders of a unified
account are not looked at. A sub-account's key is deleted or changed with its own passphrase, which the master does not
have: only a key that could not be stored is deleted here.
"""

from core import signing
from core.exchange import Exchange, Orders
from core.failure import Failure
from core.record import addresses as listed, key_record, unknown, untold, value, when

TRADES = {"Spot", "Margin", "Futures", "Trade", "Unified", "Earn"}
TRANSFERS = {"InnerTransfer", "FlexTransfers"}
# Older keys have the second name for the same.
WITHDRAWS = {"Withdrawal", "Transfer"}
KNOWN = TRADES | TRANSFERS | WITHDRAWS | {"General"}
WEEK = 7 * 86_400_000


class Kucoin(Exchange):
    WHY = {
        **dict.fromkeys(("set-addresses", "delete-key"), "KuCoin wants the key's own passphrase for it, which the master does not have."),
        **dict.fromkeys(("disable-key", "enable-key"), "KuCoin can't switch a key off and on."),
    }
    BEYOND = ("unified account",)
    CODES = {
        "400001": "bad-key",
        "400002": "clock",
        "400003": "bad-key",
        "400004": "bad-passphrase",
        "400005": "bad-signature",
        "400006": "address-refused",
        "400007": "permission-missing",
        "400303": "permission-missing",
        "400500": "region-refused",
        "411100": "bad-key",
        "429000": "rate-limited",
        "500000": "unavailable",
        "101030": "permission-missing",
        "112010": "permission-missing",
    }

    def fault(self, reply, answer):
        code = str(answer.get("code")) if isinstance(answer, dict) else None
        if code == "200000" and reply.status < 400:
            return None
        return code, self.CODES.get(code)

    def retry_after(self, headers):
        reset = headers.get("gw-ratelimit-reset", "")
        return -(-int(reset) // 1000) if reset.isdigit() and len(reset) < 9 else super().retry_after(headers)

    def private(self, method, path, parameters=None, role="rest", changes=False):
        now, secret = str(self.now()), self.field("secret")
        body = self.packed(parameters) if method == "POST" else ""
        target = f"{path}?{self.query(parameters)}" if parameters and method != "POST" else path
        headers = {
            "KC-API-KEY-VERSION": "2",
            "KC-API-KEY": self.field("apiKey"),
            "KC-API-TIMESTAMP": now,
            "KC-API-PASSPHRASE": signing.hmac_base64(secret, self.field("password")),
            "KC-API-SIGN": signing.hmac_base64(secret, now + method + target + body),
            "Content-Type": "application/json",
        }
        return self.send(role, method, target, headers, body or None, changes).get("data")

    # --- Calls ---

    def time(self):
        return self.skew(self.expect(self.send("rest", "GET", "/api/v1/timestamp"), "data"))

    def about_key(self):
        return self.expect({"data": self.private("GET", "/api/v1/user/api-key")}, "data") or {}

    def ping(self):
        return {"account": self.account(self.about_key().get("uid"))}

    def introspect(self):
        return {"record": self.record(self.about_key(), own=True)}

    def record(self, answer, own=False):
        text = answer.get("permission")
        granted = {one.strip() for one in text.split(",")} if isinstance(text, str) and text else None
        missing = unknown("The field permission is missing from the answer, or holds a name that is not known.")

        def may(names):
            if granted and granted & names:
                return value(True)
            return value(False) if granted and granted <= KNOWN else missing

        ends = answer.get("expiredAt")
        return key_record(
            self.exchange,
            answer.get("apiKey") or (self.public_id() if own else None),
            answer.get("remark"),
            own=own,
            canRead=may({"General"}),
            canTrade=may(TRADES),
            canWithdraw=may(WITHDRAWS),
            canTransfer=may(TRANSFERS | WITHDRAWS),
            **listed(answer.get("ipWhitelist", "" if granted else None), "ipWhitelist"),
            created=when(answer.get("createdAt"), "createdAt"),
            expires=when(ends, "expiredAt") if ends is not None else value(None),
            lastUsed=untold("KuCoin does not tell when a key was last used."),
            network=value(self.network),
            master=value(answer["isMaster"]) if isinstance(answer.get("isMaster"), bool) else untold("KuCoin tells this of the asking key alone."),
            state=value("enabled") if own else untold("KuCoin does not tell it."),
        )

    def list_keys(self, sub_account=None, offset=0):
        if not sub_account:
            return self.listing([self.introspect()["record"]], offset, whole=False)
        rows = self.rows({"data": self.private("GET", "/api/v1/sub/api-key", {"subName": sub_account})}, "data")
        return self.listing([self.record(one) for one in rows], offset)

    def order_kinds(self):
        margin = [self.margin(trade_type) for trade_type in ("MARGIN_TRADE", "MARGIN_ISOLATED_TRADE")]
        return [
            Orders("spot", self.spot, lambda _: self.delete("/api/v1/hf/orders/cancelAll")),
            self.paged("spot-stop", "/api/v1/stop-order", "id", lambda _: self.delete("/api/v1/stop-order/cancel")),
            self.paged("spot-oco", "/api/v3/oco/orders", "orderId", lambda _: self.delete("/api/v3/oco/orders")),
            *margin,
            self.paged("futures", "/api/v1/orders", "id", lambda _: self.delete("/api/v3/orders", "futures"), "futures", {"status": "active"}),
            self.paged("futures-stop", "/api/v1/stopOrders", "id", lambda _: self.delete("/api/v1/stopOrders", "futures"), "futures"),
        ]

    def delete(self, path, role="rest", parameters=None):
        self.private("DELETE", path, parameters, role, changes=True)

    def spot(self):
        return self.active("/api/v1/hf/orders/active/symbols", "symbols", "/api/v1/hf/orders/active", {})

    def active(self, symbols_path, name, path, asked):
        symbols = self.expect(self.private("GET", symbols_path, asked), name)
        if not isinstance(symbols, list):
            raise Failure("unexpected")
        found = {}
        for symbol in symbols:
            for one in self.rows({"data": self.private("GET", path, {**asked, "symbol": symbol}) or []}, "data"):
                found[self.expect(one, "id")] = symbol
        return found

    def margin(self, trade_type):
        asked = {"tradeType": trade_type}

        def cancel(orders):
            for symbol in dict.fromkeys(orders.values()):
                self.delete("/api/v3/hf/margin/orders", parameters={**asked, "symbol": symbol})

        read = lambda: self.active("/api/v3/hf/margin/order/active/symbols", "symbols", "/api/v3/hf/margin/orders/active", asked)  # noqa: E731
        return Orders(trade_type.lower().replace("_", "-"), read, cancel, by_orders=True)

    def paged(self, kind, path, name, cancel, role="rest", asked=None):
        def page(cursor):
            number = cursor or 1
            answer = self.private("GET", path, {**(asked or {}), "currentPage": number, "pageSize": 500}, role)
            rows = self.rows(answer, "items")
            return rows, number + 1 if number < int(answer.get("totalPage") or 0) else None

        def read():
            return {self.expect(one, name): self.expect(one, "symbol") for one in self.pages(page)}

        return Orders(kind, read, cancel)

    def dead_man(self, seconds):
        """Covers high-frequency spot orders alone; the least is 5 seconds."""
        wanted = -1 if seconds == 0 else max(seconds, 5)
        self.private("POST", "/api/v1/hf/orders/dead-cancel-all", {"timeout": wanted, "symbols": ""}, changes=True)
        return {"armed": seconds > 0, "seconds": max(wanted, 0)}

    def fills(self, since, until, symbols=None):
        """Of futures all; of spot those of the symbols that are asked for, or that have open orders: KuCoin tells spot
        fills for one symbol at a time, so that it is never known whether these are all."""
        found = []
        if symbols is None:
            symbols = sorted(set(self.spot().values()))
        start = since
        while start <= until:
            end = min(start + WEEK - 1, until)

            def futures(cursor, start=start, end=end):
                number = cursor or 1
                answer = self.private("GET", "/api/v1/fills", {"startAt": start, "endAt": end, "currentPage": number, "pageSize": 500}, "futures") or {}
                return answer.get("items") or [], number + 1 if number < int(answer.get("totalPage") or 0) else None

            found.extend(self.fill(one) for one in self.pages(futures))
            for symbol in symbols:

                def spot(cursor, start=start, end=end, symbol=symbol):
                    asked = {"symbol": symbol, "startAt": start, "endAt": end, "limit": 100, **({"lastId": cursor} if cursor else {})}
                    answer = self.private("GET", "/api/v1/hf/fills", asked) or {}
                    rows = answer.get("items") or []
                    return rows, answer.get("lastId") if len(rows) == 100 else None

                found.extend(self.fill(one) for one in self.pages(spot))
            start = end + 1
        return {"fills": sorted(found, key=lambda one: one["at"]), "complete": False, "symbols": symbols}

    def fill(self, one):
        return {
            "at": int(one.get("createdAt") or self.expect(one, "tradeTime")),
            "symbol": self.expect(one, "symbol"),
            "orderId": self.expect(one, "orderId"),
            "side": self.expect(one, "side"),
            "price": str(self.expect(one, "price")),
            "quantity": str(self.expect(one, "size")),
        }

    def create_key(self, sub_account, label, addresses, permissions, store):
        password = signing.passphrase()
        asked = {
            "subName": sub_account,
            "passphrase": password,
            "remark": label,
            "permission": "General,Spot,Futures" if "trade" in permissions else "General",
            "ipWhitelist": ",".join(addresses),
        }
        answer = self.private("POST", "/api/v1/sub/api-key", asked, changes=True)
        key, secret = self.expect(answer, "apiKey"), self.expect(answer, "apiSecret")

        def delete():
            self.delete("/api/v1/sub/api-key", parameters={"subName": sub_account, "apiKey": key, "passphrase": password})

        return self.stored(store, key, {"apiKey": key, "secret": secret, "password": password}, delete)
