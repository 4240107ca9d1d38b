import { cpSync, copyFileSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exchangeIds, type Network } from "../../exchanges/exchange";
import { build, run } from "../ops/command";
import { sampled } from "../sampled";
import { refusedOnTestnet } from "./refused-stacks";

jest.setTimeout(3_600_000);

interface Judged {
  readonly stack: string;
  readonly error?: string;
  readonly resources: readonly unknown[];
  readonly verdicts: readonly { readonly policy: string; readonly level: string; readonly message: string }[];
}

const root = join(__dirname, "../..");
const region = "eu-west-1";
const networks: readonly Network[] = ["mainnet", "testnet"];
const all = exchangeIds.flatMap((id) => networks.map((network) => ({ id, network, stack: `${id}-${network}` })));
const isRefused = ({ id, network }: (typeof all)[number]): boolean =>
  network === "testnet" && refusedOnTestnet[id] !== undefined;
const drawn = (stacks: typeof all): typeof all => [...sampled(stacks, ({ stack }) => stack)];
const [held, refused] = [drawn(all.filter((one) => !isRefused(one))), drawn(all.filter(isRefused))];

function stackFile(id: string, network: Network): string {
  const roles = ["admin", "operator", "responder", "deployer"].map(
    (name) => `  bulkhead:${name}s:\n    - arn:aws:iam::111122223333:role/bulkhead-${name}\n`,
  );
  const live = "  bulkhead:owner: trading-desk@example.com\n  bulkhead:approval: OPS-12\n";
  return (
    `secretsprovider: awskms://alias/bulkhead-${id}-${network}?region=${region}\nconfig:\n  aws:region: ${region}\n` +
    `  bulkhead:exchange: ${id}\n  bulkhead:network: ${network}\n${network === "mainnet" ? live : ""}${roles.join("")}`
  );
}

describe("one stack per exchange and network", () => {
  const built = build();
  const project = mkdtempSync(join(tmpdir(), "bulkhead-exchanges-"));
  let judged: ReadonlyMap<string, Judged>;

  beforeAll(async () => {
    for (const file of ["Pulumi.yaml", "package.json", "tsconfig.json"]) {
      copyFileSync(join(root, file), join(project, file));
    }
    for (const room of ["infra", "exchanges"]) cpSync(join(root, room), join(project, room), { recursive: true });
    symlinkSync(join(root, "node_modules"), join(project, "node_modules"));
    for (const { id, network, stack } of [...held, ...refused]) {
      writeFileSync(join(project, `Pulumi.${stack}.yaml`), stackFile(id, network));
    }
    const { stdout } = await run(built.bulkhead, ["check", "--all", "--json", "--pack", built.pack], { cwd: project });
    const document = JSON.parse(stdout) as { readonly stacks: readonly Judged[] };
    judged = new Map(document.stacks.map((one) => [one.stack, one]));
  });
  afterAll(() => {
    built.remove();
    rmSync(project, { recursive: true, force: true });
  });

  it.each(held)("$stack passes every policy", ({ stack }) => {
    const { error, resources = [], verdicts = [] } = judged.get(stack) ?? {};
    expect(error).toBeNull();
    expect(resources.length).toBeGreaterThan(40);
    expect(verdicts.filter(({ level }) => level !== "advisory")).toEqual([]);
  });

  it.each(refused)("$stack is refused with its reason", ({ stack, id }) => {
    const { error, resources } = judged.get(stack) ?? {};
    expect(error).toContain(refusedOnTestnet[id]);
    expect(resources).toEqual([]);
  });
});
