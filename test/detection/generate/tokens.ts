import { crc32 } from "./crc32";
import { base64url, type Random } from "./random";

const small = "abcdefghijklmnopqrstuvwxyz";
const hexSum = (text: string): string => crc32(Buffer.from(text)).toString(16).padStart(8, "0");
const base64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64");

/** Base64url that does not end in a dash. */
export const urlText = (random: Random, length: number): string => random.text(base64url, length - 1) + random.alnum(1);

/** A text and its CRC-32 in base62. */
export function base62Checksum(body: string, digits = `0123456789${small.toUpperCase()}${small}`): string {
  let sum = crc32(Buffer.from(body));
  let text = "";
  for (let index = 0; index < 6; index++) {
    text = (digits[sum % 62] ?? "") + text;
    sum = Math.floor(sum / 62);
  }
  return body + text;
}

export function atlassianToken(random: Random, version: string): string {
  const body = `${version}${urlText(random, 171)}=`;
  return body + hexSum(body).toUpperCase();
}

export function bitbucketPassword(random: Random): string {
  const body = `ATBB${random.alnum(24)}`;
  return body + hexSum(body).toUpperCase();
}

export function cloudflareToken(random: Random, prefix: string): string {
  const body = random.alnum(40);
  return prefix + body + hexSum(body);
}

/** A token of a service account, whose checksum's lowest byte comes first. */
export function grafanaToken(random: Random): string {
  const body = `glsa_${random.alnum(32)}`;
  return `${body}_${Buffer.from(hexSum(body), "hex").reverse().toString("hex")}`;
}

export const grafanaCloudToken = (random: Random): string =>
  `glc_${base64({ o: `${random.below(1e6)}`, n: "bot-metrics", k: random.alnum(24), m: { r: "prod-eu-west-2" } })}`;

export const grafanaKey = (random: Random): string => base64({ k: random.alnum(32), n: "bot", id: 1 });

export const prefectKey = (random: Random): string =>
  `pnu_${base62Checksum(random.alnum(30), `0123456789${small}${small.toUpperCase()}`)}`;

/** A macaroon of version 2 with one caveat. */
export function pypiToken(random: Random, site = "pypi.org"): string {
  const field = (type: number, data: string | Buffer): Buffer =>
    Buffer.concat([Buffer.from([type, data.length]), Buffer.from(data)]);
  const end = Buffer.of(0);
  const caveat = field(2, `[3, "${random.uuid()}"]`);
  const fields = [field(1, site), field(2, random.uuid()), end, caveat, end, end, field(6, random.bytes(32))];
  return `pypi-${Buffer.concat([Buffer.of(2), ...fields]).toString("base64url")}`;
}

/** A token of a service account, with keys of the account's own in it. */
export const onepasswordToken = (random: Random): string =>
  `ops_${base64({
    signInAddress: "desk.1password.com",
    userAuth: { method: "SRPg-4096", alg: "PBES2g-HS256", iterations: 650_000, salt: random.alnum(22) },
    email: `${random.hex(12)}@1passwordserviceaccounts.com`,
    srpX: random.hex(64),
    secretKey: onepasswordKey(random),
  })}`;

export function onepasswordKey(random: Random): string {
  const group = (length: number): string => random.text("23456789ABCDEFGHJKLMNPQRSTVWXYZ", length);
  return ["A3", group(6), group(6), group(5), group(5), group(5), group(5)].join("-");
}

export const dynatraceToken = (random: Random, sort = "dt0c01", length = 24): string =>
  [sort, random.text(`${small.toUpperCase()}234567`, length), random.text(`${small.toUpperCase()}234567`, 64)].join(
    ".",
  );

export const bedrockKey = (random: Random): string =>
  `ABSK${Buffer.from(`BedrockAPIKey-${random.text(small, 4)}-at-${1e11 + random.below(9e11)}:${random.bytes(33).toString("base64")}`).toString("base64")}`;

export const tailscaleKey = (random: Random, sort: string): string =>
  `tskey-${sort}-k${random.alnum(11)}CNTRL-${random.alnum(33)}`;
