import { byOthersThan, calls } from "../matchers";
import type { EyeRule } from "../rule";

/** Deployers replace hosts in an `up`. The record of a call on a profile's association names the host in the answer alone. */
export const hostChanged: EyeRule = {
  id: "host-changed",
  practice: "critical-actions",
  severity: "critical",
  happened: "The bot's host was changed, stopped or ended by somebody who is no deployer.",
  next: "Look whether the bot trades and has open orders. If nobody knows of it, run: bulkhead contain --stack NAME",
  arrivals: ["stack"],
  pattern: ({ instanceIds, volumeIds, interfaceIds, deployers }) => {
    const profile = { iamInstanceProfileAssociation: { instanceId: instanceIds } };
    return calls(["ec2"], {
      eventName: [
        "AssociateIamInstanceProfile",
        "AttachNetworkInterface",
        "AttachVolume",
        "CreateReplaceRootVolumeTask",
        "DeleteVolume",
        "DetachVolume",
        "DisassociateIamInstanceProfile",
        "ModifyInstanceAttribute",
        "ModifyInstanceMetadataOptions",
        "ModifyNetworkInterfaceAttribute",
        "RebootInstances",
        "ReplaceIamInstanceProfileAssociation",
        "ResetInstanceAttribute",
        "StartInstances",
        "StopInstances",
        "TerminateInstances",
      ],
      userIdentity: byOthersThan(...deployers),
      $or: [
        {
          requestParameters: {
            $or: [
              { instanceId: instanceIds },
              { instancesSet: { items: { instanceId: instanceIds } } },
              { volumeId: volumeIds },
              { networkInterfaceId: interfaceIds },
              { AssociateIamInstanceProfileRequest: { InstanceId: instanceIds } },
              { CreateReplaceRootVolumeTaskRequest: { InstanceId: instanceIds } },
              { ModifyInstanceMetadataOptionsRequest: { InstanceId: instanceIds } },
            ],
          },
        },
        {
          responseElements: {
            $or: [
              { DisassociateIamInstanceProfileResponse: profile },
              { ReplaceIamInstanceProfileAssociationResponse: profile },
            ],
          },
        },
      ],
    });
  },
};
