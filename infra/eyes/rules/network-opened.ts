import { calls } from "../matchers";
import type { EyeRule } from "../rule";

/** EC2's newer calls are recorded inside an object of the request's name, in capitals. */
export const networkOpened: EyeRule = {
  id: "network-opened",
  practice: "critical-actions",
  severity: "critical",
  happened:
    "The bot's network was changed: a security group, a route, a gateway, an endpoint, its resolver or its record.",
  next: "If it was not your own `pulumi up` or containment, run: bulkhead contain --stack NAME",
  arrivals: ["stack"],
  pattern: ({ securityGroupIds, routeTableIds, vpcId, flowLogId }) =>
    calls(["ec2"], {
      eventName: [
        "AssociateDhcpOptions",
        "AssociateRouteTable",
        "AssociateVpcCidrBlock",
        "AttachInternetGateway",
        "AttachVpnGateway",
        "AuthorizeSecurityGroupEgress",
        "AuthorizeSecurityGroupIngress",
        "CreateRoute",
        "CreateTransitGatewayVpcAttachment",
        "CreateVpcEndpoint",
        "CreateVpcPeeringConnection",
        "DeleteFlowLogs",
        "DeleteRoute",
        "ModifySecurityGroupRules",
        "ModifyVpcAttribute",
        "ReplaceRoute",
        "ReplaceRouteTableAssociation",
        "RevokeSecurityGroupEgress",
        "RevokeSecurityGroupIngress",
      ],
      requestParameters: {
        $or: [
          { groupId: securityGroupIds },
          { ModifySecurityGroupRulesRequest: { GroupId: securityGroupIds } },
          { routeTableId: routeTableIds },
          { vpcId: [vpcId] },
          { AssociateVpcCidrBlockRequest: { VpcId: [vpcId] } },
          { CreateTransitGatewayVpcAttachmentRequest: { VpcId: [vpcId] } },
          { CreateVpcEndpointRequest: { VpcId: [vpcId] } },
          { peerVpcId: [vpcId] },
          { DeleteFlowLogsRequest: { FlowLogId: { content: [flowLogId] } } },
        ],
      },
    }),
};
