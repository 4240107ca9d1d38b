import { marksRead } from "../../../../policies/rules/bot/marks-read";
import { archive, secret, textAsset, unknown } from "../../engine-messages";
import { given, testPolicy } from "../../test-policy";

const signature = "4dabf18193072939515e22adb298388d";

testPolicy(marksRead, {
  passes: {
    "every kind of value that the engine sends": {
      text: "a",
      flag: true,
      list: [1, null, { code: archive({ "index.js": textAsset("exports.a = 1") }) }],
      reference: { [signature]: "5cf8f73096256a8f31e491e813e4eb8e", urn: "urn:pulumi:a::b::c::d", id: "i-1" },
      output: { [signature]: "d0e6a833031e9bbcd3f4e8bde6ca49a4", value: "x", secret: true },
    },
    "a value that is not known yet is no matter of marks": { vpcId: unknown },
  },
  fails: {
    "a value under a signature that nobody has heard of": [
      { nested: [{ odd: { [signature]: "00000000000000000000000000000000", value: "x" } }] },
      { message: "nested[0].odd is a value of an unheard-of kind, so it can't be judged.", path: "nested[0].odd" },
    ],
    "such a value in the provider's inputs": [
      given({}, { provider: { region: { [signature]: 7 } } }),
      "provider.region is a value of an unheard-of kind, so it can't be judged.",
    ],
  },
  unknown: "What is not known yet has no mark to read; the policies that need the value decide at `up`.",
  absent: { "no properties at all": {} },
  secret: { "a secret within a secret": { outer: secret({ inner: secret("x") }) } },
  notApplicable: {
    "a stack without a bot": [given({}, { stack: { tags: {} } }), "no bot: "],
  },
});
