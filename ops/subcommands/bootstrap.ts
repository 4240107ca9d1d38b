import type { Subcommand } from "../subcommand";

/** `bulkhead bootstrap` on the command line. */
export const bootstrap: Subcommand = {
  group: "build",
  about: "Make the bucket that Pulumi keeps state in",
  usage: "bulkhead bootstrap [FLAGS]",
  flags: {
    region: { type: "string", value: "NAME", about: "region of AWS (default: the one that all stack files name)" },
    bucket: { type: "string", value: "NAME", about: "name of the bucket (default: bulkhead-state-ACCOUNT-REGION)" },
    admin: {
      type: "string",
      multiple: true,
      value: "ARN",
      about: "role that administers its key (default: those in the stack files); may be repeated",
    },
    deployer: {
      type: "string",
      multiple: true,
      value: "ARN",
      about: "role that keeps state in it (default: those in the stack files); may be repeated",
    },
    program: { type: "string", value: "DIR", about: "folder with Pulumi.yaml (default: the current folder)" },
    yes: { type: "boolean", about: "act; without it the plan is printed and nothing is done" },
    json: { type: "boolean", about: "one JSON object on standard output" },
  },
  notes: [
    "Versioned, encrypted under a key of its own, closed to the public, and reached by TLS and deployers alone (docs/state.md).",
    "Takes the AWS credentials in use here, which have to be a deployer's. Safe to repeat; run it again when deployers change.",
    "",
    "Exit code: 0, or 2 where nothing, or not all, could be made.",
  ],
  run: async (values) => (await import("../bootstrap.js")).bootstrap(values),
};
