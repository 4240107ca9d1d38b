#!/usr/bin/env node
// An old Node must be able to parse this file, so that it can say what is wrong: plain syntax, and nothing is loaded before the check.
const oldest = 20;
if (Number(process.versions.node.split(".")[0]) < oldest) {
  console.error(
    `error: bulkhead needs Node.js ${String(oldest)} or newer, this is ${process.versions.node}. Install a newer Node.js.`,
  );
  process.exit(2);
}

// eslint-disable-next-line @typescript-eslint/no-require-imports
(require("./command-line") as typeof import("./command-line.js")).run(process.argv.slice(2));
