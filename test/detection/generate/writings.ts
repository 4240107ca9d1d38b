/** How a name and a value stand in a file of some sort. */
export interface Writing {
  readonly writing: string;
  readonly write: (name: string, value: string) => string;
  /** Whether a value of several lines, or one with quotes or brackets, can be written so. */
  readonly anyValue: boolean;
}

const writing = (name: string, anyValue: boolean, write: (name: string, value: string) => string): Writing => ({
  writing: name,
  anyValue,
  write,
});
const quoted = (value: string): string => JSON.stringify(value);
const halves = (value: string): readonly [string, string] => {
  const middle = value.length >> 1;
  return [quoted(value.slice(0, middle)), quoted(value.slice(middle))];
};

/** Files as people keep them. */
export const writings: readonly Writing[] = [
  writing("environment file", false, (name, value) => `LOG_LEVEL=info\n${name}=${value}\nREGION=eu-west-1\n`),
  writing("environment file, quoted", true, (name, value) => `LOG_LEVEL=info\n${name}=${quoted(value)}\n`),
  writing("shell export", true, (name, value) => `#!/bin/sh\nexport ${name}=${quoted(value)}\nexec bot\n`),
  writing("JSON", true, (name, value) => JSON.stringify({ mode: "live", [name]: value, retries: 3 }, null, 2)),
  writing("minified JSON", true, (name, value) => JSON.stringify({ mode: "live", [name]: value, retries: 3 })),
  writing("YAML", true, (name, value) => `bot:\n  mode: live\n  ${name}: ${quoted(value)}\n`),
  writing("YAML, plain", false, (name, value) => `bot:\n  mode: live\n  ${name}: ${value}\n  retries: 3\n`),
  writing("TOML", true, (name, value) => `[bot]\n${name} = ${quoted(value)}\nretries = 3\n`),
  writing("INI", false, (name, value) => `[bot]\n${name} = ${value}\n`),
  writing(
    "TypeScript",
    true,
    (name, value) => `const settings = {\n  mode: "live",\n  "${name}": ${quoted(value)},\n};\n`,
  ),
  writing(
    "TypeScript constant",
    true,
    (name, value) => `export const ${name.replaceAll("-", "_")}: string = ${quoted(value)};\n`,
  ),
  writing(
    "Python",
    true,
    (name, value) => `import bot\n\n${name.replaceAll("-", "_")} = ${quoted(value)}\nbot.run()\n`,
  ),
  writing(
    "Python call",
    true,
    (name, value) => `client = Client(testnet=False, ${name.replaceAll("-", "_")}=${quoted(value)})\n`,
  ),
  writing(
    "Compose list",
    true,
    (name, value) => `services:\n  bot:\n    environment:\n      - MODE=live\n      - ${quoted(`${name}=${value}`)}\n`,
  ),
  writing("Kubernetes pair", true, (name, value) => `env:\n  - name: ${name}\n    value: ${quoted(value)}\n`),
  writing("JSON pair", true, (name, value) => JSON.stringify({ environment: [{ name, value }] })),
  writing(
    "file printed by a shell",
    true,
    (name, value) => `set -e\necho ${quoted(value)} > /run/bot/${name}\nchmod 400 x\n`,
  ),
  writing("file named .txt, printed", false, (name, value) => `printf %s ${value} | sudo tee secrets/${name}.txt\n`),
  writing(
    "here-document",
    false,
    (name, value) => `cat > /etc/bot/${name} <<EOF\n${value}\nEOF\nsystemctl start bot\n`,
  ),
  writing(
    "file of cloud-init",
    true,
    (name, value) => `write_files:\n  - path: /etc/bot/${name}\n    owner: bot:bot\n    content: ${quoted(value)}\n`,
  ),
  writing("file written by Python", true, (name, value) => `Path("/run/bot/${name}").write_text(${quoted(value)})\n`),
  writing("Dockerfile", true, (name, value) => `FROM node:20\nENV ${name} ${quoted(value)}\n`),
  writing("command line", true, (name, value) => `bot run --${name} ${quoted(value)} --verbose\n`),
  writing("command line with =", false, (name, value) => `bot run --${name}=${value} --verbose\n`),
  writing("XML element", false, (name, value) => `<settings>\n  <${name}>${value}</${name}>\n</settings>\n`),
  writing("XML pair", false, (name, value) => `<add key="${name}" value="${value}" />\n`),
  writing(
    "systemd unit",
    false,
    (name, value) => `[Service]\nEnvironment="${name}=${value}"\nExecStart=/usr/bin/bot\n`,
  ),
  writing(
    "Terraform",
    true,
    (name, value) => `variable "${name}" {\n  type    = string\n  default = ${quoted(value)}\n}\n`,
  ),
  writing(
    "Pulumi program",
    true,
    (name, value) =>
      `new aws.lambda.Function("bot", { environment: { variables: { "${name}": ${quoted(value)} } } });\n`,
  ),
  writing(
    "default of an environment variable",
    true,
    (name, value) => `const it = process.env["${name}"] ?? ${quoted(value)};\n`,
  ),
  writing(
    "default of Helm",
    true,
    (name, value) => `bot:\n  ${name}: {{ .Values.it | default ${quoted(value)} | quote }}\n`,
  ),
  writing("default of Terraform", true, (name, value) => `bot {\n  ${name} = coalesce(var.it, ${quoted(value)})\n}\n`),
  writing("items of a list of arguments", true, (name, value) => `args:\n  - --${name}\n  - ${quoted(value)}\n`),
  writing("tuple of Elixir", true, (name, value) => `[{:${name.replaceAll("-", "_")}, ${quoted(value)}}]\n`),
  writing("table", true, (name, value) => `id,${name},region\n1,${quoted(value)},eu-west-1\n`),
  writing("SQL", true, (name, value) => `INSERT INTO bots (id, ${name}) VALUES (1, ${quoted(value)});\n`),
  writing("R", true, (name, value) => `${name.replaceAll("-", "_")} <- ${quoted(value)}\n`),
  writing("EDN", true, (name, value) => `{:mode "live" :${name} ${quoted(value)}}\n`),
  writing("log in colours", true, (name, value) => `\u001b[32m${name}\u001b[0m=\u001b[33m${quoted(value)}\u001b[0m\n`),
  writing("header", false, (name, value) => `GET / HTTP/1.1\nX-${name}: ${value}\n\n`),
  ...Object.entries<(one: string, other: string) => string>({
    "parts of TypeScript": (one, other) => `[${one}, ${other}].join("")`,
    "parts of Python": (one, other) => `"".join((${one}, ${other}))`,
    "parts of Go": (one, other) => `strings.Join([]string{${one}, ${other}}, "")`,
    "parts of Rust": (one, other) => `concat!(${one}, ${other})`,
    "parts in a template": (one, other) => `"{0}{1}".format(${one}, ${other})`,
    "parts of Terraform": (one, other) => `format("%s%s", ${one}, ${other})`,
    "parts of a shell": (one, other) => `$(printf '%s%s' ${one} ${other})`,
    "parts of PowerShell": (one, other) => `(${one}, ${other}) -join ''`,
    "parts with other quotes": (one, other) => `${one} + ${other.replaceAll('"', "'")}`,
  }).map(([title, join]) =>
    writing(title, false, (name, value) => `${name.replaceAll("-", "_")} = ${join(...halves(value))}\n`),
  ),
  writing("parts in minified code", false, (name, value) => `run({"${name}":[${halves(value).join(",")}].join("")})`),
  writing(
    "parts of CloudFormation",
    false,
    (name, value) => `{ "${name}": { "Fn::Join": ["", [${halves(value).join(", ")}]] } }`,
  ),
  writing(
    "parts of CloudFormation in YAML",
    false,
    (name, value) => `${name}:\n  Fn::Join:\n    - ''\n    - - ${halves(value).join("\n      - ")}\n`,
  ),
];
