// Runs inside the children, before the SDK: defers what the SDK loads for closures and TypeScript until it is needed.
// The program and the pack themselves run unmodified, by the SDK's own cmd/run and cmd/run-policy-pack.
import { keepCompiled } from "./compiled";
import { deferModules } from "./defer";

keepCompiled();
deferModules();

// A command that is killed outright can end nobody: its children see that it is gone, and go as well.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, "SIGKILL");
}, 1_000).unref();
