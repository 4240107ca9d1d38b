import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import { base64, base64url, capitals, Random } from "../generate/random";
import { facts, judge, type Fact } from "./facts";

const base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

describe("AWS and Azure", () => {
  facts("aws-access-key-id", "low shaped", (r) => {
    const ids = ["AKIA", "ASIA", "ABIA", "ACCA", "A3TX"].map((kind) => `${kind}2${r.text(base32, 15)}`);
    return [
      ...ids.map((id): Fact => [`of kind ${id.slice(0, 4)}`, `a: ${id}`, id]),
      ["a role's id is none", `a: AROA${r.text(base32, 16)}`],
      ["a user's id is none", `a: AIDA${r.text(base32, 16)}`],
      ["with a digit that base32 lacks it is none", `a: AKIA1${r.text(base32, 15)}`],
      ["of 19 characters is none", `a: AKIA${r.text(base32, 15)}`],
    ];
  });

  test("aws-access-key-id takes no value with a character more", () => {
    const id = "AKIA" + "A".repeat(16);
    expect(judge("aws-access-key-id", id)).toEqual({ confidence: "shaped" });
    expect(judge("aws-access-key-id", `${id}A`)).toBeUndefined();
    expect(judge("aws-access-key-id", `A${id}`)).toBeUndefined();
  });

  facts("aws-secret-access-key", "high named", (r) => {
    const secret = `a1Z${r.text(base64, 36)}a`;
    const id = `AKIA${r.text(base32, 16)}`;
    const far = " nothing to see here".repeat(10);
    return [
      ...["AWS_SECRET", "secretAccessKey", "amazonSecret", "s3Secret", "sesSecretKey"].map((name): Fact => [
        `under ${name}`,
        `${name}: "${secret}"`,
        secret,
      ]),
      ["beside an id before it", `${id}\n${secret}\n`, secret, "high shaped"],
      ["beside an id behind it", `${secret}\n${id}\n`, secret, "high shaped"],
      [
        "under its name and beside an id",
        `AWS_ACCESS_KEY_ID=${id}\nAWS_SECRET_ACCESS_KEY=${secret}\n`,
        secret,
        "high shaped",
      ],
      ["not beside an id far away", `${id}${far}\n${secret}\n`],
      ["not beside an id far behind", `${secret}\n${far}${id}\n`],
      ["not by itself", `x: "${secret}"`],
      ["not under another secret's name", `botSecret: "${secret}"`],
      ["not as a commit beside an id", `${id}\n${r.hex(40)}\n`],
      ["not as a commit in capitals beside an id", `${id}\n${r.hex(40).toUpperCase()}\n`],
      ["not without a digit", `AWS_SECRET: "${r.text("abcdefghijKLMNOP", 40)}"`],
      ["not without a capital", `AWS_SECRET: "${r.text("abcdefghij012345", 40)}"`],
      ["not without a small letter", `AWS_SECRET: "${r.text("ABCDEFGHIJ012345", 40)}"`],
      ["not as a hash by name", `${id}\nawsKeyHash: "${secret}"`],
      ["of 39 characters is none", `AWS_SECRET: "${secret.slice(1)}"`],
      [
        "that is a placeholder is low",
        `AWS_SECRET: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"`,
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "low named",
      ],
    ];
  });

  facts("azure-storage-key", "high shaped", (r) => {
    const key = r.bytes(64).toString("base64");
    const text = (value: string): string =>
      `DefaultEndpointsProtocol=https;AccountName=bot;AccountKey=${value};EndpointSuffix=core.windows.net`;
    const emulator = `Eby8vdM02xNOcqFlqUwJPLlm${r.text(base64, 62)}==`;
    return [
      ["in a connection string", text(key), key],
      ["the emulator's is low", text(emulator), emulator, "low shaped"],
      ["63 bytes are none", text(r.bytes(63).toString("base64"))],
      ["without padding it is none", text(key.slice(0, -2))],
      ["behind another name it is none", text(key).replace("AccountKey", "AccountCue")],
    ];
  });
});

describe("bots of messengers", () => {
  facts("telegram-bot-token", "high shaped", (r) => {
    const rest = `AA${r.text(base64url, 32)}a`;
    const other = `BB${r.text(base64url, 32)}a`;
    return [
      ["of eight digits", `a: "12345678:${rest}"`, `12345678:${rest}`],
      ["of ten digits", `a: "1234567890:${rest}"`, `1234567890:${rest}`],
      ["behind the word bot", `a/bot123456789:${rest}`, `123456789:${rest}`],
      ["under a secret's name with other letters", `botToken: "123456789:${other}"`, `123456789:${other}`],
      ["under Telegram's name with other letters", `TELEGRAM_KEY: "123456789:${other}"`, `123456789:${other}`],
      ["under its short name with other letters", `TG_KEY: "123456789:${other}"`, `123456789:${other}`],
      [
        "that is a placeholder is low",
        `a: "123456789:AA${"0123456789".repeat(3)}abc"`,
        `123456789:AA${"0123456789".repeat(3)}abc`,
        "low shaped",
      ],
      ["not with other letters under no name", `a: "123456789:${other}"`],
      ["not with other letters under another name", `apiKey: "123456789:${other}"`],
      ["not of seven digits", `a: "1234567:${rest}"`],
      ["not of eleven digits", `a: "12345678901:${rest}"`],
      ["not with digits that end a word", `a: "x123456789:${rest}"`],
      ["not without its colon", `a: "123456789 ${rest}"`],
      ["not with a character less", `a: "123456789:${rest.slice(0, -1)}"`],
    ];
  });

  facts("discord-bot-token", "high proven", (r) => {
    const token = (id: string, middle = 6, last = 38): string =>
      `${Buffer.from(id).toString("base64url")}.${r.text(base64url, middle - 1)}a.${r.text(base64url, last - 1)}a`;
    const ids = ["12345678901234567", "123456789012345678", "1234567890123456789", "12345678901234567890"];
    return [
      ...ids.map((id): Fact => {
        const one = token(id);
        return [`of a bot with ${id.length} digits`, `a: "${one}"`, one];
      }),
      ["with a short code", ...((one: string) => [`a: "${one}"`, one] as const)(token("123456789012345678", 6, 27))],
      ["not of 16 digits", `a: "${token("1234567890123456")}"`],
      ["not of 21 digits", `a: "${token("123456789012345678901")}"`],
      ["not of letters", `a: "${token("123456789o12345678")}"`],
      ["not with five characters in the middle", `a: "${token("123456789012345678", 5)}"`],
      ["not with seven", `a: "${token("123456789012345678", 7)}"`],
      ["not with 26 at the end", `a: "${token("123456789012345678", 6, 26)}"`],
      ["not with 39 at the end", `a: "${token("123456789012345678", 6, 39)}"`],
      ["not the number alone", `a: "${Buffer.from("123456789012345678").toString("base64url")}"`],
    ];
  });
});

describe("passwords and keys of services", () => {
  facts("basic-authorization", "high shaped", (r) => {
    const password = r.alnum(14);
    const text = (plain: string): string => Buffer.from(plain).toString("base64");
    const value = text(`bot:${password}`);
    const header = (credentials: string): string => `Authorization: Basic ${credentials}`;
    return [
      ["in a header", header(value), value],
      ["in a header in small letters", `authorization: basic ${value}`, value],
      ["elsewhere is left alone", `say Basic ${value}`],
      ["without a colon is none", header(text(`bot ${password}`))],
      ["without a user is none", header(text(`:${password}`))],
      ["with a long user is none", header(text(`${"b".repeat(101)}:${password}`))],
      [
        "with a user of a hundred letters is one",
        header(text(`${"b".repeat(100)}:${password}`)),
        text(`${"b".repeat(100)}:${password}`),
      ],
      ["with a password of two letters is none", header(text("trader:k7"))],
      ["with a password of five is low", header(text("trader:k7!xq")), text("trader:k7!xq"), "low shaped"],
      ["with a password of six is high", header(text("trader:k7!xqv")), text("trader:k7!xqv")],
      [
        "with bytes that are no text is none",
        header(Buffer.concat([Buffer.from("bot:"), Buffer.of(1, 2, 200, 7), r.bytes(9)]).toString("base64")),
      ],
      ["with a placeholder is low", header(text("bot:your-password")), text("bot:your-password"), "low shaped"],
      [
        "the example of its standard is low",
        header(text(`Aladdin:${password}`)),
        text(`Aladdin:${password}`),
        "low shaped",
      ],
    ];
  });

  test("basic-authorization is told by what stands right before it, or by a secret's name", () => {
    const value = `Basic ${Buffer.from("trader:k7!xqvzz").toString("base64")}`;
    const told = { confidence: "shaped", range: [6, value.length] };
    const after = (lead: string, name?: string): unknown =>
      judge("basic-authorization", value, {
        text: lead + value,
        start: lead.length,
        end: lead.length + value.length,
        ...(name === undefined ? {} : { name }),
      });
    expect(after('{"Authorization": "')).toEqual(told);
    expect(after("", "authToken")).toEqual(told);
    expect(after("", "motto")).toBeUndefined();
    expect(after("Authorization is not what follows: ")).toBeUndefined();
    expect(after(`Authorization:${" ".repeat(19)}`)).toEqual(told);
    expect(after(`Authorization:${" ".repeat(20)}`)).toBeUndefined();
  });

  facts("command-password", "high shaped", (r) => {
    const password = r.alnum(20);
    const typed = `Tide!${r.alnum(5)}7`;
    const key = r.alnum(32);
    const six = "k7!xqv";
    const found: Readonly<Record<string, string>> = {
      "of curl": `curl -u trader:PASSWORD https://api.desk.net/v1`,
      "of curl, among other options": `curl -fsSu 'trader:PASSWORD' -o x https://api.desk.net/v1`,
      "of curl, by its long option": `curl --user "trader:PASSWORD" https://api.desk.net/v1`,
      "of curl's proxy": `curl -U trader:PASSWORD -x http://proxy.desk.net:3128 https://api.desk.net`,
      "of curl's proxy, by its long option": `curl --proxy-user=trader:PASSWORD https://api.desk.net`,
      "of mysql": `mysql -h db.desk.net -u bot -pPASSWORD trades < dump.sql`,
      "of mysqldump": `mysqldump -ubot -p"PASSWORD" trades > dump.sql`,
      "of mariadb": `mariadb -ubot -p'PASSWORD' trades`,
      "of ssh": `sshpass -p PASSWORD ssh bot@desk.net`,
      "of ssh, without a blank": `sshpass -pPASSWORD scp x bot@desk.net:`,
      "of Redis": `redis-cli -h cache.desk.net -a PASSWORD ping`,
      "of Redis, by its long option": `redis-cli --pass PASSWORD ping`,
      "of Valkey": `valkey-cli -a PASSWORD ping`,
      "of a registry": `docker login -u bot -p PASSWORD registry.desk.net`,
      "of a registry of charts": `helm registry login -u bot -p=PASSWORD registry.desk.net`,
      "of a registry, piped": `echo "PASSWORD" | docker login -u bot --password-stdin registry.desk.net`,
      "of MongoDB": `mongodump -u bot -p PASSWORD --db trades`,
      "of lftp": `lftp -u bot,PASSWORD sftp://desk.net`,
      "of smbclient": `smbclient //desk/share -U bot%PASSWORD`,
      "of a directory": `ldapsearch -x -D cn=bot -w PASSWORD`,
      "of an archive": `unzip -P PASSWORD keys.zip`,
      "of a 7z archive": `7z x -pPASSWORD keys.7z`,
      "of SQL Server": `sqlcmd -S db.desk.net -U bot -P PASSWORD`,
      "of a file of users": `htpasswd -cb /etc/nginx/users bot PASSWORD`,
      "of a user, printed": `echo $(htpasswd -nb bot PASSWORD)`,
      "of RabbitMQ": `rabbitmqctl add_user bot PASSWORD`,
      "of a keystore of Java": `keytool -genkey -storepass PASSWORD -alias bot`,
      "of a user, piped": `echo "bot:PASSWORD" | chpasswd`,
      "of a user, printed and piped": `printf 'bot:PASSWORD\\n' | sudo chpasswd`,
      "of a user, as a here-string": `chpasswd <<< "bot:PASSWORD"`,
      "of a user, as a here-document": `chpasswd <<EOF\nbot:PASSWORD\nEOF\n`,
      "of a user in cloud-init": `chpasswd:\n  expire: false\n  list: |\n    bot:PASSWORD\n`,
      "of a user in a list of cloud-init": `chpasswd:\n  list:\n    - root:RANDOM\n    - bot:PASSWORD\n`,
      "of the second user, behind a digest": `chpasswd:\n  list: |\n    root:$6$${r.alnum(40)}\n    bot:PASSWORD\n`,
      "of a user, to passwd": `echo PASSWORD | passwd --stdin bot`,
      "within a substitution": `x=$(redis-cli -a PASSWORD)`,
      "for sudo": `echo PASSWORD | sudo -S apt-get update`,
      "of a registry, piped with an option": `echo -n "PASSWORD" | docker login -u bot --password-stdin registry.desk.net`,
      "of a registry, piped with two options in one": `echo -ne PASSWORD | docker login -u bot --password-stdin desk.net`,
      "of a user, piped with two options in one": `echo -ne bot:PASSWORD | chpasswd`,
      "of lftp, between quotes": `lftp -u "bot,PASSWORD" sftp://desk.net`,
      "of smbclient, between quotes": `smbclient //desk/share -U 'bot%PASSWORD'`,
      "of RabbitMQ, between quotes": `rabbitmqctl change_password "bot" "PASSWORD"`,
      "of a file of users, between quotes": `htpasswd -bcB /etc/nginx/users bot 'PASSWORD'`,
      "of a user, printed between quotes": `echo $(htpasswd -nBb bot "PASSWORD" )`,
      "of a user, as a here-string without quotes": `chpasswd <<< bot:PASSWORD`,
      "of a user in a quoted list of cloud-init": `chpasswd:\n  list:\n    - "bot:PASSWORD"\n`,
      "of PostgreSQL's file": `db.desk.net:5432:trades:bot:PASSWORD\n`,
      "of PostgreSQL's file, for all databases": `*:5432:*:bot:PASSWORD`,
    };
    return [
      ...Object.entries(found).flatMap(([fact, text]): Fact[] => [
        [fact, text.replace("PASSWORD", password), password],
        [`${fact}, typed by a person`, text.replace("PASSWORD", typed), typed],
        [
          `${fact}, with two blanks for one`,
          text.replaceAll(" ", "  ").replace("7z  x", "7z x").replace("PASSWORD", password),
          password,
        ],
        [`no variable ${fact}`, text.replace("PASSWORD", "$PASSWORD")],
        [`no command's output ${fact}`, text.replace("PASSWORD", "$(cat/run/x)")],
      ]),
      ["with a dollar between single quotes", `curl -u 'trader:${six}$ab7' x`, `${six}$ab7`],
      ["with an ampersand between quotes", `sshpass -p '${six}&ab7' ssh x`, `${six}&ab7`],
      ["with a dollar in PostgreSQL's file", `db-1.desk.net:5432:x:bot:${six}$ab7\n`, `${six}$ab7`],
      ["not with a variable between double quotes", `sshpass -p "${six}$ab7" ssh x`],
      ["not a template's variable between single quotes", `sshpass -p '$DESK_PASSWORD' ssh x`],
      ["not behind the ampersand of a shell", `sshpass -V && deploy -p '${password}'`],
      ["a key as the user of curl", `curl -u ${key}: https://api.desk.net/v1`, key],
      ["not a user without a password", `curl -u trader: https://api.desk.net/v1`],
      ["not a user alone", `curl -u ${key} https://api.desk.net/v1`],
      ["a word that everybody takes is low", `curl -u trader:postgres12 localhost`, "postgres12", "low shaped"],
      ["a word is low", `sshpass -p lighthouse ssh x`, "lighthouse", "low shaped"],
      ["letters in two cases without a digit are low", `sshpass -p LightHouse ssh x`, "LightHouse", "low shaped"],
      ["five characters are low", `sshpass -p ${six.slice(0, 5)} ssh x`, six.slice(0, 5), "low shaped"],
      ["six are high", `sshpass -p ${six} ssh x`, six],
      ["a placeholder is low", `mysql -pyour-password9`, "your-password9", "low shaped"],
      ["in a comment that documents code it is low", ` * curl -u trader:${password} x`, password, "low shaped"],
      ["not a port", `mysql -P ${r.text("0123456789", 12)} -h db`],
      ["not what another command is handed", `deploy -p ${password}`],
      ["not behind the command's end", `sshpass -V; deploy -p ${password}`],
      ["not on the next line", `redis-cli\n -a ${password}`],
      ["not far behind", `redis-cli ${"x ".repeat(100)} -a ${password}`],
      ["not an option in place of a password", `redis-cli -a --${password}`],
      ["not a map of ports", `ports: 127.0.0.1:5432:5432`],
      ["not three fields behind a port", `db:5432:trades:${password}`],
      ["not what is piped elsewhere", `echo ${password} | sha256sum`],
      ["not a folder to make", `docker run login && mkdir -p ${password}`],
    ];
  });

  facts("explorer-api-key", "high named", (r) => {
    const key = `A1${r.text(capitals, 32)}`;
    return [
      ["under an explorer's name", `ETHERSCAN_API_KEY: "${key}"`, key],
      ["under a chain's explorer", `explorerKey_apiKey: "${key}"`, key],
      ["behind an explorer's URL", `https://api.bscscan.com/api?module=account&apikey=${key}`, key],
      ["near an explorer's name", `# polygonscan\nx: "${key}"`, key, "high shaped"],
      ["under an explorer's secret", `ETHERSCAN_SECRET: "${key}"`, key],
      [
        "behind an explorer's URL whose key is another",
        `https://api.bscscan.com/api?apikey=1&tag=${key}`,
        key,
        "high shaped",
      ],
      ["not where no explorer is named", `API_KEY: "${key}"`],
      ["not far from an explorer's name", `# polygonscan\n${"# nothing here\n".repeat(15)}x: "${key}"`],
      ["not as a hash by name", `etherscanKeyHash: "${key}"`],
      ["not without a digit", `ETHERSCAN_API_KEY: "${r.text("ABCDEFGHIJ", 34)}"`],
      ["not of capitals alone", `ETHERSCAN_API_KEY: "${"QWERTYUIOP".repeat(4).slice(0, 34)}"`],
      ["not without a capital", `ETHERSCAN_API_KEY: "${r.text("0123456789", 34)}"`],
      ["not in small letters", `ETHERSCAN_API_KEY: "${key.toLowerCase()}"`],
      ["not with 33 characters", `ETHERSCAN_API_KEY: "${key.slice(1)}"`],
    ];
  });

  test("explorer-api-key takes its only digit or capital anywhere, and no character more", () => {
    const given = { name: "ETHERSCAN_API_KEY" };
    const letters = "QWERTYUIOP".repeat(4);
    for (const value of [
      `7${letters.slice(0, 33)}`,
      `${letters.slice(0, 33)}7`,
      `Q${"1234567890".repeat(4).slice(0, 33)}`,
      `${"1234567890".repeat(4).slice(0, 33)}Q`,
    ])
      expect(judge("explorer-api-key", value, given)).toEqual({ confidence: "named" });
    const value = `7${letters.slice(0, 33)}`;
    expect(judge("explorer-api-key", `${value}Q`, given)).toBeUndefined();
    expect(judge("explorer-api-key", `Q${value}`, given)).toBeUndefined();
  });
});

describe("files of keys", () => {
  const seedKey = (r: Random) =>
    createPrivateKey({
      key: Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), r.bytes(32)]),
      format: "der",
      type: "pkcs8",
    });
  const wrap = (label: string, body: string): string => `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----`;
  const lines = (text: string): string => text.match(/.{1,64}/gu)?.join("\n") ?? "";

  facts("pem-private-key", "high proven", (r) => {
    const pem = seedKey(r).export({ format: "pem", type: "pkcs8" }).toString().trim();
    const ec = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
    const sec1 = ec.export({ format: "pem", type: "sec1" }).toString().trim();
    const sealed = ec
      .export({ format: "pem", type: "pkcs8", cipher: "aes-256-cbc", passphrase: "x" })
      .toString()
      .trim();
    const openssh = (cipher: string): string => {
      const name = Buffer.concat([Buffer.of(0, 0, 0, cipher.length), Buffer.from(cipher)]);
      return wrap(
        "OPENSSH PRIVATE KEY",
        lines(Buffer.concat([Buffer.from("openssh-key-v1\0"), name, r.bytes(150)]).toString("base64")),
      );
    };
    const [open, closed] = [openssh("none"), openssh("aes256-ctr")];
    const foreign = wrap("OPENSSH PRIVATE KEY", lines(r.bytes(150).toString("base64")));
    const pgp = wrap(
      "PGP PRIVATE KEY BLOCK",
      `Version: 1\n\n${lines(r.bytes(150).toString("base64"))}\n=${r.text(base64, 4)}`,
    );
    const old = wrap(
      "EC PRIVATE KEY",
      `Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,${r.hex(32)}\n\n${lines(r.bytes(120).toString("base64"))}`,
    );
    const tendermint = wrap(
      "TENDERMINT PRIVATE KEY",
      `kdf: bcrypt\nsalt: ${r.hex(32)}\n\n${lines(r.bytes(90).toString("base64"))}`,
    );
    const cut = wrap("PRIVATE KEY", lines(Buffer.concat([Buffer.of(0x30, 0x82, 4), r.bytes(200)]).toString("base64")));
    const noise = wrap("PRIVATE KEY", lines(Buffer.concat([Buffer.of(0x31), r.bytes(200)]).toString("base64")));
    const escaped = pem.replaceAll("\n", "\\n");
    const joined = pem.split("\n").join('\\n" +\n  "');
    const listed = pem.split("\n").join("',\n  '");
    return [
      ["in PKCS8", pem, pem],
      ["in SEC1", sec1, sec1],
      ["in JSON's escapes", `{"key":"${escaped}"}`, escaped],
      ["in literals that are joined", `key = "${joined}";`, joined],
      ["in a list of lines", `key = ['${listed}']`, listed],
      ["under a passphrase is medium", sealed, sealed, "medium shaped"],
      ["under a passphrase of old is medium", old, old, "medium shaped"],
      ["of Tendermint, under a passphrase, is medium", tendermint, tendermint, "medium shaped"],
      ["of OpenSSH", open, open],
      ["of OpenSSH under a passphrase is medium", closed, closed, "medium proven"],
      ["of OpenSSH without its mark is none", foreign],
      ["of PGP", pgp, pgp, "high shaped"],
      ["of a sequence that is cut off", cut, cut, "high shaped"],
      ["of bytes that are no sequence is none", noise],
      ["a public key is none", wrap("PUBLIC KEY", lines(r.bytes(90).toString("base64")))],
      ["a certificate is none", wrap("CERTIFICATE", lines(r.bytes(90).toString("base64")))],
      ["without an end it is none", pem.replace(/-----END.*/u, "")],
      [
        "with another opening before its end it is none",
        `${pem.replace(/-----END.*/u, "")}-----BEGIN PRIVATE KEY-----`,
      ],
      ["with nothing inside it is none", wrap("PRIVATE KEY", "")],
      ["with dots inside it is none", wrap("PRIVATE KEY", "...\n".repeat(20))],
      ["with one letter over and over it is none", wrap("PRIVATE KEY", "MIIE".repeat(30))],
      [
        "of a sequence of 20,000 characters and more it is none",
        wrap("PRIVATE KEY", lines(Buffer.concat([Buffer.of(0x30, 0x82), r.bytes(16_000)]).toString("base64"))),
      ],
      ["of 20,000 characters and more it is none", wrap("PRIVATE KEY", lines(r.bytes(16_000).toString("base64")))],
    ];
  });

  test("pem-private-key reads its lines whatever joins them, without their headers and their sum", () => {
    const r = new Random("lines of a key");
    const told = (text: string): unknown => judge("pem-private-key", text);
    const proven = { confidence: "proven" };
    const medium = { confidence: "shaped", severity: "medium" };
    const pem = seedKey(r).export({ format: "pem", type: "pkcs8" }).toString().trim();
    const sealed = `Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,${r.hex(32)}\n\n${lines(r.bytes(120).toString("base64"))}`;
    const old = wrap("EC PRIVATE KEY", sealed);
    for (const joint of ["\n", "\\n", "\\r\\n", '\\n" +\n  "', '" + "', "', '", "','", ",\n", "\\\n"]) {
      expect([joint, told(pem.split("\n").join(joint))]).toEqual([joint, proven]);
      expect([joint, told(old.split("\n").join(joint))]).toEqual([joint, medium]);
    }
    expect(told(old.split("\n").join(","))).toEqual(medium);
    const pgp = (body: string): unknown => told(wrap("PGP PRIVATE KEY BLOCK", `Version: 1\n\n${body}`));
    const letters = `${base64.slice(0, 20)}${base64.slice(0, 20)}`;
    expect(pgp(`${letters.slice(0, 39)}\n =a1+/ \n`)).toBeUndefined();
    expect(pgp(`${letters.slice(0, 39)}x\n=a1+/\n`)).toEqual({ confidence: "shaped" });
    expect(pgp(`${letters.slice(0, 16).repeat(3)}\n`)).toEqual({ confidence: "shaped" });
    expect(pgp(`${letters.slice(0, 15).repeat(3)}\n`)).toBeUndefined();
    expect(pgp(`${letters.slice(0, 36)}=abcdx\n`)).toEqual({ confidence: "shaped" });
  });

  facts("putty-private-key", "high shaped", (r) => {
    const body = lines(r.bytes(120).toString("base64"));
    const file = (
      version: number,
      cipher: string,
      rest = `Private-Lines: 2\n${body}\nPrivate-MAC: ${r.hex(40)}\n`,
    ): string =>
      `PuTTY-User-Key-File-${version}: ssh-ed25519\nEncryption: ${cipher}\nComment: bot\nPublic-Lines: 2\n${lines(r.bytes(60).toString("base64"))}\n${rest}`;
    const upTo = (text: string): string => /^[\s\S]*Private-Lines: \d+\s+.{20}/u.exec(text)?.[0] ?? "";
    const [second, third, sealed] = [file(2, "none"), file(3, "none"), file(3, "aes256-cbc")];
    const long = file(3, "none", `Private-Lines: 10\r\n${body}\r\n`);
    return [
      ["of version 2", second, upTo(second)],
      ["of version 3", third, upTo(third)],
      ["of ten lines, with the ends of Windows", long, upTo(long)],
      ["under a passphrase is medium", sealed, upTo(sealed), "medium shaped"],
      ["of another version is none", file(4, "none")],
      ["without its private half is none", file(3, "none", "")],
      ["with a private half that holds nothing is none", file(3, "none", "Private-Lines: 0\n\n\n")],
    ];
  });
});
