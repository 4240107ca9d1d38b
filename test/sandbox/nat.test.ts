import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { natUserData } from "../../infra/nat-user-data";

jest.setTimeout(120_000);

/** The rules of a NAT instance, as its user data writes them, but beside each other in a folder. */
function rulesIn(folder: string): void {
  const text = natUserData({ botRange: "10.0.0.0/28", ports: [443, 9443] });
  const { write_files: files } = JSON.parse(text.slice(text.indexOf("\n"))) as {
    write_files: { path: string; content: string }[];
  };
  for (const name of ["bot.nft", "nat.nft"]) {
    const content = files.find(({ path }) => path === `/etc/bulkhead-nat/${name}`)?.content ?? "";
    writeFileSync(join(folder, name), content.replaceAll("/etc/bulkhead-nat", folder));
  }
}

it("a NAT instance forwards the exchange's ports under its own address, and nothing before its rules are loaded", () => {
  const folder = mkdtempSync(join(tmpdir(), "bulkhead-nat-"));
  rulesIn(folder);
  const { stdout, stderr } = spawnSync("bash", [join(__dirname, "nat.sh"), folder], { encoding: "utf8" });
  rmSync(folder, { recursive: true });
  expect({ stdout: stdout.trim().split("\n"), stderr }).toEqual({
    stdout: [
      "before-rules 198.51.100.9:443 nothing",
      "before-forwarding 198.51.100.9:443 nothing",
      "forwarding 198.51.100.9:443 198.51.100.7",
      "forwarding 198.51.100.9:80 nothing",
      "forwarding 10.0.0.1:443 nothing",
    ],
    stderr: "",
  });
});
