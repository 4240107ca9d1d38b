import type { Detector } from "../detector";

const rest = /\.[\w-]{6}\.[\w-]{27,38}(?![\w-])/y;

/** A Discord bot token: three parts between dots, the first of which is the bot's number in base64. */
export const discordBotToken: Detector = {
  id: "discord-bot-token",
  title: "a Discord bot token",
  severity: "high",
  reference: "https://discord.com/developers/docs/reference#authentication",
  proposal: { by: "run", alphabet: "base64url", lengths: [23, 24, 25, 26, 27, 28] },
  judge({ value, text, end }) {
    if (!/^\d{17,20}$/u.test(Buffer.from(value, "base64url").toString("latin1"))) return undefined;
    rest.lastIndex = end;
    const match = rest.exec(text);
    return match === null ? undefined : { confidence: "proven", range: [0, value.length + match[0].length] };
  },
};
