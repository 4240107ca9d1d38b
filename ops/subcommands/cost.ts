import type { Subcommand } from "../subcommand";

/** `bulkhead cost` on the command line. */
export const cost: Subcommand = {
  group: "build",
  about: "Estimate what stacks cost in a month",
  usage: "bulkhead cost [--stack NAME…] [FLAGS]",
  flags: {
    stack: {
      type: "string",
      multiple: true,
      value: "NAME",
      about: "stack to estimate, with its ways out side by side; may be repeated (default: all, added up)",
    },
    program: { type: "string", value: "DIR", about: "folder with Pulumi.yaml (default: the current folder)" },
    details: { type: "boolean", about: "show every charge, its price with source and date, and what it rests on" },
    assume: {
      type: "string",
      multiple: true,
      value: "NAME=NUMBER",
      about: "set what depends on use, such as gb-out=50; may be repeated",
    },
    price: {
      type: "string",
      multiple: true,
      value: "ID=USD",
      about: "set a price, such as instance:c8g.large=0.08; may be repeated",
    },
    json: { type: "boolean", about: "one JSON object on standard output" },
  },
  notes: [
    "Counts the resources that the program registers under each stack file, offline, so that what is built and what is",
    "estimated are the same (docs/cost.md). Guards that can be had without stand on lines of their own.",
    "",
    "Exit code: 0 all was priced, 1 something was not, 2 bad input.",
  ],
  run: async (values) => (await import("../cost.js")).cost(values),
};
