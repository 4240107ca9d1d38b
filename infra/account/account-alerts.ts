import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { alertTopicPolicy } from "../documents/alert-topic-policy";
import { journalLock } from "../documents/journal-lock";
import type { Place } from "../documents/place";
import type { AccountKey } from "./account-key";
import { accountTags } from "./account-tags";

/** What the account's alerts are made of. */
export interface AccountAlertsArgs {
  readonly place: pulumi.Input<Place>;
  readonly key: AccountKey;
  /** The key's policy: without it in force, messages to the topic are lost. */
  readonly keyPolicy: aws.kms.KeyPolicy;
  /** ARNs of the keys whose end is told of. */
  readonly keyArns: readonly pulumi.Input<string>[];
  readonly trailBucket: pulumi.Input<string>;
  readonly journalLogGroup: string;
  /** Addresses that get the alerts. Each has to confirm the subscription that AWS sends. */
  readonly emails: readonly string[];
  /** Telephone numbers in E.164 form that get the alerts as text messages. */
  readonly phones: readonly string[];
}

const byCall = { "detail-type": ["AWS API Call via CloudTrail"] };

/** Tells people when somebody turns off what watches the account, or GuardDuty finds something. */
export class AccountAlerts extends pulumi.ComponentResource {
  readonly topicArn: pulumi.Output<string>;

  constructor(name: string, args: AccountAlertsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bulkhead:infra:AccountAlerts", name, {}, opts);
    const topic = new aws.sns.Topic(
      name,
      { kmsMasterKeyId: args.key.arn, tags: accountTags },
      { parent: this, dependsOn: [args.keyPolicy] },
    );
    const admitted = new aws.sns.TopicPolicy(
      name,
      {
        arn: topic.arn,
        policy: pulumi.jsonStringify(
          pulumi.all([args.place, topic.arn]).apply(([place, topicArn]) => alertTopicPolicy({ ...place, topicArn })),
        ),
      },
      { parent: this },
    );
    for (const [protocol, endpoints] of Object.entries({ email: args.emails, sms: args.phones })) {
      for (const endpoint of endpoints) {
        new aws.sns.TopicSubscription(
          `${name}-${endpoint}`,
          { topic: topic.arn, protocol, endpoint },
          { parent: this },
        );
      }
    }
    const tell = (what: string, description: string, pattern: pulumi.Input<object>): void => {
      const rule = new aws.cloudwatch.EventRule(
        `${name}-${what}`,
        { description, eventPattern: pulumi.jsonStringify(pattern), tags: accountTags },
        { parent: this },
      );
      new aws.cloudwatch.EventTarget(
        `${name}-${what}`,
        { rule: rule.name, arn: topic.arn },
        { parent: this, dependsOn: [admitted] },
      );
    };
    tell("trail", "Somebody stops, deletes or narrows a trail.", {
      source: ["aws.cloudtrail"],
      ...byCall,
      detail: { eventName: ["DeleteTrail", "PutEventSelectors", "StopLogging", "UpdateTrail"] },
    });
    tell("trail-bucket", "Somebody changes how the trail's bucket keeps its log files.", {
      source: ["aws.s3"],
      ...byCall,
      detail: {
        eventName: [{ prefix: "PutBucket" }, { prefix: "DeleteBucket" }, { prefix: "PutObjectLock" }],
        requestParameters: { bucketName: [args.trailBucket] },
      },
    });
    tell("journal", "Somebody deletes operators' journals, or shortens how long they are kept.", {
      source: ["aws.logs"],
      ...byCall,
      detail: {
        eventName: journalLock.map((action) => action.slice("logs:".length)),
        // Calls name the group, or its ARN.
        $or: ["logGroupName", "logGroupIdentifier", "resourceIdentifier"].map((parameter) => ({
          requestParameters: { [parameter]: [{ wildcard: `*${args.journalLogGroup}*` }] },
        })),
      },
    });
    tell("keys", "One of the account's keys is disabled, or its deletion is scheduled.", {
      source: ["aws.kms"],
      ...byCall,
      detail: {
        eventName: ["DisableKey", "ScheduleKeyDeletion"],
        // Whichever way a call names a key, the event lists its ARN.
        resources: { ARN: args.keyArns },
      },
    });
    tell("guardduty", "Somebody turns GuardDuty off.", {
      source: ["aws.guardduty"],
      ...byCall,
      detail: { eventName: ["DeleteDetector", "UpdateDetector", "CreateFilter", "CreateIPSet", "UpdateIPSet"] },
    });
    tell("finding", "GuardDuty found something of medium severity or more, in any of the regions.", {
      source: ["aws.guardduty"],
      "detail-type": ["GuardDuty Finding"],
      detail: { severity: [{ numeric: [">=", 4] }] },
    });
    this.topicArn = topic.arn;
    this.registerOutputs({ topicArn: this.topicArn });
  }
}
