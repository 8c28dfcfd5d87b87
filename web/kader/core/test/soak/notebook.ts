import { appendFileSync, closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from "node:fs";

/** Lines of JSON that outlive the process: each is on the disk before `write` returns. A cut last line is not read. */
export class Notebook<T> {
  private path: string;

  constructor(path: string) {
    this.path = path;
    // What a killed process left of a line must not run into the next one.
    if (existsSync(path) && !readFileSync(path, "utf8").endsWith("\n")) appendFileSync(path, "\n");
  }

  write(lines: readonly T[]): void {
    if (lines.length === 0) return;
    const file = openSync(this.path, "a");
    writeSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
    fsyncSync(file);
    closeSync(file);
  }

  read(): T[] {
    if (!existsSync(this.path)) return [];
    return readFileSync(this.path, "utf8")
      .split("\n")
      .flatMap(parsed<T>);
  }
}

function parsed<T>(line: string): T[] {
  try {
    return line ? [JSON.parse(line) as T] : [];
  } catch {
    return [];
  }
}
