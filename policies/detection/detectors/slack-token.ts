import { prefixedToken } from "../issued";

/** A Slack token: xoxb-, xoxp- and their kin, or xapp-. */
export const slackToken = prefixedToken({
  id: "slack-token",
  title: "a Slack token",
  reference: "https://api.slack.com/authentication/token-types",
  prefixes: ["xox", "xapp-"],
  shape: /xox[abeoprs]-(?:\d-)?[A-Za-z\d-]{10,200}|xapp-\d-[A-Za-z\d-]{10,200}/y,
});
