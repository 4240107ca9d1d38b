import { typeAllowList } from "../../../../policies/rules/bot/type-allow-list";
import { unknown } from "../../engine-messages";
import { given, testPolicy } from "../../test-policy";

const of = (type: string, props = {}) => given(props, { type });
const refused = (type: string) => `The type ${type} is not on the list of what a bot's stack is made of.`;

testPolicy(typeAllowList, {
  passes: {
    "a type that policy configuration allows": given(
      {},
      { type: "random:index/randomId:RandomId", settings: { alsoAllowed: ["random:index/randomId:RandomId"] } },
    ),
    "a provider's types, that policy configuration allows": given(
      {},
      { type: "random:index/randomId:RandomId", settings: { alsoAllowed: ["command:*", "random:*"] } },
    ),
    "a bot's host": of("aws:ec2/instance:Instance"),
    "a component of ours": of("bulkhead:infra:Compartment"),
    "the stack itself": of("pulumi:pulumi:Stack"),
    "the provider": of("pulumi:providers:aws"),
    "a type that is known, whatever it holds": of("aws:ec2/instance:Instance", { userData: unknown }),
  },
  fails: {
    "a type beside what policy configuration allows": [
      given({}, { type: "aws:iam/user:User", settings: { alsoAllowed: ["random:*"] } }),
      refused("aws:iam/user:User"),
    ],
    "an IAM user": [of("aws:iam/user:User"), refused("aws:iam/user:User")],
    "another provider": [of("pulumi:providers:random"), refused("pulumi:providers:random")],
    "a command": [of("command:local:Command"), refused("command:local:Command")],
    "a component of somebody's own": [of("acme:bots:Fleet"), refused("acme:bots:Fleet")],
    "a type that only begins like one of ours": [
      of("bulkhead:infrastructure:Host"),
      refused("bulkhead:infrastructure:Host"),
    ],
    "a name that every object has": [of("constructor"), refused("constructor")],
  },
  unknown: "It reads the type alone, which is always known.",
  absent: "It reads the type alone, which is always there.",
  secret: "It reads the type alone, which is never a secret.",
  notApplicable: { "a stack of no bot": [given({}, { type: "aws:iam/user:User", stack: { tags: {} } }), "no bot"] },
});
