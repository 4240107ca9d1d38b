/** CRC-32 as in zip and GitHub tokens (ISO 3309). */
export function crc32(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

/** CRC-16/XMODEM, as in Stellar's keys. */
export function crc16(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) {
    sum ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) sum = sum & 0x8000 ? ((sum << 1) ^ 0x1021) & 0xffff : (sum << 1) & 0xffff;
  }
  return sum;
}

/** Whether the last eight characters are the CRC-32 of those before them in hex, the highest digit first. */
export function hasHexChecksum(body: string): boolean {
  return crc32(Buffer.from(body.slice(0, -8))) === parseInt(body.slice(-8), 16);
}

const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** Whether the last six characters are the CRC-32 of those before them in base62, as GitHub and npm write their tokens. */
export function hasChecksum(body: string): boolean {
  let sum = crc32(Buffer.from(body.slice(0, -6)));
  let text = "";
  while (sum > 0) {
    text = (digits[sum % 62] ?? "") + text;
    sum = Math.floor(sum / 62);
  }
  return text.padStart(6, "0") === body.slice(-6);
}
