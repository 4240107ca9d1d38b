import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { PolicyDocument } from "./documents/policy-document";
import type { BotTags } from "./tags";

/** What a bot's key is made of. */
export interface BotKeyArgs {
  /** `custody` encrypts the exchange secret and nothing else; `records` encrypts disk, log and topics. */
  readonly purpose: "custody" | "records";
  readonly tags: BotTags;
}

/**
 * One of a bot's two customer-managed keys. It is protected and depends on nothing. Its policy is a resource of its
 * own, since the policy names role and secret: so neither a cycle arises, nor does the protected key hold them back.
 */
export class BotKey extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly keyId: pulumi.Output<string>;
  readonly #name: string;

  constructor(name: string, args: BotKeyArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bulkhead:infra:BotKey", name, {}, opts);
    const key = new aws.kms.Key(
      name,
      {
        description: `${name}: the ${args.purpose} key of one bot`,
        enableKeyRotation: true,
        deletionWindowInDays: 30,
        tags: { ...args.tags, "bulkhead:key": args.purpose },
      },
      { parent: this, protect: true },
    );
    this.#name = name;
    this.keyId = key.keyId;
    this.arn = key.arn;
    this.registerOutputs({ arn: this.arn });
  }

  /**
   * Puts the key's policy in force; what uses the key has to depend on the result. The policy stays with the key when
   * the rest of the stack is destroyed: deleting it would bring AWS's default back, under which every IAM policy of the
   * account can admit to the key.
   */
  setPolicy(document: pulumi.Input<PolicyDocument>): aws.kms.KeyPolicy {
    return new aws.kms.KeyPolicy(
      this.#name,
      { keyId: this.keyId, policy: pulumi.jsonStringify(document) },
      { parent: this, retainOnDelete: true },
    );
  }
}
