import { UserError } from "../user-error";

/**
 * Asks at the terminal without showing what is typed. With `block`, takes lines until one that ends a PEM block. Throws
 * UserError where the person gives up, or types nothing.
 */
export function askHidden(question: string, block: boolean): Promise<string> {
  const { stdin, stderr } = process;
  return new Promise((resolve, reject) => {
    let typed = "";
    const end = (finish: () => void): void => {
      stdin.off("data", hear);
      stdin.setRawMode(false);
      stdin.pause();
      stderr.write("\n");
      finish();
    };
    const hear = (data: Buffer): void => {
      for (const letter of data.toString("utf8")) {
        if (letter === "\u0003" || letter === "\u0004") {
          end(() => {
            reject(new UserError("Given up. Nothing was put."));
          });
          return;
        }
        if (letter === "\u007f" || letter === "\b") typed = typed.slice(0, -1);
        else if (letter !== "\r" && letter !== "\n") typed += letter;
        else {
          const isWhole = !block || !typed.startsWith("-----BEGIN") || /-----END [A-Z0-9 ]+-----\n?$/u.test(typed);
          if (isWhole) {
            const given = typed.trim();
            end(() => {
              if (given === "") reject(new UserError("Nothing was typed. Nothing was put."));
              else resolve(given);
            });
            return;
          }
          typed += "\n";
        }
      }
    };
    stderr.write(question);
    stdin.setRawMode(true);
    stdin.resume();
    stdin.on("data", hear);
  });
}
