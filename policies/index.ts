import type * as Sdk from "@pulumi/policy";
import { byType } from "./by-type";
import { tap } from "./marks";
import { policies } from "./pack";
import { undecided } from "./undecided";
import { waived } from "./waived";
import { loadSdk } from "./when-used";

// eslint-disable-next-line @typescript-eslint/no-require-imports
const { PolicyPack } = loadSdk(() => require("@pulumi/policy") as typeof Sdk);

// Before the SDK builds its server: it takes over each method as it finds it.
tap();

new PolicyPack("bulkhead", {
  description:
    "Refuses any deployment that puts a key in plaintext, and every stack that is not a compartment of its own.",
  displayName: "Bulkhead",
  provider: "aws",
  enforcementLevel: "mandatory",
  policies: byType(policies, [waived, undecided]),
});
