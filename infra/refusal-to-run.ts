import * as pulumi from "@pulumi/pulumi";

/**
 * An error for people that ends the program. It carries no stack: the SDK shows none, yet has Node.js colour it first,
 * and Node.js 20 spends a minute of CPU time on a frame of the SDK (`util.inspect` never gets past a source-mapped path
 * that ends behind a package's scope).
 */
export function refusalToRun(message: string): Error {
  const error = new pulumi.RunError(message);
  error.stack = message;
  return error;
}
