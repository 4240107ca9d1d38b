import { prefixedToken } from "../issued";

/** A GitLab personal, deploy, runner, job or trigger token. */
export const gitlabToken = prefixedToken({
  id: "gitlab-token",
  title: "a GitLab token",
  reference: "https://docs.gitlab.com/security/tokens/",
  prefixes: ["glpat-", "gldt-", "glrt-", "glcbt-", "glptt-"],
  shape: /gl(?:pat|dt|rt|cbt|ptt)-[\w-]{20,60}/y,
});
