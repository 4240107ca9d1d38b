// Loads the pack's reading anew, which only Jest can: apart from what mutation testing runs too.
test("where nothing could be read, nothing passes: no ConfigureStack, or an SDK of another shape", () => {
  jest.isolateModules(() => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const fresh = require("../../policies/marks") as typeof import("../../policies/marks");
    expect(fresh.currentRun()).toMatchObject({ reason: "the pack has not been started" });
    fresh.tap();
    expect(fresh.currentRun()).toMatchObject({
      reason: expect.stringContaining("no ConfigureStack request") as string,
    });
  });
  jest.isolateModules(() => {
    jest.doMock("node:module", () => ({
      createRequire: () => () => ({ AnalyzerService: { configureStack: {} }, Struct: {} }),
    }));
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const fresh = require("../../policies/marks") as typeof import("../../policies/marks");
    fresh.tap();
    expect(fresh.currentRun()).toMatchObject({ reason: expect.stringContaining("another shape") as string });
    jest.dontMock("node:module");
  });
});
