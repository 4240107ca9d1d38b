// A pack that refuses nothing and writes down what it is asked about: the inputs of every resource, and what others refer to
// it by. It writes beside itself, so it is copied to a folder of its own first.
const { writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { PolicyPack } = require("@pulumi/policy");

const inputs = new Map();

/** What AWS alone can know throws in a preview. */
function known(read) {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function written({ urn, type, name, props, propertyDependencies }) {
  const handles = ["arn", "keyId", "name", "bucket"].map((key) => [key, known(() => props[key])]);
  return {
    urn,
    type,
    name,
    inputs: inputs.get(urn),
    handles: Object.fromEntries(handles.filter(([, value]) => typeof value === "string")),
    dependencies: Object.fromEntries(
      Object.entries(propertyDependencies).map(([key, others]) => [key, others.map((other) => other.urn)]),
    ),
  };
}

new PolicyPack("recorder", {
  policies: [
    {
      name: "inputs",
      description: "Keeps the inputs of every resource.",
      enforcementLevel: "mandatory",
      validateResource: ({ urn, props }) => {
        inputs.set(urn, props);
      },
    },
    {
      name: "record",
      description: "Writes every resource down.",
      enforcementLevel: "mandatory",
      validateStack: ({ resources }) => {
        const stack = resources[0].urn.split(":")[2];
        writeFileSync(join(__dirname, `${stack}.json`), JSON.stringify(resources.map(written)));
      },
    },
  ],
});
