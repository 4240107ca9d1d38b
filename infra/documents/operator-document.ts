/**
 * What operators' commands have the host do, by what they need: the actions of `infra/host/operator/act`, which
 * `ops/host/run-on-host.ts` asks for. Systems Manager grants documents, not values: so looking has a document of its own.
 */
export const operatorActions = {
  look: ["exchange-look", "last-call", "bot-state", "verify-sandbox"],
  act: ["exchange-call", "stop-bot", "end-bot", "start-bot", "restart-bot", "evidence"],
} as const;

/** What a document is for: `look` changes nothing, at the exchange or on the host. */
export type OperatorPurpose = keyof typeof operatorActions;

/** Name of a bot's document: the tags of a host tell it, so that containment needs no stack file to find it. */
export function operatorDocumentName(bot: string, network: string, purpose: OperatorPurpose): string {
  return `bulkhead-${bot}-${network}-${purpose}`;
}

/**
 * A document of Systems Manager that operators may run on the bot's host. It does the actions of its purpose and nothing
 * else: who may send it is not root there, as whoever may send `AWS-RunShellScript` is. The patterns hold what a sender writes to
 * letters that mean nothing to a shell. Schema: https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-schemas-features.html
 *
 * A value may also name a parameter of Parameter Store, as `{{ssm:NAME}}`, which the agent looks up under the host's role and
 * holds to `allowedPattern` alone, never to `allowedValues`: so each parameter has a pattern. It looks up once to judge and once
 * more to run (https://github.com/aws/amazon-ssm-agent/tree/mainline/agent/framework/docparser), so the role must read no
 * parameter either (`botRolePolicies`).
 */
export function operatorDocument(purpose: OperatorPurpose): unknown {
  return {
    schemaVersion: "2.2",
    description: `What operators of Bulkhead have this bot's host do, to ${purpose}`,
    parameters: {
      action: {
        type: "String",
        description: "What to do",
        allowedValues: operatorActions[purpose],
        allowedPattern: "^[a-z-]+$",
      },
      input: {
        type: "String",
        description: "What the action reads, in base64",
        default: "",
        allowedPattern: "^[A-Za-z0-9+/]*={0,2}$",
      },
      seconds: {
        type: "String",
        description: "Seconds that it may take",
        default: "60",
        allowedPattern: "^[1-9][0-9]{0,5}$",
      },
    },
    mainSteps: [
      {
        action: "aws:runShellScript",
        name: "act",
        precondition: { StringEquals: ["platformType", "Linux"] },
        inputs: {
          timeoutSeconds: "{{ seconds }}",
          runCommand: [
            "printf %s '{{ input }}' | base64 --decode | /usr/local/lib/bulkhead/operator/act '{{ action }}'",
          ],
        },
      },
    ],
  };
}
