import { BinanceDouble } from "./binance-double";
import { BingxDouble } from "./bingx-double";
import { BitgetDouble } from "./bitget-double";
import { BitmexDouble } from "./bitmex-double";
import { BybitDouble } from "./bybit-double";
import { CoinbaseDouble } from "./coinbase-double";
import { DeribitDouble } from "./deribit-double";
import type { ExchangeDouble } from "./exchange-double";
import { GateDouble } from "./gate-double";
import { HtxDouble } from "./htx-double";
import { HyperliquidDouble } from "./hyperliquid-double";
import { KrakenDouble } from "./kraken-double";
import { KucoinDouble } from "./kucoin-double";
import { OkxDouble } from "./okx-double";

/** A new double of every exchange that tells what a key may do; the seed decides their keys. */
export function doubles(seed = "operations"): readonly ExchangeDouble[] {
  return [
    new BinanceDouble(`${seed} binance`),
    new BybitDouble(`${seed} bybit`),
    new OkxDouble(`${seed} okx`),
    new KrakenDouble(`${seed} kraken`),
    new CoinbaseDouble(`${seed} coinbase`),
    new KucoinDouble(`${seed} kucoin`),
    new BitgetDouble(`${seed} bitget`),
    new GateDouble(`${seed} gate`),
    new DeribitDouble(`${seed} deribit`),
    new BitmexDouble(`${seed} bitmex`),
    new HtxDouble(`${seed} htx`),
    new BingxDouble(`${seed} bingx`),
    new HyperliquidDouble(`${seed} hyperliquid`),
  ];
}
