import type { BotHost } from "./bot-host";

/**
 * Puts a stand-in for `systemctl` on a host, where no systemd runs: it knows whether the bot's unit was stopped or started, and a
 * bot that does not live where /run/bot-broken stands. What systemd itself does is tried by test/host.
 */
export async function standInForSystemd(host: BotHost): Promise<void> {
  const { status, err } = await host.run(`cat >/usr/local/bin/systemctl <<'SCRIPT'
#!/bin/sh
state=$(cat /run/bot-state 2>/dev/null || echo active)
case "$*" in
  *stop*bulkhead-bot*|*disable*bulkhead-bot*) echo inactive >/run/bot-state ;;
  *restart*bulkhead-bot*) if [ -e /run/bot-broken ]; then echo failed >/run/bot-state; else echo active >/run/bot-state; fi ;;
  *is-active*) echo "$state"; [ "$state" = active ] ;;
  *show*) echo 4711; echo "$state" ;;
esac
SCRIPT
chmod +x /usr/local/bin/systemctl
`);
  if (status !== 0) throw new Error(`The stand-in was not put: ${err}`);
}
