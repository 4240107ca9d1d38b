import type { Detector } from "../detector";
import { prefixedToken } from "../issued";

const reach = 600;
const firebase = /auth_?domain|messaging_?sender_?id|mobilesdk_app_id|gcm_sender_id|\.firebaseapp\.com/i;

const key = prefixedToken({
  id: "google-api-key",
  title: "a Google API key",
  reference: "https://cloud.google.com/docs/authentication/api-keys",
  prefixes: ["AIza"],
  shape: /AIza[\w-]{35}/y,
  severity: "medium",
});

/**
 * A Google Cloud API key: AIza and 35 characters. Meant for browsers in part, so it is no proof of a leak; in what Firebase gives an
 * application, every visitor reads it.
 */
export const googleApiKey: Detector = {
  ...key,
  judge(candidate) {
    const { text, start, end } = candidate;
    const judgement = key.judge(candidate);
    if (judgement === undefined || !firebase.test(text.slice(Math.max(0, start - reach), end + reach)))
      return judgement;
    return { ...judgement, severity: "low" };
  },
};
