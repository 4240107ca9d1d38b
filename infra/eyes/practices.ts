/**
 * What exchanges and security guides ask of whoever runs a bot: alerts on critical actions, an eye on usage patterns, and on
 * endpoints that the bot has no business with. A fourth is ours: alerts that nobody can switch off unseen.
 */
export const practices = {
  "critical-actions": "Alerts on critical actions: somebody touches key, secret, role, address, network, host or data",
  "usage-patterns":
    "An eye on usage patterns: who uses the credential, from where, how often, and whether the bot lives",
  "unusual-endpoints": "An eye on unusual endpoints: where the bot or its role goes and has no business",
  "watching-the-eyes": "Alerts that nobody can switch off unseen",
} as const;

export type Practice = keyof typeof practices;
