import type { Detector } from "../detector";
import { isPlaceholder } from "../placeholder";
import { isAnswer } from "../position";
import { isRandom } from "../texture";

const reach = 80;
const stream =
  /(?:binance\w{0,10}\.(?:com|us|vision)|asterdex\.com)(?::\d{1,5})?\/(?:ws\/|stream\?streams=|[\w/?=&]{0,30}listenKey=)$/i;

/**
 * What opens the stream of an account's orders and balances at Binance, and at Aster, which took over its API: 64 letters and digits, beside
 * a name that says so or in the stream's address. It can't trade, and ends an hour after the last renewal.
 */
export const binanceListenKey: Detector = {
  id: "binance-listen-key",
  title: "a Binance listen key",
  severity: "medium",
  reference: "https://developers.binance.com/docs/binance-spot-api-docs/user-data-stream",
  proposal: { by: "run", alphabet: "alnum", lengths: [64] },
  judge(candidate) {
    const { value, name, text, start, whole } = candidate;
    if (!/^[A-Za-z\d]{64}$/u.test(value) || !isRandom(value)) return undefined;
    const named = whole && /^listen key\b/u.test(name?.words.slice(name.words.indexOf("listen")).join(" ") ?? "");
    if (!named && !stream.test(text.slice(Math.max(0, start - reach), start))) return undefined;
    // What a server answered in a comment is a stream that ended long ago.
    const sample = isPlaceholder(value) || isAnswer(candidate);
    return { confidence: named ? "named" : "shaped", ...(sample ? { severity: "low" } : {}) };
  },
};
