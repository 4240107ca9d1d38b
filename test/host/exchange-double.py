"""A test exchange that answers what freqtrade and ccxt ask Binance for in a dry run. Usage: exchange-double.py PORT"""

import http.server
import json
import sys
import time
from urllib.parse import parse_qs, urlsplit

SYMBOL = "ETHUSDT"
PRICE = "2000.00"
MINUTE = 60_000
INTERVALS = {"1m": MINUTE, "5m": 5 * MINUTE, "1h": 60 * MINUTE}


def exchange_info(_):
    limits = [
        {"filterType": "PRICE_FILTER", "minPrice": "0.01", "maxPrice": "1000000.00", "tickSize": "0.01"},
        {"filterType": "LOT_SIZE", "minQty": "0.0001", "maxQty": "9000.0", "stepSize": "0.0001"},
        {"filterType": "NOTIONAL", "minNotional": "5.0", "applyMinToMarket": True, "maxNotional": "9000000.0"},
    ]
    market = {
        "symbol": SYMBOL,
        "status": "TRADING",
        "baseAsset": "ETH",
        "baseAssetPrecision": 8,
        "quoteAsset": "USDT",
        "quotePrecision": 8,
        "quoteAssetPrecision": 8,
        "orderTypes": ["LIMIT", "MARKET", "STOP_LOSS_LIMIT"],
        "isSpotTradingAllowed": True,
        "isMarginTradingAllowed": False,
        "filters": limits,
        "permissions": ["SPOT"],
        "permissionSets": [["SPOT"]],
    }
    return {"timezone": "UTC", "serverTime": now(), "rateLimits": [], "exchangeFilters": [], "symbols": [market]}


def now():
    return int(time.time() * 1000)


def klines(query):
    step = INTERVALS[query["interval"][0]]
    count = min(int(query.get("limit", ["500"])[0]), 1000)
    last = now() // step * step
    start = int(query["startTime"][0]) if "startTime" in query else last - (count - 1) * step
    first = -(-start // step) * step
    opens = [at for at in range(first, last + 1, step)][:count]
    return [[at, PRICE, PRICE, PRICE, PRICE, "10.0", at + step - 1, "20000.0", 5, "5.0", "10000.0", "0"] for at in opens]


def ticker(_):
    return [
        {
            "symbol": SYMBOL,
            "priceChange": "0",
            "priceChangePercent": "0",
            "weightedAvgPrice": PRICE,
            "lastPrice": PRICE,
            "lastQty": "1",
            "bidPrice": PRICE,
            "bidQty": "10",
            "askPrice": PRICE,
            "askQty": "10",
            "openPrice": PRICE,
            "highPrice": PRICE,
            "lowPrice": PRICE,
            "volume": "1000",
            "quoteVolume": "2000000",
            "openTime": now() - 86_400_000,
            "closeTime": now(),
            "firstId": 1,
            "lastId": 2,
            "count": 2,
        }
    ]


ANSWERS = {
    "/api/v3/ping": lambda _: {},
    "/api/v3/time": lambda _: {"serverTime": now()},
    "/api/v3/exchangeInfo": exchange_info,
    "/api/v3/klines": klines,
    "/api/v3/ticker/24hr": ticker,
    "/api/v3/ticker/bookTicker": ticker,
    "/api/v3/ticker/price": lambda _: [{"symbol": SYMBOL, "price": PRICE}],
    "/api/v3/depth": lambda _: {"lastUpdateId": 1, "bids": [[PRICE, "10"]], "asks": [[PRICE, "10"]]},
    "/api/v3/trades": lambda _: [],
    "/api/v3/aggTrades": lambda _: [],
}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):  # noqa: N802  The name is http.server's.
        parts = urlsplit(self.path)
        answer = ANSWERS.get(parts.path)
        body = json.dumps(answer(parse_qs(parts.query)) if answer else {"code": -1, "msg": "unknown"}).encode()
        self.send_response(200 if answer else 404)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("X-MBX-USED-WEIGHT-1M", "7")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Says nothing."""


http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
