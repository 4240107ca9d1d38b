import { urlKey } from "../issued";

/** A Slack webhook: whoever has the URL posts in its channel. */
export const slackWebhook = urlKey({
  id: "slack-webhook",
  title: "a Slack webhook",
  reference: "https://api.slack.com/messaging/webhooks",
  sites: ["slack.com"],
  shape: /slack\.com\/(?<secret>(?:services|workflows|triggers)\/[A-Z\d]{6,14}\/[A-Za-z\d]{6,24}\/[A-Za-z\d]{16,40})/uy,
});
