"""Binance: spot, USD-M and COIN-M futures, which share an account and its keys.

Signing, error codes, 429/418/403/451, myTrades and openOrders: https://github.com/binance/binance-spot-api-docs
(rest-api.md, errors.md). apiRestrictions: developers.binance.com, Wallet. Keys of sub-accounts:
https://developers.binance.com/docs/sub_account/api-management. Futures' paths: npm ccxt 4.5.84. On the test networks there
is no /sapi, so nothing tells of a key there.

Nothing lists the keys of a sub-account, so a key that is named by its fingerprint can't be changed or deleted here.
Orders of isolated margin, which are told for one symbol at a time only, and of portfolio margin and options are not looked
at. -2015 does not say which is wrong. Unverified: that -1002 and -2017 are answered to keys as their texts say.
"""

import base64
import urllib.parse

from core import signing
from core.exchange import KEY_CALLS, Exchange, Orders
from core.failure import Failure
from core.record import flag, key_record, untold, value, when

# Of each kind of orders: role of its host, prefix, cancelling by symbol.
SPOT = ("spot", "/api/v3", "openOrders", "openOrders")
MARGIN = ("account", "/sapi/v1/margin", "openOrders", "openOrders")
USDM = ("usdm", "/fapi/v1", "openOrders", "allOpenOrders")
USDM_ALGO = ("usdm", "/fapi/v1", "openAlgoOrders", "algoOpenOrders")
COINM = ("coinm", "/dapi/v1", "openOrders", "allOpenOrders")
TRADING = (
    "enableSpotAndMarginTrading",
    "enableMargin",
    "enableFutures",
    "enableVanillaOptions",
    "enablePortfolioMarginTrading",
    "enableFixApiTrade",
)
DAY = 86_400_000


class Binance(Exchange):
    CODES = {
        "-1000": "unavailable",
        "-1001": "unavailable",
        "-1002": "permission-missing",
        "-1003": "rate-limited",
        "-1004": "unavailable",
        "-1005": "address-refused",
        "-1006": "timeout",
        "-1007": "timeout",
        "-1008": "unavailable",
        "-1011": "address-refused",
        "-1015": "rate-limited",
        "-1016": "unavailable",
        "-1021": "clock",
        "-1022": "bad-signature",
        "-2008": "bad-key",
        "-2014": "bad-key",
        "-2015": "ambiguous",
        "-2017": "bad-key",
        # There is no margin account.
        "-3003": "permission-missing",
    }
    WHY = {
        **dict.fromkeys(KEY_CALLS, "Binance lists no sub-account's keys, so none can be found by its fingerprint; a key can't be switched off."),
        "create-key": "Binance's test networks have no calls about keys.",
        "introspect": "Binance's test networks have no calls about keys.",
        "list-keys": "Binance lists no keys, neither its own nor a sub-account's.",
        "dead-man": "Binance has no dead man's switch for spot.",
    }
    BEYOND = ("isolated margin", "portfolio margin", "options")
    # 403 is the answer of the web application firewall to whoever broke its limits.
    STATUS = {403: "banned"}

    def fault(self, reply, answer):
        code = answer.get("code") if isinstance(answer, dict) else None
        if not isinstance(code, int) or code >= 0:
            return None if reply.status < 400 else (None, None)
        # The status says more than -1003, which stands for both.
        kind = None if reply.status in (418, 429, 451) else self.CODES.get(str(code))
        return str(code), kind

    def signature(self, query):
        secret = self.field("secret")
        if not signing.is_pem(secret):
            return signing.hmac_hex(secret, query)
        return urllib.parse.quote(base64.b64encode(signing.signed(secret, query.encode())), safe="")

    def private(self, method, role, path, parameters=None, changes=False):
        query = self.query({"timestamp": self.now(), **(parameters or {}), "recvWindow": 5000})
        query = f"{query}&signature={self.signature(query)}"
        headers = {"X-MBX-APIKEY": self.field("apiKey")}
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            return self.send(role, method, path, headers, query, changes)
        return self.send(role, method, f"{path}?{query}", headers, changes=changes)

    # --- Which market ---

    @property
    def market(self):
        return {"binance-usdm": USDM, "binance-coinm": COINM}.get(self.exchange, SPOT)

    def lacks(self):
        missing = set() if "account" in self.hosts else {"introspect", "create-key"}
        return missing | ({"dead-man"} if self.market == SPOT else set())

    # --- Calls ---

    def time(self):
        role, prefix, _, _ = self.market
        return self.skew(self.expect(self.send(role, "GET", f"{prefix}/time"), "serverTime"))

    def ping(self):
        role, prefix, _, _ = self.market
        if self.market == SPOT:
            answer = self.private("GET", role, f"{prefix}/account", {"omitZeroBalances": "true"})
            return {"account": self.account(answer.get("uid"))}
        balances = self.private("GET", role, f"{prefix}/balance" if role == "coinm" else "/fapi/v3/balance")
        first = balances[0] if isinstance(balances, list) and balances else {}
        return {"account": self.account(first.get("accountAlias"))}

    def restrictions(self):
        return self.private("GET", "account", "/sapi/v1/account/apiRestrictions")

    def introspect(self):
        answer = self.restrictions()
        restricted = flag(answer, "ipRestrict")
        flags = [flag(answer, name) for name in TRADING if name in answer]
        transfers = [flag(answer, name) for name in ("enableInternalTransfer", "permitsUniversalTransfer")]
        ends = answer.get("tradingAuthorityExpirationTime")
        record = key_record(
            self.exchange,
            self.public_id(),
            own=True,
            canRead=flag(answer, "enableReading"),
            canTrade=_any(flags) if flags else flag(answer, TRADING[0]),
            canWithdraw=flag(answer, "enableWithdrawals"),
            canTransfer=_any(transfers),
            restricted=restricted,
            addresses=value([]) if restricted == value(False) else untold("Binance tells whether a key is bound, not to which addresses."),
            created=when(answer.get("createTime"), "createTime"),
            expires=when(ends) if ends is not None else untold("Binance tells an end only of keys that are bound to no address."),
            lastUsed=untold("Binance does not tell when a key was last used."),
            network=value(self.network),
            state=value("enabled"),
        )
        return {"record": record}

    def order_kinds(self):
        kinds = [self.market]
        if "account" in self.hosts:
            try:
                may = self.restrictions()
            except Failure:
                # Where nobody says what the key may do, it may do all.
                may = {"enableMargin": True, "enableFutures": True}
            # A key that may do more than its bot needs may hold orders there, too.
            if may.get("enableSpotAndMarginTrading") or may.get("enableMargin"):
                kinds += [SPOT, MARGIN]
            if may.get("enableFutures"):
                kinds += [USDM, COINM]
        if USDM in kinds:
            kinds.append(USDM_ALGO)
        seen = [kind for kind in dict.fromkeys(kinds) if kind[0] in self.hosts]
        found = [self.orders_of(kind) for kind in seen]
        if COINM in seen:
            found.append(Orders("coinm-algo", self.coinm_algo, self.cancel_coinm_algo, by_orders=True))
        return found

    def orders_of(self, kind):
        role, prefix, listing, cancelling = kind
        names = {SPOT: "spot", MARGIN: "margin", USDM: "usdm", USDM_ALGO: "usdm-algo", COINM: "coinm"}

        def read():
            answer = self.private("GET", role, f"{prefix}/{listing}")
            return {self.id_of(one): self.expect(one, "symbol") for one in self.rows({"all": answer}, "all")}

        def cancel(orders):
            for symbol in dict.fromkeys(orders.values()):
                self.cancelled(role, f"{prefix}/{cancelling}", {"symbol": symbol})

        return Orders(names[kind], read, cancel, by_orders=True)

    def id_of(self, order):
        return f"{self.expect(order, 'symbol')}/{order.get('algoId') or self.expect(order, 'orderId')}"

    def cancelled(self, role, path, parameters):
        try:
            self.private("DELETE", role, path, parameters, changes=True)
        except Failure as failure:
            # CANCEL_REJECTED, unknown order: filled or cancelled in the meantime.
            if failure.code != "-2011":
                raise

    def coinm_algo(self):
        answer = self.private("GET", "coinm", "/dapi/v1/openAlgoOrders")
        return {str(self.expect(one, "algoId")): self.expect(one, "symbol") for one in self.rows({"all": answer}, "all")}

    def cancel_coinm_algo(self, orders):
        for algo_id in orders:
            self.cancelled("coinm", "/dapi/v1/algoOrder", {"algoId": algo_id})

    def dead_man(self, seconds):
        """Binance counts down for each symbol: those that have open orders now. Orders of other symbols, and algo orders,
        are not covered."""
        role, prefix, _, _ = self.market
        symbols = sorted(set(self.orders_of(self.market).read().values()))
        for symbol in symbols:
            self.private("POST", role, f"{prefix}/countdownCancelAll", {"symbol": symbol, "countdownTime": seconds * 1000}, changes=True)
        return {"armed": seconds > 0 and bool(symbols), "seconds": seconds if symbols else 0, "symbols": symbols}

    def fills(self, since, until, symbols=None):
        """Binance tells fills for one symbol at a time, so that it is never known whether these are all."""
        role, prefix, _, _ = self.market
        path, window = (f"{prefix}/myTrades", DAY) if self.market == SPOT else (f"{prefix}/userTrades", 7 * DAY)
        if symbols is None:
            symbols = sorted(set(self.orders_of(self.market).read().values()))
        found = []
        for symbol in symbols:
            start = since
            while start <= until:
                end = min(start + window - 1, until)
                asked = {"symbol": symbol, "startTime": start, "endTime": end, "limit": 1000}
                rows = self.rows({"all": self.private("GET", role, path, asked)}, "all")
                found.extend(self.fill(one) for one in rows)
                start = int(self.expect(rows[-1], "time")) + 1 if len(rows) == 1000 else end + 1
        return {"fills": sorted(found, key=lambda one: one["at"]), "complete": False, "symbols": symbols}

    def fill(self, one):
        side = one.get("side") or ("BUY" if one.get("isBuyer", one.get("buyer")) else "SELL")
        return {
            "at": int(self.expect(one, "time")),
            "symbol": self.expect(one, "symbol"),
            "orderId": str(self.expect(one, "orderId")),
            "side": str(side).lower(),
            "price": str(self.expect(one, "price")),
            "quantity": str(self.expect(one, "qty")),
        }

    def create_key(self, sub_account, label, addresses, permissions, store):
        trades = "trade" in permissions
        asked = {
            "email": sub_account,
            "apiName": label,
            "status": 2,
            "ipAddress": ",".join(addresses),
            "canTrade": str(trades and self.market == SPOT).lower(),
            "canFuturesTrade": str(trades and self.market != SPOT).lower(),
        }
        path = "/sapi/v2/sub-account/subAccountApi"
        answer = self.private("POST", "account", path, asked, changes=True)
        key, secret = self.expect(answer, "apiKey"), self.expect(answer, "secretKey")

        def delete():
            self.private("DELETE", "account", "/sapi/v1/sub-account/subAccountApi", {"email": sub_account, "subAccountApiKey": key}, changes=True)

        return self.stored(store, key, {"apiKey": key, "secret": secret}, delete)


def _any(flags):
    """Whether one of several is true; unknown where one of them is and none is true."""
    if any(one == value(True) for one in flags):
        return value(True)
    return next((one for one in flags if "unknown" in one), value(False))
