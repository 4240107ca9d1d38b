import { rotationOrAge } from "../../../../policies/rules/secrets/rotation-or-age";
import { secret, unknown } from "../../engine-messages";
import { GivenStack, type StackResourceSample, testPolicy } from "../../test-policy";

const arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:grid-AbCdEf";
const held = (tags?: unknown, outputs: Record<string, unknown> = { arn, id: arn }): StackResourceSample => ({
  type: "aws:secretsmanager/secret:Secret",
  name: "exchange",
  props: { name: "grid", ...(tags === undefined ? {} : { tags }) },
  outputs,
});
const rotation = (secretId: unknown): StackResourceSample => ({
  type: "aws:secretsmanager/secretRotation:SecretRotation",
  name: "monthly",
  props: { secretId, rotationRules: { automaticallyAfterDays: 30 } },
  dependencies: { secretId: ["exchange"] },
});
const one = (tags?: unknown) => new GivenStack([held(tags)]);
const age = "the most days that its value may be old, 90 at most";
const absentAge = {
  message: `No rotation, and tags.bulkhead:max-age-days is absent, expected ${age}.`,
  path: "tags.bulkhead:max-age-days",
};

testPolicy(rotationOrAge, {
  passes: {
    "an age and an owner by the tags of policy configuration": new GivenStack(
      [held({ days: "180", desk: "trading" })],
      { settings: { mostDays: 180, ageTag: "days", ownerTag: "desk" } },
    ),
    "a secret with an age and an owner": one({ "bulkhead:max-age-days": "90", "bulkhead:owner": "trading-desk" }),
    "a secret with a rotation": new GivenStack([held(), rotation(arn)]),
    "a secret with a rotation, neither of which is there yet": new GivenStack([held(undefined, {}), rotation(unknown)]),
    "a secret with an age, in a stack that names its owner": new GivenStack([held({ "bulkhead:max-age-days": "90" })], {
      stack: { config: { "bulkhead:owner": "trading-desk" } },
    }),
    "an age by the provider's own tags": new GivenStack([
      { ...held(), props: { name: "grid", tagsAll: { "bulkhead:max-age-days": "1", "bulkhead:owner": "desk" } } },
    ]),
    "a secret with an age, in a stack whose tags name its owner": new GivenStack(
      [held({ "bulkhead:max-age-days": "90" })],
      { stack: { tags: { "bulkhead:owner": "trading-desk" } } },
    ),
    "a secret with an age, in a stack that names its owner by the tag of policy configuration": new GivenStack(
      [held({ "bulkhead:max-age-days": "90" })],
      { stack: { config: { desk: "trading" } }, settings: { ownerTag: "desk" } },
    ),
    "a secret with an age not known yet, in a stack that names its owner, whose tag is not known yet": new GivenStack(
      [held({ "bulkhead:max-age-days": "90", "bulkhead:owner": unknown })],
      { stack: { config: { "bulkhead:owner": "trading-desk" } } },
    ),
    "a tag of its own, where those of the provider are not known yet": new GivenStack([
      {
        ...held(),
        props: {
          name: "grid",
          tags: { "bulkhead:max-age-days": "90", "bulkhead:owner": "desk" },
          tagsAll: unknown,
        },
      },
    ]),
    "a secret with a rotation by its ARN": new GivenStack([
      held(undefined, { arn }),
      { ...rotation(arn), dependencies: {} },
    ]),
    "a secret with a rotation by its id": new GivenStack([
      held(undefined, { id: "the-id" }),
      { ...rotation("the-id"), dependencies: {} },
    ]),
    "a secret with a rotation by its name": new GivenStack([
      held(undefined, {}),
      { ...rotation("grid"), dependencies: {} },
    ]),
    "no secret": new GivenStack([{ type: "aws:ec2/eip:Eip", props: {} }]),
  },
  fails: {
    "a value older than policy configuration wants": [
      new GivenStack([held({ "bulkhead:max-age-days": "31", "bulkhead:owner": "trading-desk" })], {
        settings: { mostDays: 30 },
      }),
      'No rotation, and tags.bulkhead:max-age-days is "31", expected the most days that its value may be old, 30 at most.',
    ],
    "a value that may grow too old": [
      one({ "bulkhead:max-age-days": "91", "bulkhead:owner": "trading-desk" }),
      `No rotation, and tags.bulkhead:max-age-days is "91", expected ${age}.`,
    ],
    ...Object.fromEntries(
      ["0", "-1", "1.5", ""].map((days) => [
        `an age of ${days === "" ? "no" : days} days`,
        [
          one({ "bulkhead:max-age-days": days, "bulkhead:owner": "trading-desk" }),
          `No rotation, and tags.bulkhead:max-age-days is "${days}", expected ${age}.`,
        ],
      ]),
    ),
    "an age beyond AWS's most, where policy configuration says no number": [
      new GivenStack([held({ "bulkhead:max-age-days": "91", "bulkhead:owner": "trading-desk" })], {
        settings: { mostDays: "365", ageTag: 7, ownerTag: 7 },
      }),
      `No rotation, and tags.bulkhead:max-age-days is "91", expected ${age}.`,
    ],
    "the second of two secrets": [
      new GivenStack([
        held({ "bulkhead:max-age-days": "90", "bulkhead:owner": "trading-desk" }),
        { ...held({}, { arn: `${arn}2`, id: `${arn}2` }), name: "second" },
      ]),
      { ...absentAge, urn: "urn:pulumi:grid::bots::aws:secretsmanager/secret:Secret::second" },
    ],
    "an age that is no number of days": [
      one({ "bulkhead:max-age-days": "quarterly", "bulkhead:owner": "trading-desk" }),
      `No rotation, and tags.bulkhead:max-age-days is "quarterly", expected ${age}.`,
    ],
    "an age and nobody who sees to it": [
      one({ "bulkhead:max-age-days": "90", "bulkhead:owner": "" }),
      'No rotation, and tags.bulkhead:owner is "", expected whoever renews the value.',
    ],
    "another secret's rotation": [new GivenStack([held(), { ...rotation(`${arn}2`), dependencies: {} }]), absentAge],
  },
  unknown: {
    "an age not known yet": one({ "bulkhead:max-age-days": unknown, "bulkhead:owner": "trading-desk" }),
    "tags not known yet": one(unknown),
    "an owner not known yet": one({ "bulkhead:max-age-days": "90", "bulkhead:owner": unknown }),
    "an age that the provider may add": new GivenStack([
      {
        ...held({ "bulkhead:owner": "desk" }),
        props: { name: "grid", tags: { "bulkhead:owner": "desk" }, tagsAll: unknown },
      },
    ]),
  },
  absent: {
    "no tags": [one(), absentAge],
    "no owner": [
      one({ "bulkhead:max-age-days": "30" }),
      "No rotation, and tags.bulkhead:owner is absent, expected whoever renews the value.",
    ],
  },
  secret: { "marked tags": one(secret({ "bulkhead:max-age-days": "30", "bulkhead:owner": "trading-desk" })) },
});
