import type { Sealed } from "../generated/wire.ts";
import { type Bytes, text, utf8 } from "./bytes.ts";
import type { Env } from "./env.ts";
import { asSealed } from "./seal-format.ts";
import type { Carried, Db, SealedCopy } from "./store.ts";

/** A file outside IndexedDB that only grows until it is written anew. */
export interface MirrorFile {
  read(): Promise<Bytes>;
  append(bytes: Bytes): Promise<void>;
  replace(bytes: Bytes): Promise<void>;
}

/** none: this browser has no such file · on: it holds what the store holds · failed: the last write did not succeed. */
export type MirrorState = "none" | "on" | "failed";

/** A sealed entry with the phone that wrote it; `sent`: it has its receipt. */
export interface Mirrored extends Sealed {
  device: string;
  sent?: boolean;
}

/** One line of the file: a copy came, copies went, receipts came. */
type Line = { add: Mirrored } | { drop: string[] } | { sent: string[] };

const BEHIND = "mirrorBehind";
/** Written anew on start when it is this much longer than what is alive in it. */
const SLACK = 1.5;
const SLACK_BYTES = 32_768;

/**
 * The second copy of sealed entries. The store is written first when something comes, the mirror first when something
 * goes: so what the mirror holds and the store does not, the store has lost. Nothing here ever fails a write.
 */
export class Mirror {
  state: MirrorState = "none";
  private env: Env;
  private db: Db;
  private file: Promise<MirrorFile | null> | null = null;
  private changed: () => void;

  constructor(env: Env, db: Db, changed: () => void) {
    this.env = env;
    this.db = db;
    this.changed = changed;
  }

  added(copies: readonly SealedCopy[]): Promise<void> {
    return this.append(copies.map((copy) => ({ add: { ...asSealed(copy), device: copy.device } })));
  }

  receipted(ids: readonly string[]): Promise<void> {
    return this.append([{ sent: [...ids] }]);
  }

  dropping(ids: readonly string[]): Promise<void> {
    return this.append([{ drop: [...ids] }]);
  }

  /** Write the file anew, so that what was dropped is gone from it in substance too. */
  tidy(): Promise<void> {
    return this.run((file) => this.rewrite(file));
  }

  private append(lines: Line[]): Promise<void> {
    if (lines.length === 0) return Promise.resolve();
    return this.run(async (file) => {
      // A write was missed: the file is made from the store again, which holds what these lines say, or will.
      if (await this.db.get("meta", BEHIND)) await this.rewrite(file);
      await file.append(written(lines));
    });
  }

  /** Holds the file against other tabs. What fails is remembered in the store and said on the safety page. */
  private run(work: (file: MirrorFile) => Promise<void>): Promise<void> {
    return this.env.lock("simpul-mirror", async () => {
      const before = this.state;
      try {
        this.file ??= this.env.mirror?.() ?? Promise.resolve(null);
        const file = await this.file;
        this.state = file ? "on" : "none";
        if (file) await work(file);
      } catch {
        this.file = null;
        this.state = "failed";
        await this.db.put("meta", true, BEHIND).catch(() => undefined);
      }
      if (this.state !== before) this.changed();
    });
  }

  private async rewrite(file: MirrorFile): Promise<void> {
    await file.replace(written(await liveLines(this.db)));
    await this.db.put("meta", false, BEHIND);
  }

  /**
   * On start: what the file holds and the store lost, oldest first, handed to `keep` before the file is tidied. A file
   * that missed a write proves nothing and is written anew.
   */
  async recover(keep: (lost: Mirrored[]) => Promise<void>): Promise<void> {
    await this.run(async (file) => {
      const bytes = await file.read();
      const held = await liveIds(this.db);
      const live = parse(text(bytes));
      const lost = [...live.values()].filter((item) => !held.has(item.id));
      const isBehind = Boolean(await this.db.get("meta", BEHIND));
      if (lost.length > 0 && !isBehind) await keep(lost);
      const missing = [...held].some((id) => !live.has(id));
      const size = written([...live.values()].map((add) => ({ add }))).length;
      if (isBehind || missing || bytes.length > SLACK * size + SLACK_BYTES) await this.rewrite(file);
    });
  }
}

/** Each line between two line ends: one that a crash has cut short spoils no other. */
const written = (lines: Line[]): Bytes => utf8(lines.map((line) => `\n${JSON.stringify(line)}\n`).join(""));

/** What the lines leave. A line that was cut by a crash is skipped: the store has what it would have said. */
export function parse(log: string): Map<string, Mirrored> {
  const live = new Map<string, Mirrored>();
  for (const row of log.split("\n")) {
    const line = read(row);
    if (!line) continue;
    if ("add" in line) live.set(line.add.id, line.add);
    else if ("drop" in line) for (const id of line.drop) live.delete(id);
    else for (const id of line.sent) mark(live, id);
  }
  return live;
}

function mark(live: Map<string, Mirrored>, id: string): void {
  const found = live.get(id);
  if (found) live.set(id, { ...found, sent: true });
}

function read(row: string): Line | null {
  try {
    const line = JSON.parse(row) as Line;
    if ("add" in line) return typeof line.add.id === "string" ? line : null;
    const ids = "drop" in line ? line.drop : line.sent;
    return Array.isArray(ids) ? line : null;
  } catch {
    return null;
  }
}

/** Everything that must survive the loss of the store: own copies, and what was recovered and not yet handed in. */
async function liveLines(db: Db): Promise<Line[]> {
  const copies = await db.getAll("sealed");
  const own = copies
    .sort((a, b) => a.counter - b.counter)
    .map((copy) => ({
      add: { ...asSealed(copy), device: copy.device, ...(copy.untilMs === null ? {} : { sent: true }) },
    }));
  const recovered = (await recoveredOf(db)).flatMap(({ device, items }) =>
    items.map((item) => ({ add: { ...item, device } })),
  );
  return [...own, ...recovered];
}

async function liveIds(db: Db): Promise<Set<string>> {
  const ids = await db.getAllKeys("sealed");
  const recovered = (await recoveredOf(db)).flatMap(({ items }) => items.map(({ id }) => id));
  return new Set([...ids, ...recovered]);
}

const recoveredOf = async (db: Db): Promise<Carried[]> =>
  (await db.getAll("carried")).filter(({ own }) => own);
