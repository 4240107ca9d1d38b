// The resources of a Pulumi stack as a Terraform module in JSON: types and names that differ are written down by hand, and one
// that nobody wrote down is an error, since Checkov passes over what it does not know.
const types = {
  "aws:budgets/budget:Budget": "aws_budgets_budget",
  "aws:cloudtrail/trail:Trail": "aws_cloudtrail",
  "aws:cloudwatch/dashboard:Dashboard": "aws_cloudwatch_dashboard",
  "aws:cloudwatch/eventRule:EventRule": "aws_cloudwatch_event_rule",
  "aws:cloudwatch/eventTarget:EventTarget": "aws_cloudwatch_event_target",
  "aws:cloudwatch/logGroup:LogGroup": "aws_cloudwatch_log_group",
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": "aws_cloudwatch_log_metric_filter",
  "aws:cloudwatch/metricAlarm:MetricAlarm": "aws_cloudwatch_metric_alarm",
  "aws:dlm/lifecyclePolicy:LifecyclePolicy": "aws_dlm_lifecycle_policy",
  "aws:ebs/encryptionByDefault:EncryptionByDefault": "aws_ebs_encryption_by_default",
  "aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess": "aws_ebs_snapshot_block_public_access",
  "aws:ebs/volume:Volume": "aws_ebs_volume",
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": "aws_default_security_group",
  "aws:ec2/eip:Eip": "aws_eip",
  "aws:ec2/eipAssociation:EipAssociation": "aws_eip_association",
  "aws:ec2/flowLog:FlowLog": "aws_flow_log",
  "aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess": "aws_ec2_image_block_public_access",
  "aws:ec2/instance:Instance": "aws_instance",
  "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults": "aws_ec2_instance_metadata_defaults",
  "aws:ec2/internetGateway:InternetGateway": "aws_internet_gateway",
  "aws:ec2/networkInterface:NetworkInterface": "aws_network_interface",
  "aws:ec2/route:Route": "aws_route",
  "aws:ec2/routeTable:RouteTable": "aws_route_table",
  "aws:ec2/routeTableAssociation:RouteTableAssociation": "aws_route_table_association",
  "aws:ec2/securityGroup:SecurityGroup": "aws_security_group",
  "aws:ec2/subnet:Subnet": "aws_subnet",
  "aws:ec2/volumeAttachment:VolumeAttachment": "aws_volume_attachment",
  "aws:ec2/vpc:Vpc": "aws_vpc",
  "aws:ecr/repository:Repository": "aws_ecr_repository",
  "aws:guardduty/detector:Detector": "aws_guardduty_detector",
  "aws:guardduty/detectorFeature:DetectorFeature": "aws_guardduty_detector_feature",
  "aws:iam/instanceProfile:InstanceProfile": "aws_iam_instance_profile",
  "aws:iam/policy:Policy": "aws_iam_policy",
  "aws:iam/role:Role": "aws_iam_role",
  "aws:iam/rolePolicy:RolePolicy": "aws_iam_role_policy",
  "aws:kms/key:Key": "aws_kms_key",
  "aws:kms/keyPolicy:KeyPolicy": "aws_kms_key_policy",
  "aws:route53/resolverFirewallConfig:ResolverFirewallConfig": "aws_route53_resolver_firewall_config",
  "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList": "aws_route53_resolver_firewall_domain_list",
  "aws:route53/resolverFirewallRule:ResolverFirewallRule": "aws_route53_resolver_firewall_rule",
  "aws:route53/resolverFirewallRuleGroup:ResolverFirewallRuleGroup": "aws_route53_resolver_firewall_rule_group",
  "aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation":
    "aws_route53_resolver_firewall_rule_group_association",
  "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock": "aws_s3_account_public_access_block",
  "aws:s3/bucket:Bucket": "aws_s3_bucket",
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": "aws_s3_bucket_lifecycle_configuration",
  "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": "aws_s3_bucket_object_lock_configuration",
  "aws:s3/bucketObjectv2:BucketObjectv2": "aws_s3_object",
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": "aws_s3_bucket_ownership_controls",
  "aws:s3/bucketPolicy:BucketPolicy": "aws_s3_bucket_policy",
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": "aws_s3_bucket_public_access_block",
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration":
    "aws_s3_bucket_server_side_encryption_configuration",
  "aws:s3/bucketVersioning:BucketVersioning": "aws_s3_bucket_versioning",
  "aws:secretsmanager/secret:Secret": "aws_secretsmanager_secret",
  "aws:secretsmanager/secretPolicy:SecretPolicy": "aws_secretsmanager_secret_policy",
  "aws:sns/topic:Topic": "aws_sns_topic",
  "aws:sns/topicPolicy:TopicPolicy": "aws_sns_topic_policy",
  "aws:sns/topicSubscription:TopicSubscription": "aws_sns_topic_subscription",
  "aws:ssm/document:Document": "aws_ssm_document",
  "aws:ssm/parameter:Parameter": "aws_ssm_parameter",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": "aws_vpc_security_group_egress_rule",
};

// Pulumi's bridge puts the names of repeated blocks in the plural.
const blocks = {
  "aws_budgets_budget.notifications": "notification",
  "aws_cloudtrail.eventSelectors": "event_selector",
  "aws_cloudwatch_metric_alarm.metricQueries": "metric_query",
  "aws_dlm_lifecycle_policy.schedules": "schedule",
  "aws_ecr_repository.encryptionConfigurations": "encryption_configuration",
  "aws_s3_bucket_lifecycle_configuration.rules": "rule",
  "aws_s3_bucket_server_side_encryption_configuration.rules": "rule",
};
const renamed = { "aws_cloudwatch_metric_alarm.name": "alarm_name", ...blocks };
// Maps whose keys are the user's own.
const maps = new Set(["dimensions", "inputPaths", "tags", "tagsToAdd", "targetTags"]);
const snakeMaps = new Set([...maps].map((name) => snake(name)));
const documents = new Set(["assumeRolePolicy", "dashboardBody", "eventPattern", "policy"]);
// What the engine adds of itself: tags with those of the provider, and the default provider's marks.
const ownOfTheEngine = new Set(["__defaults", "tagsAll"]);
/** What a resource is referred to by, the surest first; its id is no output and told by its shape. */
const handles = ["arn", "keyId", "name", "bucket"];
const shapeOfId = /^[a-z]+(?:-[a-z]+)*-[0-9a-f]{17}$/u;

function snake(name) {
  return name.replaceAll(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`);
}
// Terraform would read `${` and `%{` of a literal as the start of a template.
const literal = (text) => text.replaceAll("${", "$${").replaceAll("%{", "%%{");

/** A resource's name without the stack's, as Terraform spells it: `grid-testnet-network` is `network`. */
export const plainName = (name, stack) =>
  (name.startsWith(`${stack}-`) ? name.slice(stack.length + 1) : name).replaceAll(/[^\w-]/gu, "_").replaceAll("-", "_");

/** @param resources {{type: string, name: string, urn: string, inputs: object, handles: object, dependencies: Record<string, string[]>}[]} */
export function terraformModule(resources, stack) {
  const made = new Map();
  const aws = resources.filter(({ type }) => type.startsWith("aws:"));
  for (const each of aws) {
    const type = types[each.type];
    if (type === undefined) throw new Error(`${each.type} has no Terraform type in test/checkov/terraform.mjs yet.`);
    made.set(each.urn, { ...each, type, label: plainName(each.name, stack) });
  }
  const resource = {};
  for (const each of made.values()) {
    const labels = (resource[each.type] ??= {});
    if (each.label in labels) throw new Error(`Two resources would be ${each.type}.${each.label}.`);
    labels[each.label] = bodyOf(each, made);
  }
  return { resource };
}

/** Attributes of one resource. Where a value came from another resource, it refers to it: Checkov follows references. */
function bodyOf({ type, inputs, dependencies }, made) {
  const reference = (text, key) => {
    const others = (dependencies[key] ?? []).map((urn) => made.get(urn)).filter((other) => other !== undefined);
    for (const other of others) {
      const handle = handles.find((name) => other.handles[name] === text);
      if (handle !== undefined) return `\${${other.type}.${other.label}.${snake(handle)}}`;
    }
    if (others.length === 0 || !shapeOfId.test(text)) return literal(text);
    const [only, ...more] = others;
    // No check follows what stands in a map of the user's own, such as the dimensions of a metric.
    if (more.length > 0 && maps.has(key)) return literal(text);
    if (more.length > 0) throw new Error(`Whose id ${type}.${key} is can't be told: it depends on several resources.`);
    return `\${${only.type}.${only.label}.id}`;
  };
  const converted = (value, name, key) => {
    if (typeof value === "string") {
      return documents.has(name) ? `\${jsonencode(${literal(value)})}` : reference(value, key);
    }
    if (Array.isArray(value)) {
      const blocklike = value.some((each) => typeof each === "object" && each !== null);
      if (blocklike && blocks[`${type}.${name}`] === undefined) {
        throw new Error(`The blocks ${name} of ${type} have no Terraform name in test/checkov/terraform.mjs yet.`);
      }
      return value.map((each) => converted(each, name, key));
    }
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value);
    if (maps.has(name)) return Object.fromEntries(entries.map(([own, part]) => [own, converted(part, "", key)]));
    return Object.fromEntries(
      entries.map(([own, part]) => [renamed[`${type}.${own}`] ?? snake(own), converted(part, own, key)]),
    );
  };
  return Object.fromEntries(
    Object.entries(inputs)
      .filter(([key]) => !ownOfTheEngine.has(key))
      .map(([key, value]) => [renamed[`${type}.${key}`] ?? snake(key), converted(value, key, key)]),
  );
}

// A reference or a document is an expression; every other text is a literal.
function expression(value) {
  if (Array.isArray(value)) return `[${value.map(expression).join(", ")}]`;
  const inner = typeof value === "string" ? /^\$\{([^]*)\}$/u.exec(value)?.[1] : undefined;
  return inner ?? JSON.stringify(value);
}

function lines(body, indent) {
  return Object.entries(body).flatMap(([name, value]) => {
    const key = `${indent}${name}`;
    if (snakeMaps.has(name)) {
      const entries = Object.entries(value).map(
        ([own, part]) => `${indent}  ${JSON.stringify(own)} = ${expression(part)}`,
      );
      return [`${key} = {`, ...entries, `${indent}}`];
    }
    const parts = [value].flat();
    if (parts.length === 0 || parts.some((part) => typeof part !== "object" || part === null)) {
      return [`${key} = ${expression(value)}`];
    }
    return parts.flatMap((part) => [`${key} {`, ...lines(part, `${indent}  `), `${indent}}`]);
  });
}

/** The same module in Terraform's own language: Checkov reads more there, documents above all. */
export function terraformText({ resource }) {
  return Object.entries(resource)
    .flatMap(([type, labels]) =>
      Object.entries(labels).flatMap(([label, body]) => [
        `resource "${type}" "${label}" {`,
        ...lines(body, "  "),
        "}",
        "",
      ]),
    )
    .join("\n");
}
