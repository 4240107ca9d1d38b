import type { EC2Client, NetworkInterface, SecurityGroup, Tag } from "@aws-sdk/client-ec2";
import type { Aws } from "../aws/aws";
import { StepFailure } from "../steps/step";

/** Whether tags are those of a bot: one on the other network may have its name. */
export function isOfBot(tags: readonly Tag[], bot: string, network: string): boolean {
  const has = (key: string, value: string): boolean => tags.some((tag) => tag.Key === key && tag.Value === value);
  return has("bulkhead:bot", bot) && has("bulkhead:network", network);
}

const nameOf = (kind: "open" | "closed"): string => `bulkhead-quarantine-${kind}`;

async function groupOf(client: EC2Client, vpcId: string, kind: "open" | "closed"): Promise<SecurityGroup | undefined> {
  const { DescribeSecurityGroupsCommand } = await import("@aws-sdk/client-ec2");
  const Filters = [
    { Name: "vpc-id", Values: [vpcId] },
    { Name: "group-name", Values: [nameOf(kind)] },
  ];
  return (await client.send(new DescribeSecurityGroupsCommand({ Filters }))).SecurityGroups?.[0];
}

/** Whether every one of some interfaces is in the group without rules, which has none, and in no other. */
export async function isCutOff(aws: Aws, interfaces: readonly NetworkInterface[]): Promise<boolean> {
  const vpcId = interfaces[0]?.VpcId;
  if (vpcId === undefined) return false;
  const closed = await groupOf(await aws.client("ec2"), vpcId, "closed");
  if (closed === undefined || (closed.IpPermissions?.length ?? 1) + (closed.IpPermissionsEgress?.length ?? 1) > 0)
    return false;
  return interfaces.every(({ Groups: groups = [] }) => groups.length === 1 && groups[0]?.GroupId === closed.GroupId);
}

/**
 * Finds or makes a security group of the VPC without any rule. EC2 goes on passing a connection that it tracks when its
 * rules go; one that passed by an all-open rule in both directions is not tracked, and breaks. So a host goes through the
 * open group first (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-group-connection-tracking.html).
 */
export async function quarantineGroup(aws: Aws, vpcId: string, kind: "open" | "closed"): Promise<string> {
  const { AuthorizeSecurityGroupEgressCommand, CreateSecurityGroupCommand, RevokeSecurityGroupEgressCommand } =
    await import("@aws-sdk/client-ec2");
  const { AuthorizeSecurityGroupIngressCommand } = await import("@aws-sdk/client-ec2");
  const client = await aws.client("ec2");
  const name = nameOf(kind);
  const find = (): Promise<SecurityGroup | undefined> => groupOf(client, vpcId, kind);
  let group = await find();
  if (group === undefined) {
    await client
      .send(
        new CreateSecurityGroupCommand({
          GroupName: name,
          VpcId: vpcId,
          Description:
            kind === "closed" ? "Nothing in, nothing out" : "All open, for a moment: connections are not tracked",
        }),
      )
      .catch(ifNot("InvalidGroup.Duplicate"));
    group = await find();
  }
  const id = group?.GroupId;
  if (id === undefined) throw new StepFailure(`the group ${name} could not be made`);
  const all = [{ IpProtocol: "-1", IpRanges: [{ CidrIp: "0.0.0.0/0" }] }];
  if (kind === "open") {
    await client
      .send(new AuthorizeSecurityGroupIngressCommand({ GroupId: id, IpPermissions: all }))
      .catch(ifNot("InvalidPermission.Duplicate"));
    await client
      .send(new AuthorizeSecurityGroupEgressCommand({ GroupId: id, IpPermissions: all }))
      .catch(ifNot("InvalidPermission.Duplicate"));
    return id;
  }
  // A new group lets everything out.
  const egress = group?.IpPermissionsEgress ?? [];
  if (egress.length > 0) {
    await client.send(new RevokeSecurityGroupEgressCommand({ GroupId: id, IpPermissions: egress }));
  }
  const closed = await find();
  if ((closed?.IpPermissionsEgress?.length ?? 1) > 0 || (closed?.IpPermissions?.length ?? 1) > 0) {
    throw new StepFailure(`the group ${name} has rules, expected none`);
  }
  return id;
}

/** Puts interfaces into groups, and throws StepFailure where one is not in exactly these afterwards. */
export async function putIntoGroups(
  client: EC2Client,
  interfaceIds: readonly string[],
  groups: readonly string[],
): Promise<void> {
  const { DescribeNetworkInterfacesCommand, ModifyNetworkInterfaceAttributeCommand } =
    await import("@aws-sdk/client-ec2");
  for (const NetworkInterfaceId of interfaceIds) {
    await client.send(new ModifyNetworkInterfaceAttributeCommand({ NetworkInterfaceId, Groups: [...groups] }));
  }
  const { NetworkInterfaces: found = [] } = await client.send(
    new DescribeNetworkInterfacesCommand({ NetworkInterfaceIds: [...interfaceIds] }),
  );
  const wanted = [...groups].sort().join();
  const isThere = ({ Groups: all = [] }: (typeof found)[number]): boolean =>
    all
      .map(({ GroupId: id }) => id ?? "")
      .sort()
      .join() === wanted;
  if (found.length !== interfaceIds.length || !found.every(isThere)) {
    throw new StepFailure(`the host's interfaces are not in ${wanted}`);
  }
}

function ifNot(name: string): (error: unknown) => undefined {
  return (error) => {
    if ((error as Error).name !== name) throw error;
    return undefined;
  };
}
