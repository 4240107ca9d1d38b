import { createHash } from "node:crypto";
import { base32, base58, bech32, bech32m, createBase58check } from "@scure/base";
import { isAddress } from "../../policies/detection/addresses";
import { scan } from "../../policies/detection/engine";
import { readName } from "../../policies/detection/names";
import { crc16 } from "../../policies/detection/proofs/crc";
import { Random } from "./generate/random";

const random = new Random("addresses");
const check = createBase58check((bytes) => createHash("sha256").update(bytes).digest());
const base58check = (version: readonly number[], size: number): string =>
  check.encode(Buffer.concat([Buffer.from(version), random.bytes(size)]));

function friendly(tag: number): Buffer {
  const body = Buffer.concat([Buffer.from([tag, 0]), random.bytes(32)]);
  const sum = Buffer.alloc(2);
  sum.writeUInt16BE(crc16(body));
  return Buffer.concat([body, sum]);
}

function stellar(version: number): string {
  const body = Buffer.concat([Buffer.from([version]), random.bytes(32)]);
  const sum = Buffer.alloc(2);
  sum.writeUInt16LE(crc16(body));
  return base32.encode(Buffer.concat([body, sum]));
}

/** The same with another character in the middle. */
function changed(value: string): string {
  const at = value.length >> 1;
  return `${value.slice(0, at)}${value[at] === "a" ? "c" : "a"}${value.slice(at + 1)}`;
}

const cosmos = (prefix: string, size = 20): string => bech32.encode(prefix, bech32.toWords(random.bytes(size)));

describe("an address that proves itself is no secret, whatever it is called", () => {
  test.each([
    ["Tron", base58check([0x41], 20)],
    ["Bitcoin, a key's hash", base58check([0], 20)],
    ["Bitcoin, a script's hash", base58check([5], 20)],
    ["Tezos", base58check([2, 90, 121], 20)],
    ["TON, bounceable", friendly(0x11).toString("base64url")],
    ["TON, of a test network", friendly(0xd1).toString("base64")],
    ["Bitcoin, segregated", bech32.encode("bc", [0, ...bech32.toWords(random.bytes(20))])],
    ["Bitcoin, Taproot", bech32m.encode("bc", [1, ...bech32m.toWords(random.bytes(32))])],
    ["Osmosis", cosmos("osmo")],
    ["Secret Network", cosmos("secret")],
    ["Stellar, an account", stellar(0x30)],
    ["Stellar, a contract", stellar(0x10)],
  ])("%s", (_, value) => {
    expect(isAddress(value, readName("apiSecret"))).toBe(true);
    expect(isAddress(value, undefined)).toBe(true);
    for (const other of [changed(value), `!${value}`, `${value}!`])
      expect(isAddress(other, readName("token"))).toBe(false);
  });

  test.each([
    ["a coin of Sui", `0x${random.hex(64)}::coin::USDC`],
    ["a coin of Aptos", "0x1::aptos_coin::AptosCoin"],
    ["a denomination behind IBC", `ibc/${random.hex(64).toUpperCase()}`],
    ["a denomination of a factory", `factory/${cosmos("osmo")}/grid`],
    ["IPFS in base58", base58.encode(Buffer.concat([Buffer.from([0x12, 0x20]), random.bytes(32)]))],
    ["IPFS in base32", `bafy${random.text("abcdefghijklmnopqrstuvwxyz234567", 55)}`],
    ["TON as it is", `0:${random.hex(64)}`],
  ])("%s", (_, value) => {
    expect(isAddress(value, readName("apiSecret"))).toBe(true);
    expect(isAddress(`${value}!`, readName("token"))).toBe(value.includes("::"));
    expect(isAddress(`!${value}`, readName("token"))).toBe(false);
  });

  test("but not with another capital on Stellar, nor beyond 200 characters", () => {
    const account = stellar(0x30);
    const other = account[20] === "A" ? "B" : "A";
    expect(isAddress(`${account.slice(0, 20)}${other}${account.slice(21)}`, undefined)).toBe(false);
    const type = (size: number): string => "0x1::coin::".padEnd(size, "A");
    expect([isAddress(type(200), undefined), isAddress(type(201), undefined)]).toEqual([true, false]);
  });
});

describe("an address without a checksum is one under the name of a coin alone", () => {
  const tokens = [
    "token",
    "tokens",
    "token0",
    "tokenIn",
    "token_out",
    "TOKEN_A",
    "token_swap",
    "associated_token",
    "USDC_TOKEN",
    "TOKEN_2022",
  ];
  const credentials = [
    "apiToken",
    "BOT_TOKEN",
    "access_token",
    "auth-token",
    "telegram.token",
    "COINGECKO_TOKEN",
    "BYBIT_TOKEN",
    "secret",
    "privateKey",
  ];
  const values = [
    base58.encode(Buffer.concat([Buffer.from([200]), random.bytes(31)])),
    `0x${random.hex(64)}`,
    `0x${random.hex(62)}`,
    `${random.hex(56)}.${random.hex(14)}`,
  ];

  test.each(tokens)("%s", (name) => {
    for (const value of values) {
      expect(isAddress(value, readName(name))).toBe(true);
      expect(scan(`${name}=${value}\n`).findings).toEqual([]);
      expect(scan(`{ "pair": "BTC/USDT", "${name}": "${value}" }`).findings).toEqual([]);
    }
  });

  test.each(credentials)("not %s", (name) => {
    for (const value of values) expect(isAddress(value, readName(name))).toBe(false);
    for (const value of values.slice(0, 3)) expect(scan(`${name}="${value}"`).findings).not.toEqual([]);
  });

  test("whole, and with the name of an asset in whole octets", () => {
    for (const value of values)
      for (const other of [`!${value}`, `${value}!`]) expect(isAddress(other, readName("token"))).toBe(false);
    expect(isAddress(`${random.hex(56)}.${random.hex(13)}`, readName("token"))).toBe(false);
  });

  test("the key of an owner is an account of Solana, but an EVM key in hex", () => {
    expect(isAddress(values[0] ?? "", readName("owner_key"))).toBe(true);
    expect(isAddress(values[1] ?? "", readName("owner_key"))).toBe(false);
    expect(isAddress(values[0] ?? "", undefined)).toBe(false);
  });

  test("a table and a log name coins as well", () => {
    const [coin = "", other = ""] = [0, 0].map(() => base58.encode(random.bytes(32)));
    expect(scan(`time,wallet,token,amount\n1,${other},${coin},5\n`).findings).toEqual([]);
    expect(scan(`INFO bought token=${coin} wallet=${other}\n`).findings).toEqual([]);
  });
});

test("a validator's credentials for withdrawals are one under that name alone", () => {
  for (const digits of [
    `00${random.hex(62)}`,
    `01${"0".repeat(22)}${random.hex(40)}`,
    `02${"0".repeat(22)}${random.hex(40)}`,
  ]) {
    for (const value of [digits, `0x${digits}`]) {
      expect(isAddress(value, readName("withdrawal_credentials"))).toBe(true);
      expect(isAddress(value, readName("withdrawalCredentials"))).toBe(true);
      expect(isAddress(value, readName("credentials"))).toBe(false);
      for (const other of [`!${value}`, `${value}!`])
        expect(isAddress(other, readName("withdrawal_credentials"))).toBe(false);
      expect(scan(`{ "withdrawal_credentials": "${value}" }`).findings).toEqual([]);
    }
  }
  expect(scan(`{ "withdrawal_credentials": "0xa3${random.hex(62)}" }`).findings).not.toEqual([]);
  expect(isAddress(`01${random.text("123456789abcdef", 62)}`, readName("withdrawal_credentials"))).toBe(false);
});

test("what a verifiable random function draws from is public, its key is not", () => {
  for (const value of [random.hex(64), `0x${random.hex(64)}`]) {
    for (const name of ["vrfSeed", "vrf_seed", "VRF_SEED", "chainlinkVrfSeed"])
      expect(isAddress(value, readName(name))).toBe(true);
    for (const name of ["seed", "walletSeed", "vrfSeedKey", "vrfPrivateKey", "seedVrf"])
      expect(isAddress(value, readName(name))).toBe(false);
    expect(scan(`{ "vrfSeed": "${value}" }`).findings).toEqual([]);
    expect(scan(`{ "walletSeed": "${value}" }`).findings).not.toEqual([]);
  }
  expect(isAddress(random.hex(62), readName("vrfSeed"))).toBe(false);
  expect(isAddress(`0x${random.hex(66)}`, readName("vrfSeed"))).toBe(false);
});

describe("what is none", () => {
  const names = ["token", "tokenIn", "apiSecret"];

  test.each([
    ["letters and digits", (): string => `0${random.alnum(43)}`],
    ["32 letters and digits", (): string => random.alnum(32)],
    ["64 letters and digits", (): string => random.alnum(64)],
    ["64 hexadecimal digits", (): string => random.hex(64)],
    ["40 hexadecimal digits", (): string => random.hex(40)],
    ["base64", (): string => random.bytes(32).toString("base64")],
    ["64 bytes in base58", (): string => base58.encode(random.bytes(64))],
    ["48 of base64url", (): string => friendly(0x33).toString("base64url")],
    [
      "a token of a Telegram bot",
      (): string => `${1e9 + random.below(1e9)}:AA${random.text("abcDEF0123456789_-", 33)}`,
    ],
    ["22 octets with a checksum in base58", (): string => base58check([2, 90], 20)],
    [
      "what begins like IPFS in base58, of another length inside",
      (): string => base58.encode(Buffer.concat([Buffer.from([0x12, 0x21]), random.bytes(32)])),
    ],
    ["a key of another chain whose prefix begins with `secret`", (): string => cosmos("secretly", 32)],
    ["a private key of Bitcoin", (): string => base58check([0x80], 32)],
    ["a key of Nostr", (): string => cosmos("nsec", 32)],
    ["a key of Cardano", (): string => cosmos("addr_xsk", 32)],
  ])("%s", (_, make) => {
    const value = make();
    for (const name of names) {
      expect(isAddress(value, readName(name))).toBe(false);
      expect(scan(`{ "${name}": "${value}" }`).findings.filter(({ severity }) => severity !== "low")).not.toEqual([]);
    }
  });
});

test("a type on Sui holds no key, and the same digits alone do", () => {
  const digits = `0x${random.hex(64)}`;
  expect(scan(`privateKey: "${digits}::coin::USDC"`).findings).toEqual([]);
  expect(scan(`privateKey: "${digits}"`).findings).toMatchObject([
    { detector: "ethereum-private-key", severity: "high" },
  ]);
  expect(scan(`privateKey: "${digits}::"`).findings).not.toEqual([]);
});
