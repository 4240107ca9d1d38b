import { policies } from "../../policies/pack";
import { kindsOf, resourcePolicy } from "../../policies/policy";
import { type StackSample } from "./engine-messages";
import { analyze, analyzeStack, configureStack } from "./served";

const type = "aws:sns/topic:Topic";
const refusing = (name: string, more = {}) =>
  resourcePolicy(type, {
    name,
    description: "No topic is there.",
    rationale: "A trial.",
    example: "none",
    severity: "low",
    level: "mandatory",
    remediationSteps: "Remove it.",
    url: "https://example.com/",
    tags: ["trial"],
    judge(topic, violation) {
      violation({ message: `${topic.name} is there.` });
    },
    ...more,
  });
const onBots = refusing("bot-trial");
const onAccounts = refusing("logging-trial", { stacks: ["account", "operator"] });
const onAll = refusing("bot-trial-everywhere", { stacks: "every" });

/** Which of the three speak in a stack, about a topic with these properties. */
async function speaking(stack: StackSample, props = {}, more = {}): Promise<string[]> {
  configureStack(stack);
  const { violations } = await analyze([onBots.sdk, onAccounts.sdk, onAll.sdk], { type, props, ...more });
  return violations.map(({ policy }) => policy);
}
const kind = (value: string): StackSample => ({ config: { "bulkhead:kind": value } });

describe("policies speak in the stacks that they have business with:", () => {
  it.each<[string, StackSample, object, string[]]>([
    ["none that is declared", {}, {}, [onAll.name]],
    ["a bot's, by its kind", kind("bot"), {}, [onBots.name, onAll.name]],
    ["a bot's, by its exchange", { config: { "bulkhead:exchange": "okx" } }, {}, [onBots.name, onAll.name]],
    ["a bot's, by a resource's tag", {}, { tags: { "bulkhead:bot": "grid" } }, [onBots.name, onAll.name]],
    ["the account's", kind("account"), {}, [onAccounts.name, onAll.name]],
    ["an operator's, by the stack's tag", { tags: { "bulkhead:kind": "operator" } }, {}, [onAccounts.name, onAll.name]],
    [
      "the account's, in which a resource is a bot's",
      kind("account"),
      { tags: { "bulkhead:bot": "grid" } },
      [onBots.name, onAccounts.name, onAll.name],
    ],
    ["of a kind that does not exist, which counts as a bot's", kind("bots"), {}, [onBots.name, onAll.name]],
    ["of an empty kind, which counts as a bot's", kind(""), {}, [onBots.name, onAll.name]],
  ])("%s", async (_, stack, props, policies) => {
    expect(await speaking(stack, props)).toEqual(policies);
  });

  it.each<[string, object, object]>([
    ["all of its tags", { tagsAll: { "bulkhead:exchange": "okx" } }, {}],
    ["a tag in a list", { tags: [{ key: "bulkhead:network", value: "testnet" }] }, {}],
    ["a provider's default tags", { defaultTags: { tags: { "bulkhead:bot": "grid" } } }, {}],
    ["its own provider's default tags, which are text", {}, { defaultTags: '{"tags": {"bulkhead:bot" : "grid"}}' }],
    ["its own provider's default tags", {}, { defaultTags: { tags: { "bulkhead:bot": "grid" } } }],
  ])("a bot's, by %s", async (_, props, provider) => {
    expect(await speaking({}, props, { provider })).toEqual([onBots.name, onAll.name]);
  });

  it.each<[string, StackSample, object]>([
    ["a tag that holds such a name", {}, { tags: { note: "bulkhead:bot" } }],
    ["a tag with a longer name", {}, { tags: { "bulkhead:bots": "grid", "a-bulkhead:bot": "grid" } }],
    ["a tag in a list that holds such a name", {}, { tags: [{ key: "note", value: "bulkhead:bot" }] }],
    ["another property", {}, { labels: { "bulkhead:bot": "grid" } }],
    ["an empty declaration", { config: { "bulkhead:exchange": "" }, tags: { "bulkhead:bot": "" } }, {}],
  ])("no bot's, for all of %s", async (_, stack, props) => {
    expect(await speaking(stack, props)).toEqual([onAll.name]);
  });

  it("elsewhere they say why they keep silent", async () => {
    configureStack({});
    const { notApplicable } = await analyze([onBots.sdk, onAccounts.sdk], { type, props: {} });
    expect(notApplicable).toMatchObject({
      [onBots.name]: expect.stringMatching(/^no bot: /u) as unknown,
      [onAccounts.name]: "only for stacks of the kind account or operator, as bulkhead:kind says it",
    });
  });
});

/** Policies on bots by their name alone, and those that other areas keep for bots. */
const forBots = [
  "identity-assume-role-scoped",
  "identity-no-way-around",
  "identity-only-the-bot-reads",
  "identity-own-secret-only",
  "identity-permission-boundary",
  "identity-policies-in-sight",
  "kms-grants-limited",
  "kms-one-key-per-bot",
  "network-dns-firewall",
  "network-egress-allow-list",
  "network-egress-is-static",
  "network-no-ipv6-egress",
  "network-own-address",
  "network-own-group",
  "network-private-endpoints",
];

test("what guards an account is judged in every stack: only what speaks of a bot is kept for bots", () => {
  const restricted = policies.filter((policy) => kindsOf(policy) !== undefined && !policy.name.startsWith("bot-"));
  expect(restricted.map(({ name }) => name).sort()).toEqual([...forBots, "kms-deletion-alarm"].sort());
  expect(restricted.filter((policy) => kindsOf(policy)?.includes("account")).map(({ name }) => name)).toEqual([
    "kms-deletion-alarm",
  ]);
});

describe.each(["account", "operator"])("in a stack of the kind %s", (kindOfStack) => {
  const sdk = policies.filter(({ level }) => level !== "advisory" && level !== "disabled").map((policy) => policy.sdk);
  const resources = (type: string, props: object, more = {}) => ({ type, props, ...more });
  const everything = JSON.stringify({ Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] });
  const bucket = resources("aws:s3/bucket:Bucket", { bucket: "trail" });

  it.each<[string, ReturnType<typeof resources>, string[]]>([
    [
      "a trail that proves nothing is refused",
      resources("aws:cloudtrail/trail:Trail", { s3BucketName: "trail" }),
      ["logging-trail-cmk", "logging-trail-validated"],
    ],
    [
      "a key that can be deleted is refused, and one that makes codes need not rotate",
      resources("aws:kms/key:Key", { customerMasterKeySpec: "HMAC_256", keyUsage: "GENERATE_VERIFY_MAC" }),
      ["kms-deletion-window"],
    ],
    [
      "a policy of the organisation grants nothing to anybody",
      resources("aws:organizations/policy:Policy", { type: "SERVICE_CONTROL_POLICY", content: everything }),
      [],
    ],
    [
      "an administrator's role is refused",
      resources("aws:iam/rolePolicy:RolePolicy", { role: "admin", policy: everything }),
      ["identity-no-admin"],
    ],
    ["a type that no bot has is no matter", resources("aws:budgets/budget:Budget", { budgetType: "COST" }), []],
  ])("%s", async (_, sample, names) => {
    configureStack(kind(kindOfStack));
    const { violations } = await analyze(sdk, sample);
    const said = new Set(violations.map(({ policy }) => policy));
    for (const name of names) expect(said).toContain(name);
    if (names.length === 0) expect([...said]).toEqual([]);
    expect([...said].filter((name) => name.startsWith("bot-") || forBots.includes(name))).toEqual([]);
    if (names.includes("kms-deletion-window")) expect(said).not.toContain("kms-rotation");
  });

  it("a bucket for logs that is open is refused", async () => {
    configureStack(kind(kindOfStack));
    const { violations } = await analyzeStack(sdk, [bucket]);
    expect(violations.map(({ policy }) => policy)).toEqual(
      expect.arrayContaining(["logging-s3-bpa", "logging-s3-tls"]),
    );
  });
});
