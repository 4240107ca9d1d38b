import { prefixedToken } from "../issued";

/** A Postman API key: PMAK-, 24 hex digits and 34 more, as published keys have them. */
export const postmanKey = prefixedToken({
  id: "postman-key",
  title: "a Postman API key",
  reference: "https://learning.postman.com/docs/developer/postman-api/authentication/",
  prefixes: ["PMAK-"],
  shape: /PMAK-[\da-f]{24}-[\da-f]{34}/y,
});
