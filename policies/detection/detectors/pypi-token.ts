import { prefixedToken } from "../issued";

const signature = 32;

/** Whether a macaroon of version 2 ends as it has to: the end of its caveats, and a signature of 32 bytes. */
function isSigned(text: string): boolean {
  const tail = Buffer.from(text, "base64url").subarray(-signature - 3);
  return tail[0] === 0 && tail[1] === 6 && tail[2] === signature;
}

/** A token of PyPI or of its test site: a macaroon in base64, whose first field is the site. */
export const pypiToken = prefixedToken({
  id: "pypi-token",
  title: "a PyPI token",
  reference: "https://pypi.org/help/#apitoken",
  prefixes: ["pypi-"],
  shape: /pypi-(?:AgEIcHlwaS5vcmc|AgENdGVzdC5weXBpLm9yZw)[\w-]{80,1000}/y,
  proof: (value) => isSigned(value.slice("pypi-".length)),
});
