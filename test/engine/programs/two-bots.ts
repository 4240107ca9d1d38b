import * as aws from "@pulumi/aws";

const address = (bot: string, before: readonly aws.ec2.Eip[]): aws.ec2.Eip =>
  new aws.ec2.Eip(
    bot,
    { domain: "vpc", tags: { "bulkhead:bot": bot, "bulkhead:exchange": "binance", "bulkhead:network": "testnet" } },
    { protect: true, dependsOn: [...before] },
  );

address("second", [address("first", [])]);
