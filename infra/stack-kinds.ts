/**
 * What a stack is for: one bot; the account's own guards and records, once an account; or those who operate bots, for whose
 * master key it holds an address of its own.
 */
export const stackKinds = ["bot", "account", "operator"] as const;

export type StackKind = (typeof stackKinds)[number];

/** Whether a text names a kind. */
export function isStackKind(text: string): text is StackKind {
  return (stackKinds as readonly string[]).includes(text);
}
