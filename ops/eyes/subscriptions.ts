import { asked } from "../aws/asked";
import type { Aws } from "../aws/aws";

/** One way on which an alert topic tells somebody. */
export interface AlertWay {
  /** `email` or `sms`, as SNS calls them. */
  readonly protocol: string;
  /** Address, or number in E.164 form. */
  readonly endpoint: string;
  /** `pending`: an address that has not confirmed. `opted-out`: a number whose owner answered STOP. Neither gets anything. */
  readonly state: "confirmed" | "pending" | "opted-out";
}

/** An address or number that the stack file names. */
export type WantedWay = Pick<AlertWay, "protocol" | "endpoint">;

/**
 * The ways of an alert topic, all of them. It takes `sns:ListSubscriptionsByTopic`, and `sns:CheckIfPhoneNumberIsOptedOut` where
 * there are numbers; whatever AWS does not answer is a UserError that names the permission.
 */
export async function alertWays(aws: Aws, topicArn: string): Promise<readonly AlertWay[]> {
  const { CheckIfPhoneNumberIsOptedOutCommand, paginateListSubscriptionsByTopic } = await import("@aws-sdk/client-sns");
  const client = await aws.client("sns");
  const listed = await asked(aws, "sns:ListSubscriptionsByTopic", async () => {
    const found = [];
    for await (const page of paginateListSubscriptionsByTopic({ client }, { TopicArn: topicArn })) {
      found.push(...(page.Subscriptions ?? []));
    }
    return found;
  });
  return Promise.all(
    listed.map(async ({ Protocol: protocol = "", Endpoint: endpoint = "", SubscriptionArn: arn = "" }) => {
      // Until it is confirmed, a word stands for its ARN: https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html
      if (!arn.startsWith("arn:")) return { protocol, endpoint, state: "pending" as const };
      const isOptedOut =
        protocol === "sms" &&
        (
          await asked(aws, "sns:CheckIfPhoneNumberIsOptedOut", () =>
            client.send(new CheckIfPhoneNumberIsOptedOutCommand({ phoneNumber: endpoint })),
          )
        ).isOptedOut !== false;
      return { protocol, endpoint, state: isOptedOut ? ("opted-out" as const) : ("confirmed" as const) };
    }),
  );
}

/**
 * What is wrong with the ways of an alert topic, a sentence each; nothing: every wanted address and number gets alerts, and there
 * is one at least. Whom the stack file does not name reads along, and is named too.
 */
export function subscriptionFaults(wanted: readonly WantedWay[], ways: readonly AlertWay[]): readonly string[] {
  const faults = wanted.flatMap((want) => {
    const way = ways.find((one) => isSame(one, want));
    if (way === undefined) return [`${want.endpoint} is in the stack file and not subscribed. Run: pulumi up`];
    if (way.state === "confirmed") return [];
    return [
      way.state === "pending"
        ? `${want.endpoint} has not confirmed and gets nothing (PendingConfirmation). Open the link in AWS's mail; it is sent again by: aws sns subscribe`
        : `${want.endpoint} opted out of text messages and gets nothing. Opt it in again: aws sns opt-in-phone-number`,
    ];
  });
  const strangers = ways.filter((way) => !wanted.some((want) => isSame(way, want)));
  return [
    ...(wanted.length === 0 ? ["Nobody gets the alerts. Set bulkhead:alertEmails or bulkhead:alertPhones."] : []),
    ...faults,
    ...strangers.map(
      ({ endpoint }) => `${endpoint} is subscribed and not in the stack file. If nobody knows of it, unsubscribe it.`,
    ),
  ];
}

function isSame(one: WantedWay, other: WantedWay): boolean {
  return one.protocol === other.protocol && one.endpoint.toLowerCase() === other.endpoint.toLowerCase();
}
