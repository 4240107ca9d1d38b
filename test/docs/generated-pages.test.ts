import { spawnSync } from "node:child_process";
import { join } from "node:path";

test("docs/detectors.md, docs/exchanges.md and docs/eyes.md are what their sources say", () => {
  const { status, stderr } = spawnSync(process.execPath, [join(__dirname, "../../scripts/docs.mjs"), "--check"], {
    encoding: "utf8",
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
}, 30_000);
