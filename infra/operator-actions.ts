import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { operatorDocument, operatorDocumentName } from "./documents/operator-document";
import type { BotTags } from "./tags";

/** Whose host the actions are for. */
export interface OperatorActionsArgs {
  readonly tags: BotTags;
}

/** Lets operators have the bot's host do a few things without being root there. */
export class OperatorActions extends pulumi.ComponentResource {
  /** Name of the document in Systems Manager. */
  readonly documentName: pulumi.Output<string>;

  constructor(name: string, { tags }: OperatorActionsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bulkhead:infra:OperatorActions", name, {}, opts);
    const document = new aws.ssm.Document(
      name,
      {
        name: operatorDocumentName(tags["bulkhead:bot"], tags["bulkhead:network"]),
        documentType: "Command",
        documentFormat: "JSON",
        targetType: "/AWS::EC2::Instance",
        content: JSON.stringify(operatorDocument()),
        tags,
      },
      // A sender may name any version of a document. One that changes is made anew, so that no older version is left to send.
      { parent: this, replaceOnChanges: ["content"], deleteBeforeReplace: true },
    );
    this.documentName = document.name;
    this.registerOutputs({ documentName: this.documentName });
  }
}
