/**
 * The ways in which a host runs its artefact, each a folder of `infra/host/bot/adapters`; `docs/host.md` says what each of
 * them expects.
 */
export const adapters = ["executable", "freqtrade", "hummingbot", "ccxt-python", "ccxt-node", "image"] as const;

export type Adapter = (typeof adapters)[number];

/** Whether a text names an adapter. */
export function isAdapter(text: string): text is Adapter {
  return (adapters as readonly string[]).includes(text);
}
