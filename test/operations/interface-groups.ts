/** An answer of EC2. */
export interface Ec2Answer {
  readonly status: number;
  readonly body: string;
}

/**
 * Security groups of network interfaces, which MiniStack gives an interface once and can't change, and the filters of
 * DescribeNetworkInterfaces, which it passes over: by AWS's documentation
 * (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyNetworkInterfaceAttribute.html and
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkInterfaces.html). An interface is plugged in while
 * one of its groups lets anything out.
 */
export class InterfaceGroups {
  /** Groups that an interface has had since its first ones, oldest first. */
  readonly changes = new Map<string, readonly string[][]>();
  /** Told whether an interface's groups let anything out. */
  readonly onPlug = new Map<string, (isOpen: boolean) => void>();

  /** `ask`: asks MiniStack's EC2. */
  constructor(private readonly ask: (parameters: Readonly<Record<string, string>>) => Promise<Ec2Answer>) {}

  /** Answers ModifyNetworkInterfaceAttribute. */
  async modify(asked: URLSearchParams): Promise<Ec2Answer> {
    const id = asked.get("NetworkInterfaceId") ?? "";
    const groups = listed(asked, /^SecurityGroupId\.\d+$/u);
    const all = await this.ask({ Action: "DescribeNetworkInterfaces" });
    if (!all.body.includes(`<networkInterfaceId>${id}<`)) return refusal("InvalidNetworkInterfaceID.NotFound");
    if (groups.length === 0) return refusal("InvalidParameterCombination");
    const named = Object.fromEntries(groups.map((group, index) => [`GroupId.${index + 1}`, group]));
    const found = await this.ask({ Action: "DescribeSecurityGroups", ...named });
    if (found.status !== 200 || groups.some((group) => !found.body.includes(`<groupId>${group}<`))) {
      return refusal("InvalidGroup.NotFound");
    }
    this.changes.set(id, [...(this.changes.get(id) ?? []), groups]);
    this.onPlug.get(id)?.(/<ipPermissionsEgress>\s*<item>/u.test(found.body));
    return {
      status: 200,
      body: "<ModifyNetworkInterfaceAttributeResponse><return>true</return></ModifyNetworkInterfaceAttributeResponse>",
    };
  }

  /** MiniStack's answer to DescribeNetworkInterfaces with the groups of today, and without what the filters leave out. */
  described(asked: URLSearchParams, body: string): string {
    const end = body.lastIndexOf("</networkInterfaceSet>");
    if (end < 0) return body;
    const [head = "", ...items] = body.slice(0, end).split(/(?=<item>\s*<networkInterfaceId>)/u);
    const kept = items.filter((item) => passes(asked, item)).map((item) => this.#withGroups(item));
    return `${head}${kept.join("")}${body.slice(end)}`;
  }

  #withGroups(item: string): string {
    const id = /<networkInterfaceId>([^<]*)/u.exec(item)?.[1] ?? "";
    const groups = this.changes.get(id)?.at(-1);
    if (groups === undefined) return item;
    const set = groups.map((group) => `<item><groupId>${group}</groupId><groupName>${group}</groupName></item>`);
    return item.replace(/<groupSet>.*?<\/groupSet>/su, `<groupSet>${set.join("")}</groupSet>`);
  }
}

/** Whether an interface has what each filter wants: `tag-key` or `tag:KEY`. Throws for another filter. */
function passes(asked: URLSearchParams, item: string): boolean {
  const tags = new Map(
    [...(item.split("<tagSet>")[1] ?? "").matchAll(/<key>([^<]*)<\/key><value>([^<]*)</gu)].map(([, key, value]) => [
      key ?? "",
      value ?? "",
    ]),
  );
  return [...asked].every(([parameter, name]) => {
    const filter = /^(Filter\.\d+)\.Name$/u.exec(parameter)?.[1];
    if (filter === undefined) return true;
    const values = listed(asked, new RegExp(`^${filter.replace(".", "\\.")}\\.Value\\.\\d+$`, "u"));
    if (name === "tag-key") return values.some((key) => tags.has(key));
    if (name.startsWith("tag:")) return values.includes(tags.get(name.slice("tag:".length)) ?? "");
    throw new Error(`no such filter in the double: ${name}`);
  });
}

function listed(asked: URLSearchParams, name: RegExp): string[] {
  return [...asked].flatMap(([parameter, value]) => (name.test(parameter) ? [value] : []));
}

function refusal(code: string): Ec2Answer {
  const error = `<Error><Code>${code}</Code><Message>said by the double</Message></Error>`;
  return { status: 400, body: `<Response><Errors>${error}</Errors><RequestID>1</RequestID></Response>` };
}
