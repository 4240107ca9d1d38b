import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type OperatorPurpose, operatorDocument, operatorDocumentName } from "./documents/operator-document";
import type { BotTags } from "./tags";

/** Whose host the actions are for. */
export interface OperatorActionsArgs {
  readonly tags: BotTags;
}

/** Lets operators have the bot's host do a few things without being root there. */
export class OperatorActions extends pulumi.ComponentResource {
  /** Names of the documents in Systems Manager, by what they are for. */
  readonly documentNames: Readonly<Record<OperatorPurpose, pulumi.Output<string>>>;

  constructor(name: string, { tags }: OperatorActionsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bulkhead:infra:OperatorActions", name, {}, opts);
    const document = (purpose: OperatorPurpose): pulumi.Output<string> =>
      new aws.ssm.Document(
        `${name}-${purpose}`,
        {
          name: operatorDocumentName(tags["bulkhead:bot"], tags["bulkhead:network"], purpose),
          documentType: "Command",
          documentFormat: "JSON",
          targetType: "/AWS::EC2::Instance",
          content: JSON.stringify(operatorDocument(purpose)),
          tags,
        },
        // A sender may name any version of a document. One that changes is made anew, so that no older version is left to send.
        { parent: this, replaceOnChanges: ["content"], deleteBeforeReplace: true },
      ).name;
    this.documentNames = { look: document("look"), act: document("act") };
    this.registerOutputs({ documentNames: this.documentNames });
  }
}
