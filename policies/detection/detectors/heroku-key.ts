import { prefixedToken } from "../issued";

/** A Heroku API key: HRKU-AA and 58 characters, as published keys have them, or HRKU- and a UUID, which is unverified. */
export const herokuKey = prefixedToken({
  id: "heroku-key",
  title: "a Heroku API key",
  reference: "https://devcenter.heroku.com/articles/authentication",
  prefixes: ["HRKU-"],
  shape: /HRKU-(?:AA[\w-]{58}|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})/y,
});
