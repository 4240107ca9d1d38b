import { urlKey } from "../issued";

/** A Telegram bot token inside a Bot API URL. */
export const telegramUrlToken = urlKey({
  id: "telegram-url-token",
  title: "a Telegram bot token in a URL",
  reference: "https://core.telegram.org/bots/api#authorizing-your-bot",
  sites: ["telegram.org"],
  shape: /\/bot(?<secret>\d{8,10}:[\w-]{35})/u,
});
