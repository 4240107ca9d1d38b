import { type Resource, type Violation, resourcePolicy } from "../../policy";
import { stackInUse } from "../../stack-file";

const credentials = ["accessKey", "secretKey", "token"] as const;

/**
 * A static key of the account that runs the bots opens everything at once and never expires. A marked one is refused as
 * well: it is in the state of the stack.
 */
export const noStaticAwsCredentials = resourcePolicy(
  ["pulumi:pulumi:Stack", "pulumi:providers:aws", "pulumi:providers:aws-native"],
  {
    name: "config-no-static-aws-credentials",
    description: "AWS is reached by a role or a profile, never by a key in configuration or program.",
    severity: "critical",
    level: "mandatory",
    remediationSteps:
      "Deactivate the access key in IAM and use a role: aws:profile, AWS_PROFILE or the runner's own identity.",
    url: "https://www.pulumi.com/registry/packages/aws/installation-configuration/",
    tags: ["config", "iam"],
    rationale:
      "A static key of the account that runs the bots opens everything at once, from anywhere, and never expires. In the configuration it is in every clone of the repository, in the program in every state of the stack.",
    example: `config:
  aws:region: eu-west-1
  aws:profile: bulkhead-deployer`,
    nonWaivable: true,
    judge(resource, violation) {
      if (resource.type === "pulumi:pulumi:Stack") judgeConfiguration(resource, violation);
      else judgeProvider(resource, violation);
    },
  },
);

function judgeConfiguration({ stack }: Resource, violation: Violation): void {
  const { file } = stackInUse(stack);
  for (const namespace of ["aws", "aws-native"]) {
    for (const credential of credentials) {
      const key = `${namespace}:${credential}`;
      const entry = file.config.get(key);
      const secure = stack.secretKeys.has(key) ? "a secret" : "in plain text";
      if (entry === undefined && (stack.config.get(key) ?? "") === "") continue;
      violation({
        message: `${key} is set (${secure}), expected no static credential of AWS.`,
        at: key,
        ...(entry === undefined ? {} : { file: file.name, line: entry.line }),
      });
    }
  }
}

function judgeProvider(provider: Resource, violation: Violation): void {
  const namespace = provider.type.slice(provider.type.lastIndexOf(":") + 1);
  for (const credential of credentials) {
    const value = provider.at(credential);
    if (value.absent || value.is("")) continue;
    // The default provider repeats the configuration, which has had its verdict.
    const configured = provider.stack.config.get(`${namespace}:${credential}`);
    if (configured !== undefined && value.is(configured)) continue;
    violation(value, "no static credential of AWS");
  }
  // Nested inputs of a provider travel as JSON text.
  const token = provider.at("assumeRoleWithWebIdentity").document().at("webIdentityToken");
  if (!token.absent && !token.is("")) violation(token, "webIdentityTokenFile in its place");
}
