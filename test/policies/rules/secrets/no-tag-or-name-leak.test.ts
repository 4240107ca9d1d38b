import { noTagOrNameLeak } from "../../../../policies/rules/secrets/no-tag-or-name-leak";
import { secret, unknown } from "../../engine-messages";
import { madeUp } from "../../samples";
import { given, judge, testPolicy } from "../../test-policy";

const key = madeUp("tag");
const stack = { config: { "bot:token": key }, secretKeys: ["bot:token"] };
const type = "aws:ec2/instance:Instance";
const instance = (props: Record<string, unknown>) => given(props, { type, stack });
const dynamic = (props: Record<string, unknown>) => given(props, { type: "pulumi-nodejs:dynamic:Resource", stack });
const configured = (path: string) => ({ message: `${path} holds the secret configuration value bot:token.`, path });

testPolicy(noTagOrNameLeak, {
  passes: {
    "a bot's tags": instance({ tags: { "bulkhead:bot": "grid", "bulkhead:key": "custody", Name: "grid-host" } }),
    "labels within a place that another policy judges": given(
      { eksProperties: { podProperties: { metadata: { labels: { login: key } } } } },
      { type: "aws:batch/jobDefinition:JobDefinition", stack },
    ),
    "a secret in a place that another policy judges": instance({ userData: key, ebsOptimized: true }),
    ...Object.fromEntries(
      ["true", "FALSE", "7", "12345"].map((text) => [
        `a tag that is called a password and says ${text}`,
        instance({ tags: { password: text } }),
      ]),
    ),
    ...Object.fromEntries(
      [
        ["token", "USDC"],
        ["grid:token", "BTCUSDT"],
        ["tokens", "BTC, wstETH/USDC"],
        ["Token", "0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48"],
        ["password", "n/a"],
        ["secret", "None"],
        ["auth", "iam"],
        ["private-key", "kms"],
        ["pin", "v1.2.3"],
      ].map(([name = "", text = ""]) => [
        `a tag that is called ${name} and says ${text}`,
        instance({ tags: { [name]: text } }),
      ]),
    ),
    "a password in an input that is not shown": instance({ password: "tulip" }),
    "a tag called a password in a list of pairs, without a value": instance({ tags: [{ key: "password", value: "" }] }),
    "a tag that says where a secret is": instance({
      tags: { secret: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:grid" },
    }),
    "a marked secret in a dynamic resource's name": dynamic({ name: secret(key) }),
    "other inputs that are not known yet": instance({ ami: unknown, rootBlockDevice: { kmsKeyId: unknown } }),
  },
  fails: {
    "a configured secret in a tag": [instance({ tags: { login: key } }), configured("tags.login")],
    ...Object.fromEntries(
      ["123456", "untrue", "falsely", "7a"].map((text) => [
        `a tag that is called a password and says ${text}`,
        [
          instance({ tags: { password: text } }),
          { message: "tags.password has a value, though its name says that it is a secret.", path: "tags.password" },
        ],
      ]),
    ),
    ...Object.fromEntries(
      [
        ["token", "usdc"],
        ["token", "ABCDEFGH"],
        ["token", "ABCD-EFGH"],
        ["tokens", "BTC,tulip"],
        ["bot-token", "USDC"],
        ["secret", "0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48"],
        ["secret", "USDC"],
        ["secret", "grid/exchange"],
        ["password", "none-at-all"],
        ["pin", "v1"],
      ].map(([name = "", text = ""]) => [
        `a tag that is called ${name} and says ${text}`,
        [
          instance({ tags: { [name]: text } }),
          {
            message: `tags.${name} has a value, though its name says that it is a secret.`,
            remedy: expect.stringMatching(/ Call anything else by what it is, such as secretName/u) as string,
          },
        ],
      ]),
    ),
    "a configured secret as the key of a tag": [instance({ tags: { [key]: "x" } }), configured("tags[key 1]")],
    "a configured secret in the second of several disks' tags": [
      instance({ ebsBlockDevices: [{ tags: { a: "b" } }, { tags: { login: key } }] }),
      configured("ebsBlockDevices[1].tags.login"),
    ],
    "a configured secret in a disk's tag": [
      instance({ rootBlockDevice: { tags: { login: key } } }),
      configured("rootBlockDevice.tags.login"),
    ],
    "a configured secret in a tag of what is launched": [
      given(
        { tagSpecifications: [{ tags: { login: key } }] },
        { type: "aws:ec2/launchTemplate:LaunchTemplate", stack },
      ),
      configured("tagSpecifications[0].tags.login"),
    ],
    "a configured secret in a description": [instance({ description: `to log in: ${key}` }), configured("description")],
    "a configured secret in an alarm's description": [
      given({ alarmDescription: key }, { type: "aws:cloudwatch/metricAlarm:MetricAlarm", stack }),
      configured("alarmDescription"),
    ],
    "a configured secret in a logical name": [
      given({}, { type, name: `host-${key}`, stack }),
      configured("logical name"),
    ],
    "a configured secret in a Kubernetes label": [
      given({ metadata: { labels: { login: key } } }, { type: "kubernetes:core/v1:Pod", stack }),
      configured("metadata.labels.login"),
    ],
    "a password that no detector knows, in a tag called so": [
      instance({ tags: { "grid:password": "tulip" } }),
      {
        message: "tags.grid:password has a value, though its name says that it is a secret.",
        path: "tags.grid:password",
      },
    ],
  },
  unknown: {
    "a tag not known yet": instance({ tags: { login: unknown } }),
    "tags not known yet": instance({ tags: unknown }),
    "a name not known yet": instance({ name: unknown }),
  },
  absent: { "no inputs": instance({}), "an empty tag called a password": instance({ tags: { password: "" } }) },
  secret: {
    "a marked secret in a tag: AWS shows it all the same": [
      instance({ tags: { login: secret(key) } }),
      configured("tags.login"),
    ],
    "a marked coin: whoever marked it meant a secret": [
      instance({ tags: { token: secret("USDC") } }),
      { message: "tags.token has a value, though its name says that it is a secret." },
    ],
    "marked tags": [instance({ tags: secret({ login: key }) }), configured("tags.login")],
    ...Object.fromEntries(
      ["ingress", "egress", "securityGroupIngress", "securityGroupEgress"].map((rules) => [
        `a marked secret in the description of a rule in ${rules}`,
        [
          given({ [rules]: [{ description: secret(key) }] }, { type: "aws:ec2/securityGroup:SecurityGroup", stack }),
          configured(`${rules}[0].description`),
        ] as const,
      ]),
    ),
    "a marked secret in a description": [instance({ description: secret(key) }), configured("description")],
  },
});

test("leaks are told in the order in which they stand", async () => {
  const disks = instance({
    ebsBlockDevices: [{ tags: { login: key } }, { tags: { login: key } }],
    tags: { login: key },
  });
  const { violations } = await judge(noTagOrNameLeak, disks, false);
  expect(violations.map(({ path }) => path)).toEqual([
    "ebsBlockDevices[0].tags.login",
    "ebsBlockDevices[1].tags.login",
    "tags.login",
  ]);
});
