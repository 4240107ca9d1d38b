/** The quick tests of one room of detection, named by run.mjs. @type {import("jest").Config} */
module.exports = {
  rootDir: "../..",
  testEnvironment: "node",
  transform: { "^.+\\.ts$": ["ts-jest", { diagnostics: false }] },
  testMatch: [`<rootDir>/${process.env.BULKHEAD_ROOM_TESTS}`],
};
