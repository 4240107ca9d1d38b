import type { WriteStream } from "node:tty";

/** A line on a terminal that says how far a scan is; silent elsewhere. */
export interface Progress {
  show(files: number, bytes: number, findings: number): void;
  end(): void;
}

const pauseMilliseconds = 100;

export function progress(stream: Pick<WriteStream, "isTTY" | "write">): Progress {
  if (!stream.isTTY) return { show: () => undefined, end: () => undefined };
  let last = performance.now();
  let drawn = false;
  return {
    show(files, bytes, findings) {
      const now = performance.now();
      if (now - last < pauseMilliseconds) return;
      last = now;
      drawn = true;
      stream.write(`\r\u001b[K${files} files, ${(bytes / 1e6).toFixed(1)} MB, ${findings} found`);
    },
    end() {
      if (drawn) stream.write("\r\u001b[K");
    },
  };
}
