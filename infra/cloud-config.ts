/** EC2's limit on user data before base64, in bytes: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-add-user-data.html */
export const userDataLimitBytes = 16_384;

/** User data for cloud-init. Throws where EC2 would not take it; `source` is what to shorten then. */
export function cloudConfig(configuration: object, source: string): string {
  // Cloud-init reads YAML, of which JSON is a part.
  const text = `#cloud-config\n${JSON.stringify(configuration, undefined, 1)}\n`;
  const bytes = Buffer.byteLength(text);
  if (bytes > userDataLimitBytes) {
    throw new Error(`user data has ${bytes} bytes, expected at most ${userDataLimitBytes}. Shorten ${source}.`);
  }
  return text;
}
