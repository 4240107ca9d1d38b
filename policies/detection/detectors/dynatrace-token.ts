import { prefixedToken } from "../issued";

/** A Dynatrace token: its sort, a public part of 24 characters (8 in OAuth clients, unverified) and a secret one of 64. */
export const dynatraceToken = prefixedToken({
  id: "dynatrace-token",
  title: "a Dynatrace token",
  reference: "https://docs.dynatrace.com/docs/dynatrace-api/basics/dynatrace-api-authentication",
  prefixes: ["dt0c01.", "dt0s"],
  shape: /dt0(?:c01\.[A-Z\d]{24}|s\d\d\.(?:[A-Z\d]{24}|[A-Z\d]{8}))\.[A-Z\d]{64}/y,
});
