import type { Detector } from "../detector";
import { isPlaceholder } from "../placeholder";

/** A Telegram bot token: the bot's number, a colon and 35 characters of base64url that begin with AA. */
export const telegramBotToken: Detector = {
  id: "telegram-bot-token",
  title: "a Telegram bot token",
  severity: "high",
  reference: "https://core.telegram.org/bots/api#authorizing-your-bot",
  proposal: { by: "run", alphabet: "base64url", lengths: [35] },
  judge({ value, name, text, start }) {
    const number = /(?<!\w|(?<!:)-)(?:bot)?(\d{8,10}):$/u.exec(text.slice(Math.max(0, start - 16), start))?.[1];
    if (number === undefined) return undefined;
    const named =
      name?.role === "secret" || name?.words.some((word) => word.startsWith("telegr") || word === "tg") === true;
    if (!named && !value.startsWith("AA")) return undefined;
    const range = [-number.length - 1, value.length] as const;
    return isPlaceholder(value) ? { confidence: "shaped", severity: "low", range } : { confidence: "shaped", range };
  },
};
