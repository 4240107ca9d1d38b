import { BinanceDouble } from "./binance-double";
import { BybitDouble } from "./bybit-double";
import { DeribitDouble } from "./deribit-double";
import type { ExchangeDouble } from "./exchange-double";
import { KrakenDouble } from "./kraken-double";
import { OkxDouble } from "./okx-double";

/** A new double of every exchange that tells what a key may do. */
export function doubles(seed = "operations"): readonly ExchangeDouble[] {
  return [
    new BinanceDouble(`${seed} binance`),
    new BybitDouble(`${seed} bybit`),
    new OkxDouble(`${seed} okx`),
    new KrakenDouble(`${seed} kraken`),
    new DeribitDouble(`${seed} deribit`),
  ];
}
