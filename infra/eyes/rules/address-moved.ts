import { calls } from "../matchers";
import type { EyeRule } from "../rule";

/** Whoever holds the address is the bot in the exchange's eyes. Who changes it on purpose reads this as a receipt. */
export const addressMoved: EyeRule = {
  id: "address-moved",
  practice: "critical-actions",
  severity: "critical",
  happened: "The address that the exchange lists was bound, loosed, released or handed to another account.",
  next: "If no change of address is under way, take it off the exchange's allow-list, then: bulkhead contain --stack NAME",
  arrivals: ["stack"],
  pattern: ({ allocationIds, egressIps, associationId, natGatewayId, interfaceIds }) =>
    calls(["ec2"], {
      eventName: [
        "AssociateAddress",
        "DeleteNatGateway",
        "DisassociateAddress",
        "EnableAddressTransfer",
        "ReleaseAddress",
      ],
      requestParameters: {
        $or: [
          { allocationId: allocationIds },
          { publicIp: egressIps },
          { networkInterfaceId: interfaceIds },
          { EnableAddressTransferRequest: { AllocationId: allocationIds } },
          ...(associationId === undefined ? [] : [{ associationId: [associationId] }]),
          ...(natGatewayId === undefined
            ? []
            : [{ natGatewayId: [natGatewayId] }, { DeleteNatGatewayRequest: { NatGatewayId: [natGatewayId] } }]),
        ],
      },
    }),
};
