// The internet, as far as this suite needs one: every address and port answers. On 443 and 9443 it is an exchange's edge,
// where live and test exchange share address and port, and the name in the TLS greeting alone decides which of them
// answers. What was asked for is told on a UNIX socket. Run inside its namespace: node edge.mjs FOLDER
import { createSocket } from "node:dgram";
import { readFileSync } from "node:fs";
import http from "node:http";
import net from "node:net";
import tls from "node:tls";

const folder = process.argv[2];
const exchangePorts = [443, 9443];
/** Everything else is led here (world.ts). */
const anyPort = 7;
const seen = { names: {}, plain: 0, silent: 0 };

const count = (name) => {
  seen.names[name] = (seen.names[name] ?? 0) + 1;
};

const sites = http.createServer((request, response) => {
  response.setHeader("content-type", "application/json");
  const { servername, localAddress } = request.socket;
  response.end(JSON.stringify({ site: servername || "nameless", address: localAddress.replace("::ffff:", "") }));
});
sites.keepAliveTimeout = 600_000;

const secured = tls.createServer({
  key: readFileSync(`${folder}/edge.key`),
  cert: readFileSync(`${folder}/edge.crt`),
  SNICallback: (name, done) => {
    count(name);
    done(null);
  },
});
secured.on("secureConnection", (socket) => {
  if (!socket.servername) count("(none)");
  sites.emit("connection", socket);
});
secured.on("tlsClientError", () => {});

const quiet = (socket) => socket.on("error", () => {});

/** A TLS greeting goes to the exchanges; anything else is answered with a line. */
const exchange = (socket) => {
  quiet(socket);
  let said = false;
  socket.once("data", (first) => {
    said = true;
    socket.pause();
    if (first[0] === 0x16) {
      socket.unshift(first);
      secured.emit("connection", socket);
    } else {
      seen.plain += 1;
      socket.end("this is the internet\n");
    }
  });
  socket.once("close", () => {
    if (!said) seen.silent += 1;
  });
};
for (const port of exchangePorts) net.createServer(exchange).listen({ port, host: "::", backlog: 4096 });

net
  .createServer((socket) => {
    quiet(socket);
    socket.once("data", (first) => {
      // A DNS question over TCP is its own answer, with one record said to be in it.
      if (first.length > 14 && first.readUInt16BE(0) === first.length - 2) first.writeUInt16BE(1, 8);
      socket.end(first);
    });
  })
  .listen({ port: anyPort, host: "::", backlog: 4096 });

for (const type of ["udp4", "udp6"]) {
  const socket = createSocket(type === "udp6" ? { type, ipv6Only: true } : type);
  socket.on("message", (message, from) => {
    const answer = Buffer.from(message);
    if (answer.length > 8) answer.writeUInt16BE(1, 6);
    socket.send(answer, from.port, from.address, () => {});
  });
  socket.bind(anyPort);
}

http
  .createServer((_request, response) => {
    response.end(JSON.stringify(seen));
    Object.assign(seen, { names: {}, plain: 0, silent: 0 });
  })
  .listen(`${folder}/edge.sock`, () => process.stdout.write("ready\n"));
