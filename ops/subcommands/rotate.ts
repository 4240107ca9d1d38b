import { actFlags, stackFlags } from "../flags";
import type { Subcommand } from "../subcommand";

/** `bulkhead rotate` on the command line. */
export const rotate: Subcommand = {
  group: "keys",
  about: "Give a bot a new key, proven before it gets it, and revoke the old one, proven dead",
  usage: "bulkhead rotate --stack NAME [--fd N|--command CMD|--sub-account NAME] [--yes] [FLAGS]",
  flags: {
    ...stackFlags,
    fd: { type: "string", value: "N", about: "read the new credential from this file descriptor; 0 is standard input" },
    command: { type: "string", value: "CMD", about: "read it from what a password manager's command prints" },
    kind: { type: "string", value: "KIND", about: "kind of key to ask for at the prompt, such as ed25519 or hmac" },
    "operator-stack": {
      type: "string",
      value: "NAME",
      about: "stack of the host with the master key: it revokes, and makes keys",
    },
    "sub-account": {
      type: "string",
      value: "NAME",
      about: "make the new key for this sub-account with the master key",
    },
    ...actFlags,
  },
  notes: [
    "The old key stays in force until the bot lives on the new one; where it does not, it goes back by itself. What a person",
    "has to do at the exchange is said with its page, and the same command goes on once it is done.",
    "",
    "Exit code: 0 everything done and shown, 1 something is not, 2 nothing could be begun.",
  ],
  run: async (values) => (await import("../rotate.js")).rotate(values),
};
