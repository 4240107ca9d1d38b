import type { Detector } from "../detector";
import { isPrivateKeyDer } from "../proofs/private-key-der";

/** A private key as bare base64 of its DER, without markers: PKCS8, SEC1 or PKCS1 (Coinbase wallet secrets, environment variables). */
export const derPrivateKey: Detector = {
  id: "der-private-key",
  title: "a private key in DER",
  severity: "high",
  reference: "https://www.rfc-editor.org/rfc/rfc5958",
  proposal: {
    by: "prefix",
    prefixes: ["MC4", "MFA", "MFE", "MFI", "MFM", "MEc", "MIG", "MHc", "MHQ", "MII", "MIH", "MIJ"],
    shape: /M[A-Z][\w+/-]{60,6000}={0,2}/y,
  },
  judge({ value }) {
    if (
      !/^(?:MC4CAQAw|MC4CAQEw|MFACAQ|MF[EIM]CAQEw|MEcCAQ|MIGHAgEA|MIGEAgEA|MIGIAgEA|MIGEAgE|MIH[uv]AgEA|MHcCAQEE|MHQCAQEE|MHgCAQEE|MII[\w+/-]{2}(?:AIBAAK|gIBAAK|wIBAAK|QIBAAK|IBAAK|AIBADA|QIBADA|gIBADA|wIBADA)|MIICX|MIIE|MIIJ|MIIB|MIID|MIIG|MIHc)/u.test(
        value,
      )
    )
      return undefined;
    return isPrivateKeyDer(Buffer.from(value, "base64")) ? { confidence: "proven" } : undefined;
  },
};
