import { base64url, capitals } from "../generate/random";
import { facts, judge, type Fact } from "./facts";

const six = "k7!xqv";
const everybody = "postgres";

/** URLs that hold a key, each with the key; and texts that hold none. */
function urls(
  found: Readonly<Record<string, readonly [url: string, key: string]>>,
  not: Readonly<Record<string, string>>,
): Fact[] {
  return [
    ...Object.entries(found).map(([fact, [url, key]]): Fact => [fact, `open("${url}")`, key]),
    ...Object.entries(not).map(([fact, url]): Fact => [fact, `open("${url}")`]),
  ];
}

describe("providers' URLs with a key in them", () => {
  facts("alchemy-url-key", "high shaped", (r) => {
    const key = `${r.text(base64url, 31)}a`;
    return urls(
      {
        "v2 of a chain": [`https://eth-mainnet.g.alchemy.com/v2/${key}`, key],
        "v3 for tokens": [`https://eth-mainnet.g.alchemy.com/nft/v3/${key}/getNFTs`, key],
        "the old host": [`wss://eth-mainnet.alchemyapi.io/v2/${key}`, key],
      },
      {
        "27 characters are too few": `https://eth-mainnet.g.alchemy.com/v2/${r.alnum(27)}`,
        "another version is no key's": `https://eth-mainnet.g.alchemy.com/v9/${key}`,
        "another site is another's": `https://alchemy.example/v2/${key}`,
      },
    );
  });

  facts("ankr-url-key", "high shaped", (r) => {
    const key = r.hex(64);
    return urls(
      {
        "of a chain": [`https://rpc.ankr.com/eth/${key}`, key],
        "of many chains": [`https://rpc.ankr.com/multichain/${key}`, key],
        "of a chain over HTTP": [`https://rpc.ankr.com/premium-http/solana/${key}`, key],
        "without a path": [`https://rpc.ankr.com/${key}`, key],
      },
      {
        "63 digits are too few": `https://rpc.ankr.com/eth/${r.hex(63)}`,
        "the public one has none": "https://rpc.ankr.com/eth",
      },
    );
  });

  facts("blast-url-key", "high shaped", (r) => {
    const key = r.uuid();
    return urls(
      { "of a chain": [`https://eth-mainnet.blastapi.io/${key}`, key] },
      {
        "35 characters are too few": `https://eth-mainnet.blastapi.io/${key.slice(0, -1)}`,
        "the public one has none": "https://eth-mainnet.public.blastapi.io/status",
      },
    );
  });

  facts("chainstack-url-key", "high shaped", (r) => {
    const key = r.hex(32);
    return urls(
      {
        "of a node": [`https://ethereum-mainnet.core.chainstack.com/${key}`, key],
        "of a beacon node": [`https://ethereum-mainnet.core.chainstack.com/beacon-1/v1/${key}`, key],
        "on the old host": [`wss://nd-123.p2pify.com/ws/${key}`, key],
      },
      { "31 digits are too few": `https://ethereum-mainnet.core.chainstack.com/${r.hex(31)}` },
    );
  });

  facts("discord-webhook", "high shaped", (r) => {
    const key = `${r.text(base64url, 67)}a`;
    const id = `${10 ** 17 + r.below(1e16)}`;
    return urls(
      {
        "of a channel": [`https://discord.com/api/webhooks/${id}/${key}`, key],
        "of a version": [`https://discord.com/api/v10/webhooks/${id}/${key}`, key],
        "on the old host": [`https://discordapp.com/api/webhooks/${id}/${key}`, key],
      },
      {
        "59 characters are too few": `https://discord.com/api/webhooks/${id}/${r.alnum(59)}`,
        "an id has 17 digits or more": `https://discord.com/api/webhooks/1234567/${key}`,
        "a channel is no webhook": `https://discord.com/channels/${id}/${id}`,
      },
    );
  });

  facts("drpc-url-key", "high shaped", (r) => {
    const key = `${r.text(base64url, 43)}a`;
    return urls(
      {
        "in the path": [`https://lb.drpc.org/ethereum/${key}`, key],
        "in the query": [`https://lb.drpc.org/ogrpc?network=ethereum&dkey=${key}`, key],
        "first in the query": [`https://lb.drpc.org/ogrpc?dkey=${key}&network=base`, key],
      },
      {
        "29 characters are too few": `https://lb.drpc.org/ethereum/${r.alnum(29)}`,
        "29 are in the query, too": `https://lb.drpc.org/ogrpc?dkey=${r.alnum(29)}`,
        "the public one has none": "https://eth.drpc.org/",
      },
    );
  });

  facts("node-url-key", "high shaped", (r) => {
    const [uuid, hex, long, key] = [r.uuid(), r.hex(31), r.alnum(90), r.text(base64url, 41)];
    return urls(
      {
        "of Triton One": [`https://desk-main-1a2b.mainnet.rpcpool.com/${uuid}`, uuid],
        "of Triton One for a socket": [`wss://desk.rpcpool.com/${uuid}/whirligig`, uuid],
        "of Dwellir": [`https://api-ethereum-mainnet.n.dwellir.com/${uuid}`, uuid],
        "of NOWNodes": [`https://eth.nownodes.io/${uuid}`, uuid],
        "of ZAN": [`https://api.zan.top/node/v1/eth/mainnet/${hex}7`, `${hex}7`],
        "of ZAN for a socket": [`wss://api.zan.top/node/ws/v1/eth/mainnet/${hex}7`, `${hex}7`],
        "of Syndica": [`https://solana-mainnet.api.syndica.io/api-key/${long}7`, `${long}7`],
        "of Validation Cloud": [`https://mainnet.ethereum.validationcloud.io/v1/${key}7a`, `${key}7a`],
        "of Chainbase": [`https://ethereum-mainnet.s.chainbase.online/v1/${hex.slice(0, 19)}7`, `${hex.slice(0, 19)}7`],
        "of The Graph": [`https://gateway.thegraph.com/api/${hex}7/subgraphs/id/x`, `${hex}7`],
        "of BlockPI": [`https://base.blockpi.network/v1/rpc/${hex}7`, `${hex}7`],
      },
      {
        "19 characters are too few": `https://api.zan.top/node/v1/eth/mainnet/${hex.slice(0, 18)}7`,
        "31 with a hyphen are too few": `https://api.zan.top/node/v1/eth/mainnet/${hex.slice(0, 29)}-7`,
        "the public one has none": "https://base.blockpi.network/v1/rpc/public",
        "words are no key": "https://mainnet.stellar.validationcloud.io/v1/how-to-connect-a-client-to-our-nodes",
        "of another site": `https://mainnet.rpcpool.net/${uuid}`,
        "a page beside the nodes": `https://dwellir.com/blog/${"x".repeat(32)}7`,
      },
    );
  });

  facts("getblock-url-key", "high shaped", (r) => {
    const [uuid, key] = [r.uuid(), r.hex(32)];
    return urls(
      {
        "of a chain": [`https://eth.getblock.io/mainnet/${uuid}`, uuid],
        "without a path": [`https://go.getblock.io/${key}`, key],
        "with a path": [`https://go.getblock.io/btc/mainnet/${key}`, key],
      },
      {
        "31 digits are too few": `https://go.getblock.io/${r.hex(31)}`,
        "35 of a UUID, too": `https://eth.getblock.io/x/${uuid.slice(0, -1)}`,
      },
    );
  });

  facts("helius-url-key", "high shaped", (r) => {
    const key = r.uuid();
    return urls(
      {
        "of a network": [`https://mainnet.helius-rpc.com/?api-key=${key}`, key],
        "of its API": [`https://api.helius.xyz/v0/transactions?limit=5&api-key=${key}`, key],
      },
      {
        "35 characters are too few": `https://mainnet.helius-rpc.com/?api-key=${key.slice(0, -1)}`,
        "another parameter is no key": `https://mainnet.helius-rpc.com/?session=${key}`,
      },
    );
  });

  facts("infura-url-key", "high shaped", (r) => {
    const key = r.hex(32);
    return urls(
      {
        "over HTTP": [`https://mainnet.infura.io/v3/${key}`, key],
        "over a socket": [`wss://mainnet.infura.io/ws/v3/${key}`, key],
      },
      {
        "31 digits are too few": `https://mainnet.infura.io/v3/${r.hex(31)}`,
        "v2 is no version with keys": `https://mainnet.infura.io/v2/${key}`,
      },
    );
  });

  facts("moralis-url-key", "high shaped", (r) => {
    const [key, long] = [r.hex(32), `${r.text(base64url, 59)}a`];
    return urls(
      {
        "of a node": [`https://site1.moralis-nodes.com/eth/${key}`, key],
        "of its API": [`https://deep-index.moralis.io/api?apikey=${long}`, long],
        "of its API, with a dash": [`https://deep-index.moralis.io/api?api-key=${long}`, long],
        "of its site": [`https://admin.moralis.com/x?api_key=${long}`, long],
      },
      {
        "31 characters are too few": `https://site1.moralis-nodes.com/eth/${r.hex(31)}`,
        "31 are in the query, too": `https://deep-index.moralis.io/api?apikey=${r.hex(31)}`,
      },
    );
  });

  facts("nodereal-url-key", "high shaped", (r) => {
    const key = r.hex(32);
    return urls(
      {
        "over HTTP": [`https://bsc-mainnet.nodereal.io/v1/${key}`, key],
        "over a socket": [`wss://bsc-mainnet.nodereal.io/ws/v1/${key}`, key],
      },
      { "31 digits are too few": `https://bsc-mainnet.nodereal.io/v1/${r.hex(31)}` },
    );
  });

  facts("quicknode-url-key", "high shaped", (r) => {
    const key = r.hex(40);
    return urls(
      {
        "of an endpoint": [`https://quiet-cold-sea.quiknode.pro/${key}/`, key],
        "of a chain's endpoint": [`wss://quiet-cold-sea.solana-mainnet.quiknode.pro/${key}`, key],
      },
      { "39 digits are too few": `https://quiet-cold-sea.quiknode.pro/${r.hex(39)}/` },
    );
  });

  facts("slack-webhook", "high shaped", (r) => {
    const path = (kind: string, size: number): string =>
      `${kind}/T${r.text(capitals, 8)}/B${r.alnum(10).toUpperCase()}/${r.alnum(size)}`;
    const [service, workflow, trigger] = [path("services", 24), path("workflows", 24), path("triggers", 32)];
    return urls(
      {
        "of an app": [`https://hooks.slack.com/${service}`, service],
        "of a workflow": [`https://hooks.slack.com/${workflow}`, workflow],
        "of a trigger": [`https://hooks.slack.com/${trigger}`, trigger],
      },
      {
        "15 characters are too few": `https://hooks.slack.com/${path("services", 15)}`,
        "a channel is none": `https://app.slack.com/client/T${r.text(capitals, 8)}/C${r.text(capitals, 8)}/${r.alnum(24)}`,
      },
    );
  });

  facts("telegram-url-token", "high shaped", (r) => {
    const token = `${1e9 + r.below(8e9)}:BB${r.text(base64url, 32)}a`; // one that begins with AA is known without the URL
    return urls(
      { "of a bot": [`https://api.telegram.org/bot${token}/sendMessage`, token] },
      {
        "34 characters are too few": `https://api.telegram.org/bot123456789:${r.alnum(34)}/getMe`,
        "a number alone is none": "https://api.telegram.org/bot1234567890/getMe",
      },
    );
  });

  facts("tenderly-url-key", "high shaped", (r) => {
    const [key, uuid] = [r.alnum(22), r.uuid()];
    return urls(
      {
        "of a gateway": [`https://mainnet.gateway.tenderly.co/${key}`, key],
        "of a virtual network": [`https://virtual.mainnet.rpc.tenderly.co/${uuid}`, uuid],
        "of a network in the path": [`https://rpc.tenderly.co/fork-1/${uuid}`, uuid],
      },
      { "19 characters are too few": `https://mainnet.gateway.tenderly.co/${r.alnum(19)}` },
    );
  });
});

describe("passwords in URLs", () => {
  facts("url-password", "high shaped", (r) => {
    const password = r.alnum(16);
    const url = (fact: string, scheme: string, host = "node-1.desk.net"): Fact => [
      fact,
      `open("${scheme}://bot:${password}@${host}/x")`,
      password,
    ];
    return [
      ...[
        "http",
        "https",
        "ws",
        "wss",
        "ftp",
        "ftps",
        "sftp",
        "ssh",
        "smtp",
        "smtps",
        "socks5",
        "socks5h",
        "imap",
        "imaps",
        "mqtt",
        "mqtts",
        "ldap",
        "ldaps",
        "git+https",
        "git+ssh",
      ].map((scheme) => url(`behind ${scheme}`, scheme)),
      ["without a user", `open("https://:${password}@desk.net/x")`, password],
      ["for this machine is medium", `open("http://bot:${password}@localhost:8545")`, password, "medium shaped"],
      [
        "for its loopback address is medium",
        `open("http://bot:${password}@127.0.0.1:8545")`,
        password,
        "medium shaped",
      ],
      ["for a host that begins like another is high", `open("http://bot:${password}@x127.net")`, password],
      ["of a proxy is high", `HTTPS_PROXY=http://bot:${password}@203.0.113.9:3128`, password],
      ["of a proxy that is called so is high", `HTTPS_PROXY=http://bot:${password}@proxy.desk.net:3128`, password],
      ["of a host that is called as in a manual is high", `open("http://bot:${password}@my-node.desk.net")`, password],
      ["both as in a manual is low", `HTTPS_PROXY=http://bot:letmein1@proxy:3128`, "letmein1", "low shaped"],
      ["of an example's host is low", `open("https://bot:${password}@example.com/x")`, password, "low shaped"],
      ["of a host under .test is low", `open("https://bot:${password}@desk.test")`, password, "low shaped"],
      ["of a host under .invalid is low", `open("https://bot:${password}@desk.invalid")`, password, "low shaped"],
      [
        "that is a placeholder is low",
        `open("https://bot:your-password-here@desk.net")`,
        "your-password-here",
        "low shaped",
      ],
      ["of five characters is low", `open("https://bot:k7!xq@desk.net")`, "k7!xq", "low shaped"],
      ["of six is high", `open("https://bot:${six}@desk.net")`, "k7!xqv"],
      [
        "of a host below one that is called example is high",
        `open("https://bot:${password}@example.desk.net")`,
        password,
      ],
      ["of a host that is called example is low", `open("https://bot:${password}@example/x")`, password, "low shaped"],
      ["of a host below one that is called test is high", `open("https://bot:${six}@a.test.desk.net")`, six],
      [
        "that is short, of a host as in a manual, is low",
        `open("https://bot:${six}@my-node.desk.net")`,
        six,
        "low shaped",
      ],
      ["that is short, of a host that ends as in a manual, is high", `open("https://bot:${six}@desk-host.net")`, six],
      ["that is a user with a number is low", `open("https://bot:bar123@desk.net")`, "bar123", "low shaped"],
      [
        "that ends in what stands for one is high",
        `open("https://bot:V@desk.net")`.replace("V", ["k7!", "pass"].join("")),
        "k7!pass",
      ],
      [
        "that begins with what stands for one is high",
        `open("https://bot:V@desk.net")`.replace("V", ["pass!", "k7x"].join("")),
        "pass!k7x",
      ],
      ["that is a template is none", `open("https://bot:\${PASSWORD_OF_BOT}@desk.net")`],
      ["with a function's brackets is none", `open("https://bot:secret(4711)@desk.net")`],
      ["with a dollar in JSON", `{"url": "https://bot:${six}$ab@desk.net"}`, `${six}$ab`],
      ["with a dollar where a shell may read it is none", `open "https://bot:${six}$ab@desk.net"`],
      ["that is a variable is none in JSON either", `{"url": "https://bot:$desk_password@desk.net"}`],
      ["in a path is none", `open("https://desk.net/a:${password}@b")`],
      ["in a query is none", `open("https://desk.net?a:${password}@b")`],
      ["of two characters is none", `open("https://bot:k7@desk.net")`],
      ["behind another scheme is none", `open("gopher://bot:${password}@desk.net")`],
      ["without a host is none", `open("https://bot:${password}@/x")`],
      ["of which there is none: a port", `open("https://desk.net:8545/x@y")`],
    ];
  });

  facts("database-password", "high shaped", (r) => {
    const password = `lamp_${r.text("23456789", 4)}x`;
    const at = (text: string): string => `connect("${text}")`;
    return [
      ["in the query of JDBC", at(`jdbc:postgresql://db-1.desk.net:5432/x?user=bot&password=${password}`), password],
      ["in a list of JDBC", at(`jdbc:sqlserver://db-1.desk.net:1433;user=bot;password=${password};`), password],
      ["among libpq's keywords", at(`host=db-1.desk.net dbname=x user=bot password=${password}`), password],
      ["before the user", at(`host=db-1.desk.net password=${password} user=bot`), password],
      ["in ADO's list", at(`Server=tcp:db-1.desk.net,1433;Database=x;User Id=bot;Password=${password};`), password],
      ["in ADO's list by short names", at(`Data Source=db-1.desk.net;Uid=bot;Pwd=${password};`), password],
      ["as the whole text", `host=db-1.desk.net user=bot password=${password}`, password],
      ["without quotes in a log", `DEBUG dsn=host=db-1.desk.net user=bot password=${password}\n`, password],
      ["in a property list", `<string>host=db-1.desk.net user=bot password=${password}</string>`, password],
      ["in JSON", `{"dsn":"host=db-1.desk.net user=bot password=${password}"}`, password],
      ["behind the user, at the beginning", `user=bot host=db-1.desk.net password=${password}`, password],
      ["in ADO's list with names in one word", at(`Server=db-1.desk.net;UserId=bot;Password=${password};`), password],
      ["with a percent sign in it", at(`host=db-1.desk.net user=bot password=lamp%${password}`), `lamp%${password}`],
      ["for this machine is medium", at(`host=localhost user=bot password=${password}`), password, "medium shaped"],
      ["that everybody uses is low", at(`host=db-1.desk.net user=bot password=${everybody}`), everybody, "low shaped"],
      [
        "that is a placeholder is low",
        at("Server=x;Database=y;User Id=z;Password=your_password;"),
        "your_password",
        "low shaped",
      ],
      ["that is a template is none", at("host=db-1.desk.net user=bot password=${PGPASSWORD}")],
      ["without a server it is none", at(`user=bot password=${password}`)],
      ["without an account it is none", at(`host=db-1.desk.net password=${password}`)],
      ["the server on another line is another's", `host=db-1.desk.net\nuser=bot password=${password}\n`],
      ["the account on another line is another's", `user=bot\nhost=db-1.desk.net password=${password}\n`],
      ["another name is no password", at(`host=db-1.desk.net user=bot application_name=${password}`)],
    ];
  });

  test("database-password is told by the name of a password, an equals sign and what stands up to a sign that ends it", () => {
    const told = (value: string, name: string | undefined = "password", sign = "="): unknown => {
      const lead = `host=db-1.desk.net user=bot password${sign}`;
      const place = { text: `${lead}${value}`, start: lead.length, end: lead.length + value.length };
      return judge("database-password", value, { ...(name === "" ? {} : { name }), ...place });
    };
    const high = { confidence: "shaped", severity: "high", range: [0, six.length] };
    expect([told(six), told(`${six};x`), told(`${six}&x`)]).toEqual([high, high, high]);
    for (const name of ["", "botToken", "motto"]) expect(told(six, name)).toBeUndefined();
    for (const sign of [":", " ", "==>"]) expect(told(six, "password", sign)).toBeUndefined();
    for (const value of [`ab;${six}`, "ab", "", `%${six}`]) expect(told(value)).toBeUndefined();
  });

  test("url-password and database-url judge a URL from its scheme on", () => {
    for (const id of ["url-password", "database-url"]) {
      const url = `${id === "url-password" ? "https" : "redis"}://bot:${six}@desk.net`;
      expect(judge(id, url)).toEqual({
        confidence: "shaped",
        ...(id === "url-password" ? {} : { severity: "high" }),
        range: [12, 18],
      });
      for (const other of [`x${url}`, url.replace(six, ""), "https://desk.net"])
        expect(judge(id, other)).toBeUndefined();
    }
  });

  facts("database-url", "high shaped", (r) => {
    const password = r.alnum(16);
    const eighty = r.alnum(80);
    const schemes = ["postgres", "postgresql", "mysql", "mariadb", "mongodb", "redis", "rediss", "valkey", "amqp", "amqps", "clickhouse", "mssql", "sqlserver", "cockroachdb", "cassandra", "nats", "kafka", "influxdb", "timescaledb"]; // prettier-ignore
    const at = (url: string): string => `connect("${url}")`;
    return [
      ...schemes.map((scheme): Fact => [
        `behind ${scheme}`,
        at(`${scheme}://bot:${password}@db-1.desk.net/x`),
        password,
      ]),
      ["behind a driver's scheme", at(`postgresql+asyncpg://bot:${password}@db-1.desk.net/x`), password],
      ["behind a label and a colon", `{URL:mysql://bot:${password}@db-1.desk.net/x}`, password],
      ["behind a label and jdbc", `DB:jdbc:postgresql://bot:${password}@db-1.desk.net/x`, password],
      ["behind what stands in its place", `\${DB:-mysql://bot:${password}@db-1.desk.net/x}`, password],
      ["behind a label and another scheme is none", `DB:odbc:mysqlx://bot:${password}@db-1.desk.net/x`],
      ["behind jdbc", at(`jdbc:postgresql://bot:${password}@db-1.desk.net/x`), password],
      ["behind mongodb+srv", at(`mongodb+srv://bot:${password}@c0.desk.net/x?w=1`), password],
      ["without a user", at(`redis://:${password}@cache.desk.net:6379/0`), password],
      [
        "with a slash, a question mark and a hash in it",
        at(`postgres://bot:a/${password}?b#c@db-1.desk.net/x`),
        `a/${password}?b#c`,
      ],
      ["with a dollar in JSON", `{"url":"mysql://bot:${password}$ab@db-1.desk.net/x"}`, `${password}$ab`],
      ["with a dollar between single quotes", `URL='mysql://bot:${password}$ab@db-1.desk.net/x'`, `${password}$ab`],
      ["with a variable between double quotes it is none", `URL="mysql://bot:${password}$ab@db-1.desk.net/x"`],
      ["that is a variable is none in JSON either", `{"url":"mysql://bot:$PASSWORD@db-1.desk.net/x"}`],
      ["with an at sign in it", at(`postgres://bot:${password}@x9@db-1.desk.net/x`), `${password}@x9`],
      [
        "in front of a query that holds an at sign far behind",
        at(`postgres://bot:${password}@db-1.desk.net/x?application=${"y".repeat(90)}@z`),
        password,
      ],
      ...[
        "localhost",
        "127.0.0.1",
        "0.0.0.0",
        "[::1]",
        "host.docker.internal",
        "db",
        "database",
        "postgres",
        "mysql",
        "redis",
        "mongo",
        "mongodb",
        "rabbitmq",
        "clickhouse",
      ].map((host): Fact => [
        `for ${host} is medium`,
        at(`postgres://bot:${password}@${host}:5432/x`),
        password,
        "medium shaped",
      ]),
      ["for a host alone, without a path, is medium", at(`postgres://bot:${password}@db`), password, "medium shaped"],
      ["for a host that begins like this machine's is high", at(`postgres://bot:${password}@db.desk.net/x`), password],
      ["for a host that ends like this machine's is high", at(`postgres://bot:${password}@my-db/x`), password],
      ["that everybody uses is low", at("redis://bot:postgres@db-1.desk.net/x"), "postgres", "low shaped"],
      ["of Oracle's documents is low", at("mysql://scott:tiger@db-1.desk.net/x"), "tiger", "low shaped"],
      ["of scott's that is another is high", at(`mysql://scott:${password}@db-1.desk.net/x`), password],
      [
        "that everybody uses, on this machine, is low",
        at("postgres://bot:guest123@localhost/x"),
        "guest123",
        "low shaped",
      ],
      [
        "that begins with what everybody uses is high",
        at(`postgres://bot:${everybody}K7vq@db-1.desk.net/x`),
        "postgresK7vq",
      ],
      [
        "that ends with what everybody uses is high",
        at(`postgres://bot:K7vq${everybody}@db-1.desk.net/x`),
        "K7vqpostgres",
      ],
      ["that is a placeholder is low", at("postgres://bot:changeme@db-1.desk.net/x"), "changeme", "low shaped"],
      ...["%s", "%v", "%d", "%-10s", "%1$s", "%[2]v", "?", "p", "pw", "PW", "@@PW@@"].map((stand): Fact => [
        `that is ${stand} is low`,
        `{"url":"mysql://bot:${stand}@db-1.desk.net/x"}`,
        stand,
        "low shaped",
      ]),
      ...["pwx", "p7", "%sx7", "k?", "%s%s"].map((short): Fact => [
        `that is ${short} is high`,
        `{"url":"mysql://bot:${short}@db-1.desk.net/x"}`,
        short,
      ]),
      ...["postgres://bot:", "mongodb://bot:", "redis://:"].map((begin): Fact => [
        `with a dollar on a line of settings, behind ${begin}`,
        `A=1\nDATABASE_URL=${begin}${password}$ab1@db-1.desk.net/x\n`,
        `${password}$ab1`,
      ]),
      ["that is a variable on a line of settings is none", `DATABASE_URL=postgres://bot:$password@db-1.desk.net/x\n`],
      ["that everybody uses, with a number, is low", at("redis://bot:root77@db-1.desk.net/x"), "root77", "low shaped"],
      ["with a percent sign and a capital in it", at(`redis://bot:${password}%Bq@db-1.desk.net/x`), `${password}%Bq`],
      ["of 80 characters behind a slash", at(`redis://bot:a/${eighty}@desk.net`), `a/${eighty}`],
      ["of 81 characters behind a slash is none", at(`redis://bot:a/${eighty}x@desk.net`)],
      ["of which there is none: a user alone, without a port", at(`postgres://${password}@db-1.desk.net/x`)],
      ["that is a template is none", at("postgres://bot:${DB_PASSWORD}@db-1.desk.net/x")],
      ["that is a batch file's variable is none", at("postgres://bot:%DB_PASSWORD%@db-1.desk.net/x")],
      ["that stands in brackets is none", at("postgres://bot:[password]@db-1.desk.net/x")],
      ["that is empty is none", at("postgres://bot:@db-1.desk.net/x")],
      ["of which there is none: a user alone", at("postgres://bot@db-1.desk.net:5432/x")],
      ["of which there is none: a port alone", at("postgres://db-1.desk.net:5432/x")],
      ["of another scheme is none", at(`gopher://bot:${password}@db-1.desk.net/x`)],
    ];
  });
});
