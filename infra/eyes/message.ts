import type { EyeRule } from "./rule";
import { headline, nextStep, type MessageArgs } from "./sentence";

/** EventBridge's input transformer: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html */
export interface Message {
  /** Path in the event by name; what the event lacks becomes an empty text. */
  readonly inputPaths: Readonly<Record<string, string>>;
  /** Lines in double quotes with `<name>` in the places of values. */
  readonly inputTemplate: string;
}

/**
 * What somebody reads at 3 am, by mail and as a text message. It takes from the event what AWS writes alone: no parameters, no
 * answer, no user agent, no wording of an error, where a caller could have put anything, a credential included.
 */
export function message(rule: EyeRule, args: MessageArgs): Message {
  const lines = [
    headline(rule, args),
    "What: <call> <error>",
    "Who: <who> <service>",
    "From: <from>",
    "When: <when>, region <region>",
    nextStep(rule, args),
    `Rule ${rule.id}, CloudTrail event <event>`,
  ];
  return {
    inputPaths: {
      call: "$.detail.eventName",
      error: "$.detail.errorCode",
      who: "$.detail.userIdentity.arn",
      service: "$.detail.userIdentity.invokedBy",
      from: "$.detail.sourceIPAddress",
      when: "$.detail.eventTime",
      region: "$.detail.awsRegion",
      event: "$.detail.eventID",
    },
    inputTemplate: lines.map((line) => JSON.stringify(line)).join("\n"),
  };
}
