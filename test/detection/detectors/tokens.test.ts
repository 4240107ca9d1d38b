import { createECDH, createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { bech32, bech32m } from "@scure/base";
import { base64url, type Random } from "../generate/random";
import { rsaKey } from "../generate/rsa";
import { base62Checksum } from "../generate/tokens";
import { changed, facts, token, type Fact } from "./facts";

const stretched = (code: typeof bech32, prefix: string, bytes: Buffer): string =>
  code.encode(prefix, code.toWords(bytes), 600);

const checked = (prefix: string, random: Random): string => prefix + base62Checksum(random.alnum(30));

describe("tokens that a checksum proves", () => {
  facts("age-secret-key", "high proven", (r) => {
    const key = stretched(bech32, "age-secret-key-", r.bytes(32));
    return token([key, key.toUpperCase()], {
      "a changed character breaks the checksum": changed(key, 30),
      "a key for reading, not for writing, is public": stretched(bech32, "age", r.bytes(32)),
      "another prefix's checksum does not fit": `age-secret-key-1${stretched(bech32, "age", r.bytes(32)).slice(4)}`,
    });
  });

  facts("sui-private-key", "high proven", (r) => {
    const key = stretched(bech32, "suiprivkey", Buffer.concat([Buffer.of(0), r.bytes(32)]));
    return token([key, stretched(bech32m, "suiprivkey", r.bytes(33)), key.replace("suiprivkey", "suiprivkey")], {
      "a changed character breaks the checksum": changed(key, 30),
      "one without its end is none": key.slice(0, -1),
    });
  });

  facts("cardano-private-key", "high proven", (r) => {
    const kinds = ["xprv", "root_xsk", "acct_xsk", "addr_xsk", "stake_xsk", "ed25519_sk", "ed25519e_sk", "addr_sk"];
    const keys = [...kinds, "stake_sk", "root_sk", "acct_sk"].map((kind) => stretched(bech32, kind, r.bytes(64)));
    return token(keys, {
      "a changed character breaks the checksum": changed(keys[0] ?? "", 30),
      "a public key is none": stretched(bech32, "addr_xvk", r.bytes(64)),
      "one kind's checksum does not fit another": `stake_sk1${(keys[7] ?? "").slice(8)}`,
    });
  });

  facts("github-token", "high proven", (r) => {
    const tokens = ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"].map((prefix) => checked(prefix, r));
    return token(tokens, {
      "a changed character breaks the checksum": changed(tokens[0] ?? "", 12),
      "no kind has another letter there": checked("ghx_", r),
      "one character more is another length": `${tokens[0] ?? ""}A`,
    });
  });

  facts("npm-token", "high proven", (r) => {
    const one = checked("npm_", r);
    return token([one], {
      "a changed character breaks the checksum": changed(one, 12),
      "a made-up one is none": `npm_${r.alnum(36)}`,
    });
  });
});

describe("tokens that their prefix gives away", () => {
  facts("alchemy-key", "high shaped", (r) =>
    token([`alcht_${r.alnum(30)}`], {
      "29 characters are too few": `alcht_${r.alnum(29)}`,
      "31 too many": `alcht_${r.alnum(31)}`,
    }),
  );

  facts("anthropic-key", "high shaped", (r) =>
    token(
      ["api03", "admin01", "oat01", "ort01"].map((sort) => `sk-ant-${sort}-${r.text(base64url, 92)}A`),
      {
        "79 characters are too few": `sk-ant-api03-${r.alnum(79)}`,
        "an unknown sort is none": `sk-ant-abc03-${r.alnum(93)}`,
      },
    ),
  );

  facts("aptos-private-key", "high shaped", (r) =>
    token([`ed25519-priv-0x${r.hex(64)}`, `secp256k1-priv-0x${r.hex(64)}`], {
      "63 digits are too few": `ed25519-priv-0x${r.hex(63)}`,
      "a public key is none": `ed25519-pub-0x${r.hex(64)}`,
    }),
  );

  facts("cryptocom-api-secret", "high shaped", (r) =>
    token([`cxakp_${r.alnum(22)}`], { "21 characters are too few": `cxakp_${r.alnum(21)}` }),
  );

  facts("digitalocean-token", "high shaped", (r) =>
    token(
      ["dop", "doo", "dor"].map((kind) => `${kind}_v1_${r.hex(64)}`),
      {
        "63 digits are too few": `dop_v1_${r.hex(63)}`,
        "letters beyond f are none of it": `dop_v1_${r.hex(63)}g`,
      },
    ),
  );

  facts("doppler-token", "high shaped", (r) =>
    token(
      [
        ...["pt", "st", "ct", "scim", "audit", "sa"].map((kind) => `dp.${kind}.${r.alnum(43)}`),
        `dp.st.live_1-b.${r.alnum(43)}`,
      ],
      { "39 characters are too few": `dp.pt.${r.alnum(39)}`, "an unknown kind is none": `dp.xx.${r.alnum(43)}` },
    ),
  );

  facts("github-fine-grained-token", "high shaped", (r) =>
    token([`github_pat_${r.alnum(22)}_${r.alnum(59)}`], { "81 characters are too few": `github_pat_${r.alnum(81)}` }),
  );

  facts("gitlab-token", "high shaped", (r) =>
    token(
      ["pat", "dt", "rt", "cbt", "ptt"].map((kind) => `gl${kind}-${r.text(base64url, 19)}a`),
      {
        "19 characters are too few": `glpat-${r.alnum(19)}`,
      },
    ),
  );

  facts("google-api-key", "medium shaped", (r) =>
    token([`AIza${r.text(base64url, 34)}a`], { "34 characters are too few": `AIza${r.alnum(34)}` }),
  );

  facts("google-api-key", "low shaped", (r) => {
    const key = `AIza${r.alnum(35)}`;
    return [
      ["of Firebase on the web", `{ apiKey: "${key}", authDomain: "desk.example.net", projectId: "desk" }`, key],
      ["of Firebase in an environment", `VITE_KEY=${key}\nVITE_HOST=desk.firebaseapp.com\n`, key],
      ["of Firebase on Android", `{"client_info":{"mobilesdk_app_id":"1:2:android:3"},"current_key":"${key}"}`, key],
      ["of another service is no such key", `{ apiKey: "${key}", projectId: "desk" }`, key, "medium shaped"],
      ["too far away is no such key", `authDomain${" ".repeat(600)}"${key}"`, key, "medium shaped"],
    ];
  });

  facts("google-oauth-token", "high shaped", (r) =>
    token([`ya29.${r.text(base64url, 60)}a`, `GOCSPX-${r.text(base64url, 27)}a`], {
      "29 characters are too few": `ya29.${r.alnum(29)}`,
      "27 are too few for a client's secret": `GOCSPX-${r.alnum(27)}`,
    }),
  );

  facts("openai-key", "high shaped", (r) =>
    token(
      [
        ...["proj", "svcacct", "admin", "None"].map((kind) => `sk-${kind}-${r.text(base64url, 63)}a`),
        `sk-or-v1-${r.hex(64)}`,
        `sk-${r.alnum(48)}`,
        `sk-${r.hex(32)}`,
      ],
      {
        "39 characters are too few behind a kind": `sk-proj-${r.alnum(39)}`,
        "47 are too few without one": `sk-${r.alnum(47)}`,
        "Anthropic's are another kind": `sk-ant-proj-${r.alnum(63)}`,
        "63 digits are too few for a router's": `sk-or-v1-${r.hex(63)}`,
      },
    ),
  );

  facts("pulumi-token", "high shaped", (r) =>
    token([`pul-${r.hex(40)}`], {
      "39 digits are too few": `pul-${r.hex(39)}`,
      "a g is no digit": `pul-${r.hex(39)}g`,
    }),
  );

  facts("sentry-token", "high shaped", (r) =>
    token([`sntryu_${r.hex(64)}`, `sntrys_eyJ${r.alnum(60)}_${r.alnum(43)}`], {
      "63 digits are too few": `sntryu_${r.hex(63)}`,
      "one of an organisation holds JSON": `sntrys_abc${r.alnum(60)}`,
    }),
  );

  facts("slack-token", "high shaped", (r) =>
    token(
      [
        ...Array.from("abeoprs", (letter) => `xox${letter}-${r.alnum(11)}-${r.alnum(24)}`),
        `xoxe-1-${r.alnum(40)}`,
        `xapp-1-A${r.alnum(10)}-${r.alnum(40)}`,
      ],
      {
        "9 characters are too few": `xoxb-${r.alnum(9)}`,
        "no kind has a z": `xoxz-${r.alnum(40)}`,
        "an app's has a number": `xapp-A-${r.alnum(40)}`,
      },
    ),
  );

  facts("stripe-key", "high shaped", (r) =>
    token([`sk_live_${r.alnum(24)}`, `rk_live_${r.alnum(99)}`], {
      "23 characters are too few": `sk_live_${r.alnum(23)}`,
      "a test key moves no money": `sk_test_${r.alnum(24)}`,
      "a publishable key is public": `pk_live_${r.alnum(24)}`,
    }),
  );

  facts("vault-token", "high shaped", (r) =>
    token(
      ["hvs", "hvb", "hvr"].map((kind) => `${kind}.${r.text(base64url, 89)}a`),
      {
        "23 characters are too few": `hvs.${r.alnum(23)}`,
      },
    ),
  );
});

describe("tokens that hold a structure", () => {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

  facts("json-web-token", "high proven", (r) => {
    const signature = r.text(base64url, 42) + "a";
    const head = part({ alg: "HS256", typ: "JWT" });
    const made = (claims: object, header = head): string => `${header}.${part(claims)}.${signature}`;
    const later = made({ sub: "bot", exp: 4_102_444_800 });
    const expired = made({ sub: "bot", exp: 1_000_000_000 });
    const example = made({ sub: "1234567890", name: "x" });
    const standard = made({ iss: "joe", exp: 1_300_819_380 });
    const forever = made({ sub: "bot" });
    const text = made({ sub: "bot", exp: "2001-09-09" });
    const no = (fact: string, value: string): Fact => [fact, `token: "${value}"`];
    return [
      ["one that holds for years to come is high", `token: "${later}"`, later],
      ["one that never expires is high", `token: "${forever}"`, forever],
      ["one whose expiry is no number is high", `token: "${text}"`, text],
      ["one that has expired is medium", `token: "${expired}"`, expired, "medium proven"],
      ["the example of its home page is low", `token: "${example}"`, example, "low proven"],
      ["the example of RFC 7519 is low", `token: "${standard}"`, standard, "low proven"],
      no("a header without an algorithm is none", made({ sub: "bot" }, part({ typ: "JWT", kid: "none" }))),
      no("a header whose algorithm is no string is none", made({ sub: "bot" }, part({ alg: 256, typ: "JWT" }))),
      no("a header that is no JSON is none", made({ sub: "bot" }, `eyJ${r.alnum(30)}`)),
      no("claims that are no JSON are none", `${head}.eyJ${r.alnum(30)}.${signature}`),
      no("15 characters of signature are too few", `${head}.${part({ sub: "bot" })}.${r.alnum(15)}`),
      no("two parts are no token", `${head}.${part({ sub: "bot" })}`),
      no("null is no object", `${head}.${Buffer.from("null").toString("base64url")}.${signature}`),
    ];
  });

  facts("der-private-key", "high proven", (r) => {
    const curve = (name: string, jwk: string, size: number): KeyObject => {
      const ecdh = createECDH(name);
      ecdh.setPrivateKey(Buffer.concat([Buffer.alloc(1), r.bytes(size - 1)]));
      const [x, y] = [ecdh.getPublicKey().subarray(1, 1 + size), ecdh.getPublicKey().subarray(1 + size)];
      const d = Buffer.concat([Buffer.alloc(size), ecdh.getPrivateKey()]).subarray(-size);
      return createPrivateKey({
        format: "jwk",
        key: {
          kty: "EC",
          crv: jwk,
          ...Object.fromEntries(
            Object.entries({ x, y, d }).map(([part, bytes]) => [part, bytes.toString("base64url")]),
          ),
        },
      });
    };
    const p256 = curve("prime256v1", "P-256", 32);
    const p521 = curve("secp521r1", "P-521", 66);
    const rsa = [1024, 2048].map((length) => rsaKey(length));
    const seed = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), r.bytes(32)]);
    const edwards = createPrivateKey({ key: seed, format: "der", type: "pkcs8" });
    const text = (key: KeyObject, type: "pkcs8" | "sec1" | "pkcs1"): string =>
      key.export({ format: "der", type }).toString("base64");
    const secondVersion = (tag: string): string => {
      const behind = Buffer.from(tag.replace(" ", ""), "hex");
      const body = Buffer.concat([
        Buffer.from("020101300506032b657004220420", "hex"),
        seed.subarray(-32),
        behind,
        r.bytes(32),
      ]);
      return Buffer.concat([Buffer.from([0x30, body.length]), body]).toString("base64");
    };
    const sec1 = Array.from({ length: 12 }, () => text(curve("prime256v1", "P-256", 32), "sec1"));
    const keys = {
      "Ed25519 in PKCS8": text(edwards, "pkcs8"),
      "Ed25519 in PKCS8 of version 2, the public key behind it": secondVersion("8121 00"),
      "Ed25519 in PKCS8 of version 2, as ring writes it": secondVersion("a123 032100"),
      "P-256 in PKCS8": text(p256, "pkcs8"),
      ...Object.fromEntries(sec1.map((key, index) => [`P-256 in SEC1, ${index}`, key])),
      "P-521 in PKCS8": text(p521, "pkcs8"),
      "P-521 in SEC1": text(p521, "sec1"),
      ...Object.fromEntries(
        rsa.flatMap((key, index) => [
          [`RSA in PKCS8, ${index}`, text(key, "pkcs8")],
          [`RSA in PKCS1, ${index}`, text(key, "pkcs1")],
        ]),
      ),
    };
    const spki = createPublicKey(p256).export({ format: "der", type: "spki" });
    const rows = (bytes: Buffer): Readonly<Record<string, string>> => {
      const digits = bytes.toString("hex");
      const octets = [...bytes];
      return {
        hex: digits,
        "hex in capitals": digits.toUpperCase(),
        "hex behind 0x": `0x${digits}`,
        "pairs of hex": (digits.match(/../gu) ?? []).join(":"),
        numbers: octets.join(", "),
        "numbers of C": octets.map((octet) => `0x${octet.toString(16).padStart(2, "0")}`).join(", "),
        "numbers of Java": octets.map((octet) => (octet > 127 ? octet - 256 : octet)).join(", "),
      };
    };
    const ders = Object.entries(keys).filter(([fact]) => /Ed25519|P-256 in PKCS8|P-521|RSA in \w+, 1/u.test(fact));
    // A slash or a plus among the first characters cuts nothing off.
    expect(sec1.some((key) => /^.{8,15}[+/]/u.test(key))).toBe(true);
    return [
      ...Object.entries(keys).map(([fact, value]): Fact => [fact, `data: "${value}"`, value]),
      ...ders.flatMap(([fact, value]) =>
        Object.entries(rows(Buffer.from(value, "base64"))).map(([form, row]): Fact => [
          `${fact}, as ${form}`,
          `data: [${row}]`,
          row,
        ]),
      ),
      ...Object.entries(rows(spki)).map(([form, row]): Fact => [`a public key is none as ${form}`, `data: [${row}]`]),
      ["a key that is cut short is none as hex", `data: "${seed.subarray(0, -1).toString("hex")}"`],
      ["what begins as a key of a later form does is none as hex", `data: "308101${r.hex(96)}"`],
      ["a public key is none", `data: "${spki.toString("base64")}"`],
      ["a key that is cut short is none", `data: "${text(p256, "pkcs8").slice(0, 100)}"`],
      ["random bytes that begin like one are none", `data: "MIGHAgEA${r.alnum(172)}"`],
      ["random bytes that begin like version 2 are none", `data: "MFECAQEw${r.alnum(104)}"`],
    ];
  });
});
