/** The tests of detection alone, for mutation testing. @type {import("jest").Config} */
module.exports = {
  rootDir: "../..",
  testEnvironment: "node",
  transform: { "^.+\\.ts$": ["ts-jest", { isolatedModules: true, diagnostics: false }] },
  testMatch: ["<rootDir>/test/detection/**/*.test.ts"],
};
