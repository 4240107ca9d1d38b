/**
 * The ways in which a bot's traffic leaves; `docs/egress.md` draws them and says what each of them costs. In each of them the
 * exchange sees one address that stays.
 */
export const egressModes = ["address", "nat-gateway", "nat-instance"] as const;

export type EgressMode = (typeof egressModes)[number];

/** Whether a text names a mode. */
export function isEgressMode(text: string): text is EgressMode {
  return (egressModes as readonly string[]).includes(text);
}
