import { prefixedToken } from "../issued";
import { isRandom } from "../texture";

/**
 * A Hugging Face token of a user (hf_) or, formerly, of an organisation (api_org_): 34 letters, as published tokens have
 * them; unverified for organisations.
 */
export const huggingFaceToken = prefixedToken({
  id: "hugging-face-token",
  title: "a Hugging Face token",
  reference: "https://huggingface.co/docs/hub/security-tokens",
  prefixes: ["hf_", "api_org_"],
  shape: /(?:hf_|api_org_)[A-Za-z]{34}/y,
  // An identifier may begin and be as long.
  fits: (value) => isRandom(value.slice(value.lastIndexOf("_") + 1)),
});
