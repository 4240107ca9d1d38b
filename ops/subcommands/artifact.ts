import type { Subcommand } from "../subcommand";

/** `bulkhead artifact` on the command line. */
export const artifact: Subcommand = {
  group: "build",
  about: "Upload what a bot is to run, and pin its digest in the stack file",
  usage: "bulkhead artifact push PATH|IMAGE --stack NAME [FLAGS]",
  operands: true,
  flags: {
    stack: { type: "string", value: "NAME", about: "stack whose bot is to run it" },
    program: { type: "string", value: "DIR", about: "folder with Pulumi.yaml (default: the current folder)" },
    bucket: {
      type: "string",
      value: "NAME",
      about: "bucket to push to (default: the stack's output artifactBucket)",
    },
    repository: {
      type: "string",
      value: "ADDRESS",
      about: "ECR repository to push to (default: the stack's output artifactRepository)",
    },
  },
  notes: [
    "A PATH is a tar archive, or a folder that one is made of; one that holds a container's image (an OCI layout, or what docker",
    "image save writes) goes to the repository as an image. An IMAGE is one that Docker has here. Takes the AWS credentials that",
    "are in use here, which have to be of a deployer of the stack, and for images the AWS command line (docs/host.md).",
    "",
    "Exit code: 0, or 2 where nothing was pushed; the stack file is then as it was.",
  ],
  run: async (values) => (await import("../artifact-push.js")).artifact(values),
};
