import { actFlags, stackFlags } from "../flags";
import type { Subcommand } from "../subcommand";

/** `bulkhead secret` on the command line. */
export const secret: Subcommand = {
  group: "keys",
  about: "Put an exchange credential into a bot's secret, and show that its host reads it",
  usage: "bulkhead secret put --stack NAME [--fd N|--command CMD] [--yes] [FLAGS]",
  operands: true,
  flags: {
    ...stackFlags,
    fd: { type: "string", value: "N", about: "read the credential from this file descriptor; 0 is standard input" },
    command: { type: "string", value: "CMD", about: "read it from what a password manager's command prints" },
    kind: { type: "string", value: "KIND", about: "kind of key to ask for at the prompt, such as ed25519 or hmac" },
    text: { type: "boolean", about: "a text of the bot's own (hummingbot's password): put it as it is" },
    ...actFlags,
  },
  notes: [
    "Without --fd and --command asks at the terminal, field by field, and shows nothing of what is typed. A credential is JSON",
    "with ccxt's names: apiKey, secret, password, uid, walletAddress, privateKey. It is never an argument, and in no journal.",
    "",
    "Exit code: 0 put and shown, 1 a step was not done, 2 nothing was put.",
  ],
  run: async (values) => (await import("../secret-put.js")).secret(values),
};
