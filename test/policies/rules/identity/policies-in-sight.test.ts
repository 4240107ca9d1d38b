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

const account = "arn:aws:iam::111122223333:";
const instance = "aws:ec2/instance:Instance";
const template = "aws:ec2/launchTemplate:LaunchTemplate";
const fleet = "aws:ec2/spotFleetRequest:SpotFleetRequest";
const task = "aws:ecs/taskDefinition:TaskDefinition";
const lambda = "aws:lambda/function:Function";
const profileType = "aws:iam/instanceProfile:InstanceProfile";
const host = { name: "host", id: "host", arn: `${account}role/bots/host` };
const hostRole = one(role, "host", {}, { outputs: host });
const hostProfile = one(
  profileType,
  "host",
  { role: "host" },
  { outputs: { name: "host-profile", id: "host-profile", arn: `${account}instance-profile/host-profile` } },
);
/** The stack of a host's role and profile, with what is judged in it. */
const run = (type: string, props: Raw, more: Raw = {}) =>
  stackOf(hostRole, hostProfile, one(type, "judged", props, more));
const ofRole = "a role of this stack, whose policies are read, or one that the setting declared names.";
const ofProfile = ofRole.replace("a role", "an instance profile");
const foreignRole = `${account}role/Administrator`;
/** The role before it has a name. */
const fresh = (type: string, props: Raw, more: Raw = {}) =>
  stackOf({ ...hostRole, outputs: {} }, one(type, "judged", props, more));

testPolicy(policiesInSight, {
  passes: {
    "a host with the stack's profile": run(instance, { iamInstanceProfile: "host-profile" }),
    "a template with the stack's profile, by name": run(template, { iamInstanceProfile: { name: "host-profile" } }),
    "a template with the stack's profile, by ARN": run(template, {
      iamInstanceProfile: { arn: `${account}instance-profile/host-profile` },
    }),
    "a profile with the stack's role": run(profileType, { role: "host" }),
    "a task with the stack's roles": run(task, { taskRoleArn: host.arn, executionRoleArn: host.arn }),
    "a function with the stack's role": run(lambda, { role: host.arn }),
    "a function with a role whose ARN the program writes": stackOf(
      { ...hostRole, outputs: { name: "host" } },
      one(lambda, "judged", { role: `${account}role/host` }),
    ),
    "a role of aws-native": stackOf(
      one("aws-native:iam:Role", "native", {}, { outputs: { roleName: "native", id: "native" } }),
      one("aws-native:iam:InstanceProfile", "native", { roles: ["native"] }),
    ),
    "roles and profiles that the setting names": new GivenStack(
      [
        one(lambda, "judged", { role: foreignRole }),
        one(profileType, "judged", { role: "Administrator" }),
        one(instance, "judged", { iamInstanceProfile: "AdminProfile" }),
      ],
      { stack: bot, settings: { declared: [foreignRole, "Administrator", "AdminProfile"] } },
    ),
    "a name taken from a role whose name is not said": fresh(
      profileType,
      { role: "host" },
      { dependencies: { role: ["host"] } },
    ),
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
    "a host with a profile from outside": [
      run(instance, { iamInstanceProfile: "AdminProfile" }),
      {
        message: `iamInstanceProfile is "AdminProfile", expected ${ofProfile}`,
        path: "iamInstanceProfile",
        urn: `urn:pulumi:grid::bots::${instance}::judged`,
      },
    ],
    "a host with a role in place of a profile": [
      run(instance, { iamInstanceProfile: "host" }),
      `iamInstanceProfile is "host", expected ${ofProfile}`,
    ],
    "a host of aws-native": [
      run("aws-native:ec2:Instance", { iamInstanceProfile: "AdminProfile" }),
      `iamInstanceProfile is "AdminProfile", expected ${ofProfile}`,
    ],
    "a template with a profile from outside, by name": [
      run(template, { iamInstanceProfile: { name: "AdminProfile" } }),
      `iamInstanceProfile.name is "AdminProfile", expected ${ofProfile}`,
    ],
    "a template with a profile from outside, by ARN": [
      run(template, { iamInstanceProfile: { arn: `${account}instance-profile/AdminProfile` } }),
      `iamInstanceProfile.arn is "${account}instance-profile/AdminProfile", expected ${ofProfile}`,
    ],
    ...Object.fromEntries(
      ["aws:ec2/launchConfiguration:LaunchConfiguration", "aws:ec2/spotInstanceRequest:SpotInstanceRequest"].map(
        (type) => [
          `${type} with a profile from outside`,
          [
            run(type, { iamInstanceProfile: "AdminProfile" }),
            `iamInstanceProfile is "AdminProfile", expected ${ofProfile}`,
          ] as const,
        ],
      ),
    ),
    ...Object.fromEntries(
      ["iamInstanceProfile", "iamInstanceProfileArn"].map((property) => [
        `a fleet with a profile from outside in ${property}`,
        [
          run(fleet, { launchSpecifications: [{ [property]: "host-profile" }, { [property]: "AdminProfile" }] }),
          `launchSpecifications[1].${property} is "AdminProfile", expected ${ofProfile}`,
        ] as const,
      ]),
    ),
    "a profile with a role from outside": [
      run(profileType, { role: "Administrator" }),
      `role is "Administrator", expected ${ofRole}`,
    ],
    "a profile of aws-native with a role from outside": [
      run("aws-native:iam:InstanceProfile", { roles: ["Administrator"] }),
      `roles[0] is "Administrator", expected ${ofRole}`,
    ],
    ...Object.fromEntries(
      [
        task,
        "aws:ecs/daemonTaskDefinition:DaemonTaskDefinition",
        "aws:ecs/expressGatewayService:ExpressGatewayService",
        "aws-native:ecs:TaskDefinition",
      ].flatMap((type) =>
        ["taskRoleArn", "executionRoleArn"].map((property) => [
          `${type} with another ${property}`,
          [
            run(type, { taskRoleArn: host.arn, [property]: foreignRole }),
            `${property} is "${foreignRole}", expected ${ofRole}`,
          ] as const,
        ]),
      ),
    ),
    ...Object.fromEntries(
      [lambda, "aws-native:lambda:Function"].map((type) => [
        `${type} with a role from outside`,
        [run(type, { role: foreignRole }), `role is "${foreignRole}", expected ${ofRole}`] as const,
      ]),
    ),
    "a role from outside, though it depends on one of the stack": [
      run(lambda, { role: foreignRole }, { dependencies: { role: ["host"] } }),
      `role is "${foreignRole}", expected ${ofRole}`,
    ],
    "a role that is no text": [run(lambda, { role: 7 }), `role is 7, expected ${ofRole}`],
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
    "a host's profile": run(instance, { iamInstanceProfile: unknown }),
    "a template's profile": run(template, { iamInstanceProfile: unknown }),
    "a function's role": run(lambda, { role: unknown }),
    "a role that comes from something else": run(lambda, { role: unknown }, { dependencies: { role: ["judged"] } }),
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
    "a host without a profile": run(instance, {}),
    "a template without a profile": run(template, { iamInstanceProfile: {} }),
    "a task without roles": run(task, { taskRoleArn: "" }),
    "no policies": of(role, {}),
    "an empty list": of(role, { managedPolicyArns: [] }),
    "no ARN": of(attachment, {}),
  },
  secret: {
    "a role of the stack": run(lambda, { role: secret(host.arn) }),
    "a role from outside": [run(lambda, { role: secret(foreignRole) }), `role is a secret, expected ${ofRole}`],
    "an ARN": [of(attachment, { policyArn: secret(foreign) }), refused("policyArn", "a secret")],
  },
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
  const attached = stackOf(
    { ...policy, outputs: {} },
    one(attachment, "judged", { policyArn: unknown }, { dependencies: { policyArn: ["reads"] } }),
  );
  expect(await judge(policiesInSight, attached, true)).toEqual({ violations: [], notApplicable: {} });
  expect((await judge(policiesInSight, attached, false)).violations).toHaveLength(1);
});

test("before the stack exists a role may be taken from one of the stack, and at `up` it has to be known", async () => {
  const taken = fresh(lambda, { role: unknown }, { dependencies: { role: ["host"] } });
  expect(await judge(policiesInSight, taken, true)).toEqual({ violations: [], notApplicable: {} });
  expect((await judge(policiesInSight, taken, false)).violations).toHaveLength(1);
});
