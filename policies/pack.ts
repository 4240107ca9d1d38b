import type { Policy } from "./policy";
import { artifactDigest } from "./rules/bot/artifact-digest";
import { heartbeatAlarm } from "./rules/bot/heartbeat-alarm";
import { mainnetApproval } from "./rules/bot/mainnet-approval";
import { marksRead } from "./rules/bot/marks-read";
import { noWithdraw } from "./rules/bot/no-withdraw";
import { onePerStack } from "./rules/bot/one-per-stack";
import { regionServed } from "./rules/bot/region-served";
import { requiredTags } from "./rules/bot/required-tags";
import { testnetIsolated } from "./rules/bot/testnet-isolated";
import { typeAllowList } from "./rules/bot/type-allow-list";
import { waiverHygiene } from "./rules/bot/waiver-hygiene";
import { waiverUsed } from "./rules/bot/waiver-used";
import { detailedMonitoring } from "./rules/compute/detailed-monitoring";
import { ebsEncryptedCmk } from "./rules/compute/ebs-encrypted-cmk";
import { imdsHopLimit } from "./rules/compute/imds-hop-limit";
import { imdsv2 } from "./rules/compute/imdsv2";
import { instanceProfile } from "./rules/compute/instance-profile";
import { noKeyPair } from "./rules/compute/no-key-pair";
import { pinnedAmi } from "./rules/compute/pinned-ami";
import { publicIp } from "./rules/compute/public-ip";
import { terminationProtection } from "./rules/compute/termination-protection";
import { kindDeclared } from "./rules/config/kind-declared";
import { kmsSecretsProvider } from "./rules/config/kms-secrets-provider";
import { noPlaintextSecret } from "./rules/config/no-plaintext-secret";
import { noSecretInProjectYaml } from "./rules/config/no-secret-in-project-yaml";
import { noStaticAwsCredentials } from "./rules/config/no-static-aws-credentials";
import { ownKey } from "./rules/config/own-key";
import { assumeRoleScoped } from "./rules/identity/assume-role-scoped";
import { noAdmin } from "./rules/identity/no-admin";
import { noNotaction } from "./rules/identity/no-notaction";
import { noServiceWildcard } from "./rules/identity/no-service-wildcard";
import { noUserPolicy } from "./rules/identity/no-user-policy";
import { noWayAround } from "./rules/identity/no-way-around";
import { onlyTheBotReads } from "./rules/identity/only-the-bot-reads";
import { ownSecretOnly } from "./rules/identity/own-secret-only";
import { passroleScoped } from "./rules/identity/passrole-scoped";
import { permissionBoundary } from "./rules/identity/permission-boundary";
import { policiesInSight } from "./rules/identity/policies-in-sight";
import { resourcePolicyNotPublic } from "./rules/identity/resource-policy-not-public";
import { trustNotStar } from "./rules/identity/trust-not-star";
import { deletionAlarm } from "./rules/kms/deletion-alarm";
import { deletionWindow } from "./rules/kms/deletion-window";
import { grantsLimited } from "./rules/kms/grants-limited";
import { noDecryptOnStar } from "./rules/kms/no-decrypt-on-star";
import { noLockoutBypass } from "./rules/kms/no-lockout-bypass";
import { noWildcardPrincipal } from "./rules/kms/no-wildcard-principal";
import { oneKeyPerBot } from "./rules/kms/one-key-per-bot";
import { rotation } from "./rules/kms/rotation";
import { separateAdminAndUse } from "./rules/kms/separate-admin-and-use";
import { groupRetentionCmk } from "./rules/logging/group-retention-cmk";
import { s3Bpa } from "./rules/logging/s3-bpa";
import { s3Tls } from "./rules/logging/s3-tls";
import { snsCmk } from "./rules/logging/sns-cmk";
import { snsNotPublic } from "./rules/logging/sns-not-public";
import { trailCmk } from "./rules/logging/trail-cmk";
import { trailValidated } from "./rules/logging/trail-validated";
import { defaultSgClosed } from "./rules/network/default-sg-closed";
import { dnsFirewall } from "./rules/network/dns-firewall";
import { egressAllowList } from "./rules/network/egress-allow-list";
import { egressIsStatic } from "./rules/network/egress-is-static";
import { eipProtected } from "./rules/network/eip-protected";
import { flowLogs } from "./rules/network/flow-logs";
import { noIngress } from "./rules/network/no-ingress";
import { noIpv6Egress } from "./rules/network/no-ipv6-egress";
import { ownAddress } from "./rules/network/own-address";
import { ownGroup } from "./rules/network/own-group";
import { privateEndpoints } from "./rules/network/private-endpoints";
import { assetFilesClean } from "./rules/secrets/asset-files-clean";
import { cmk } from "./rules/secrets/cmk";
import { codebuildEnvClean } from "./rules/secrets/codebuild-env-clean";
import { ecsEnvClean } from "./rules/secrets/ecs-env-clean";
import { emptyOnMainnet } from "./rules/secrets/empty-on-mainnet";
import { inputMustBeSecret } from "./rules/secrets/input-must-be-secret";
import { lambdaEnvClean } from "./rules/secrets/lambda-env-clean";
import { noIamAccessKey } from "./rules/secrets/no-iam-access-key";
import { noInsecureValue } from "./rules/secrets/no-insecure-value";
import { noPlaintextAnywhere } from "./rules/secrets/no-plaintext-anywhere";
import { noTagOrNameLeak } from "./rules/secrets/no-tag-or-name-leak";
import { outputsClean } from "./rules/secrets/outputs-clean";
import { preferWriteOnly } from "./rules/secrets/prefer-write-only";
import { recoveryWindow } from "./rules/secrets/recovery-window";
import { secretResourcePolicy } from "./rules/secrets/resource-policy";
import { rotationOrAge } from "./rules/secrets/rotation-or-age";
import { ssmSecureString } from "./rules/secrets/ssm-secure-string";
import { used } from "./rules/secrets/used";
import { userDataClean } from "./rules/secrets/user-data-clean";
import { valueProvenance } from "./rules/secrets/value-provenance";

/** Every policy of the pack, in the order in which they are judged. */
export const policies: readonly Policy[] = [
  marksRead,
  waiverHygiene,

  noPlaintextSecret,
  noSecretInProjectYaml,
  kmsSecretsProvider,
  ownKey,
  kindDeclared,
  noStaticAwsCredentials,

  noPlaintextAnywhere,
  assetFilesClean,
  noTagOrNameLeak,
  outputsClean,
  valueProvenance,
  emptyOnMainnet,
  preferWriteOnly,
  noInsecureValue,
  inputMustBeSecret,
  userDataClean,
  lambdaEnvClean,
  ecsEnvClean,
  codebuildEnvClean,
  cmk,
  ssmSecureString,
  recoveryWindow,
  secretResourcePolicy,
  rotationOrAge,
  used,
  noIamAccessKey,

  rotation,
  deletionWindow,
  noWildcardPrincipal,
  noLockoutBypass,
  grantsLimited,
  separateAdminAndUse,
  noDecryptOnStar,
  oneKeyPerBot,
  deletionAlarm,

  imdsv2,
  imdsHopLimit,
  ebsEncryptedCmk,
  noKeyPair,
  publicIp,
  instanceProfile,
  terminationProtection,
  pinnedAmi,
  detailedMonitoring,

  noIngress,
  ownGroup,
  dnsFirewall,
  egressAllowList,
  defaultSgClosed,
  eipProtected,
  egressIsStatic,
  noIpv6Egress,
  flowLogs,
  ownAddress,
  privateEndpoints,

  trailValidated,
  trailCmk,
  groupRetentionCmk,
  snsCmk,
  snsNotPublic,
  s3Bpa,
  s3Tls,

  noAdmin,
  noServiceWildcard,
  noNotaction,
  passroleScoped,
  assumeRoleScoped,
  noUserPolicy,
  trustNotStar,
  resourcePolicyNotPublic,
  permissionBoundary,
  policiesInSight,
  ownSecretOnly,
  noWayAround,
  onlyTheBotReads,

  testnetIsolated,
  onePerStack,
  regionServed,
  typeAllowList,
  artifactDigest,
  requiredTags,
  noWithdraw,
  mainnetApproval,
  heartbeatAlarm,

  // After every other: it asks what the others made use of.
  waiverUsed,
];
