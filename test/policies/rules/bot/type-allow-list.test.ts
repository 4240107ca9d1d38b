import { typeAllowList } from "../../../../policies/rules/bot/type-allow-list";
import { unknown } from "../../engine-messages";
import { given, testPolicy } from "../../test-policy";

const of = (type: string, props = {}) => given(props, { type, provider: {} });
const withoutProvider = (type: string) => given({}, { type });
const refused = (type: string) => `The type ${type} is not on the list of what a bot's stack is made of.`;

testPolicy(typeAllowList, {
  passes: {
    "a type that policy configuration allows": given(
      {},
      {
        type: "random:index/randomId:RandomId",
        provider: {},
        settings: { alsoAllowed: ["random:index/randomId:RandomId"] },
      },
    ),
    "a provider's types, that policy configuration allows": given(
      {},
      { type: "random:index/randomId:RandomId", provider: {}, settings: { alsoAllowed: ["command:*", "random:*"] } },
    ),
    "a bot's host": of("aws:ec2/instance:Instance"),
    "a component of ours": withoutProvider("bulkhead:infra:Compartment"),
    "a component of somebody's own": withoutProvider("acme:bots:Fleet"),
    "the stack itself": withoutProvider("pulumi:pulumi:Stack"),
    "the provider": withoutProvider("pulumi:providers:aws"),
    "a type that is known, whatever it holds": of("aws:ec2/instance:Instance", { userData: unknown }),
  },
  fails: {
    "a type beside what policy configuration allows": [
      given({}, { type: "aws:iam/user:User", provider: {}, settings: { alsoAllowed: ["random:*"] } }),
      refused("aws:iam/user:User"),
    ],
    "an IAM user": [of("aws:iam/user:User"), refused("aws:iam/user:User")],
    "another provider": [withoutProvider("pulumi:providers:random"), refused("pulumi:providers:random")],
    "a command": [of("command:local:Command"), refused("command:local:Command")],
    "a resource of somebody's own provider": [of("acme:bots:Fleet"), refused("acme:bots:Fleet")],
    "a resource of a provider that is called like us": [of("bulkhead:infra:Host"), refused("bulkhead:infra:Host")],
    "a name that every object has": [of("constructor"), refused("constructor")],
  },
  unknown: "It reads the type alone, which is always known.",
  absent: "It reads the type alone, which is always there.",
  secret: "It reads the type alone, which is never a secret.",
  notApplicable: { "a stack of no bot": [given({}, { type: "aws:iam/user:User", stack: { tags: {} } }), "no bot"] },
});
