import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { exchanges } from "../../exchanges/exchanges";
import { fitting, readFields } from "../../ops/secret/credential";
import { forget, hold, refuseEcho } from "../../ops/secret/held";
import { shapeOf } from "../../ops/secret/shape";
import { UserError } from "../../ops/user-error";
import { Dice } from "../fuzz/dice";

const letters = (dice: Dice, count: number): string =>
  Array.from(
    { length: count },
    () => "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"[dice.below(62)],
  ).join("");

describe("a credential", () => {
  const dice = new Dice(7);
  const apiKey = letters(dice, 64);
  const secret = letters(dice, 64);

  it("of the exchange's kind fits it", () => {
    expect(fitting({ apiKey, secret }, exchanges.binance)).toMatchObject({ kind: "hmac", publicHalf: apiKey });
  });

  it("with a PEM key is of the kind of that key, its line breaks escaped or not", () => {
    const { privateKey } = generateKeyPairSync("ed25519", {
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
      publicKeyEncoding: { type: "spki", format: "pem" },
    });
    expect(fitting({ apiKey, secret: privateKey }, exchanges.binance).kind).toBe("ed25519");
    expect(fitting({ apiKey, secret: privateKey.replaceAll("\n", "\\n") }, exchanges.binance).kind).toBe("ed25519");
  });

  it.each<[string, object, string]>([
    ["a half that is too short", { apiKey, secret: secret.slice(1) }, "secret does not look like a"],
    ["no secret half", { apiKey }, "secret is missing"],
    [
      "a passphrase that this exchange has not",
      { apiKey, secret, password: "a passphrase" },
      "password has no place in it",
    ],
    ["the key of another exchange", { apiKey: apiKey.slice(0, 18), secret: secret.slice(0, 36) }, "does not look like"],
  ])("with %s is refused, and nothing of it is repeated", (_, fields, message) => {
    let error: unknown;
    try {
      fitting(fields, exchanges.binance);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(UserError);
    expect((error as Error).message).toContain(message);
    for (const value of Object.values(fields) as string[])
      expect((error as Error).message).not.toContain(value.slice(0, 8));
  });

  it("that fits no kind is told what is wrong with the nearest: a key without PEM is none with", () => {
    const fields = { apiKey: letters(dice, 18), secret: letters(dice, 20) };
    expect(() => fitting(fields, exchanges.bybit)).toThrow(/^This is no hmac credential of Bybit/u);
  });

  it("of a shape that nobody verified is warned about, and put", () => {
    const odd = { apiKey: letters(dice, 12), secret: letters(dice, 12) };
    expect(fitting(odd, exchanges.gate).warnings).toHaveLength(2);
  });

  it.each([
    ["no JSON", "apiKey=x"],
    ["a list", "[]"],
    ["a field of another name", '{"apikey":"x"}'],
    ["a number", '{"apiKey":1}'],
    ["an empty text", '{"apiKey":""}'],
    ["blanks around it", '{"apiKey":" x"}'],
  ])("that is %s is refused", (_, text) => {
    expect(() => readFields(text)).toThrow(UserError);
  });

  it("is never repeated by an error, whatever was given", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 12, maxLength: 40 }), (value) => {
        for (const text of [value, JSON.stringify({ [value]: "x" }), JSON.stringify({ apiKey: value, uid: 1 })]) {
          try {
            fitting(readFields(text), exchanges.kraken);
          } catch (error) {
            expect((error as Error).message).not.toContain(value);
          }
        }
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

describe("a shape", () => {
  it.each([
    ["64 letters and digits", "a".repeat(64), "a".repeat(63)],
    ["27 or 28 letters and digits", "a".repeat(28), "a".repeat(29)],
    ["8 to 10 letters and digits", "a".repeat(9), "a".repeat(11)],
    ["0x and 64 hexadecimal digits", `0x${"a".repeat(64)}`, "a".repeat(64)],
    ["UUID", "0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f", "0a1b2c3d0a1b0a1b0a1b0a1b2c3d4e5f"],
  ])("of %s tells one from what is none", (words, right, wrong) => {
    expect(shapeOf(words)?.matches(right)).toBe(true);
    expect(shapeOf(words)?.matches(wrong)).toBe(false);
  });

  it("is not read from words that say nothing to test", () => {
    expect(shapeOf("chosen by the key's owner")).toBeUndefined();
  });
});

describe("a held value", () => {
  afterEach(forget);

  it("is found in any text by eight characters in a row, and by no fewer", () => {
    hold("correcthorsebattery");
    expect(() => {
      refuseEcho("…rsebatte…");
    }).toThrow("was not written");
    expect(() => {
      refuseEcho("…rsebatt…");
    }).not.toThrow();
  });

  it("is no more when it is forgotten", () => {
    hold("correcthorsebattery");
    forget();
    expect(() => {
      refuseEcho("correcthorsebattery");
    }).not.toThrow();
  });

  it("is not the frame that every PEM block has", () => {
    hold("-----BEGIN PRIVATE KEY-----\nabcdefghijkl\n-----END PRIVATE KEY-----");
    expect(() => {
      refuseEcho("-----BEGIN PRIVATE KEY-----");
    }).not.toThrow();
    expect(() => {
      refuseEcho("abcdefgh");
    }).toThrow();
  });
});
