import type { DoseRow, PullAnswer, Scope, VisitRow } from "../generated/wire.ts";
import { localDay } from "./clock.ts";
import { openJson, openSmall, sealJson, sealSmall } from "./crypto.ts";
import { anew, newCursor, withoutPost } from "./cursor.ts";
import { labelOf, receivedOf } from "./handover/label.ts";
import { type IndexPack, PostModel, RECENT_DAYS, type RowSet } from "./model.ts";
import { type Cursor, type Db, type StoredPack, saved } from "./store.ts";
import { emptySummary, withDose, withVisit } from "./summary.ts";

const BUCKETS = 32;
const DAY_MS = 86_400_000;
const INDEX = "index";
/** Pages kept beside the packs before they are folded in. */
export const PAGES_BEFORE_FOLD = 12;

type HistoryRow = VisitRow | DoseRow;

/**
 * The encrypted rows of one vault (one data key). Every post has an index pack, history packs by bucket of persons
 * (visits by year too), and the pages pulled since. Packs are written in one transaction with what they replace.
 */
export class Vault {
  readonly id: string;
  private db: Db;
  private key: CryptoKey;
  private opened = new Map<string, Promise<HistoryRow[]>>();

  constructor(db: Db, id: string, key: CryptoKey) {
    this.db = db;
    this.id = id;
    this.key = key;
  }

  async cursor(): Promise<Cursor> {
    return (await this.db.get("cursors", this.id)) ?? newCursor(this.id);
  }

  async scope(): Promise<Scope | null> {
    const { scope } = await this.cursor();
    return scope ? openJson<Scope>(this.key, this.label("", "scope"), scope) : null;
  }

  async saveScope(scope: Scope): Promise<void> {
    const box = await sealJson(this.key, this.label("", "scope"), scope);
    await this.db.put("cursors", { ...(await this.cursor()), scope: box, scopeVersion: scope.version });
  }

  async saveCursor(cursor: Cursor): Promise<void> {
    await this.db.put("cursors", cursor);
  }

  /** The rows of a post: its index and the pages pulled since. Null when nothing of it was ever stored. */
  async load(post: string): Promise<PostModel | null> {
    const tx = this.db.transaction(["packs", "pages"]);
    const [pack, pages] = await Promise.all([
      tx.objectStore("packs").get([this.id, post, INDEX]),
      tx.objectStore("pages").index("of").getAll([this.id, post]),
    ]);
    if (!pack && pages.length === 0) return null;
    const model = pack
      ? PostModel.open(await openJson<IndexPack>(this.key, this.label(post, INDEX), pack.box))
      : new PostModel();
    for (const page of pages)
      model.apply(await openJson<RowSet>(this.key, this.label(post, "page"), page.box));
    return model;
  }

  /** Keep a page of every post in it together with the token that continues after it. */
  async savePage(answer: PullAnswer, next: Cursor): Promise<void> {
    const posts = answer.posts.filter(({ rows }) => Object.values(rows).some((list) => list.length > 0));
    const pages = await Promise.all(
      posts.map(async ({ post, rows }) => ({
        vault: this.id,
        post,
        box: await sealJson(this.key, this.label(post, "page"), rows),
      })),
    );
    await saved(async () => {
      const tx = this.db.transaction(["pages", "cursors"], "readwrite");
      for (const page of pages) tx.objectStore("pages").add(page);
      tx.objectStore("cursors").put(next);
      await tx.done;
    });
  }

  /** Replace all of a post by a snapshot, together with the token to pull from. */
  async saveSnapshot(post: string, model: PostModel, nowMs: number, next: Cursor): Promise<void> {
    const history = byPack(model);
    model.history = [...history.keys()];
    const packs = await Promise.all([...history].map(([name, rows]) => this.historyPack(post, name, rows)));
    packs.push(await this.indexPack(post, model, nowMs));
    await saved(async () => {
      const tx = this.db.transaction(["packs", "pages", "cursors"], "readwrite");
      tx.objectStore("packs").delete(this.range(post));
      const pages = await tx.objectStore("pages").index("of").getAllKeys([this.id, post]);
      for (const n of pages) tx.objectStore("pages").delete(n);
      for (const pack of packs) tx.objectStore("packs").put(pack);
      tx.objectStore("cursors").put(next);
      await tx.done;
    });
    this.settled(model);
  }

  /** Fold pulled pages into the packs: one transaction, packs in and pages out. */
  async fold(post: string, model: PostModel, nowMs: number): Promise<void> {
    const pages = await this.db.getAllKeysFromIndex("pages", "of", [this.id, post]);
    for (const person of model.stale) await this.resummarise(post, model, person);
    model.stale.clear();
    const changed = byPack(model);
    const packs: StoredPack[] = [];
    for (const [name, rows] of changed) {
      const merged = mergeRows(await this.readHistory(post, name), rows);
      packs.push(await this.historyPack(post, name, merged));
    }
    model.history = [...new Set([...model.history, ...changed.keys()])];
    packs.push(await this.indexPack(post, model, nowMs));
    await saved(async () => {
      const tx = this.db.transaction(["packs", "pages"], "readwrite");
      for (const pack of packs) tx.objectStore("packs").put(pack);
      for (const n of pages) tx.objectStore("pages").delete(n);
      await tx.done;
    });
    this.settled(model);
  }

  private settled(model: PostModel): void {
    this.opened.clear();
    model.fresh.visits.clear();
    model.fresh.doses.clear();
    model.tables.doses.clear();
  }

  async pages(post: string): Promise<number> {
    return this.db.countFromIndex("pages", "of", [this.id, post]);
  }

  /** Whole history of one person, with what was pulled since the packs were written. */
  async history(
    post: string,
    model: PostModel,
    person: string,
  ): Promise<{ visits: VisitRow[]; doses: DoseRow[] }> {
    const bucket = bucketOf(person);
    const names = model.history.filter((name) => name.startsWith(`v.${bucket}.`));
    const visits = (await Promise.all(names.map((name) => this.opening(post, name)))).flat() as VisitRow[];
    const doses = (
      model.history.includes(`d.${bucket}`) ? await this.opening(post, `d.${bucket}`) : []
    ) as DoseRow[];
    const own = <R extends HistoryRow>(rows: R[]) => rows.filter((row) => row.person === person);
    return {
      visits: mergeRows(own(visits), own([...model.fresh.visits.values()])) as VisitRow[],
      doses: mergeRows(own(doses), own([...model.fresh.doses.values()])) as DoseRow[],
    };
  }

  /** Work a person's summary out anew from the whole history (after a visit was withdrawn). */
  private async resummarise(post: string, model: PostModel, person: string): Promise<void> {
    const { visits, doses } = await this.history(post, model, person);
    const inOrder = [...visits].sort((a, b) => (a.date < b.date ? -1 : 1));
    const summary = inOrder.reduce(withVisit, emptySummary());
    model.summaries.set(person, doses.reduce(withDose, summary));
  }

  /** Forget a post whose assignment has ended: all of it in one transaction, or nothing. */
  async purge(post: string): Promise<void> {
    const pages = await this.db.getAllKeysFromIndex("pages", "of", [this.id, post]);
    const cursor = await this.cursor();
    const tx = this.db.transaction(["packs", "pages", "cursors", "meta"], "readwrite");
    await Promise.all([
      tx.objectStore("packs").delete(this.range(post)),
      tx.objectStore("meta").delete(labelOf(this.id, post)),
      ...pages.map((n) => tx.objectStore("pages").delete(n)),
      tx.objectStore("cursors").put(withoutPost(cursor, post)),
      tx.done,
    ]);
  }

  /** What is stored of a post cannot be read: the next sync loads it whole. Until that has come nothing is deleted. */
  async comeAnew(post: string): Promise<void> {
    const tx = this.db.transaction("cursors", "readwrite");
    const cursor = (await tx.store.get(this.id)) ?? newCursor(this.id);
    await tx.store.put(withoutPost(cursor, post));
    await tx.done;
  }

  /** Posts of which anything is stored. */
  async stored(): Promise<string[]> {
    const all = IDBKeyRange.bound([this.id], [this.id, []]);
    const keys = await this.db.getAllKeys("packs", all);
    // A post without a snapshot yet has come in pages alone.
    const pages = await this.db.getAllFromIndex("pages", "of", all);
    return [...new Set([...keys.map(([, post]) => post), ...pages.map(({ post }) => post)])];
  }

  private opening(post: string, name: string): Promise<HistoryRow[]> {
    const key = `${post}|${name}`;
    const found = this.opened.get(key) ?? this.readHistory(post, name);
    this.opened.set(key, found);
    return found;
  }

  private async readHistory(post: string, name: string): Promise<HistoryRow[]> {
    const pack = await this.db.get("packs", [this.id, post, name]);
    return pack ? openSmall<HistoryRow[]>(this.key, this.label(post, name), pack.box) : [];
  }

  private async historyPack(post: string, name: string, rows: HistoryRow[]): Promise<StoredPack> {
    return { vault: this.id, post, name, box: await sealSmall(this.key, this.label(post, name), rows) };
  }

  private async indexPack(post: string, model: PostModel, nowMs: number): Promise<StoredPack> {
    // A day of margin, whatever the time zone.
    const from = localDay(nowMs - (RECENT_DAYS + 1) * DAY_MS, "31");
    return {
      vault: this.id,
      post,
      name: INDEX,
      box: await sealJson(this.key, this.label(post, INDEX), model.pack(from)),
    };
  }

  private label = (post: string, name: string): string => `pack|${this.id}|${post}|${name}`;
  private range = (post: string): IDBKeyRange => IDBKeyRange.bound([this.id, post], [this.id, post, []]);
}

/** Forget vaults that no account can open any more (a forgotten PIN). */
export async function dropVaults(db: Db, known: ReadonlySet<string>): Promise<void> {
  const tx = db.transaction(["packs", "pages", "cursors", "meta"], "readwrite");
  const pages = tx.objectStore("pages");
  for (const vault of await tx.objectStore("cursors").getAllKeys()) {
    if (known.has(vault)) continue;
    const all = IDBKeyRange.bound([vault], [vault, []]);
    tx.objectStore("cursors").delete(vault);
    tx.objectStore("packs").delete(all);
    tx.objectStore("meta").delete(receivedOf(vault));
    for (const n of await pages.index("of").getAllKeys(all)) pages.delete(n);
  }
  await tx.done;
}

/** The server counts anew: the rows of every vault, open or not, are of before (`cursor.ts`). */
export async function countAnew(db: Db): Promise<void> {
  const tx = db.transaction("cursors", "readwrite");
  for (const cursor of await tx.store.getAll()) tx.store.put(anew(cursor));
  await tx.done;
}

/** Forget the rows of every vault: this phone was revoked. What waits in the outbox is elsewhere and stays. */
export async function purgeAll(db: Db): Promise<void> {
  const tx = db.transaction(["packs", "pages", "cursors", "meta"], "readwrite");
  tx.objectStore("packs").clear();
  tx.objectStore("pages").clear();
  tx.objectStore("meta").delete(receivedOf());
  for (const cursor of await tx.objectStore("cursors").getAll()) {
    tx.objectStore("cursors").put({ ...newCursor(cursor.vault), lastPullMs: cursor.lastPullMs });
  }
  await tx.done;
}

/** FNV-1a of the id, so that persons spread evenly over the packs whatever made their ids. */
export function bucketOf(person: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < person.length; i++) h = Math.imul(h ^ person.charCodeAt(i), 0x01000193);
  return (h >>> 0) % BUCKETS;
}

/** Rows not yet in a history pack, by the name of the pack they belong to. */
function byPack(model: PostModel): Map<string, HistoryRow[]> {
  const packs = new Map<string, HistoryRow[]>();
  const put = (name: string, row: HistoryRow) => {
    const rows = packs.get(name);
    if (rows) rows.push(row);
    else packs.set(name, [row]);
  };
  for (const row of model.fresh.visits.values())
    put(`v.${bucketOf(row.person)}.${row.date.slice(0, 4)}`, row);
  for (const row of model.fresh.doses.values()) put(`d.${bucketOf(row.person)}`, row);
  return packs;
}

function mergeRows<R extends HistoryRow>(old: R[], fresh: R[]): R[] {
  const rows = new Map(old.map((row) => [row.id, row]));
  for (const row of fresh) if ((rows.get(row.id)?.seq ?? -1) <= row.seq) rows.set(row.id, row);
  return [...rows.values()];
}
