import { MiniStack } from "./ministack";
import { type Credentials, signedCall } from "./signed-call";

export const account = "111122223333";
const root: Credentials = { accessKeyId: account, secretAccessKey: "test" };

/** A role, as a session of it, or a user. */
export interface Principal {
  readonly kind: "Role" | "User";
  readonly name: string;
  readonly arn: string;
  /** What MiniStack takes for the caller's ARN. */
  readonly callsAs: string;
  readonly credentials: Credentials;
}

const actions = {
  "kms:Decrypt": "CiphertextBlob",
  "kms:DescribeKey": "KeyId",
  "kms:GetKeyPolicy": "KeyId",
  "secretsmanager:DescribeSecret": "SecretId",
  "secretsmanager:GetResourcePolicy": "SecretId",
  "secretsmanager:GetSecretValue": "SecretId",
} as const;

/** The actions that can be tried: none of them changes anything. */
type Action = keyof typeof actions;

/** An account in a MiniStack that decides every call by the IAM, key and secret policies that were put into it. */
export class IamAccount {
  readonly #ministack: MiniStack;
  readonly #ciphertexts = new Map<string, string>();
  #policies = 0;

  private constructor(ministack: MiniStack) {
    this.#ministack = ministack;
  }

  static async start(): Promise<IamAccount> {
    return new IamAccount(await MiniStack.start({ evaluatesIam: true }));
  }

  stop(): Promise<void> {
    return this.#ministack.stop();
  }

  /** ARN of a new key. */
  async key(): Promise<string> {
    const { KeyMetadata } = await this.#json<{ KeyMetadata: { Arn: string } }>("kms", "CreateKey");
    const sealed = await this.#json<{ CiphertextBlob: string }>("kms", "Encrypt", {
      KeyId: KeyMetadata.Arn,
      Plaintext: "AAAA",
    });
    this.#ciphertexts.set(KeyMetadata.Arn, sealed.CiphertextBlob);
    return KeyMetadata.Arn;
  }

  /** ARN of a new secret. */
  async secret(name: string): Promise<string> {
    const made = await this.#json<{ ARN: string }>("secretsmanager", "CreateSecret", {
      Name: name,
      SecretString: "a text",
    });
    return made.ARN;
  }

  async role(name: string): Promise<Principal> {
    const trust = { Effect: "Allow", Principal: { AWS: account }, Action: "sts:AssumeRole" };
    await this.#asked("iam", "CreateRole", { RoleName: name, AssumeRolePolicyDocument: text([trust]) });
    const arn = `arn:aws:iam::${account}:role/${name}`;
    const session = await this.#asked("sts", "AssumeRole", { RoleArn: arn, RoleSessionName: "session" });
    return {
      kind: "Role",
      name,
      arn,
      callsAs: `arn:aws:sts::${account}:assumed-role/${name}/session`,
      credentials: { ...keysIn(session), sessionToken: element(session, "SessionToken") },
    };
  }

  async user(name: string): Promise<Principal> {
    await this.#asked("iam", "CreateUser", { UserName: name });
    const arn = `arn:aws:iam::${account}:user/${name}`;
    const made = await this.#asked("iam", "CreateAccessKey", { UserName: name });
    return { kind: "User", name, arn, callsAs: arn, credentials: keysIn(made) };
  }

  /** Replaces what a principal is granted, and by what it is bounded. */
  async grant({ kind, name }: Principal, statements: readonly unknown[], boundary?: readonly unknown[]): Promise<void> {
    const of = { [`${kind}Name`]: name };
    const own = { ...of, PolicyName: "own" };
    if (statements.length > 0) {
      await this.#asked("iam", `Put${kind}Policy`, { ...own, PolicyDocument: text(statements) });
    } else {
      await this.#call("iam", `Delete${kind}Policy`, own);
    }
    if (boundary === undefined) {
      await this.#call("iam", `Delete${kind}PermissionsBoundary`, of);
      return;
    }
    const policy = `boundary-${String(++this.#policies)}`;
    await this.#asked("iam", "CreatePolicy", { PolicyName: policy, PolicyDocument: text(boundary) });
    const arn = `arn:aws:iam::${account}:policy/${policy}`;
    await this.#asked("iam", `Put${kind}PermissionsBoundary`, { ...of, PermissionsBoundary: arn });
  }

  /** Replaces the policy of a key or a secret. */
  async admit(arn: string, statements: readonly unknown[]): Promise<void> {
    if (arn.startsWith("arn:aws:kms:")) {
      await this.#asked("kms", "PutKeyPolicy", { KeyId: arn, PolicyName: "default", Policy: text(statements) });
    } else {
      await this.#asked("secretsmanager", "PutResourcePolicy", { SecretId: arn, ResourcePolicy: text(statements) });
    }
  }

  /** Whether a call goes through. Throws if it fails for another reason than that it is denied. */
  async allows({ credentials }: Principal, action: Action, arn: string): Promise<boolean> {
    const [service, name] = action.split(":") as ["kms" | "secretsmanager", string];
    const parameter = actions[action];
    const about = parameter === "CiphertextBlob" ? (this.#ciphertexts.get(arn) ?? "") : arn;
    const { ok, text: answer } = await signedCall(this.#ministack.endpoint, credentials, service, name, {
      [parameter]: about,
      ...(name === "GetKeyPolicy" ? { PolicyName: "default" } : {}),
    });
    if (ok) return true;
    if (answer.includes("AccessDeniedException")) return false;
    throw new Error(`${action}: ${answer}`);
  }

  /** What IAM's own simulator says of a principal's policies alone: the decision by action, for one resource. */
  async simulate(
    { arn }: Principal,
    asked: readonly string[],
    resource: string,
  ): Promise<ReadonlyMap<string, boolean>> {
    const answer = await this.#asked("iam", "SimulatePrincipalPolicy", {
      PolicySourceArn: arn,
      "ResourceArns.member.1": resource,
      ...Object.fromEntries(asked.map((action, index) => [`ActionNames.member.${String(index + 1)}`, action])),
    });
    const results = answer.matchAll(/<EvalActionName>([^<]+)<.*?<EvalDecision>(\w+)</gsu);
    return new Map(Array.from(results, ([, action = "", decision]) => [action, decision === "allowed"]));
  }

  async #json<T>(service: "kms" | "secretsmanager", action: string, parameters = {}): Promise<T> {
    return JSON.parse(await this.#asked(service, action, parameters)) as T;
  }

  #call(...[service, action, parameters]: Call): ReturnType<typeof signedCall> {
    return signedCall(this.#ministack.endpoint, root, service, action, parameters);
  }

  async #asked(...call: Call): Promise<string> {
    const { ok, text: answer } = await this.#call(...call);
    if (!ok) throw new Error(`${call[1]}: ${answer}`);
    return answer;
  }
}

type Call = Parameters<typeof signedCall> extends [unknown, unknown, ...infer Rest] ? Rest : never;

function text(statements: readonly unknown[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

function element(xml: string, name: string): string {
  return new RegExp(`<${name}>([^<]+)</${name}>`, "u").exec(xml)?.[1] ?? "";
}

function keysIn(xml: string): Credentials {
  return { accessKeyId: element(xml, "AccessKeyId"), secretAccessKey: element(xml, "SecretAccessKey") };
}
