import type { Subcommand } from "../subcommand";

/** `bulkhead check` on the command line. */
export const check: Subcommand = {
  group: "judge",
  about: "Judge a Pulumi program under its stack files, offline",
  usage: "bulkhead check [--stack NAME…|--all|--state FILE] [--program DIR] [--format FORMAT]",
  flags: {
    stack: { type: "string", multiple: true, value: "NAME", about: "stack to judge; may be repeated" },
    all: { type: "boolean", about: "judge every stack that has a stack file, and go on where one can't be judged" },
    state: {
      type: "string",
      value: "FILE",
      about: "judge an exported state (pulumi stack export) instead of a program",
    },
    program: { type: "string", value: "DIR", about: "folder with Pulumi.yaml (default: the current folder)" },
    format: {
      type: "string",
      value: "FORMAT",
      about: "console (default), json, sarif, junit, markdown, github or html (docs/check.md)",
    },
    report: {
      type: "string",
      multiple: true,
      value: "FORMAT=FILE",
      about: "write the report to a file as well; may be repeated",
    },
    json: { type: "boolean", about: "the same as --format json" },
    preset: {
      type: "string",
      value: "NAME",
      about: "levels of the policies: bots (default), strict or advisory-rollout",
    },
    "policy-pack-config": {
      type: "string",
      value: "FILE",
      about: "levels and options of policies, as for pulumi preview",
    },
    canary: {
      type: "string",
      multiple: true,
      value: "KEY=SHAPE",
      about: "shape of the stand-in for a secret: text, json[:FIELD,…], pem, hex or number",
    },
    outputs: {
      type: "string",
      value: "FILE",
      about: "JSON file with the outputs of stacks that the program refers to",
    },
    pack: { type: "string", value: "DIR", about: "policy pack to judge with (default: Bulkhead's own)" },
    timeout: {
      type: "string",
      value: "SECONDS",
      about: "silence after which the program counts as hung (default: 60)",
    },
    fresh: { type: "boolean", about: "start new processes for every stack instead of keeping them warm" },
  },
  notes: [
    "Needs no Pulumi CLI, no AWS account, no passphrase and no network. Encrypted configuration is never decrypted:",
    "every `secure:` value is replaced by a random stand-in, and where that turns up outside a secret, the key leaks.",
    "",
    "Exit code: 0 passed, 1 refused, 2 could not judge.",
  ],
  run: async (values) => (await import("../check.js")).check(values),
};
