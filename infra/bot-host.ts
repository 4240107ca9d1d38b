import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { BotKey } from "./bot-key";
import type { BotNetwork } from "./bot-network";
import type { BotRole } from "./bot-role";
import type { DataVolume } from "./data-volume";
import { newestImage } from "./newest-image";
import { sealedInstance } from "./sealed-instance";
import type { BotTags } from "./tags";

/** What a bot's host is made of. */
export interface BotHostArgs {
  readonly network: BotNetwork;
  readonly role: BotRole;
  readonly recordsKey: BotKey;
  readonly dataVolume: DataVolume;
  /** Cloud-init configuration. Another one replaces the host. */
  readonly userData: pulumi.Input<string>;
  /** What has to exist before the host boots: its way out, its grants, the keys' policies, the firewall. */
  readonly bootAfter: readonly pulumi.Resource[];
  readonly tags: BotTags;
  readonly instanceType: string;
  /**
   * AMI id (arm64). Setting another one replaces the host.
   * @default - the newest Amazon Linux 2023 when the host is first made; later ones change nothing
   */
  readonly image?: string;
  /**
   * Whether AWS refuses to terminate or stop the host. To destroy or replace it, turn this off in an `up` of its own first.
   * @default false
   */
  readonly terminationProtection?: boolean;
}

/** One arm64 instance that runs one bot: no key pair, no public address of its own, no SSH; people enter by Session Manager. */
export class BotHost extends pulumi.ComponentResource {
  readonly instanceId: pulumi.Output<string>;
  readonly rootVolumeId: pulumi.Output<string>;

  constructor(name: string, args: BotHostArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bulkhead:infra:BotHost", name, {}, opts);
    const tags = { ...args.tags, Name: name };
    const instance = new aws.ec2.Instance(
      name,
      {
        ami: args.image ?? newestImage({ parent: this }),
        instanceType: args.instanceType,
        iamInstanceProfile: args.role.instanceProfileName,
        primaryNetworkInterface: { networkInterfaceId: args.network.interfaceId },
        ...sealedInstance({ ...args, terminationProtection: args.terminationProtection ?? false, tags }),
        userData: args.userData,
        tags,
      },
      {
        parent: this,
        dependsOn: [...args.bootAfter],
        // The interface, and so the address, can be on one host only.
        deleteBeforeReplace: true,
        // The image that the host has is kept, unless configuration names one.
        ignoreChanges: args.image === undefined ? ["ami"] : [],
      },
    );
    new aws.ec2.VolumeAttachment(
      name,
      {
        deviceName: "/dev/sdf",
        instanceId: instance.id,
        volumeId: args.dataVolume.volumeId,
        // A host that is stopped has written everything: nothing is torn out of its hands.
        stopInstanceBeforeDetaching: true,
      },
      // The volume can be on one host only, and each place of a host holds one volume.
      { parent: this, deleteBeforeReplace: true },
    );
    this.instanceId = instance.id;
    this.rootVolumeId = instance.rootBlockDevice.volumeId;
    this.registerOutputs({ instanceId: this.instanceId });
  }
}
