import { calls, roleName } from "../matchers";
import type { EyeRule } from "../rule";

/** IAM is a global service. Roles are named in its calls, never given by ARN. */
export const roleChanged: EyeRule = {
  id: "role-changed",
  practice: "critical-actions",
  severity: "critical",
  happened: "A role of the bot's stack was changed: who may assume it, what it may do, or that it is there.",
  next: "If it was not your own `pulumi up` or containment, run: bulkhead contain --stack NAME",
  arrivals: ["global"],
  pattern: ({ botRoleArn, snapshotRoleArn, flowRoleArn }) =>
    calls(["iam"], {
      eventName: [
        "AddRoleToInstanceProfile",
        "AttachRolePolicy",
        "DeleteRole",
        "DeleteRolePermissionsBoundary",
        "DeleteRolePolicy",
        "DetachRolePolicy",
        "PutRolePermissionsBoundary",
        "PutRolePolicy",
        "RemoveRoleFromInstanceProfile",
        "UpdateAssumeRolePolicy",
        "UpdateRole",
      ],
      requestParameters: { roleName: [botRoleArn, snapshotRoleArn, flowRoleArn].map(roleName) },
    }),
};
