import { actionsAmong, identityDocuments, identityPolicyTypes } from "../../identity-documents";
import { resourcePolicy } from "../../policy";
import { type Statement, grantingStatements } from "../../policy-document";
import { handedTo, handingOut, policyChanges, waysIn } from "../../ways-around";

const around = [...policyChanges, ...waysIn];
const snapshots: ReadonlySet<string> = new Set(["ec2:CreateSnapshot", "ec2:CreateSnapshots"]);

const volume = /^arn:[\w-]+:ec2:[\w-]+:\d{12}:volume\/[\w-]+$/u;
const snapshot = /^arn:[\w-]+:ec2:[\w-]+::snapshot\/\*$/u;

/**
 * Who reads the key is decided by policies, and by who gets onto the host. A role of the stack itself that may change
 * the one or do the other makes every other safeguard a matter of its good will. Snapshots of volumes that are named one
 * by one are backups: a host's own disk has no name before the host is there.
 */
export const noWayAround = resourcePolicy([...identityPolicyTypes, ...handingOut], {
  name: "identity-no-way-around",
  description:
    "No role of a bot's stack may change policies or enter hosts, and no snapshot or image of it is for another account.",
  severity: "high",
  level: "mandatory",
  remediationSteps:
    "Leave these actions to the roles of people, which are kept outside of the bot's stack, and share nothing that is made of its disks.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html",
  tags: ["iam", "kms", "secretsmanager", "ssm", "ec2"],
  stacks: ["bot"],
  configSchema: {
    properties: {
      allowedActions: {
        type: "array",
        items: { type: "string" },
        default: [],
        description: "Actions of the list that a role of the stack may have all the same.",
      },
    },
  },
  rationale:
    "Whoever takes over a bot that may write policies, grant keys, or run commands on hosts gives himself what the bot's own policies withhold. Another account that gets a snapshot or an image reads the host's disk by rules of its own.",
  example: `{ Effect: "Allow", Action: ["secretsmanager:GetSecretValue"], Resource: [secret.arn] }`,
  judge(resource, violation, settings) {
    for (const one of handedTo(resource)) violation(one, "no other account");
    const allowed = new Set(
      Array.isArray(settings.allowedActions) ? settings.allowedActions.map((one) => String(one).toLowerCase()) : [],
    );
    const judged = around.filter((action) => !allowed.has(action.toLowerCase()));
    for (const document of identityDocuments(resource)) {
      for (const statement of grantingStatements(document)) {
        const found = actionsAmong(statement, judged);
        const [first, ...more] = found;
        if (first === undefined) continue;
        if (found.every((action) => snapshots.has(action)) && namesVolumes(statement)) continue;
        const others = more.length === 0 ? "" : ` and ${more.length} more of its kind`;
        violation({
          message: `${statement.value.path} grants ${first}${others}, expected neither changes of policies nor ways into hosts.`,
          at: statement.value,
        });
      }
    }
  },
});

/** Asking for the text of what is not known yet leaves the judgement open. */
function namesVolumes(statement: Statement): boolean {
  const resources = statement.element("Resource").items();
  const open = resources.filter((one) => one.unknown || volume.test(one.text ?? ""));
  return (
    open.length > 0 &&
    resources.every((one) => open.includes(one) || snapshot.test(one.text ?? "")) &&
    open.every((one) => one.text !== "")
  );
}
