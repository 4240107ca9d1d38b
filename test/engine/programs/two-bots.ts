import * as aws from "@pulumi/aws";

for (const bot of ["first", "second"]) {
  new aws.ec2.Eip(
    bot,
    { domain: "vpc", tags: { "bulkhead:bot": bot, "bulkhead:exchange": "binance", "bulkhead:network": "testnet" } },
    { protect: true },
  );
}
