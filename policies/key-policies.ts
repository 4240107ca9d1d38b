/** What carries a key policy. `aws-native` calls it `keyPolicy`. */
export const keyPolicyTypes: readonly string[] = [
  "aws:kms/key:Key",
  "aws:kms/keyPolicy:KeyPolicy",
  "aws:kms/replicaKey:ReplicaKey",
  "aws:kms/externalKey:ExternalKey",
  "aws:kms/replicaExternalKey:ReplicaExternalKey",
  "aws-native:kms:Key",
  "aws-native:kms:ReplicaKey",
];

/** The property that holds the key policy. */
export function keyPolicyProperty(type: string): "policy" | "keyPolicy" {
  return type.startsWith("aws-native:") ? "keyPolicy" : "policy";
}
