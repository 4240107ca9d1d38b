// Logs every answer to a request of this process, without its body: {host, path class, status, weight}, a JSON object a line
// on stderr. Node.js tells of answers on channels of its own (https://nodejs.org/docs/latest-v20.x/api/diagnostics_channel.html):
// of the http module, which ccxt uses, and of fetch.
"use strict";
const { subscribe } = require("node:diagnostics_channel");

const weights = ["x-mbx-used-weight-1m", "x-mbx-used-weight"];
const word = /^(?:[A-Za-z][A-Za-z_.-]{0,31}|v\d{1,2})$/u;

/** The path without what tells one call from another: ids, symbols with digits, tokens, and the query. */
const pathClass = (path) =>
  path
    .split("?", 1)[0]
    .split("/")
    .map((part) => (part === "" || word.test(part) ? part : "*"))
    .join("/");

function log(host, path, status, header) {
  const weight = weights.map(header).find((value) => /^\d+$/u.test(value ?? ""));
  const usage = {
    event: "exchange-call",
    host,
    path: pathClass(path),
    status,
    weight: weight === undefined ? null : Number(weight),
  };
  process.stderr.write(`${JSON.stringify(usage)}\n`);
}

subscribe("http.client.response.finish", ({ request, response }) => {
  log(request.host, request.path, response.statusCode, (name) => response.headers[name]);
});

subscribe("undici:request:headers", ({ request, response }) => {
  const names = response.headers.map(String);
  const at = (name) => names.findIndex((one, index) => index % 2 === 0 && one.toLowerCase() === name);
  log(new URL(String(request.origin)).hostname, request.path, response.statusCode, (name) =>
    at(name) < 0 ? undefined : names[at(name) + 1],
  );
});
