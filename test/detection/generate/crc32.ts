/** CRC-32 bit by bit, as ISO 3309 writes it: the slow twin of the detectors' own. */
export function crc32(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    for (let bit = 0; bit < 8; bit++) {
      const low = (sum ^ (byte >> bit)) & 1;
      sum >>>= 1;
      if (low === 1) sum ^= 0xedb88320;
    }
  }
  return (sum ^ 0xffffffff) >>> 0;
}
