import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { refusalToRun } from "./refusal-to-run";

/** The first zone, by name, that has the instance type: not every zone of every region has every one. */
export function hostZone(instanceType: string, region: string, opts: pulumi.InvokeOptions): pulumi.Output<string> {
  return aws.ec2
    .getInstanceTypeOfferingsOutput(
      { locationType: "availability-zone", filters: [{ name: "instance-type", values: [instanceType] }] },
      opts,
    )
    .apply(({ locations }) => {
      const [first] = [...locations].sort();
      if (first !== undefined) return first;
      throw refusalToRun(
        `The region ${region} has no zone with the instance type ${instanceType}. Set bulkhead:instanceType to a Graviton type that it has.`,
      );
    });
}
