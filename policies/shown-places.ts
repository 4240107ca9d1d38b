const tags = /(?:^|\.)(?:tags|tagsAll|volumeTags|amiTags|labels|annotations)(?![^.[])/u;
const names =
  /^(?:metadata\.)?(?:name|namePrefix|\w*Name|\w*NamePrefix|description|\w*Description|comment|alias|bucket|bucketPrefix|family|\w*[iI]dentifier)$/u;
// A security group is described with its rules.
const rules = /^(?:ingress|egress|securityGroupIngress|securityGroupEgress)\[\d+\]\.description$/u;

/**
 * Whether a place (`tags.owner`, `rootBlockDevice.tags.owner`, `description`) is there to be read by everybody who may
 * list or describe the resource: tags at any depth, and names and descriptions of the resource itself and of a group's rules.
 */
export function isShownPlace(path: string): boolean {
  return names.test(path) || tags.test(path) || rules.test(path);
}

/** Of AWS's own resources, AWS shows these places to its users: there a mark, which covers Pulumi's state, is no help. */
export function isShownByAws(type: string): boolean {
  return type.startsWith("aws:") || type.startsWith("aws-native:");
}
