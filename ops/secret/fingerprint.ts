import { createHash } from "node:crypto";
import { Aws } from "../aws/aws";
import { awsErrorName } from "../aws/explained";
import { isMap } from "../embedded/project";
import type { AccountNames } from "../stack/account";
import type { Fields } from "./credential";

/** Below which name the fingerprints of the account's credentials stand, a parameter each. */
export const fingerprintFolder = "/bulkhead/fingerprints";

/** Who has a credential. */
export interface Holder {
  readonly stack: string;
  readonly bot: string;
  readonly network: string;
}

/**
 * Fingerprints of credentials: an HMAC under a key of the account that never leaves KMS, so that the same credential can be
 * told again and nothing can be told from it. They stand as parameters in the account's home region.
 */
export class Fingerprints {
  readonly #aws: Aws;

  constructor(readonly names: AccountNames) {
    this.#aws = new Aws(names.region);
  }

  /** The fingerprint of a credential, in hex. */
  async of(exchange: string, fields: Fields): Promise<string> {
    const { GenerateMacCommand } = await import("@aws-sdk/client-kms");
    const client = await this.#aws.client("kms");
    // The order of fields must not matter, and a length tells where each ends.
    const text = Object.entries(fields)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => `${name}:${value.length}:${value}`)
      .join("|");
    const Message = createHash("sha256").update(`${exchange}|${text}`).digest();
    const { Mac: mac } = await client.send(
      new GenerateMacCommand({ KeyId: this.names.fingerprintKeyArn, MacAlgorithm: "HMAC_SHA_256", Message }),
    );
    if (mac === undefined) throw new Error("KMS answered without a MAC.");
    return Buffer.from(mac).toString("hex");
  }

  /** Who is known to have the credential with this fingerprint; undefined where nobody is. */
  async holder(fingerprint: string): Promise<Holder | undefined> {
    const { GetParameterCommand } = await import("@aws-sdk/client-ssm");
    const client = await this.#aws.client("ssm");
    try {
      const found = await client.send(new GetParameterCommand({ Name: `${fingerprintFolder}/${fingerprint}` }));
      const content: unknown = JSON.parse(found.Parameter?.Value ?? "");
      if (!isMap(content)) return undefined;
      const { stack, bot, network } = content;
      return { stack: String(stack), bot: String(bot), network: String(network) };
    } catch (error) {
      if (awsErrorName(error) === "ParameterNotFound") return undefined;
      throw error;
    }
  }

  /** Writes down who has it. */
  async remember(fingerprint: string, { stack, bot, network }: Holder): Promise<void> {
    const { PutParameterCommand } = await import("@aws-sdk/client-ssm");
    const client = await this.#aws.client("ssm");
    await client.send(
      new PutParameterCommand({
        Name: `${fingerprintFolder}/${fingerprint}`,
        Type: "String",
        Value: JSON.stringify({ stack, bot, network, at: new Date().toISOString() }),
        Overwrite: true,
      }),
    );
  }

  async close(): Promise<void> {
    await this.#aws.close();
  }
}
