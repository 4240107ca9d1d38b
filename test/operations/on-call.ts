/** Is told that a call comes in or has been done: its name, such as `aws kms DisableKey`, and the caller's address. */
export type OnCall = (name: string, phase: "before" | "after", from: string) => Promise<void> | void;
