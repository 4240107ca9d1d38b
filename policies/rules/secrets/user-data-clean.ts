import { reportExposed } from "../../exposed";
import { placesOwnedBy, typesOwnedBy } from "../../owners";
import { resourcePolicy } from "../../policy";

const name = "secrets-user-data-clean";

/**
 * User data is shown to whoever may describe the instance or its template, and to every process on the host through the
 * metadata service. It stays there for as long as the instance lives, and in every old version of a template. Documents
 * and components that run on a host are shown alike.
 */
export const userDataClean = resourcePolicy(typesOwnedBy(name), {
  name,
  description: "User data, and documents that run on a host, hold no secret, not even one that Pulumi marks.",
  severity: "critical",
  level: "mandatory",
  remediationSteps:
    "Let user data name the secret in AWS Secrets Manager only, and let the host read it under its role; revoke the key that stood here.",
  url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-add-user-data.html",
  tags: ["ec2", "secrets"],
  rationale:
    "User data is shown to whoever may describe the instance or its template, and to every process on the host; every old version of a template keeps it.",
  example: ["userData: pulumi.interpolate`#!/bin/sh", "echo SECRET_NAME=${secret.name} > /etc/bot.env", "`"].join("\n"),
  nonWaivable: true,
  judge(resource, violation) {
    for (const place of placesOwnedBy(name, resource.type)) {
      reportExposed(resource.at(place), resource.stack, violation);
    }
  },
});
