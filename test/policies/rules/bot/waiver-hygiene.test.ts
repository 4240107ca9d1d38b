import "../../../../policies/pack";
import { waiverHygiene } from "../../../../policies/rules/bot/waiver-hygiene";
import { madeUp } from "../../samples";
import { given, testPolicy } from "../../test-policy";
import { daysAhead, waiver, waivers } from "../../waivers-file";

const stack = (text: string) =>
  given({}, { type: "pulumi:pulumi:Stack", name: "bots-grid", files: { "waivers.yaml": text } });
const refused = (fields: Parameters<typeof waiver>[0], fault: string) =>
  [
    stack(waivers(waiver(), waiver(fields))),
    { message: `The waiver on line 8 of waivers.yaml ${fault}.`, file: "waivers.yaml", line: 8 },
  ] as const;
const noPattern =
  "has a urn that is no pattern of one stack and project, expected urn:pulumi:STACK::PROJECT::TYPE::NAME with * in TYPE or NAME only";

testPolicy(waiverHygiene, {
  passes: {
    "a waiver with all its fields that ends in 30 days": stack(waivers(waiver())),
    "one that ends today": stack(waivers(waiver({ expires: daysAhead(0) }))),
    "one that ends in 90 days": stack(waivers(waiver({ expires: daysAhead(90) }))),
    "another stack's that has expired": stack(
      waivers(waiver({ urn: "urn:pulumi:other::bots::*::old-key", expires: daysAhead(-1) })),
    ),
    "a reason of 500 characters": stack(waivers(waiver({ reason: "x".repeat(500) }))),
    "three letters of a name": stack(waivers(waiver({ urn: "urn:pulumi:grid::bots::*::*key" }))),
    "a ticket that is a number, and fields with blanks around": stack(
      `waivers:\n  - { policy: " kms-rotation ", urn: "urn:pulumi:grid::bots::*::old-key", reason: a, owner: b, ticket: 12, expires: ${daysAhead(1)} }\n`,
    ),
    "another project's that has expired": stack(
      waivers(waiver({ urn: "urn:pulumi:grid::others::*::old-key", expires: daysAhead(-1) })),
    ),
    "a reason that shows the public half of a credential": stack(
      waivers(waiver({ reason: `The key is BINANCE_API_KEY=${madeUp("waived")}.` })),
    ),
    "a list of none": stack("waivers: []\n"),
    "a star within the name": stack(waivers(waiver({ urn: "urn:pulumi:grid::bots::aws:kms/key:Key::old-*" }))),
  },
  fails: {
    "that ended yesterday": refused({ expires: daysAhead(-1) }, `expired on ${daysAhead(-1)}`),
    "that ends in 91 days": refused({ expires: daysAhead(91) }, "expires more than 90 days ahead"),
    "that ends on no day": refused({ expires: "2027-02-31" }, "has an expires that is no day, expected YYYY-MM-DD"),
    ...Object.fromEntries(
      [
        "soon",
        "2027-13-01",
        daysAhead(30).slice(0, 7),
        `${daysAhead(30)}T00:00:00Z`,
        `on ${daysAhead(30)}`,
        "27-01-31",
      ].map((day) => [
        `that ends on ${day.slice(0, 3)}…, ${day.length} characters`,
        refused({ expires: day }, "has an expires that is no day, expected YYYY-MM-DD"),
      ]),
    ),
    ...Object.fromEntries(
      ["policy", "urn", "reason", "owner", "ticket", "expires"].flatMap((name) => [
        [`without ${name}`, refused({ [name]: undefined }, `has no ${name}`)],
        [`with an empty ${name}`, refused({ [name]: "" }, `has no ${name}`)],
      ]),
    ),
    ...Object.fromEntries(
      [
        "my-urn:pulumi:grid::bots::*::old-key",
        "urn:pulumi:grid::bots::old-key",
        "urn:pulumi:grid::bots::a::old:key",
        "urn:pulumi:::bots::*::old-key",
        "urn:pulumi:grid::::*::old-key",
        "urn:pulumi:gr*::bots::*::old-key",
        "urn:pulumi:grid::bo*::*::old-key",
      ].map((urn) => [`for ${urn}`, refused({ urn }, noPattern)]),
    ),
    "whose owner is a list": [
      stack(`${waivers(waiver())}  - owner: [a]\n`),
      "The waiver on line 8 of waivers.yaml has a owner that is no text.",
    ],
    "whose owner is left empty": [
      stack(`${waivers(waiver())}  - owner:\n`),
      "The waiver on line 8 of waivers.yaml has a owner that is no text.",
    ],
    "that shows a credential in its ticket": refused(
      { ticket: `BINANCE_API_SECRET=${madeUp("waived")}` },
      "holds what looks like a credential",
    ),
    "that shows a credential in its owner": refused(
      { owner: `BINANCE_API_SECRET=${madeUp("waived")}` },
      "holds what looks like a credential",
    ),
    "that is wrapped too deep": refused(
      { reason: Array.from({ length: 12 }).reduce((text: string) => Buffer.from(text).toString("base64"), "grid") },
      "holds what looks like a credential",
    ),
    "of a policy that does not exist": refused(
      { policy: "kms-rotations" },
      "names a policy that the pack does not have",
    ),
    "of a policy that can't be waived": refused(
      { policy: "config-no-plaintext-secret" },
      "names config-no-plaintext-secret, which can't be waived",
    ),
    "of itself": refused({ policy: "bot-waiver-hygiene" }, "names bot-waiver-hygiene, which can't be waived"),
    "for every stack": refused({ urn: "urn:pulumi:*::bots::*::old-key" }, noPattern),
    "for every project": refused({ urn: "urn:pulumi:grid::*::*::old-key" }, noPattern),
    "for every resource": refused(
      { urn: "urn:pulumi:grid::bots::*::*" },
      "is too broad: its urn gives fewer than 3 characters of the resource's name",
    ),
    "for names of two letters": refused(
      { urn: "urn:pulumi:grid::bots::*::o*l*" },
      "is too broad: its urn gives fewer than 3 characters of the resource's name",
    ),
    "without an owner": refused({ owner: undefined }, "has no owner"),
    "with a blank reason": refused({ reason: "  " }, "has no reason"),
    "with a key of its own": refused(
      { until: "2027-01-01" },
      "has a key that is none of policy, urn, reason, owner, ticket, expires",
    ),
    "that is a word": [
      stack("waivers:\n  - everything\n"),
      "The waiver on line 2 of waivers.yaml is no map of policy, urn, reason, owner, ticket, expires.",
    ],
    "whose reason is a page": refused({ reason: "x".repeat(501) }, "has a reason of more than 500 characters"),
    "that shows a credential": refused(
      { reason: `The old BINANCE_API_SECRET=${madeUp("waived")} is still in use.` },
      "holds what looks like a credential",
    ),
    "in a file that is no list": [
      stack("waivers: none\n"),
      { message: "waivers.yaml has a `waivers` that is no list.", file: "waivers.yaml", line: 1 },
    ],
    "in a file that begins with a remark and is no list": [
      stack("# Exceptions\nwaivers: none\n"),
      { message: "waivers.yaml has a `waivers` that is no list.", file: "waivers.yaml", line: 2 },
    ],
    "in a file with another key": [
      stack("waivers: []\nexceptions: []\n"),
      {
        message: "waivers.yaml has another key than `waivers` at its top, expected `waivers` alone.",
        file: "waivers.yaml",
        line: 2,
      },
    ],
    "in a file of the other ending": [
      given({}, { type: "pulumi:pulumi:Stack", name: "bots-grid", files: { "waivers.yml": waivers(waiver()) } }),
      { message: "waivers.yml is not read, expected a file called waivers.yaml.", file: "waivers.yml" },
    ],
    "a folder of that name": [
      given(
        {},
        { type: "pulumi:pulumi:Stack", name: "bots-grid", files: { "waivers.yaml/bot.yaml": waivers(waiver()) } },
      ),
      { message: "waivers.yaml is no file, expected a file called waivers.yaml.", file: "waivers.yaml" },
    ],
    "in UTF-16": [
      given(
        {},
        {
          type: "pulumi:pulumi:Stack",
          name: "bots-grid",
          files: { "waivers.yaml": Buffer.from(`\ufeff${waivers(waiver())}`, "utf16le") },
        },
      ),
      { message: "waivers.yaml is encoded in UTF-16, expected UTF-8.", file: "waivers.yaml" },
    ],
    "in a file that doesn't parse": [stack("waivers: [\n"), "waivers.yaml can't be parsed as YAML."],
  },
  unknown: "It reads a file, where nothing is unknown.",
  absent: {
    "no file": given({}, { type: "pulumi:pulumi:Stack", files: {} }),
    "an empty file": stack(""),
    "no list under waivers": stack("waivers:\n"),
    "a map of nothing": stack("{}\n"),
  },
  secret: "Nothing in the file is marked.",
});
