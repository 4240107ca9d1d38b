import { assignments } from "../../policies/detection/assignments";
import { survey } from "../../policies/detection/runs";

/** The values that names are given which say that they hold something secret, each with its name. */
const read = (text: string): readonly (readonly [string, string])[] =>
  assignments(text, survey(text).keywords.names)
    .filter(({ name }) => name.role !== "none" && name.role !== "innocent")
    .map(({ name, start, end }) => [name.written, text.slice(start, end)]);
const value = "Grid-4711.x";

describe("a file is given what", () => {
  test.each<[string, string, string?]>([
    ["a shell prints into it", `echo ${value} > api_secret`],
    ["a shell adds to it", `echo ${value} >> /etc/bot/api_secret`],
    ["a shell prints between quotes", `echo "${value}" > "/etc/bot/api_secret"`],
    ["a shell prints without a line's end", `echo -n '${value}' >api_secret`],
    ["a shell prints with two options", `echo -n -e '${value}' > api_secret`],
    ["a shell prints with a pattern", `printf '%s' '${value}' > api_secret`],
    ["a shell prints with a pattern and a line's end", `printf "%s\\n" "${value}" > api_secret`],
    ["a shell prints with a pattern without quotes", `printf %s ${value} > api_secret`],
    ["a shell prints after another command", `mkdir -p /etc/bot && echo "${value}" > /etc/bot/api_secret`],
    ["the last of two commands prints", `echo hello > log; echo "${value}" > api_secret`],
    ["a Dockerfile prints", `RUN echo "${value}" > /app/api_secret`],
    ["a shell prints after sed has run", `sed -i s/a/b/ config; echo ${value} > api_secret`],
    ["is encoded on the way", `echo "${value}" | base64 -w 0 > api_secret`],
    ["tee writes", `echo "${value}" | tee api_secret`],
    ["tee adds as root", `echo "${value}" | sudo tee -a /etc/bot/api_secret > /dev/null`],
    ["is written in its home", `echo ${value} > ~/.bot/api_secret`],
    ["is written below a variable", `echo ${value} > "\${HOME}/bot/api_secret"`],
    ["ends its name in .txt", `echo ${value} > api_secret.txt`, "api_secret"],
    ["is named by its ending", `echo ${value} > bot.secret`, "bot.secret"],
    ["is hidden", `echo ${value} > /root/.api_secret`],
    ["a shell prints whatever stands there", `echo ${value} >| api_secret`],
    ["a shell prints without the line's end that it cuts off", `echo ${value} | tr -d '\\n' > api_secret`],
    ["a shell prints before a line's end that it writes out", `printf "${value}\\n" > api_secret`],
    ["a shell of Windows prints", `echo ${value} > C:\\bot\\api_secret`],
    [
      "a shell prints below a folder whose name is random",
      `echo ${value} > /srv/${"3f9a0c7be5d24186".repeat(2)}/api_secret`,
    ],
    ["Terraform writes out of sight", `filename = "api_secret"\n  sensitive_content = "${value}"\n`],
    ["Terraform marks", `filename = "api_secret"\n  content = sensitive("${value}")\n`],
    ["a resource of Terraform's is named for", `resource "local_file" "api_secret" {\n  content = "${value}"\n}\n`],
    ["Puppet marks", `file { '/etc/bot/api_secret':\n  content => Sensitive('${value}'),\n}\n`],
    ["Butane writes as a block", `- path: /etc/bot/api_secret\n  contents:\n    inline: |\n      ${value}\n`],
    ["ends its name in .key", `echo ${value} > api_secret.key`, "api_secret"],
    ["a here-document holds", `cat > /etc/bot/api_secret <<EOF\n${value}\nEOF\n`],
    ["a here-document with its word in quotes holds", `cat > api_secret <<'END'\n${value}\nEND`],
    ["an indented here-document holds", `cat > api_secret <<-EOF\n\t${value}\n\tEOF\n`],
    ["a here-document before its name holds", `cat <<EOF > api_secret\n${value}\nEOF\n`],
    ["a here-document holds for tee", `cat <<\\EOF | sudo tee /etc/bot/api_secret >/dev/null\n${value}\nEOF\n`],
    ["a here-document of a Dockerfile holds", `COPY <<EOF /run/secrets/api_secret\n${value}\nEOF\n`],
    ["a here-string holds", `install -m 600 /dev/stdin /etc/bot/api_secret <<< "${value}"`],
    ["PowerShell sets", `Set-Content -Path api_secret.txt -Value '${value}'`, "api_secret"],
    ["PowerShell pipes", `"${value}" | Out-File -FilePath C:\\bot\\api_secret.txt`, "api_secret"],
    ["a method of its path writes", `Path("/run/api_secret").write_text("${value}")`],
    ["a method of its path writes as bytes", `Path("api_secret").write_bytes(b"${value}")`],
    ["is written where it is opened", `open("api_secret.txt", "w").write("${value}")`, "api_secret"],
    ["is written where it is open", `with open("api_secret", "w", encoding="utf-8") as f:\n    f.write('${value}')`],
    ["Node writes", `fs.writeFileSync("/run/api_secret", "${value}")`],
    ["Node writes into a file of text", `await writeFile('api_secret.txt', '${value}')`, "api_secret"],
    ["Go writes", `os.WriteFile("api_secret", []byte("${value}"), 0600)`],
    ["Rust writes", `std::fs::write("api_secret.txt", "${value}")?;`, "api_secret"],
    ["PHP writes", `file_put_contents('api_secret.txt', '${value}');`, "api_secret"],
    ["sed puts in place of its name", `sed -i "s|api_secret|${value}|g" config.json`],
    ["sed puts in place of its name in braces", `sed -i 's/{{api_secret}}/${value}/' config.json`],
    ["Node writes below a folder", `fs.writeFileSync(path.join(dir, "api_secret"), "${value}")`],
    ["Java writes", `Files.writeString(Path.of("api_secret"), "${value}");`],
    ["Ruby writes", `File.open("api_secret", "w") { |f| f.write("${value}") }`],
    ["is written once it is open", `const f = await open("api_secret", "w"); await f.write("${value}");`],
    ["is its content in JSON", `{"path": "/etc/bot/api_secret", "mode": "0600", "content": "${value}"}`],
    ["is its content in escaped JSON", `{\\"path\\":\\"/etc/bot/api_secret\\",\\"content\\":\\"${value}\\"}`],
    ["is its content in JSON before its name", `{"content":"${value}","owner":"bot:bot","path":"/etc/bot/api_secret"}`],
    ["is its content under its name", `{"/etc/bot/api_secret": {"mode": "000400", "content": "${value}"}}`],
    ["is its content in YAML before its name", `- content: ${value}\n  owner: bot:bot\n  path: /etc/bot/api_secret\n`],
    ["is its content in a block before its name", `- content: |\n    ${value}\n  path: /etc/bot/api_secret\n`],
    ["is its content in a row of YAML", `- {path: /etc/bot/api_secret, content: "${value}", mode: x}\n`],
    ["Compose configures", `configs:\n  api_secret:\n    content: |\n      ${value}\n`],
    ["Ignition writes", `- path: /etc/bot/api_secret\n  contents:\n    inline: ${value}\n`],
    ["Ignition writes as a URL", `{"path":"/etc/bot/api_secret","contents":{"source":"data:,${value}"}}`],
    ["Terraform writes", `filename = "/etc/bot/api_secret"\n  content  = "${value}"\n`],
    ["Terraform writes before its name", `content     = "${value}"\n  destination = "/etc/bot/api_secret"\n`],
    ["Ansible copies", `- copy:\n    dest: /etc/bot/api_secret\n    content: "${value}"\n`],
    ["Puppet writes", `file { '/etc/bot/api_secret':\n  ensure  => file,\n  content => '${value}',\n}\n`],
    ["Chef writes", `file '/etc/bot/api_secret' do\n  mode '0600'\n  content '${value}'\nend\n`],
    ["Salt writes", `/etc/bot/api_secret:\n  file.managed:\n    - contents: ${value}\n`],
    ["Nix writes", `environment.etc."bot/api_secret".text = "${value}";`],
    [
      "a bucket holds",
      `new aws.s3.BucketObject("x", { key: "conf/api_secret.txt", content: "${value}" })`,
      "api_secret",
    ],
    ["Kubernetes mounts", `data:\n  api_secret.txt: |\n    ${value}\n`, "api_secret"],
    ["cloud-init writes", `  - path: /etc/bot/api_secret\n    content: ${value}\n`],
    [
      "cloud-init writes as a block, for an owner",
      `- path: /etc/bot/api_secret\n  owner: bot:bot\n  permissions: "0600"\n  content: |\n    ${value}\n`,
    ],
  ])("%s", (_, text, name = "api_secret") => {
    for (const around of [text, `set -e\n${text}\nchmod 600 x\n`]) expect(read(around)).toEqual([[name, value]]);
  });

  test.each<[string, string]>([
    ["a shell prints beside it", `echo ${value} > log && cat api_secret`],
    ["a shell prints on the line before", `echo ${value} > log\ncat api_secret`],
    ["a shell reads out of it", `echo ${value} < api_secret`],
    ["is looked for in it", `echo ${value} | grep api_secret`],
    ["are several words of its here-document", `cat > api_secret <<EOF\n${value} and more\nEOF\n`],
    ["are several lines of its here-document", `cat > api_secret <<EOF\n${value}\n${value}\nEOF\n`],
    ["is a here-document without its end", `cat > api_secret <<EOF\n${value}\nEND\n`],
    ["follows it on the next line", `cat > api_secret\n${value}\nEOF\n`],
    ["is printed into its folder", `echo ${value} > api_secret/log`],
    ["is read with it", `fs.readFileSync("api_secret.txt", "${value}")`],
    ["is read from it", `open("api_secret.txt").read("${value}")`],
    ["is of another command", `cat api_secret && cat <<< ${value}`],
    ["sed looks for beside it", `sed -i "s|x|api_secret|${value}|" config.json`],
    ["sed ends by another sign", `sed -i "s|api_secret/${value}/|g" config.json`],
    ["is the content of another one", `- path: /etc/api_secret\n- path: /etc/log\n  content: ${value}\n`],
    ["is the content after a line of its own", `path: /etc/api_secret\n\nThe content: ${value}\n`],
    ["is the type of its content", `path: /etc/bot/api_secret\n  contentType: ${value}\n`],
    ["is the content of what it is not the path of", `{"content": "${value}", "for": "/etc/bot/api_secret"}`],
    ["is a line behind a file's name", `api_secret.txt: ${value}\n`],
    ["is a setting of its own", `cat > secrets.conf <<EOF\nMODE=${value}\nEOF\n`],
    ["is a setting of its own, printed", `echo 'mode: ${value}' > secrets.conf`],
    ["is a setting of its own in a block", `data:\n  secrets.conf: |\n    mode=${value}\n`],
    ["is the content of a record of DNS", `resource "cloudflare_record" "auth_token" {\n  content = "${value}"\n}\n`],
    ["is a here-document for another command", `md5sum secret <<EOF\n${value}\nEOF\n`],
    ["is a here-string for another command", `read -r user password <<< "${value}"`],
    ["a call gives", `filename = "api_secret"\n  content = lookup("${value}")\n`],
    ["is three characters", `echo abc > api_secret`],
  ])("is none that %s", (_, text) => {
    expect(read(text)).toEqual([]);
  });
});

describe("a store is given what", () => {
  test.each<[string, string]>([
    ["Docker is handed", `printf "${value}" | docker secret create api_secret -`],
    ["Podman is handed", `echo ${value} | podman secret create api_secret -`],
    ["Google is handed", `echo -n "${value}" | gcloud secrets create api_secret --data-file=-`],
    ["Google is handed once more", `echo -n "${value}" | gcloud secrets versions add api_secret --data-file=-`],
    ["GitHub is handed", `echo "${value}" | gh secret set api_secret`],
    ["GitHub is handed by an option", `echo "${value}" | gh secret set --org api_secret`],
    ["GitHub reads", `gh secret set api_secret < <(echo ${value})`],
    ["Cloudflare is handed", `echo ${value} | npx wrangler secret put api_secret`],
    ["Vercel is handed", `echo "${value}" | vercel env add api_secret production`],
    ["systemd encrypts", `echo -n "${value}" | systemd-creds encrypt --name=api_secret - /etc/credstore/x`],
    ["pass is handed", `echo "${value}" | pass insert -e exchanges/api_secret`],
  ])("%s", (_, text) => {
    expect(read(text)).toEqual([["api_secret", value]]);
  });

  test.each<[string, string]>([
    ["is removed", `echo ${value} | docker secret rm api_secret`],
    ["is the value of an option", `echo ${value} | gh secret set --org=api_secret`],
  ])("but nothing where it %s", (_, text) => {
    expect(read(text)).toEqual([]);
  });
});

test("a file's name says what it holds by what stands before its ending, and a program's does not", () => {
  expect(read(`echo ${value} > secrets.conf`)).toEqual([["secrets", value]]);
  expect(read(`echo ${value} > secrets.sh`)).toEqual([]);
});

test.each<[string, string, string?]>([
  ["a path of members", `db.password: "${value}"\n`, "db.password"],
  ["a path of members in JSON", `{"bot.secret": "${value}"}`, "bot.secret"],
  [
    "a header of a command with a here-document",
    `curl -H "X-Api-Secret: ${value}" -d @- https://x <<EOF\nstart\nEOF\n`,
    "X-Api-Secret",
  ],
  [
    "a variable of a command with a here-document",
    `API_SECRET="${value}" node bot.js <<EOF\nstart\nEOF\n`,
    "API_SECRET",
  ],
  ["an option of a command with a here-document", `mysql --password=${value} <<EOF\nquit\nEOF\n`, "password"],
  [
    "a typed field above one of content",
    `class Note {\n  authToken: string = "${value}";\n  content = "hello";\n}\n`,
    "authToken",
  ],
  ["a parameter before one of content", `fun f(apiSecret: String = "${value}", content: String)`, "apiSecret"],
  ["a setting in a file of secrets", `cat > .secrets <<EOF\nAPI_SECRET=${value}\nEOF\n`, "API_SECRET"],
  [
    "a name below a folder whose name is random",
    `{"/bots/${"3f9a0c7be5d24186".repeat(2)}/apiSecret": "${value}"}`,
    "apiSecret",
  ],
])("%s is given what it is given, whatever is written beside it", (_, text, name) => {
  expect(read(text)).toEqual([[name, value]]);
});
