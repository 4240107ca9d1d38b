import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { BotKey } from "./bot-key";
import type { PolicyDocument } from "./documents/policy-document";
import type { BotTags } from "./tags";

/** What an exchange secret is made of. */
export interface ExchangeSecretArgs {
  readonly custodyKey: BotKey;
  /** What the key may do at the exchange, where no policy can look: neither withdraw nor transfer. */
  readonly permissions: readonly string[];
  readonly tags: BotTags;
}

/**
 * The empty place for the exchange credential. Its value is put out of band and never passes through Pulumi: a value
 * in a program ends up in the state, write-only arguments included.
 */
export class ExchangeSecret extends pulumi.ComponentResource {
  /** Full ARN, with the suffix that AWS adds. */
  readonly arn: pulumi.Output<string>;
  /** Name with a random suffix: AWS blocks the name of a deleted secret for as long as it can be restored. */
  readonly secretName: pulumi.Output<string>;
  readonly #name: string;

  constructor(name: string, args: ExchangeSecretArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bulkhead:infra:ExchangeSecret", name, {}, opts);
    const secret = new aws.secretsmanager.Secret(
      name,
      {
        description: "The bot's exchange credential. Put the value with `aws secretsmanager put-secret-value`.",
        kmsKeyId: args.custodyKey.arn,
        recoveryWindowInDays: 30,
        tags: {
          ...args.tags,
          "bulkhead:permissions": args.permissions.join(" "),
          "bulkhead:max-age-days": "90",
        },
      },
      { parent: this },
    );
    this.#name = name;
    this.arn = secret.arn;
    this.secretName = secret.name;
    this.registerOutputs({ arn: this.arn, secretName: this.secretName });
  }

  /** Puts the secret's resource policy in force. */
  setPolicy(document: pulumi.Input<PolicyDocument>): aws.secretsmanager.SecretPolicy {
    return new aws.secretsmanager.SecretPolicy(
      this.#name,
      { secretArn: this.arn, policy: pulumi.jsonStringify(document), blockPublicPolicy: true },
      { parent: this },
    );
  }
}
