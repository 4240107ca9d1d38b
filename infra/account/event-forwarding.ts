import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { eventForwarderPolicy, eventForwarderTrust } from "../documents/event-forwarder-policies";
import type { Place } from "../documents/place";
import { accountTags } from "./account-tags";
import { identityCalls } from "./identity-calls";

/** Where events go. */
export interface EventForwardingArgs {
  readonly place: pulumi.Input<Place>;
  /** Regions that hear of IAM's calls. */
  readonly regions: readonly string[];
  /** The region that hears of every region's findings. */
  readonly home: string;
}

/** Where the calls of global services are logged, and so where EventBridge hears of them. */
export const globalRegion = "us-east-1";

/**
 * EventBridge hears of IAM's calls in one region alone; from there they go on to the default bus of each region where
 * bots run, as they are: source `aws.iam`, detail-type `AWS API Call via CloudTrail`, `region` of where they came from. What
 * GuardDuty finds in any of these regions goes to the home region's bus.
 */
export class EventForwarding extends pulumi.ComponentResource {
  constructor(name: string, args: EventForwardingArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bulkhead:infra:EventForwarding", name, {}, opts);
    const parent = { parent: this };
    const place = pulumi.output(args.place);
    const busOf = (region: string): pulumi.Output<string> =>
      place.apply(({ partition, account }) => `arn:${partition}:events:${region}:${account}:event-bus/default`);
    const role = new aws.iam.Role(
      name,
      {
        description: "EventBridge carries events from region to region",
        assumeRolePolicy: pulumi.jsonStringify(place.apply((at) => eventForwarderTrust(at, name))),
        tags: accountTags,
      },
      parent,
    );
    const destinations = [...new Set([...args.regions, args.home])];
    const grant = new aws.iam.RolePolicy(
      name,
      {
        role: role.id,
        policy: pulumi.jsonStringify(pulumi.all(destinations.map(busOf)).apply(eventForwarderPolicy)),
      },
      parent,
    );
    /** A rule takes five targets at most, so each destination has one of its own. */
    const forward = (what: string, description: string, from: string, to: string, pattern: object): void => {
      const ruleName = `${name}-${what}`;
      const rule = new aws.cloudwatch.EventRule(
        ruleName,
        { region: from, name: ruleName, description, eventPattern: JSON.stringify(pattern), tags: accountTags },
        parent,
      );
      new aws.cloudwatch.EventTarget(
        ruleName,
        { region: from, rule: rule.name, arn: busOf(to), roleArn: role.arn },
        { parent: this, dependsOn: [grant] },
      );
    };
    for (const to of destinations.filter((region) => region !== globalRegion)) {
      forward(`iam-${to}`, `IAM's changes, to ${to}`, globalRegion, to, identityCalls);
    }
    for (const from of args.regions.filter((region) => region !== args.home)) {
      forward(`findings-${from}`, `GuardDuty's findings, to ${args.home}`, from, args.home, {
        source: ["aws.guardduty"],
      });
    }
    this.registerOutputs({});
  }
}
