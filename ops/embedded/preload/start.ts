// Runs inside the children, before the SDK: defers what the SDK loads for closures and TypeScript until it is needed.
// The program and the pack themselves run unmodified, by the SDK's own cmd/run and cmd/run-policy-pack.
import { keepCompiled } from "./compiled";
import { deferModules } from "./defer";

keepCompiled();
deferModules();
