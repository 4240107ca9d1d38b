import type { Subcommand } from "../subcommand";

/** `bulkhead sandbox` on the command line. */
export const sandbox: Subcommand = {
  group: "build",
  about: "Try the ways out of a bot's host, on that host",
  usage: "bulkhead sandbox verify --stack NAME [FLAGS]",
  operands: true,
  flags: {
    stack: { type: "string", value: "NAME", about: "stack whose host to try" },
    program: { type: "string", value: "DIR", about: "folder with Pulumi.yaml (default: the current folder)" },
    report: { type: "string", value: "FILE", about: "where the report goes (default: bulkhead-sandbox-NAME.json)" },
    connections: { type: "string", value: "N", about: "attempts of each way that must be refused (default: 1)" },
    timeout: { type: "string", value: "SECONDS", about: "how long the host may take (default: 900)" },
  },
  notes: [
    "Sends the hosts that must not be reached to the bot's host by Run Command of Systems Manager, where a script tries them",
    "under each uid, and writes its report. Takes the AWS credentials that are in use here (docs/sandbox.md).",
    "",
    "Exit code: 0 the sandbox holds, 1 it does not, 2 it could not be tried.",
  ],
  run: async (values) => (await import("../sandbox-verify.js")).sandbox(values),
};
