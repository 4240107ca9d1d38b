import { policiesInSight } from "../../../../policies/rules/identity/policies-in-sight";
import { type Raw, secret, unknown } from "../../engine-messages";
import { GivenStack, bot, judge, resource as one, stackOf, testPolicy } from "../../test-policy";

const own = "arn:aws:iam::111122223333:policy/reads";
const foreign = "arn:aws:iam::111122223333:policy/reads-2";
const managed = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";

const role = "aws:iam/role:Role";
const attachment = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const policy = one("aws:iam/policy:Policy", "reads", {}, { outputs: { id: own, arn: own } });
/** The stack with what is judged in it. */
const of = (type: string, props: Raw, more: Raw = {}) => stackOf(policy, one(type, "judged", props, more));
const expected = "a policy of this stack, which is read, one of AWS's own, or one that the setting declared names.";
const refused = (path: string, shown = `"${foreign}"`) => `${path} is ${shown}, expected ${expected}`;

testPolicy(policiesInSight, {
  passes: {
    "the stack's": of(attachment, { policyArn: own }),
    "the stack's, on the role itself": of(role, { managedPolicyArns: [own] }),
    "AWS's own": of(attachment, { policyArn: managed }),
    "AWS's own of another partition": of(attachment, { policyArn: managed.replace("aws:", "aws-us-gov:") }),
    "one of aws-native": stackOf(
      one("aws-native:iam:ManagedPolicy", "native", {}, { outputs: { policyArn: foreign } }),
      one("aws-native:iam:Role", "judged", { managedPolicyArns: [foreign] }),
    ),
    "one that the setting names": new GivenStack([one(attachment, "judged", { policyArn: foreign })], {
      stack: bot,
      settings: { declared: [foreign] },
    }),
    "an ARN taken from a policy whose ARN is not said": stackOf(
      { ...policy, outputs: {} },
      one(attachment, "judged", { policyArn: own }, { dependencies: { policyArn: ["reads"] } }),
    ),
    "a boundary from elsewhere, which can only take away": of(role, { permissionsBoundary: foreign }),
  },
  fails: {
    "one from outside": [
      of(attachment, { policyArn: foreign }),
      { message: refused("policyArn"), path: "policyArn", urn: `urn:pulumi:grid::bots::${attachment}::judged` },
    ],
    "one from outside beside the stack's": [
      of(role, { managedPolicyArns: [own, foreign] }),
      refused("managedPolicyArns[1]"),
    ],
    "one that is called like AWS's own": [
      of(attachment, { policyArn: "arn:aws:iam::111122223333:policy/aws:policy/x" }),
      refused("policyArn", '"arn:aws:iam::111122223333:policy/aws:policy/x"'),
    ],
    "what only holds the ARN of AWS's own": [
      of(attachment, { policyArn: `x${managed}` }),
      refused("policyArn", "a string of 65 characters"),
    ],
    "AWS's own with something behind it": [
      of(attachment, { policyArn: `${managed} x` }),
      refused("policyArn", "a string of 66 characters"),
    ],
    "an ARN of which nothing says that it is of a policy of the stack": [
      stackOf({ ...policy, outputs: {} }, one(attachment, "judged", { policyArn: foreign })),
      refused("policyArn"),
    ],
    "a name that is taken from a policy": [
      stackOf(
        { ...policy, outputs: {} },
        one(attachment, "judged", { policyArn: "reads" }, { dependencies: { policyArn: ["reads"] } }),
      ),
      refused("policyArn", '"reads"'),
    ],
    "one from outside, though it depends on a policy of the stack": [
      of(attachment, { policyArn: foreign }, { dependencies: { policyArn: ["reads"] } }),
      refused("policyArn"),
    ],
    "what is no ARN": [of(attachment, { policyArn: 7 }), refused("policyArn", "7")],
    "a group's": [
      of("aws:iam/groupPolicyAttachment:GroupPolicyAttachment", { policyArn: foreign }),
      refused("policyArn"),
    ],
    "a user's": [of("aws:iam/userPolicyAttachment:UserPolicyAttachment", { policyArn: foreign }), refused("policyArn")],
    "of several at once": [
      of("aws:iam/policyAttachment:PolicyAttachment", { policyArn: foreign }),
      refused("policyArn"),
    ],
    ...Object.fromEntries(
      [
        "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
        "aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive",
        "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive",
      ].map((type) => [`all of ${type}`, [of(type, { policyArns: [foreign] }), refused("policyArns[0]")]]),
    ),
    ...Object.fromEntries(
      ["aws-native:iam:Role", "aws-native:iam:Group", "aws-native:iam:User"].map((type) => [
        `all of ${type}`,
        [of(type, { managedPolicyArns: [foreign] }), refused("managedPolicyArns[0]")],
      ]),
    ),
  },
  unknown: {
    "an ARN": of(attachment, { policyArn: unknown }),
    "a list": of(role, { managedPolicyArns: unknown }),
    "one of a list": of(role, { managedPolicyArns: [own, unknown] }),
    "an ARN that comes from something else": of(
      attachment,
      { policyArn: unknown },
      { dependencies: { policyArn: ["judged"] } },
    ),
  },
  absent: {
    "no policies": of(role, {}),
    "an empty list": of(role, { managedPolicyArns: [] }),
    "no ARN": of(attachment, {}),
  },
  secret: { "an ARN": [of(attachment, { policyArn: secret(foreign) }), refused("policyArn", "a secret")] },
  notApplicable: {
    "a stack that declares no bot": [new GivenStack([one(attachment, "judged", { policyArn: foreign })]), "no bot"],
  },
});

test("both of two from outside are told", async () => {
  const { violations } = await judge(
    policiesInSight,
    of(role, { managedPolicyArns: [foreign, own, `${foreign}x`] }),
    false,
  );
  expect(violations.map(({ message }) => message)).toEqual([
    refused("managedPolicyArns[0]"),
    refused("managedPolicyArns[2]", `"${foreign}x"`),
  ]);
});

test("before the stack exists an ARN may be taken from a policy of the stack, and at `up` it has to be known", async () => {
  const fresh = stackOf(
    { ...policy, outputs: {} },
    one(attachment, "judged", { policyArn: unknown }, { dependencies: { policyArn: ["reads"] } }),
  );
  expect(await judge(policiesInSight, fresh, true)).toEqual({ violations: [], notApplicable: {} });
  expect((await judge(policiesInSight, fresh, false)).violations).toHaveLength(1);
});
