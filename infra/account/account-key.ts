import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { PolicyDocument } from "../documents/policy-document";
import { accountTags } from "./account-tags";

/** What a key of the account is made of. */
export interface AccountKeyArgs {
  /** `trail` encrypts the trail's log files; `records` the journal and the alerts; `fingerprints` makes MACs. */
  readonly purpose: "trail" | "records" | "fingerprints";
}

/**
 * One of the account's keys. It is protected and depends on nothing. Its policy is a resource of its own, which stays with
 * the key: without one, AWS's default would admit every IAM policy of the account.
 */
export class AccountKey extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly #name: string;
  readonly #keyId: pulumi.Output<string>;

  constructor(name: string, { purpose }: AccountKeyArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bulkhead:infra:AccountKey", name, {}, opts);
    const key = new aws.kms.Key(
      name,
      {
        description: `${name}: the ${purpose} key of the account`,
        // HMAC keys cannot rotate.
        ...(purpose === "fingerprints"
          ? { keyUsage: "GENERATE_VERIFY_MAC", customerMasterKeySpec: "HMAC_256" }
          : { enableKeyRotation: true }),
        deletionWindowInDays: 30,
        tags: { ...accountTags, "bulkhead:key": purpose },
      },
      { parent: this, protect: true },
    );
    this.#name = name;
    this.#keyId = key.keyId;
    this.arn = key.arn;
    this.registerOutputs({ arn: this.arn });
  }

  /** Puts the key's policy in force; what uses the key has to depend on the result. */
  setPolicy(document: pulumi.Input<PolicyDocument>): aws.kms.KeyPolicy {
    return new aws.kms.KeyPolicy(
      this.#name,
      { keyId: this.#keyId, policy: pulumi.jsonStringify(document) },
      { parent: this, retainOnDelete: true },
    );
  }
}
