/** A published list of controls, or our own list of practices. */
export interface Framework {
  readonly name: string;
  readonly version: string;
  /** Where the controls are published; our own, by its place in the project. */
  readonly url: string;
}

/** The lists that policies are mapped to. Ids are those of exactly these documents and versions. */
export const frameworks = {
  nist: {
    name: "NIST SP 800-53",
    version: "Revision 5",
    url: "https://csrc.nist.gov/pubs/sp/800/53/r5/upd1/final",
  },
  cis3: {
    name: "CIS Amazon Web Services Foundations Benchmark",
    version: "3.0.0",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cis-aws-foundations-benchmark.html",
  },
  cis5: {
    name: "CIS Amazon Web Services Foundations Benchmark",
    version: "5.0.0",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cis-aws-foundations-benchmark.html",
  },
  cis7: {
    name: "CIS Amazon Web Services Foundations Benchmark",
    version: "7.0.0",
    url: "https://www.cisecurity.org/benchmark/amazon_web_services",
  },
  fsbp: {
    name: "AWS Foundational Security Best Practices",
    version: "as of 2026-08",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/fsbp-standard.html",
  },
  securityhub: {
    name: "AWS Security Hub controls outside FSBP",
    version: "as of 2026-08",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-controls-reference.html",
  },
  controltower: {
    name: "AWS Control Tower proactive controls",
    version: "as of 2026-08",
    url: "https://docs.aws.amazon.com/controltower/latest/controlreference/proactive-controls.html",
  },
  keys: {
    name: "Practices for exchange API keys",
    version: "1",
    url: "docs/policies/README.md",
  },
} as const satisfies Readonly<Record<string, Framework>>;

export type FrameworkId = keyof typeof frameworks;

/** What good practice asks of whoever holds an exchange's API keys, and whether the pack or an operators' command sees to it. */
export const practices = {
  permissions: "A key may do what the bot does, and never withdraw.",
  "allow-list": "A key works from the bot's own address alone.",
  unused: "A key that nobody uses does not exist.",
  "one-purpose": "Each bot and purpose has a key of its own.",
  "no-hard-coding": "No key stands in code, configuration or state in plain text.",
  encryption: "Keys are encrypted under a key of one's own, and few may decrypt.",
  monitoring: "Every use of a key leaves a trace that cannot be altered.",
  rotation: "Keys are replaced before they grow old.",
  testnet: "What is tried out cannot reach the live exchange.",
  alerts: "Somebody is told when something is wrong.",
  revocation: "A leaked key can be made worthless in seconds.",
  review: "Exceptions and rights are looked at again, and end.",
  "clean-device": "Nobody logs in to where the keys are.",
} as const;

/** Controls that a policy serves, by framework. What our own reading mapped, and no page of the framework says, is left out. */
export type Controls = Readonly<Partial<Record<FrameworkId, readonly string[]>>>;

/** Policy to controls. A policy that no control asks for stands here with nothing but the practices that it serves. */
export const controls: Readonly<Record<string, Controls>> = {
  "config-no-plaintext-secret": { nist: ["IA-5(7)"], keys: ["no-hard-coding"] },
  "config-kms-secrets-provider": { keys: ["encryption"] },
  "config-own-key": { keys: ["encryption", "one-purpose"] },
  "config-no-static-aws-credentials": { nist: ["IA-5(7)"], cis5: ["1.17"], keys: ["no-hard-coding"] },
  "config-no-secret-in-project-yaml": { nist: ["IA-5(7)"], keys: ["no-hard-coding"] },
  "config-kind-declared": { keys: ["review"] },

  "secrets-value-provenance": { nist: ["IA-5(7)"], keys: ["no-hard-coding"] },
  "secrets-input-must-be-secret": { nist: ["IA-5(7)"], keys: ["no-hard-coding", "encryption"] },
  "secrets-no-insecure-value": { nist: ["IA-5(7)"], keys: ["no-hard-coding"] },
  "secrets-empty-on-mainnet": { keys: ["no-hard-coding", "encryption"] },
  "secrets-prefer-write-only": { keys: ["no-hard-coding", "encryption"] },
  "secrets-no-plaintext-anywhere": { nist: ["IA-5(7)"], keys: ["no-hard-coding"] },
  "secrets-asset-files-clean": { nist: ["IA-5(7)"], keys: ["no-hard-coding"] },
  "secrets-outputs-clean": { nist: ["IA-5(7)"], keys: ["no-hard-coding"] },
  "secrets-user-data-clean": { nist: ["IA-5(7)"], keys: ["no-hard-coding"] },
  "secrets-lambda-env-clean": { nist: ["IA-5(7)"], keys: ["no-hard-coding"] },
  "secrets-ecs-env-clean": { fsbp: ["ECS.8"], keys: ["no-hard-coding"] },
  "secrets-codebuild-env-clean": { fsbp: ["CodeBuild.2"], keys: ["no-hard-coding"] },
  "secrets-ssm-secure-string": { keys: ["encryption"] },
  "secrets-cmk": { keys: ["encryption"] },
  "secrets-recovery-window": { keys: ["encryption"] },
  "secrets-resource-policy": { keys: ["encryption"] },
  "secrets-rotation-or-age": { fsbp: ["SecretsManager.1", "SecretsManager.4"], keys: ["rotation"] },
  "secrets-used": { fsbp: ["SecretsManager.3"], keys: ["unused"] },
  "secrets-no-iam-access-key": { cis5: ["1.13", "1.17"], keys: ["no-hard-coding"] },
  "secrets-no-tag-or-name-leak": { nist: ["IA-5(7)"], keys: ["no-hard-coding"] },

  "kms-rotation": {
    securityhub: ["KMS.4"],
    cis3: ["3.6"],
    cis5: ["3.6"],
    controltower: ["CT.KMS.PR.1"],
    keys: ["encryption"],
  },
  "kms-deletion-window": { fsbp: ["KMS.3"], nist: ["SC-12(2)"], keys: ["encryption"] },
  "kms-no-wildcard-principal": { fsbp: ["KMS.5"], cis7: ["2.21"], keys: ["encryption"] },
  "kms-no-lockout-bypass": { keys: ["encryption"] },
  "kms-separate-admin-and-use": { nist: ["AC-5"], keys: ["encryption"] },
  "kms-no-decrypt-on-star": { fsbp: ["KMS.1", "KMS.2"], keys: ["encryption"] },
  "kms-one-key-per-bot": { keys: ["one-purpose", "encryption", "revocation"] },
  "kms-grants-limited": { keys: ["encryption"] },
  "kms-deletion-alarm": { cis5: ["4.7"], keys: ["alerts"] },

  "compute-imdsv2": {
    fsbp: ["EC2.8", "EC2.170"],
    cis3: ["5.6"],
    cis5: ["5.7"],
    controltower: ["CT.EC2.PR.1"],
    keys: ["encryption"],
  },
  "compute-imds-hop-limit": { controltower: ["CT.EC2.PR.2"], keys: ["encryption"] },
  "compute-ebs-encrypted-cmk": {
    fsbp: ["EC2.3", "EC2.181"],
    cis5: ["5.1.1"],
    controltower: ["CT.EC2.PR.7"],
    keys: ["encryption"],
  },
  "compute-no-key-pair": { fsbp: ["SSM.1"], keys: ["clean-device"] },
  "compute-public-ip": {
    fsbp: ["EC2.9", "EC2.15", "EC2.25"],
    controltower: ["CT.EC2.PR.8", "CT.EC2.PR.9"],
    keys: ["allow-list"],
  },
  "compute-instance-profile": { cis5: ["1.17"], keys: ["no-hard-coding"] },
  "compute-termination-protection": { keys: ["allow-list"] },
  "compute-pinned-ami": { keys: ["clean-device"] },
  "compute-detailed-monitoring": { keys: ["alerts"] },

  "network-no-ingress": {
    fsbp: ["EC2.18", "EC2.19"],
    cis5: ["5.3", "5.4"],
    controltower: ["CT.EC2.PR.3", "CT.EC2.PR.4"],
    keys: ["clean-device"],
  },
  "network-own-group": { nist: ["SC-7"], keys: ["clean-device"] },
  "network-egress-allow-list": { nist: ["SC-7", "AC-4"], keys: ["testnet", "allow-list"] },
  "network-dns-firewall": { nist: ["SC-7", "AC-4"], keys: ["testnet"] },
  "network-default-sg-closed": { fsbp: ["EC2.2"], cis5: ["5.5"], keys: ["clean-device"] },
  "network-eip-protected": { keys: ["allow-list"] },
  "network-egress-is-static": { nist: ["SC-7"], keys: ["allow-list"] },
  "network-no-ipv6-egress": { nist: ["SC-7"], keys: ["allow-list"] },
  "network-flow-logs": { fsbp: ["EC2.6"], cis3: ["3.7"], cis5: ["3.7"], keys: ["monitoring"] },
  "network-private-endpoints": { keys: ["encryption"] },
  "network-own-address": { keys: ["one-purpose", "allow-list"] },

  "identity-no-admin": { fsbp: ["IAM.1"], cis5: ["1.15"], keys: ["permissions", "encryption"] },
  "identity-no-service-wildcard": { fsbp: ["IAM.21"], keys: ["encryption"] },
  "identity-no-notaction": { nist: ["AC-6"], keys: ["encryption"] },
  "identity-passrole-scoped": { nist: ["AC-6"], keys: ["encryption"] },
  "identity-no-user-policy": { fsbp: ["IAM.2"], keys: ["encryption"] },
  "identity-trust-not-star": { keys: ["encryption"] },
  "identity-resource-policy-not-public": { nist: ["AC-6"], keys: ["encryption"] },
  "identity-permission-boundary": { nist: ["AC-6"], keys: ["encryption"] },
  "identity-policies-in-sight": { nist: ["AC-6"], keys: ["encryption"] },
  "identity-own-secret-only": { keys: ["one-purpose", "encryption"] },
  "identity-assume-role-scoped": { nist: ["AC-6"], keys: ["encryption"] },
  "identity-no-way-around": { nist: ["AC-6"], keys: ["encryption"] },
  "identity-only-the-bot-reads": { nist: ["AC-6"], keys: ["one-purpose", "encryption"] },

  "logging-trail-validated": {
    fsbp: ["CloudTrail.1", "CloudTrail.4"],
    cis3: ["3.1", "3.2"],
    cis5: ["3.1", "3.2"],
    keys: ["monitoring"],
  },
  "logging-trail-cmk": { fsbp: ["CloudTrail.2"], cis3: ["3.5"], cis5: ["3.5"], keys: ["monitoring"] },
  "logging-group-retention-cmk": { keys: ["monitoring"] },
  "logging-sns-cmk": { securityhub: ["SNS.1"], keys: ["alerts"] },
  "logging-sns-not-public": { fsbp: ["SNS.4"], keys: ["alerts"] },
  "logging-s3-bpa": { fsbp: ["S3.8"], cis5: ["2.1.4"], keys: ["monitoring"] },
  "logging-s3-tls": { fsbp: ["S3.5"], cis5: ["2.1.1"], keys: ["monitoring"] },

  "bot-required-tags": { nist: ["CM-8"], keys: ["one-purpose"] },
  "bot-one-per-stack": { keys: ["one-purpose"] },
  "bot-testnet-isolated": { nist: ["AC-4"], keys: ["testnet"] },
  "bot-mainnet-approval": { keys: ["review"] },
  "bot-no-withdraw": { keys: ["permissions"] },
  "bot-artifact-digest": { keys: ["clean-device"] },
  "bot-type-allow-list": { keys: ["one-purpose"] },
  "bot-region-served": { keys: ["allow-list"] },
  "bot-heartbeat-alarm": { keys: ["alerts"] },
  "bot-waiver-hygiene": { keys: ["review"] },
  "bot-waiver-used": { keys: ["review"] },
  "bot-marks-read": { keys: ["no-hard-coding"] },
};

/** Every id that occurs above and was read on its framework's own page, so that a slip of the pen is noticed. */
export const knownControls: Readonly<Record<Exclude<FrameworkId, "keys">, readonly string[]>> = {
  nist: ["AC-4", "AC-5", "AC-6", "CM-8", "IA-5(7)", "SC-7", "SC-12(2)"],
  cis3: ["3.1", "3.2", "3.5", "3.6", "3.7", "5.6"],
  cis5: [
    "1.13",
    "1.15",
    "1.17",
    "2.1.1",
    "2.1.4",
    "3.1",
    "3.2",
    "3.5",
    "3.6",
    "3.7",
    "4.7",
    "5.1.1",
    "5.3",
    "5.4",
    "5.5",
    "5.7",
  ],
  cis7: ["2.21"],
  fsbp: [
    ...["CloudTrail.1", "CloudTrail.2", "CloudTrail.4", "CodeBuild.2"],
    ...[
      "EC2.2",
      "EC2.3",
      "EC2.6",
      "EC2.8",
      "EC2.9",
      "EC2.15",
      "EC2.18",
      "EC2.19",
      "EC2.25",
      "EC2.170",
      "EC2.181",
      "ECS.8",
    ],
    ...["IAM.1", "IAM.2", "IAM.21", "KMS.1", "KMS.2", "KMS.3", "KMS.5"],
    ...["S3.5", "S3.8", "SNS.4", "SSM.1", "SecretsManager.1", "SecretsManager.3", "SecretsManager.4"],
  ],
  securityhub: ["KMS.4", "SNS.1"],
  controltower: [
    ...["CT.EC2.PR.1", "CT.EC2.PR.2", "CT.EC2.PR.3", "CT.EC2.PR.4", "CT.EC2.PR.7", "CT.EC2.PR.8", "CT.EC2.PR.9"],
    "CT.KMS.PR.1",
  ],
};
