import { byOthersThan, calls } from "../matchers";
import type { EyeRule } from "../rule";

/** What the documents say runs as root: whoever rewrites one has the next operator run it. A new release comes by deployers. */
export const ordersChanged: EyeRule = {
  id: "orders-changed",
  practice: "critical-actions",
  severity: "critical",
  happened: "Somebody who is no deployer changed what operators' commands run on the bot's host.",
  next: "Use no `bulkhead` command that asks the host until the documents are made anew: `pulumi up --replace URN`. Ask who it was.",
  arrivals: ["stack"],
  pattern: ({ operatorDocuments: { look, act }, deployers }) =>
    calls(["ssm"], {
      eventName: ["CreateDocument", "DeleteDocument", "UpdateDocument", "UpdateDocumentDefaultVersion"],
      userIdentity: byOthersThan(...deployers),
      requestParameters: { name: [look, act] },
    }),
};
