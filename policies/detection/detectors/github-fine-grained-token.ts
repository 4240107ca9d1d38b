import { prefixedToken } from "../issued";

/** A fine-grained GitHub token: github_pat_ and 82 characters. */
export const githubFineGrainedToken = prefixedToken({
  id: "github-fine-grained-token",
  title: "a fine-grained GitHub token",
  reference:
    "https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github",
  prefixes: ["github_pat_"],
  shape: /github_pat_\w{82}/y,
});
