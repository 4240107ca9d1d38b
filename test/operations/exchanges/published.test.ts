import { isBinanceSignature, signedPart } from "./binance-double";
import { isBitmexSignature } from "./bitmex-double";
import { isKrakenSignature } from "./kraken-double";

// Worked examples that the exchanges publish. They are spelled in pieces, since no credential stands in this project, not even
// one that everybody knows.
const spelled = (...pieces: readonly string[]): string => pieces.join("");

/** Every text that differs from this one in one letter. */
function oneAway(text: string): readonly string[] {
  return Array.from(text, (letter, at) => text.slice(0, at) + (letter === "0" ? "1" : "0") + text.slice(at + 1));
}

// https://github.com/binance/binance-spot-api-docs/blob/master/rest-api.md, SIGNED endpoint examples for POST /api/v3/order
describe("Binance's example", () => {
  const check = spelled("NhqPtmdSJYdKjVHj", "A7PZj4Mge3R5YNiP", "1e3UZjInClVN65XA", "bvqqM6A7H5fATj0j");
  const key = { kind: "hmac", check } as const;
  const first = "symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC";
  const second = "quantity=1&price=0.1&recvWindow=5000&timestamp=1499827319559";
  const whole = "c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71";
  const mixed = "0fd168b8ddb4876a0358a8d14d0c9f3da0e9b20c5d52b2a00fcf7d1c602f9a77";

  test.each([
    ["as a body", { query: "", body: `${first}&${second}&signature=${whole}` }, whole],
    ["as a query", { query: `${first}&${second}&signature=${whole}`, body: "" }, whole],
    ["in both, without a sign between them", { query: first, body: `${second}&signature=${mixed}` }, mixed],
  ])("%s: taken, in either case; one letter off: refused", (_, call, signature) => {
    const message = signedPart(call);
    expect(isBinanceSignature(key, message, signature)).toBe(true);
    expect(isBinanceSignature(key, message, signature.toUpperCase())).toBe(true);
    expect(oneAway(signature).filter((other) => isBinanceSignature(key, message, other))).toEqual([]);
    expect(oneAway(message).filter((other) => isBinanceSignature(key, other, signature))).toEqual([]);
  });
});

// https://docs.kraken.com/api/docs/guides/spot-rest-auth
test("Kraken's example: taken; one letter off: refused", () => {
  const half = spelled(
    "kQH5HW/8p1uGOVjbgWA7",
    "FunAmGO8lsSUXNsu3eow",
    "76sz84Q18fWxnyRzBHCd",
    "3pd5nE9qa99HAZtuZuj6F1huXg==",
  );
  const signature = spelled(
    "4/dpxb3iT4tp/ZCVEwSnEsLxx0bqyhLpdfOpc6fn",
    "7OR8+UClSV5n9E6aSS8MPtnRfp32bAb0nmbRn6H8ndwLUQ==",
  );
  const nonce = "1616492376594";
  const call = {
    path: "/0/private/AddOrder",
    query: "",
    body: `nonce=${nonce}&ordertype=limit&pair=XBTUSD&price=37500&type=buy&volume=1.25`,
  };
  const taken = (given: string): boolean => isKrakenSignature(half, { ...call, headers: { "api-sign": given } }, nonce);
  expect(taken(signature)).toBe(true);
  expect(oneAway(signature).filter(taken)).toEqual([]);
});

// https://www.bitmex.com/app/apiKeysUsage
test.each([
  [
    { method: "GET", path: "/api/v1/instrument", query: "", body: "" },
    "1518064236",
    "c7682d435d0cfe87c16098df34ef2eb5a549d4c5a3c2b1f0f77b8af73423bf00",
  ],
  [
    { method: "GET", path: "/api/v1/instrument", query: "filter=%7B%22symbol%22%3A+%22XBTM15%22%7D", body: "" },
    "1518064237",
    "e2f422547eecb5b3cb29ade2127e21b858b235b386bfa45e1c1756eb3383919f",
  ],
  [
    {
      method: "POST",
      path: "/api/v1/order",
      query: "",
      body: '{"symbol":"XBTM15","price":219.0,"clOrdID":"mm_bitmex_1a/oemUeQ4CAJZgP3fjHsA","orderQty":98}',
    },
    "1518064238",
    "1749cd2ccae4aa49048ae09f0b95110cee706e0944e6a14ad0b3a8cb45bd336b",
  ],
])("BitMEX's example %#: taken; one letter off: refused", (call, expires, signature) => {
  const half = spelled("chNOOS4KvNXR_Xq4", "k4c9qsfoKWvnDecL", "ATCRlcBwyKDYnWgO");
  const taken = (given: string): boolean =>
    isBitmexSignature(half, { ...call, headers: { "api-signature": given } }, expires);
  expect(taken(signature)).toBe(true);
  expect(oneAway(signature).filter(taken)).toEqual([]);
});
