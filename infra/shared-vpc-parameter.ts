import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { sharedVpcParameter, type SharedVpc } from "./shared-vpc";
import type { BotTags } from "./tags";

/** What is written down of a shared VPC, and for whom. */
export interface SharedVpcParameterArgs {
  /** Name of the stack that shares it. */
  readonly stack: string;
  readonly vpc: pulumi.Input<SharedVpc>;
  /** What has to stand before anybody joins. */
  readonly after: readonly pulumi.Resource[];
  readonly tags: BotTags;
}

/** Tells bots of the same exchange and network how to join this stack's VPC. */
export class SharedVpcParameter extends pulumi.ComponentResource {
  constructor(name: string, args: SharedVpcParameterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bulkhead:infra:SharedVpcParameter", name, {}, opts);
    new aws.ssm.Parameter(
      name,
      {
        name: sharedVpcParameter(args.stack, args.tags["bulkhead:exchange"], args.tags["bulkhead:network"]),
        type: "String",
        description: "The VPC that bots of this exchange and network may join, and its one way out",
        insecureValue: pulumi.jsonStringify(args.vpc),
        tags: args.tags,
      },
      { parent: this, dependsOn: [...args.after] },
    );
    this.registerOutputs({});
  }
}
