import { attaching, identityPolicyTypes } from "../../identity-documents";
import { Links, resourceNamed, textsOf } from "../../links";
import { type Resource, type Violation, type WholeStack, declaredIn, declaredSetting, stackPolicy } from "../../policy";
import { along, itemsOf, leaveOpen, type Value } from "../../reader";
import { refuseOn } from "../../refuse-on";

const made = ["aws:iam/policy:Policy", "aws-native:iam:ManagedPolicy"] as const;

const expected = "a policy of this stack, which is read, one of AWS's own, or one that the setting declared names";

// Policies of AWS's own are judged by their names.
const managed = /^arn:[\w-]+:iam::aws:policy\/[\w+=,.@/-]+$/u;
const ofAccount = /^arn:[\w-]+:iam::\d{12}:policy\/[\w+=,.@/-]+$/u;

const profiles = ["aws:iam/instanceProfile:InstanceProfile", "aws-native:iam:InstanceProfile"] as const;
const roles = ["aws:iam/role:Role", "aws-native:iam:Role"] as const;

/** Where a type names what the programs that it runs are granted: the way to it, and what is named there. */
interface Place {
  readonly way: readonly [string, ...string[]];
  readonly types: typeof profiles | typeof roles;
}

const profileAt = (...way: Place["way"]): Place => ({ way, types: profiles });
const roleAt = (...way: Place["way"]): Place => ({ way, types: roles });
const ofTask = [roleAt("taskRoleArn"), roleAt("executionRoleArn")];

const places: Readonly<Record<string, readonly Place[]>> = {
  "aws:ec2/instance:Instance": [profileAt("iamInstanceProfile")],
  "aws:ec2/launchConfiguration:LaunchConfiguration": [profileAt("iamInstanceProfile")],
  "aws:ec2/launchTemplate:LaunchTemplate": [
    profileAt("iamInstanceProfile", "name"),
    profileAt("iamInstanceProfile", "arn"),
  ],
  "aws:ec2/spotFleetRequest:SpotFleetRequest": [
    profileAt("launchSpecifications", "iamInstanceProfile"),
    profileAt("launchSpecifications", "iamInstanceProfileArn"),
  ],
  "aws:ec2/spotInstanceRequest:SpotInstanceRequest": [profileAt("iamInstanceProfile")],
  "aws:ecs/daemonTaskDefinition:DaemonTaskDefinition": ofTask,
  "aws:ecs/expressGatewayService:ExpressGatewayService": ofTask,
  "aws:ecs/taskDefinition:TaskDefinition": ofTask,
  "aws:iam/instanceProfile:InstanceProfile": [roleAt("role")],
  "aws:lambda/function:Function": [roleAt("role")],
  "aws-native:iam:InstanceProfile": [roleAt("roles")],
};

/**
 * What a managed policy permits is judged where the stack makes it; of one that is attached by its ARN alone nobody has
 * read a word, and whoever owns it may change it. The same holds for the role of a host, a task or a function. A
 * permissions boundary can only take away, and may stand elsewhere.
 */
export const policiesInSight = stackPolicy({
  name: "identity-policies-in-sight",
  description:
    "Hosts, tasks and functions of a bot's stack have roles of that stack, and its roles get managed policies of that stack or of AWS's own.",
  severity: "high",
  level: "mandatory",
  remediationSteps:
    "Make the role or policy in this stack and name it by its outputs, or name one outside the stack, once it is judged, in the policy's setting declared.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html",
  tags: ["iam"],
  stacks: ["bot"],
  rationale:
    "A role or policy from elsewhere in the account may hold any permission, today or after somebody's next edit, and none of the other policies would see it: the bot could read every secret and this pack would pass.",
  example: `const reads = new aws.iam.Policy("reads", { policy: document });
new aws.iam.RolePolicyAttachment("reads", { role: role.name, policyArn: reads.arn });`,
  configSchema: declaredSetting(
    "ARNs of managed policies, and ARNs or names of roles and instance profiles, outside the stack that have been judged elsewhere.",
  ),
  judge(whole, violation, settings) {
    const links = new Links(whole);
    const declared = declaredIn(settings);
    const own = new Map([roles, profiles].map((types) => [types, new Set(whole.ofType(...types).flatMap(namesOf))]));
    for (const [type, named] of Object.entries(places)) {
      for (const resource of whole.ofType(type)) {
        for (const place of named) refuseForeign(resource, place, { whole, links, declared, own }, violation);
      }
    }
    const known = new Set([...whole.ofType(...made).flatMap(arnsOf), ...declared]);
    const isOwn = (one: Value, from: Resource | undefined): boolean => {
      const { text } = one;
      if (one.secret || text === undefined) return false;
      if (known.has(text) || managed.test(text)) return true;
      // Not every engine says the ARN of what is not there yet. Nothing but an ARN of the account's own reads like this.
      return from !== undefined && arnsOf(from).length === 0 && ofAccount.test(text);
    };
    for (const resource of whole.ofType(...identityPolicyTypes)) {
      for (const property of attaching) {
        const value = resource.inputs.at(property);
        const named = links.of(resource, property, value, ...made);
        for (const one of itemsOf(value)) {
          const policy = resourceNamed(named, one);
          // Before `up`, that the program takes it from a policy of the stack has to do.
          const passes = one.unknown ? policy !== undefined && whole.stack.dryRun : isOwn(one, policy);
          if (!passes) refuseOn(resource, one, expected, violation);
        }
      }
    }
  },
});

interface Known {
  readonly whole: WholeStack;
  readonly links: Links;
  readonly declared: ReadonlySet<string>;
  /** The names of the stack's roles and of its instance profiles. */
  readonly own: ReadonlyMap<Place["types"], ReadonlySet<string>>;
}

/** Reports roles and instance profiles that the stack does not make. */
function refuseForeign(
  from: Resource,
  { way, types }: Place,
  { whole, links, declared, own }: Known,
  violation: Violation,
): void {
  const what = types === roles ? "a role" : "an instance profile";
  const wanted = `${what} of this stack, whose policies are read, or one that the setting declared names`;
  for (const one of along(from.inputs, way)) {
    const made = resourceNamed(links.of(from, way[0], one, ...types), one);
    if (one.unknown) {
      // Before `up`, that the program takes it from one of the stack has to do.
      if (made === undefined || !whole.stack.dryRun) leaveOpen(one);
      continue;
    }
    const { text } = one;
    if (one.absent || text === "") continue;
    const isOwn =
      text !== undefined &&
      (declared.has(text) ||
        // A role's or profile's name is the account's only one, whatever path its ARN has.
        own.get(types)?.has(text.replace(arnUpToName, "")) === true ||
        (made !== undefined && namesOf(made).length === 0));
    if (!isOwn) refuseOn(from, one, wanted, violation);
  }
}

const arnUpToName = /^arn:[\w-]+:iam::\d{12}:(?:role|instance-profile)\/(?:[^/]+\/)*/u;

/** The names, as a known name or ARN tells them. */
function namesOf(resource: Resource): readonly string[] {
  return textsOf(resource, ["name", "roleName", "instanceProfileName", "arn", "id"]).map((text) =>
    text.replace(arnUpToName, ""),
  );
}

function arnsOf(policy: Resource): readonly string[] {
  return textsOf(policy, ["arn", "policyArn", "id"]);
}
