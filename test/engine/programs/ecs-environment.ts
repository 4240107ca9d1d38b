import { readFileSync } from "node:fs";
import * as aws from "@pulumi/aws";

const secret = readFileSync("sample.txt", "utf8");

const before = new aws.ec2.Eip("before", { domain: "vpc" }, { protect: true });
new aws.ecs.TaskDefinition(
  "leak",
  {
    family: "hedger",
    containerDefinitions: JSON.stringify([
      {
        name: "hedger",
        image: "public.ecr.aws/docker/library/node:20-alpine",
        environment: [{ name: "BINANCE_API_SECRET", value: secret }],
      },
    ]),
  },
  { dependsOn: [before] },
);
