import { keyAdministration, type KeyPeople } from "./key-administration";

/**
 * Policy of the key under which Pulumi keeps one stack's configuration secrets. Pulumi encrypts and decrypts the stack's
 * data key with it, in the session of whoever runs it (gocloud.dev/secrets/awskms): a deployer.
 */
export function configurationKeyPolicy(people: KeyPeople): object {
  return {
    Version: "2012-10-17",
    Statement: [
      ...keyAdministration(people),
      {
        Sid: "DeployersRunPulumi",
        Effect: "Allow",
        Principal: { AWS: people.deployers },
        Action: ["kms:Encrypt", "kms:Decrypt"],
        Resource: ["*"],
      },
    ],
  };
}
