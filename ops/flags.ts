/** The flags that name a stack. */
export const stackFlags = {
  stack: { type: "string", value: "NAME", about: "stack of the bot" },
  program: { type: "string", value: "DIR", about: "folder with Pulumi.yaml (default: the current folder)" },
} as const;

/** The flags that name the master key that a bot's key is revoked with. */
export const masterFlags = {
  "operator-stack": {
    type: "string",
    value: "NAME",
    about: "stack of the host with the master key, to revoke the bot's key with",
  },
  "sub-account": {
    type: "string",
    value: "NAME",
    about: "sub-account of the bot's key, where the master key needs it",
  },
} as const;

/** The flags of every command that acts. */
export const actFlags = {
  yes: { type: "boolean", about: "act; without it the plan is printed and nothing is done" },
  json: { type: "boolean", about: "one JSON object on standard output" },
  journal: { type: "string", value: "DIR", about: "folder of the journals (default: .bulkhead/journal)" },
  "new-run": { type: "boolean", about: "give up a run that did not end, instead of taking it up" },
} as const;
