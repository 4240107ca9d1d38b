/** The flags that name a stack. */
export const stackFlags = {
  stack: { type: "string", value: "NAME", about: "stack of the bot" },
  program: { type: "string", value: "DIR", about: "folder with Pulumi.yaml (default: the current folder)" },
} as const;

/** The flags of every command that acts. */
export const actFlags = {
  yes: { type: "boolean", about: "act; without it the plan is printed and nothing is done" },
  json: { type: "boolean", about: "one JSON object on standard output" },
  journal: { type: "string", value: "DIR", about: "folder of the journals (default: .bulkhead/journal)" },
  "new-run": { type: "boolean", about: "give up a run that did not end, instead of taking it up" },
} as const;
