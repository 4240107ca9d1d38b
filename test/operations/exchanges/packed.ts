/** MessagePack (https://github.com/msgpack/msgpack/blob/master/spec.md) of what JSON can say, keys in their order. */
export function packed(value: unknown): Buffer {
  if (value === null || value === undefined) return Buffer.from([0xc0]);
  if (typeof value === "boolean") return Buffer.from([value ? 0xc3 : 0xc2]);
  if (typeof value === "number") return number(value);
  if (typeof value === "string") {
    const text = Buffer.from(value);
    return Buffer.concat([head(text.length, [0xa0, 32], [0xd9, 0xda, 0xdb]), text]);
  }
  if (Array.isArray(value)) {
    return Buffer.concat([head(value.length, [0x90, 16], [undefined, 0xdc, 0xdd]), ...value.map((one) => packed(one))]);
  }
  const entries = Object.entries(value as Record<string, unknown>);
  const pairs = entries.flatMap(([key, one]) => [packed(key), packed(one)]);
  return Buffer.concat([head(entries.length, [0x80, 16], [undefined, 0xde, 0xdf]), ...pairs]);
}

/** The mark of a length: in the mark itself below the first limit, else in 1, 2 or 4 bytes. */
function head(
  length: number,
  [fixed, limit]: readonly [number, number],
  marks: readonly [number | undefined, number, number],
): Buffer {
  const [one, two, four] = marks;
  if (length < limit) return Buffer.from([fixed + length]);
  if (one !== undefined && length < 0x100) return Buffer.from([one, length]);
  if (length < 0x10000) return Buffer.from([two, length >> 8, length & 0xff]);
  const size = Buffer.alloc(5);
  size.writeUInt8(four);
  size.writeUInt32BE(length, 1);
  return size;
}

function number(value: number): Buffer {
  if (!Number.isInteger(value)) {
    const float = Buffer.alloc(9);
    float.writeUInt8(0xcb);
    float.writeDoubleBE(value, 1);
    return float;
  }
  if (value >= 0 && value < 0x80) return Buffer.from([value]);
  if (value < 0) {
    if (value >= -32) return Buffer.from([0x100 + value]);
    const negative = Buffer.alloc(9);
    negative.writeUInt8(0xd3);
    negative.writeBigInt64BE(BigInt(value), 1);
    return negative;
  }
  if (value < 0x100) return Buffer.from([0xcc, value]);
  if (value < 0x10000) return Buffer.from([0xcd, value >> 8, value & 0xff]);
  const size = value < 0x1_0000_0000 ? 5 : 9;
  const whole = Buffer.alloc(size);
  whole.writeUInt8(size === 5 ? 0xce : 0xcf);
  if (size === 5) whole.writeUInt32BE(value, 1);
  else whole.writeBigUInt64BE(BigInt(value), 1);
  return whole;
}
