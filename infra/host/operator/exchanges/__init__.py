"""One module an exchange. Hosts are in hosts.json beside these files, by exchange, network and role."""

import importlib
import json
import os

# Exchange: module and class.
CLASSES = {
    "binance": ("binance", "Binance"),
    "binance-usdm": ("binance", "Binance"),
    "binance-coinm": ("binance", "Binance"),
    "bybit": ("bybit", "Bybit"),
    "bybit-eu": ("bybit", "Bybit"),
    "okx": ("okx", "Okx"),
    "okx-us": ("okx", "Okx"),
    "okx-eea": ("okx", "Okx"),
    "kraken": ("kraken", "Kraken"),
    "deribit": ("deribit", "Deribit"),
    "bingx": ("bingx", "Bingx"),
    "bitget": ("bitget", "Bitget"),
    "bitmex": ("bitmex", "Bitmex"),
    "coinbase": ("coinbase", "Coinbase"),
    "coinbase-exchange": ("coinbase_exchange", "CoinbaseExchange"),
    "gate": ("gate", "Gate"),
    "htx": ("htx", "Htx"),
    "hyperliquid": ("hyperliquid", "Hyperliquid"),
    "kraken-futures": ("kraken_futures", "KrakenFutures"),
    "kucoin": ("kucoin", "Kucoin"),
}


def hosts():
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "hosts.json"), encoding="ascii") as file:
        return json.load(file)


def client(exchange, network, credential=None):
    """The client of an exchange on a network; None where there is none."""
    named, reached = CLASSES.get(exchange), hosts().get(exchange, {}).get(network)
    if named is None or not reached:
        return None
    return getattr(importlib.import_module(f"exchanges.{named[0]}"), named[1])(exchange, network, reached, credential)
