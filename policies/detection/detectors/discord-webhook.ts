import { urlKey } from "../issued";

/** A Discord webhook: whoever has the URL posts in its channel. */
export const discordWebhook = urlKey({
  id: "discord-webhook",
  title: "a Discord webhook",
  reference: "https://discord.com/developers/docs/resources/webhook",
  sites: ["discord.com", "discordapp.com"],
  shape: /\/api\/(?:v\d{1,2}\/)?webhooks\/\d{17,20}\/(?<secret>[\w-]{60,80})/u,
});
