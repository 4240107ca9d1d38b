// The doors between the rooms. The pack stands alone; exchanges are facts and depend on nothing of ours.
const rule = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    rule(
      "exchanges-stand-alone",
      "exchanges -> nothing of ours",
      { path: "^exchanges/" },
      { path: "^(infra|policies|ops|test)/" },
    ),
    rule("infra-knows-exchanges-only", "infra -> exchanges", { path: "^infra/" }, { path: "^(policies|ops|test)/" }),
    rule(
      "policies-never-ask-the-builder",
      "policies -> exchanges",
      { path: "^policies/" },
      { path: "^(infra|ops|test)/" },
    ),
    rule(
      "policies-never-call-out",
      "no AWS client or provider SDK at run time in the pack",
      { path: "^policies/" },
      {
        path: "node_modules/(@aws-sdk|@pulumi/aws)/",
        dependencyTypesNot: ["type-only"],
      },
    ),
    rule(
      "ops-uses-detection-and-the-pack",
      "ops -> exchanges, policies/detection, policies (verdict, pack data)",
      { path: "^ops/" },
      {
        path: "^(policies/rules|test)/",
      },
    ),
    rule(
      "detection-stands-alone",
      "policies/detection -> nothing else of ours: its tests load no more, and neither do the mutants that they meet",
      { path: "^policies/detection/" },
      { path: "^(exchanges|infra|ops|test)/|^policies/(?!detection/)" },
    ),
    rule("no-cycles", "no import cycles", {}, { circular: true }),
    rule(
      "resolvable",
      "every import resolves; ccxt is installed only by the suites that compare hosts and signatures with it",
      {},
      { couldNotResolve: true, pathNot: "(^|/node_modules/)ccxt(/|$)" },
    ),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)dist/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["require", "node", "default", "types"] },
  },
};
