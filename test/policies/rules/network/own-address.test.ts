import { ownAddress } from "../../../../policies/rules/network/own-address";
import { given, testPolicy } from "../../test-policy";

const stack = (vpc?: string) =>
  given(
    {},
    {
      type: "pulumi:pulumi:Stack",
      stack: { config: { "bulkhead:bot": "grid", ...(vpc === undefined ? {} : { "bulkhead:vpc": vpc }) } },
    },
  );
const shares = (others: string) => ({
  message: `The bot shares its address with ${others}, expected one of its own: the exchange's allow-list does not tell them apart.`,
  path: "bulkhead:vpc",
});

testPolicy(ownAddress, {
  passes: { "a VPC of its own": stack("own") },
  fails: {
    "a VPC that others may join": [stack("shared"), shares("bots of other stacks")],
    "a VPC that others may join, with its line in the stack file": [
      given(
        {},
        {
          type: "pulumi:pulumi:Stack",
          stack: { config: { "bulkhead:bot": "grid", "bulkhead:vpc": "shared" } },
          stackFile: "config:\n  bulkhead:bot: grid\n  bulkhead:vpc: shared\n",
        },
      ),
      { ...shares("bots of other stacks"), file: "Pulumi.grid.yaml", line: 3 },
    ],
    "a VPC that it joins": [stack("shared:grid-testnet/14"), shares("the bot of grid-testnet")],
  },
  unknown: "Configuration is known before a program runs.",
  absent: { "nothing said of a VPC": stack(), "an empty text": stack("") },
  secret: "What the engine tells policies of configuration carries no marks on values.",
  notApplicable: {
    "a stack without a bot": [given({}, { type: "pulumi:pulumi:Stack" }), "no bot"],
  },
});
