import * as aws from "@pulumi/aws";

/** Ids of default VPCs by region: AWS makes one in every region of an account, and some people delete it. */
export async function defaultVpcs(regions: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = regions.map(async (region) => {
    const { ids } = await aws.ec2.getVpcs({ region, filters: [{ name: "is-default", values: ["true"] }] });
    return ids.slice(0, 1).map((id): [string, string] => [region, id]);
  });
  return new Map((await Promise.all(found)).flat());
}
