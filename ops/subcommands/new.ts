import type { Subcommand } from "../subcommand";

/** `bulkhead new` on the command line. */
export const newCommand: Subcommand = {
  group: "build",
  about: "Make the configuration key and stack file of a bot, or of operators",
  usage: "bulkhead new BOT --exchange NAME --network testnet|mainnet [FLAGS]",
  operands: true,
  flags: {
    exchange: { type: "string", value: "NAME", about: "exchange that it trades on, such as binance" },
    network: { type: "string", value: "NAME", about: "testnet for play money, mainnet for real funds" },
    kind: {
      type: "string",
      value: "KIND",
      about: "bot, or operator for a master key's compartment without a bot (default: bot)",
    },
    vpc: {
      type: "string",
      value: "WHOSE",
      about: "own, shared for others to join, or shared:STACK[/SLOT] to join another's (default: own; docs/egress.md)",
    },
    region: { type: "string", value: "NAME", about: "region of AWS (default: that of the stack it is like)" },
    like: {
      type: "string",
      value: "STACK",
      about: "stack whose roles, region and alert addresses to take over (default: the only one there is)",
    },
    admin: { type: "string", multiple: true, value: "ARN", about: "role that administers keys; may be repeated" },
    operator: { type: "string", multiple: true, value: "ARN", about: "role that puts the credential; may be repeated" },
    responder: { type: "string", multiple: true, value: "ARN", about: "role that contains incidents; may be repeated" },
    deployer: { type: "string", multiple: true, value: "ARN", about: "role that runs pulumi up; may be repeated" },
    owner: { type: "string", value: "NAME", about: "who answers for the bot; mainnet needs one" },
    approval: { type: "string", value: "TICKET", about: "ticket that approved trading real funds; mainnet needs one" },
    "alert-email": { type: "string", multiple: true, value: "ADDRESS", about: "who gets alerts; may be repeated" },
    program: { type: "string", value: "DIR", about: "folder with Pulumi.yaml (default: the current folder)" },
    yes: { type: "boolean", about: "act; without it the plan is printed and nothing is done" },
    json: { type: "boolean", about: "one JSON object on standard output" },
  },
  notes: [
    "The stack is judged first, as bulkhead check does it, and nothing is made of one that would be refused, or that the",
    "account's quotas have no room for. Takes the AWS credentials in use here, which have to be a deployer's. Safe to repeat:",
    "killed at any moment and run again, it leaves one key, one alias and one stack file (docs/fleets.md).",
    "",
    "Exit code: 0, or 2 where nothing, or not all, could be made.",
  ],
  run: async (values) => (await import("../new-bot.js")).newBot(values),
};
