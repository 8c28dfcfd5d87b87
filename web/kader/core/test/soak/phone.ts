/**
 * A phone in a process of its own, for runs that kill it: the real core with a store on the disk, over real HTTP.
 *
 *   node phone.ts '{"folder": …, "origin": …, "seed": …, "posts": […], "allow": …}'
 *
 * It types until it has kept `allow` entries, and syncs all the while. It obeys one JSON command a line on stdin and
 * answers with one line. What it has kept for whoever typed it, and every receipt it was given, go into notebooks.
 */
import "fake-indexeddb/auto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import type { PushAnswer } from "../../../generated/wire.ts";
import type { Draft } from "../../api.ts";
import { readDevice } from "../../device.ts";
import { call, NetError } from "../../net.ts";
import { type CorePhone, startPhone } from "../../phone.ts";
import { PUSH_LIMIT, signPush } from "../../push.ts";
import { type Db, openStore } from "../../store.ts";
import { Disk } from "./disk.ts";
import { diary, nodeEnv, Wire } from "./env.ts";
import { Notebook } from "./notebook.ts";
import { heldRows } from "./rows.ts";
import { chances, Typist } from "./typist.ts";

interface Options {
  folder: string;
  origin: string;
  seed: number;
  posts: string[];
  allow: number;
}
/** What was typed and kept: `record()` has resolved for it. */
type Kept = Pick<Draft, "kind" | "subject" | "data"> & { id?: string; post: string };

const PIN = "246813";
const BATCH = 12;
const PAUSE_MS = 25;
const IDLE_MS = 400;

class Soak {
  private options: Options;
  private wire: Wire;
  private kept: Notebook<Kept>;
  private count: number;
  private db!: Db;
  private phone!: CorePhone;
  private settling = false;
  private synced = true;
  private living: Promise<void> = Promise.resolve();

  constructor(options: Options) {
    this.options = options;
    this.wire = new Wire(options.folder, options.origin);
    this.kept = new Notebook(join(options.folder, "kept.jsonl"));
    this.count = this.kept.read().length;
  }

  async start(): Promise<void> {
    const disk = await Disk.under(join(this.options.folder, "store"));
    this.db = await openStore();
    await disk.restore(this.db);
    this.phone = await startPhone(nodeEnv(this.options.folder, this.wire), this.db);
    const account = this.phone.accounts()[0];
    if (account?.hasPin) await this.phone.unlock(account.id, PIN);
  }

  async obey(command: { [name: string]: unknown }): Promise<unknown> {
    if ("enrol" in command) return this.phone.enrol(command.enrol as string, null);
    if ("pin" in command) return this.choosePin();
    if ("allow" in command) {
      this.options.allow = command.allow as number;
      return {};
    }
    if ("settle" in command) return this.settle();
    if ("replay" in command) return this.replay();
    throw new Error(`no such command: ${Object.keys(command)}`);
  }

  private async choosePin(): Promise<unknown> {
    while (!this.phone.enrolment()?.account) await pause(PAUSE_MS);
    await this.phone.setPin(this.phone.enrolment()?.account?.id ?? "", PIN);
    return this.phone.syncNow();
  }

  /** Types and syncs until told to settle, and until everything allowed is typed. */
  begin(): void {
    this.living = this.live();
  }

  private async live(): Promise<void> {
    const typist = new Typist(this.phone, this.options.posts, chances(this.options.seed));
    const chance = chances(this.options.seed ^ 0x5eed);
    while (!this.settling || this.count < this.options.allow) {
      await this.rest();
      if (this.phone.phase() !== "ready") continue;
      // Without a post there is nothing to type into: it comes with the sync.
      if (this.phone.posts().length > 0) await this.typeSome(typist, chance);
      await this.sync();
    }
  }

  private async typeSome(typist: Typist, chance: () => number): Promise<void> {
    for (let typed = 0; typed < BATCH && this.count < this.options.allow; ) {
      typed += await this.type(typist, Math.min(BATCH - typed, this.options.allow - this.count));
      if (chance() < 0.1) await this.otherPost(chance);
    }
  }

  /** Until there is something to type, or it is time to look for news. */
  private async rest(): Promise<void> {
    for (let waited = 0; waited < IDLE_MS; waited += PAUSE_MS) {
      await pause(PAUSE_MS);
      if (this.settling || (this.synced && this.count < this.options.allow)) return;
    }
  }

  private async type(typist: Typist, most: number): Promise<number> {
    const drafts = typist.type(most);
    const post = this.phone.post().id;
    await this.phone.record(drafts);
    this.kept.write(drafts.map(({ id, kind, subject, data }) => ({ id, kind, subject, data, post })));
    this.count += drafts.length;
    return drafts.length;
  }

  private async otherPost(chance: () => number): Promise<void> {
    const posts = this.phone.posts();
    await this.phone.choosePost(posts[Math.floor(chance() * posts.length)]?.id ?? "");
  }

  private async sync(): Promise<void> {
    const { ok, error } = await this.phone.syncNow();
    if (!ok) diary(this.options.folder, `sync: ${error?.code}`);
    this.synced = ok;
  }

  /** Types no more; syncs until nothing is left to send and nothing new to read, then says what it holds. */
  private async settle(): Promise<unknown> {
    this.settling = true;
    await this.living;
    for (let quiet = 0; quiet < 2; ) {
      const { ok, pushed, pulled } = await this.phone.syncNow();
      quiet = ok && pushed === 0 && pulled === 0 ? quiet + 1 : 0;
      await pause(PAUSE_MS);
    }
    writeFileSync(join(this.options.folder, "rows.json"), JSON.stringify(await heldRows(this.phone)));
    const { pending, repairs, state } = this.phone.safety();
    return { pending, repairs, state, kept: this.count };
  }

  /** Everything ever sent is sent once more; the receipts go into the notebook beside the first ones. */
  private async replay(): Promise<unknown> {
    const entries = this.wire.sent.read();
    const device = await readDevice(this.db);
    if (!device) throw new Error("this phone has no keys");
    for (let from = 0; from < entries.length; from += PUSH_LIMIT) {
      const batch = entries.slice(from, from + PUSH_LIMIT);
      const body = await signPush(device, batch, new Date().toISOString(), {});
      const env = nodeEnv(this.options.folder, this.wire);
      const push = () => call<PushAnswer>(env, "journal/push", device.token, body);
      const { receipts } = await whenThereIsRoom(push);
      if (receipts.length !== batch.length) throw new Error("a receipt is missing");
    }
    await pause(IDLE_MS);
    return { replayed: entries.length };
  }
}

/** All phones come at once: a busy server names another moment. */
async function whenThereIsRoom<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof NetError) || !error.retryAfterS) throw error;
      await pause(error.retryAfterS * 1000);
    }
  }
}

const soak = new Soak(JSON.parse(process.argv[2] ?? "{}") as Options);
await soak.start();
process.stdout.write('"ready"\n');
createInterface({ input: process.stdin })
  .on("line", (line) => {
    const say = (answer: unknown) => process.stdout.write(`${JSON.stringify(answer)}\n`);
    soak.obey(JSON.parse(line)).then(say, (error) => say({ fault: String(error?.stack ?? error) }));
  })
  .on("close", () => process.exit(0));
soak.begin();
