import { saidByTags, saidOfStack } from "../../declaration";
import { actionsAmong, identityDocuments, identityPolicyTypes, refuseManaged } from "../../identity-documents";
import { type Registration, Unread, currentRun } from "../../marks";
import { type Resource, resourcePolicy } from "../../policy";
import { grantingStatements } from "../../policy-document";
import { Value, newReading } from "../../reader";

const reads = {
  secretsmanager: ["secretsmanager:GetSecretValue"],
  ssm: ["ssm:GetParameter", "ssm:GetParameterHistory", "ssm:GetParameters", "ssm:GetParametersByPath"],
} as const;

// AWS managed policies that read every parameter or secret of the account (AWS Managed Policy Reference Guide).
const readers =
  /^(?:AmazonEC2RoleforSSM|AmazonSSMFullAccess|AmazonSSMMaintenanceWindowRole|AmazonSSMManagedInstanceCore|AmazonSSMReadOnlyAccess|PowerUserAccess|ReadOnlyAccess|SecretsManagerReadWrite)$/u;

const stored = ["aws:secretsmanager/secret:Secret", "aws:ssm/parameter:Parameter"];

/**
 * Two bots whose roles can read each other's secrets are one bot to whoever takes over either. What is a bot's own: the
 * secrets and parameters of its stack, and names that begin with the bot's or the stack's name and a separator. AWS's
 * public parameters are nobody's secret.
 */
export const ownSecretOnly = resourcePolicy(identityPolicyTypes, {
  name: "identity-own-secret-only",
  description: "A bot's roles read the bot's own secrets and parameters, and no others.",
  severity: "critical",
  level: "mandatory",
  remediationSteps:
    "Grant secretsmanager:GetSecretValue and ssm:GetParameter on the bot's own ARNs; in place of a managed policy, grant the actions that the agent needs by name.",
  url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html",
  tags: ["iam", "secretsmanager", "ssm"],
  stacks: ["bot"],
  configSchema: {
    properties: {
      prefixes: {
        type: "array",
        items: { type: "string" },
        default: [],
        description:
          "Beginnings of further names of secrets and parameters that bots may read, such as shared/market-data/.",
      },
    },
  },
  rationale:
    "A leaked bot then costs one key and not all of them. AmazonSSMManagedInstanceCore, which most guides attach to every host, reads every parameter of the account.",
  example: `{ Effect: "Allow", Action: ["secretsmanager:GetSecretValue"], Resource: [secret.arn] }`,
  judge(resource, violation, settings) {
    refuseManaged(resource, readers, "no policy that reads all parameters or secrets of the account", violation);
    const documents = identityDocuments(resource);
    if (documents.length === 0) return;
    const own = ownNames(resource, settings.prefixes);
    for (const document of documents) {
      for (const statement of grantingStatements(document)) {
        for (const [service, actions] of Object.entries(reads)) {
          if (actionsAmong(statement, actions).length === 0) continue;
          const allBut = statement.element("NotResource");
          if (!allBut.absent) violation(allBut, "Resource, with the bot's own secrets by name");
          const named = statement.element("Resource");
          if ((named.absent || named.items().length === 0) && allBut.absent)
            violation(named, "the bot's own secrets, by name");
          for (const one of named.items()) {
            if (!one.known || !isOwn(one.text ?? "*", service, own)) {
              violation(one, `${service === "ssm" ? "a parameter" : "a secret"} of the bot's own, by name`);
            }
          }
        }
      }
    }
  },
});

interface Own {
  /** Names of the stack's own secrets and parameters; AWS adds a suffix to those of secrets. */
  readonly names: readonly string[];
  /** What further names begin with. */
  readonly prefixes: readonly string[];
}

const known = new WeakMap<Registration, readonly string[]>();

/** What a secret or parameter of the stack is called. Asked for with every document, and read once. */
function namesOf(registration: Registration): readonly string[] {
  let names = known.get(registration);
  if (names === undefined) {
    const inputs = new Value(newReading(), "", registration.properties);
    names = [inputs.at("name").text, inputs.at("namePrefix").text].flatMap((name) =>
      name === undefined || name === "" ? [] : name.replace(/^\//u, ""),
    );
    known.set(registration, names);
  }
  return names;
}

function ownNames(resource: Resource, prefixes: unknown): Own {
  const run = currentRun();
  const names: string[] = [];
  if (!(run instanceof Unread)) {
    for (const registration of run.inputs.values()) {
      if (stored.includes(registration.type)) names.push(...namesOf(registration));
    }
  }
  const said = saidOfStack(resource.stack, "bulkhead:bot") ?? saidByTags(resource, "bulkhead:bot")[0];
  const bots = [resource.stack.name.split("/").at(-1) ?? "", said?.text ?? ""].filter((name) => name !== "");
  const further = Array.isArray(prefixes) ? prefixes.filter((one): one is string => typeof one === "string") : [];
  return {
    names,
    prefixes: [
      ...bots.flatMap((name) => ["", "bulkhead/"].flatMap((above) => ["-", "/", "."].map((end) => above + name + end))),
      ...further.filter((one) => one !== ""),
    ],
  };
}

/** The resource part of the ARN up to its first wildcard or variable has to say whose it is. */
function isOwn(text: string, service: string, { names, prefixes }: Own): boolean {
  const kind = service === "ssm" ? "parameter" : "secret";
  const parts = /^arn:[^:]*:(?<service>[^:]*):[^:]*:(?<account>[^:]*):(?<rest>.*)$/su.exec(text)?.groups;
  if (parts?.service === undefined || parts.rest === undefined) return false;
  // What is no secret or parameter: the other actions of the statement speak of it.
  if (parts.service !== service) return !/[*?$]/u.test(parts.service);
  const lead = service === "ssm" ? /^parameter\/?/u : /^secret:/u;
  if (!lead.test(parts.rest)) return !/[*?$]/u.test(parts.rest.slice(0, kind.length + 1));
  const name = parts.rest.replace(lead, "");
  if (service === "ssm" && parts.account === "" && name.startsWith("aws/service/")) return true;
  const fixed = /^(?:[^*?$]|\$(?!\{))*/u.exec(name)?.[0] ?? "";
  if (prefixes.some((prefix) => fixed.startsWith(prefix))) return true;
  return names.some((own) => fixed === own || (service !== "ssm" && fixed.startsWith(`${own}-`)));
}
