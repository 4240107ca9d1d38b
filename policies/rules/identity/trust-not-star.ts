import { type Resource, type Violation, resourcePolicy } from "../../policy";
import { type Statement, grantingStatements } from "../../policy-document";
import { organization, sources } from "../../principals";
import { isOpen, type Value } from "../../reader";

// Services whose own documents ask for one of these conditions on the role that they assume, since they assume it on
// behalf of resources in any account that names the role.
const deputies = [
  "codebuild.amazonaws.com",
  "ecs-tasks.amazonaws.com",
  "pipes.amazonaws.com",
  "rolesanywhere.amazonaws.com",
  "scheduler.amazonaws.com",
  "ssm.amazonaws.com",
  "states.amazonaws.com",
  "vpc-flow-logs.amazonaws.com",
];

/** Who may call a function: whoever can call the function of a bot that signs, signs. */
const permissions = ["aws:lambda/permission:Permission", "aws-native:lambda:Permission"];

/** Addresses of functions. Of one that asks for no signature, the provider lets everybody call the function. */
const addresses: Readonly<Record<string, string>> = {
  "aws:lambda/functionUrl:FunctionUrl": "authorizationType",
  "aws-native:lambda:Url": "authType",
};

const judged = ["aws:iam/role:Role", "aws-native:iam:Role", ...permissions, ...Object.keys(addresses)];

/**
 * The trust policy says who becomes the role. It names services, roles or accounts. A service that works for many
 * accounts is told for whose resources; a federation is told for which of its subjects, since GitHub's, for one, signs
 * tokens for everybody's repositories. The same holds for who may call a function.
 */
export const trustNotStar = resourcePolicy(judged, {
  name: "identity-trust-not-star",
  description:
    "Trust policies, permissions and addresses of functions name who assumes the role or calls the function, and for whose resources.",
  severity: "critical",
  level: "mandatory",
  remediationSteps:
    "Name services, roles or accounts in Principal; add aws:SourceAccount for a service, and the subject for a federation.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
  tags: ["iam", "sts"],
  configSchema: {
    properties: {
      deputies: {
        type: "array",
        items: { type: "string" },
        default: deputies,
        description:
          "Services that must be held to aws:SourceAccount, aws:SourceArn, aws:SourceOrgID or aws:SourceOrgPaths.",
      },
    },
  },
  rationale:
    "Whoever can assume a bot's role reads the bot's key. A wildcard admits every AWS account; a service without a condition can be talked into assuming the role by a stranger; a federation without a subject admits all who log in there.",
  example: `assumeRolePolicy: pulumi.jsonStringify({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Action: ["sts:AssumeRole"],
      Principal: { Service: ["vpc-flow-logs.amazonaws.com"] },
      Condition: { StringEquals: { "aws:SourceAccount": [account] } },
    },
  ],
})`,
  judge(role, violation, settings) {
    if (permissions.includes(role.type)) {
      judgePermission(role, violation);
      return;
    }
    const asked = addresses[role.type];
    if (asked !== undefined) {
      const authorization = role.inputs.at(asked);
      if (!authorization.is("AWS_IAM")) violation(authorization, '"AWS_IAM": signed requests alone');
      return;
    }
    const held = Array.isArray(settings.deputies) ? (settings.deputies as unknown[]) : deputies;
    const trust = role.inputs.at("assumeRolePolicy");
    const document = trust.unknown || !trust.absent ? trust : role.inputs.at("assumeRolePolicyDocument");
    for (const statement of grantingStatements(document)) {
      const everyoneElse = statement.element("NotPrincipal");
      if (!everyoneElse.absent) {
        violation(everyoneElse, "Principal: what is left out of NotPrincipal is everybody");
        continue;
      }
      const principal = statement.element("Principal");
      if (principal.absent) violation(principal, "named principals");
      const named = principal.text === undefined ? principal.entries() : [["AWS", principal] as const];
      for (const [kind, principals] of named) {
        for (const one of principals.items()) {
          const text = one.text;
          if (text === undefined || /[*?]/u.test(text)) violation(one, "a named principal");
          else if (
            kind === "Service" &&
            [text, unplaced(text)].some((name) => held.includes(name)) &&
            !isHeld(statement, ofSources)
          ) {
            violation({
              message: `${one.path} is ${one.secret ? "a secret" : text} under no condition on whose resources it works for, expected aws:SourceAccount or aws:SourceArn.`,
              at: one,
            });
          } else if (kind === "Federated" && !isHeld(statement, ofSubjects)) {
            violation({
              message: `${one.path} admits all who log in there, expected a condition on the subject or audience.`,
              at: one,
              remedy: "Add a StringEquals condition on the federation's sub (SAML, Amazon Cognito: aud).",
            });
          } else if (kind === "Federated" && text === cognito && !isHeld(statement, ofMembers)) {
            violation({
              message: `${one.path} may admit guests, who need not log in, expected a condition on how one logged in.`,
              at: one,
              remedy: `Add "ForAnyValue:StringLike": { "${cognito}:amr": "authenticated" }.`,
            });
          }
        }
      }
    }
  },
});

function judgePermission(permission: Resource, violation: Violation): void {
  const principal = permission.at("principal");
  const text = principal.text;
  if (text === undefined) {
    violation(principal, "a named principal");
    return;
  }
  const holds = (shapes: Readonly<Record<string, RegExp>>): boolean =>
    Object.entries(shapes).some(([name, shape]) => {
      const value = permission.at(name);
      // Not known yet, it may: asking notes it.
      return isOpen(value) || shape.test(value.text ?? "");
    });
  if (/[*?]/u.test(text)) {
    if (!holds({ principalOrgId: organization })) violation(principal, "a named principal");
  } else if (text.endsWith(".amazonaws.com") && !holds(callers)) {
    violation({
      message:
        "principal is a service under no condition on whose resources it works for, expected sourceArn or sourceAccount.",
      at: principal,
      remedy: "Add sourceArn or sourceAccount.",
    });
  }
}

/** `states.eu-west-1.amazonaws.com` is `states.amazonaws.com`. */
function unplaced(service: string): string {
  return service.replace(/^([^.]+)\.[a-z]{2}(?:-[a-z]+)+-\d+(?=\.amazonaws\.com)/u, "$1").replace(/\.cn$/u, "");
}

const callers = { sourceArn: sources["aws:sourcearn"], sourceAccount: sources["aws:sourceaccount"] };

/** Whether a value under a key of a condition says enough; undefined: the key says nothing of what is asked. */
type Says = (key: string, text: string) => boolean | undefined;

const bySource: Readonly<Record<string, RegExp>> = {
  ...sources,
  "aws:sourceorgid": organization,
  "aws:sourceorgpaths": /^o-[a-z0-9]{10,32}\//u,
};
const ofSources: Says = (key, text) => bySource[key]?.test(text);

// GitHub's audience is the same for everybody: only its subject tells.
const audience = /^saml:aud$|^cognito-identity\.amazonaws\.com:aud$/u;
const ofSubjects: Says = (key, text) =>
  key.endsWith(":sub") ? ofSomebody.test(text) : audience.test(key) ? /[^*?]/u.test(text) : undefined;

// An identity pool may know guests, and its id stands in every client's program
// (https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html).
const cognito = "cognito-identity.amazonaws.com";
const ofMembers: Says = (key, text) => (key === `${cognito}:amr` ? text === "authenticated" : undefined);

/** `repo:OWNER/…`: before its first wildcard a subject has to say whose it is, to the end of the name. */
const ofSomebody = /^(?:[^*?]+$|(?:system:[^*?:]+|(?!system:)[^*?:]+):[^*?:/]+[:/])/u;

const positive = /^(?:ForAnyValue:)?(?:String(?:Equals|EqualsIgnoreCase|Like)|Arn(?:Equals|Like))$/iu;

/** Whether a condition names the source, positively, by values that say something. What is not known yet may, and is noted. */
function isHeld(statement: Statement, says: Says): boolean {
  const condition = statement.element("Condition");
  if (isOpen(condition)) return true;
  return condition
    .entries()
    .filter(([operator]) => positive.test(operator))
    .some(
      ([, named]) => isOpen(named) || named.entries().some(([key, values]) => areSaid(key.toLowerCase(), values, says)),
    );
}

function areSaid(key: string, values: Value, says: Says): boolean {
  if (says(key, "") === undefined) return false;
  if (isOpen(values)) return true;
  const all = values.items();
  // A variable stands for what the request itself brings.
  const isSaid = (text: string): boolean => !text.includes("${") && says(key, text) === true;
  return all.length > 0 && all.every((one) => isOpen(one) || isSaid(one.text ?? ""));
}
