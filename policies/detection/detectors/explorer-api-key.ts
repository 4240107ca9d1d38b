import type { Detector } from "../detector";

/** A key of Etherscan or one of its sisters: 34 capitals and digits, under its name or in the explorer's URL. */
export const explorerApiKey: Detector = {
  id: "explorer-api-key",
  title: "a block explorer's API key",
  severity: "high",
  reference: "https://docs.etherscan.io/getting-an-api-key",
  proposal: { by: "run", alphabet: "alnum", lengths: [34] },
  judge({ value, name, text, start }) {
    if (!/^(?=.{0,33}\d)(?=.{0,33}[A-Z])[A-Z\d]{34}$/u.test(value) || name?.role === "innocent") return undefined;
    const around = `${name?.written ?? ""} ${text.slice(Math.max(0, start - 200), start)}`;
    if (!/scan|explorer/i.test(around)) return undefined;
    return name?.role === "key" || name?.role === "secret" || /apikey=$/i.test(around)
      ? { confidence: "named" }
      : { confidence: "shaped" };
  },
};
