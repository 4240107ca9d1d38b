/** A tar archive in the ustar form: a header of 512 bytes, the content filled up to a multiple of that, and two empty blocks. */
export function tar(
  files: readonly (readonly [name: string, content: Buffer | string])[],
  sizeOf = (bytes: number): string => bytes.toString(8).padStart(11, "0"),
): Buffer {
  const blocks = files.flatMap(([name, content]) => {
    const body = Buffer.from(content);
    const header = Buffer.alloc(512);
    header.write(name, 0);
    header.write(sizeOf(body.length), 124);
    header.write("        ", 148);
    header.write("0", 156);
    header.write("ustar\x0000", 257);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
    return [header, body, Buffer.alloc((512 - (body.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}
