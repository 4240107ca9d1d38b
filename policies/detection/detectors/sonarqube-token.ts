import { prefixedToken } from "../issued";

/** A SonarQube token of a user, a project or for analyses: 40 hex digits. The length is the one that other scanners know; unverified. */
export const sonarqubeToken = prefixedToken({
  id: "sonarqube-token",
  title: "a SonarQube token",
  reference: "https://docs.sonarsource.com/sonarqube-server/user-guide/managing-tokens/",
  prefixes: ["squ_", "sqp_", "sqa_"],
  shape: /sq[upa]_[\da-f]{40}/y,
});
