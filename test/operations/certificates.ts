import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** Files of a certificate, in PEM. */
export interface Certificate {
  readonly certificateFile: string;
  readonly keyFile: string;
}

/** A certificate authority for one run: its files, and certificates by it. */
export class CertificateAuthority implements Certificate {
  readonly certificateFile: string;
  readonly keyFile: string;
  readonly #folder: string;

  constructor(folder: string, name: string) {
    this.#folder = folder;
    this.certificateFile = join(folder, `${name}.pem`);
    this.keyFile = join(folder, `${name}.key`);
    const subject = ["-subj", `/CN=${name}`, "-days", "2"];
    const uses = ["-addext", "keyUsage=critical,keyCertSign,cRLSign"];
    openssl("req", "-x509", ...newKey, ...subject, ...uses, "-keyout", this.keyFile, "-out", this.certificateFile);
  }

  /** A certificate for these host names; `*.` in front of one stands for one label. */
  issue(name: string, hosts: readonly string[]): Certificate {
    const at = (extension: string): string => join(this.#folder, `${name}.${extension}`);
    openssl("req", ...newKey, "-subj", `/CN=${name}`, "-keyout", at("key"), "-out", at("csr"));
    writeFileSync(
      at("ext"),
      `extendedKeyUsage=serverAuth\nsubjectAltName=${hosts.map((host) => `DNS:${host}`).join(",")}\n`,
    );
    const by = ["-CA", this.certificateFile, "-CAkey", this.keyFile, "-CAcreateserial", "-days", "2"];
    openssl("x509", "-req", "-in", at("csr"), ...by, "-extfile", at("ext"), "-out", at("pem"));
    return { certificateFile: at("pem"), keyFile: at("key") };
  }
}

const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"] as const;

function openssl(...words: readonly string[]): void {
  const { status, stderr } = spawnSync("openssl", words, { encoding: "utf8" });
  if (status !== 0) throw new Error(`openssl ${words[0] ?? ""}: ${stderr}`);
}
