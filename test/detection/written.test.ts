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
    ["sed puts in place of its name between slashes", `sed -i "s/api_secret/${value}/" config.json`],
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
    ["PowerShell sets to a word", `Set-Content -Path api_secret.txt -Value ${value}`, "api_secret"],
    [
      "PowerShell sets a file between quotes to",
      `Set-Content -Path "api_secret.txt"  -Value  '${value}'`,
      "api_secret",
    ],
    ["PowerShell pipes at once", `"${value}" |Out-File api_secret.txt`, "api_secret"],
    ["PowerShell pipes from afar", `'${value}' |  Set-Content  -Path  "api_secret.txt"`, "api_secret"],
    ["Puppet marks further in", `file { '/etc/bot/api_secret':\n  content => Sensitive( '${value}' ),\n}\n`],
    [
      "Ignition writes as a URL of text",
      `{"path":"/etc/bot/api_secret","contents":{"source":"data:text/plain;charset=utf-8,${value}"}}`,
    ],
    ["ends its name in .pass", `echo ${value} > api_secret.pass`, "api_secret"],
    ["has more behind its ending", `echo ${value} > api_secret.key.old`, "api_secret.key.old"],
    ["tee adds from afar", `echo "${value}" | tee  -a api_secret`],
    ["a Dockerfile's here-document with an option holds", `COPY --chmod=600 <<EOF /run/api_secret\n${value}\nEOF\n`],
    ["a Dockerfile's here-document with its word in quotes holds", `COPY <<"EOF" /run/api_secret\n${value}\nEOF\n`],
    ["a shell prints far behind its options", `echo  -n  '${value}' > api_secret`],
    ["a shell prints with two options in one", `echo -ne '${value}' > api_secret`],
    ["a shell prints with a pattern that begins with a blank", `printf ' %s'  '${value}' > api_secret`],
    ["a shell prints with a pattern that is escaped twice", `printf %s\\\\n ${value} > api_secret`],
    ["a shell prints at once", `echo ${value}>api_secret`],
    ["a shell prints between quotes at once", `echo '${value}'>api_secret`],
    ["a shell prints from afar", `echo '${value}'  >  api_secret`],
    ["is encoded at once", `echo "${value}" |base64 -w0>api_secret`],
    ["is encoded in lines", `echo "${value}" |  base64  > api_secret`],
    ["is encoded in one line from afar", `echo "${value}" | base64  -w 0 > api_secret`],
    ["a shell prints without the line's end, which it escapes twice", `echo ${value} | tr -d \\\\n > api_secret`],
    ["tee writes at once", `echo "${value}" |tee api_secret`],
    ["tee writes as root from afar", `echo "${value}" |  sudo  tee api_secret`],
    ["a here-document behind quotes holds", `cat > "/etc/bot/api_secret" <<EOF\n${value}\nEOF\n`],
    ["a here-document behind a dash holds", `docker secret create api_secret  - <<EOF\n${value}\nEOF\n`],
    ["a here-document of a silent tee holds", `tee api_secret > /dev/null <<EOF\n${value}\nEOF\n`],
    ["a here-document of a tee that fails silently holds", `tee api_secret  2>>  /dev/null <<EOF\n${value}\nEOF\n`],
    ["a here-document at once holds", `tee api_secret>/dev/null<<EOF\n${value}\nEOF\n`],
    ["a here-document with a command behind it holds", `cat > api_secret <<EOF && date\n${value}\nEOF\n`],
    ["a here-document with blanks at its lines' ends holds", `cat > api_secret <<EOF\n${value}  \nEOF  \n`],
    ["a here-string behind quotes holds", `install /dev/stdin "/etc/bot/api_secret"  <<<  "${value}"`],
    ["a here-string behind a dash holds", `docker secret create api_secret  -  <<<"${value}"`],
    ["a process prints", `gh secret set api_secret <  <(printf  -ne  ${value})`],
    ["sed puts in place of its name at the beginning", `sed s,api_secret,${value}, config.json`],
    ["a method of its joined path writes", `Path(join(dir, "api_secret")).write_text("${value}")`],
    ["a method of its path writes on the next line", `File("api_secret")\n  . writeText("${value}")`],
    ["is written at once where it is opened", `open("api_secret","w").write("${value}")`],
    ["is written from afar where it is opened", `open("api_secret", "w") . write("${value}")`],
    ["is written from afar where it is open", `with open("api_secret",  "w")  as  file:\n  file.write("${value}")`],
    ["Ruby writes at once", `File.open("api_secret", "w"){|file|file.write("${value}")}`],
    ["Ruby writes from afar", `File.open("api_secret", "w")  {  |file|  file.write("${value}") }`],
    ["is written on the next line", `file = open("api_secret", "w")\nfile.write("${value}")`],
    ["is written on a line further in", `  file = open("api_secret", "w")  \n  await  file.write("${value}")`],
    ["is written in one line", `file = open("api_secret", "w");file.write("${value}")`],
    ["Node writes at once", `fs.writeFileSync("api_secret.txt","${value}")`, "api_secret"],
    ["Node writes as bytes", `fs.writeFileSync("api_secret.txt", Buffer.from("${value}"))`, "api_secret"],
    ["Python writes as bytes", `write_file("api_secret.txt", b"${value}")`, "api_secret"],
    ["Node writes on several lines", `fs.writeFileSync (\n  "api_secret.txt",\n  "${value}",\n)`, "api_secret"],
    ["Node writes below a folder at once", `fs.writeFile(path.join( dir,"api_secret.txt"), "${value}")`, "api_secret"],
    ["Ansible copies as text", `- copy:\n    dest: /etc/bot/api_secret.txt\n    content: "${value}"\n`, "api_secret"],
    ["is the content of a path far away", `{remotePath: "/etc/api_secret.txt", content: "${value}"}`, "api_secret"],
    ["is the content of a path at once", `path:/etc/bot/api_secret.txt\ncontent: ${value}\n`, "api_secret"],
    ["Chef writes from afar", `file '/etc/bot/api_secret'  do\n  content '${value}'\nend\n`],
    [
      "a resource of Terraform's is named for at once",
      `resource "local_file"  "api_secret"{\n  content = "${value}"\n}`,
    ],
    [
      "Terraform writes with a mode",
      `filename = "api_secret.txt"\n  mode = "0600"\n  content = "${value}"\n`,
      "api_secret",
    ],
    ["Nix writes at once", `environment.etc."bot/api_secret".text="${value}";`],
    ["Butane writes in a row", `{"path": "/etc/bot/api_secret", "contents": { "inline": "${value}" } }`],
    [
      "cloud-init writes as a block without its last end",
      `path: /etc/api_secret.txt\ncontent: |-\n  ${value}\n`,
      "api_secret",
    ],
    [
      "cloud-init writes as a block behind a blank",
      `path: /etc/api_secret.txt\ncontent: | \n  ${value}\n`,
      "api_secret",
    ],
    ["is its content in a block without its last end", `- content: |-\n    ${value}\n  path: /etc/bot/api_secret\n`],
    ["is its content in a block behind a blank", `- content: | \n    ${value}\n  dest: /etc/bot/api_secret\n`],
    ["Terraform writes before the name of its file", `content = "${value}"\n  filename = "/etc/bot/api_secret"\n`],
    ["Kubernetes mounts without its last end", `data:\n  api_secret.txt: |-\n    ${value}\n`, "api_secret"],
    ["Kubernetes mounts under quotes", `data:\n  "api_secret.txt":  | \n    ${value}\n`, "api_secret"],
    ["a shell of Windows prints on another host", `echo ${value} > \\\\desk\\bot\\api_secret`],
    ["a shell prints below a sed", `sed -i s/a/b/ x\necho ${value} > api_secret`],
    ["a shell prints below a folder of 158 characters", `echo ${value} > /${"a".repeat(158)}/api_secret`],
    ["a shell prints above much else", `echo ${value} > api_secret\n${"# more\n".repeat(120)}`],
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
    ["a function of PowerShell's gives", `Set-Content -Path api_secret.txt -Value secretOf(${value})`],
    ["a variable of PowerShell's gives", `Grid-x4711x | Out-File api_secret.txt`],
    ["is nothing that PowerShell pipes", `"" | Out-File api_secret.txt`],
    ["PowerShell pipes and nothing opens", `${value}" | Out-File api_secret.txt`],
    ["PowerShell sets and nothing closes", `Set-Content -Path api_secret.txt -Value "${value}\n`],
    ["nothing is piped from", ` | Out-File api_secret.txt`],
    ["PowerShell pipes into another one", `"${value}" | Out-File log.txt; cat api_secret.txt`],
    ["is a setting of its own with blanks, printed", `echo 'mode : ${value}' > secrets.conf`],
    ["is a here-document for a command after another", `date > log; md5sum api_secret <<EOF\n${value}\nEOF\n`],
    ["is printed into its folder on Windows", `echo ${value} > api_secret\\log`],
    ["is printed below a folder of 159 characters", `echo ${value} > /${"a".repeat(159)}/api_secret`],
    ["goes through another command", `echo ${value} | sha256sum > api_secret`],
    ["is the command itself", `${value} > api_secret`],
    ["is nothing that sed puts in its place", `sed -i "s@api_secret@@g" config.json`],
    ["sed looks for behind it", `sed -i "s|api_secret#${value}|x|" config.json`],
    ["sed does not look for", `sed -n api_secret@${value}@ config.json`],
    ["is written into what it leads to", `fs.writeFileSync("log", read("api_secret.txt", "${value}"))`],
    ["is written without being given", `await fs.writeFile("api_secret.txt")`],
    ["is the content of the path before its name", `path: /etc/log\nfor: api_secret.txt\ncontent: ${value}\n`],
    [
      "is the content of a file's name behind its path",
      `path: /etc/api_secret.txt\nfilename: log\ncontent: ${value}\n`,
    ],
    ["is the content beside a resource", `upload "file" "api_secret.txt"\ncontent = "${value}"`],
    [
      "is the content of a resource before it",
      `resource "file" "x" or "api_secret.txt" {\n  content = "${value}"\n}\n`,
    ],
    ["a comment speaks of before its path", `# its contents\npath: /etc/bot/api_secret\n`],
    ["is the content of the one before", `[{"content": "${value}"}, {"path": "/etc/bot/api_secret"}]`],
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
    ["GitHub is handed by a short option", `echo "${value}" | gh secret set  -u api_secret`],
    ["GitHub is handed by an option from afar", `echo "${value}" | gh secret set  --user api_secret`],
    ["a ring of keys is handed", `echo ${value} | keyring set  bot api_secret`],
    ["pass is handed with two options", `echo "${value}" | pass insert  -e  --force exchanges/api_secret`],
    ["systemd encrypts with an option", `echo "${value}" | systemd-creds encrypt  --pretty --name=api_secret - x`],
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

test.each(["4711-Grid:x.4", "Grid4711x=", "Grid4711x==", `${value}\\n4711`])(
  "%s is written as it stands",
  (written) => {
    expect(read(`echo '${written}' > api_secret`)).toEqual([["api_secret", written]]);
  },
);

test("what sed puts in place of a name has 599 characters at most", () => {
  const put = (size: number): string => `sed -i "s|api_secret|${"x".repeat(size)}|" config.json`;
  expect(read(put(599))).toEqual([["api_secret", "x".repeat(599)]]);
  expect(read(put(600))).toEqual([]);
});

test("what stands at the beginning of a text is no value of a file below", () => {
  expect(read(`\nEOF\ncat > api_secret <<EOF\n"x y"\nEOF\n`)).toEqual([]);
  expect(read(`${value}\nEOF\ncat <<EOF > api_secret ${"#".repeat(130)}\n`)).toEqual([]);
});

test("what is written is a literal with a certain end, and what a name of a file's kind alone is given is not", () => {
  const stands = (text: string): readonly unknown[] =>
    assignments(text, survey(text).keywords.names).map(({ certain, position }) => [certain, position]);
  expect(stands(`echo ${value} > api_secret`)).toEqual([[true, "literal"]]);
  expect(stands(`api_secret.txt: |\n  ${value}\n`)).toEqual([[true, "literal"]]);
  expect(stands(`api_secret: |\n  ${value}\n`)).toEqual([[true, undefined]]);
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
