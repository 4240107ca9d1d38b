/** @type {import("jest").Config} */
const shared = {
  testEnvironment: "node",
  // As the build has it: a lazy `import()` of ours is a lazy `require`.
  transform: {
    "^.+\\.ts$": [
      "ts-jest",
      {
        diagnostics: false,
        tsconfig: {
          target: "ES2022",
          module: "commonjs",
          moduleResolution: "node10",
          esModuleInterop: true,
          isolatedModules: true,
        },
      },
    ],
  },
  modulePathIgnorePatterns: ["<rootDir>/dist/", "<rootDir>/policies/dist/", "<rootDir>/.cache/"],
};

module.exports = {
  projects: [
    {
      ...shared,
      displayName: "unit",
      testMatch: ["<rootDir>/test/**/*.test.ts"],
      testPathIgnorePatterns: [
        "<rootDir>/test/(browser|engine|eyes|fleet|host|operations|package|sandbox|vectors|policies/rules)/",
        "<rootDir>/test/exchanges/(ccxt|stacks).test.ts",
      ],
    },
    // One policy's table alone; test/policies/rules.test.ts runs all of them in one process.
    { ...shared, displayName: "rules", testMatch: ["<rootDir>/test/policies/rules/**/*.test.ts"] },
    {
      ...shared,
      displayName: "engine",
      testMatch: ["<rootDir>/test/engine/**/*.test.ts"],
      globalSetup: "<rootDir>/test/engine/start.ts",
      globalTeardown: "<rootDir>/test/engine/stop.ts",
    },
    { ...shared, displayName: "package", testMatch: ["<rootDir>/test/package/**/*.test.ts"] },
    // A stack for every exchange and network, judged whole, and ccxt's hosts beside ours: minutes, not seconds.
    { ...shared, displayName: "stacks", testMatch: ["<rootDir>/test/exchanges/(ccxt|stacks).test.ts"] },
    { ...shared, displayName: "browser", testMatch: ["<rootDir>/test/browser/**/*.test.ts"] },
    { ...shared, displayName: "sandbox", testMatch: ["<rootDir>/test/sandbox/**/*.test.ts"] },
    { ...shared, displayName: "ops", testMatch: ["<rootDir>/test/operations/**/*.test.ts"] },
    { ...shared, displayName: "fleet", testMatch: ["<rootDir>/test/fleet/**/*.test.ts"] },
    { ...shared, displayName: "host", testMatch: ["<rootDir>/test/host/**/*.test.ts"] },
    { ...shared, displayName: "eyes", testMatch: ["<rootDir>/test/eyes/**/*.test.ts"] },
    { ...shared, displayName: "vectors", testMatch: ["<rootDir>/test/vectors/**/*.test.ts"] },
  ],
};
