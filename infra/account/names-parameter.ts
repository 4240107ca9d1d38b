import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { accountParameter, type AccountNames } from "../account-names";
import { accountTags } from "./account-tags";

/** What is written down, and where. */
export interface NamesParameterArgs {
  readonly regions: readonly string[];
  readonly names: pulumi.Input<AccountNames>;
}

/** What others need to know of the account's stack, once in each region: commands and bots' stacks look there. */
export class NamesParameter extends pulumi.ComponentResource {
  constructor(name: string, args: NamesParameterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bulkhead:infra:NamesParameter", name, {}, opts);
    for (const region of args.regions) {
      new aws.ssm.Parameter(
        `${name}-${region}`,
        {
          region,
          name: accountParameter,
          type: "String",
          description: "Names of the account's trail, journal and keys, for bots' stacks and operators' commands",
          insecureValue: pulumi.jsonStringify(args.names),
          tags: accountTags,
        },
        { parent: this },
      );
    }
    this.registerOutputs({});
  }
}
