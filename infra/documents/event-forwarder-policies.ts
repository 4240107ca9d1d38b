import type { Place } from "./place";
import { policyDocument, type PolicyDocument } from "./policy-document";

/**
 * EventBridge assumes the role for the rules of this account that begin with the name
 * (https://docs.aws.amazon.com/eventbridge/latest/userguide/cross-service-confused-deputy-prevention.html).
 */
export function eventForwarderTrust({ partition, account }: Place, name: string): PolicyDocument {
  return policyDocument({
    Sid: "EventBridgeAssumesTheRole",
    Effect: "Allow",
    Principal: { Service: ["events.amazonaws.com"] },
    Action: ["sts:AssumeRole"],
    Condition: {
      ArnLike: { "aws:SourceArn": [`arn:${partition}:events:*:${account}:rule/${name}-*`] },
      StringEquals: { "aws:SourceAccount": [account] },
    },
  });
}

/** The role puts events on these buses, given by their ARNs. */
export function eventForwarderPolicy(buses: readonly string[]): PolicyDocument {
  return policyDocument({
    Sid: "PutEventsOnBuses",
    Effect: "Allow",
    Action: ["events:PutEvents"],
    Resource: buses,
  });
}
