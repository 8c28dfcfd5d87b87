import type { AccountInfo, Entry, PostInfo, PullAnswer, Scope } from "../generated/wire.ts";
import type { OpenVault } from "./accounts.ts";
import { localDay } from "./clock.ts";
import { hasReceived } from "./handover/label.ts";
import type { Received } from "./handover/received.ts";
import { PostModel } from "./model.ts";
import type { Outbox } from "./outbox.ts";
import type { LayContext } from "./overlay/index.ts";
import { Vault } from "./packs.ts";
import { LiveRows } from "./rows.ts";
import type { Cursor, Db } from "./store.ts";

/** What is open between a PIN and the next lock: the vault, the scope, and the chosen post in memory. */
export class Session {
  readonly account: AccountInfo;
  readonly open: OpenVault;
  readonly vault: Vault;
  readonly rows: LiveRows;
  scope: Scope | null = null;
  post: PostInfo | null = null;
  private db: Db;
  private model = new PostModel();
  private seqs: Record<string, number> = {};
  private outbox: Outbox;
  /** What other tables have handed over; loaded apart, since most days nothing is. */
  private handed: Received | null = null;
  /** Pages that come while the chosen post is being read from its packs. */
  private late: PullAnswer[] | null = null;

  constructor(db: Db, outbox: Outbox, account: AccountInfo, open: OpenVault) {
    this.db = db;
    this.account = account;
    this.open = open;
    this.outbox = outbox;
    this.vault = new Vault(db, open.vault, open.key);
    this.rows = new LiveRows(this.model, this.context(), (person) => this.history(person));
  }

  private context(): LayContext {
    const units = () => [
      ...(this.post?.hospitals ?? []),
      ...(this.post?.puskesmas ? [this.post.puskesmas] : []),
    ];
    return {
      post: "",
      mine: (id, by) => this.handed?.sameDevice(id, by) ?? this.outbox.mine(id),
      day: (time) => localDay(Date.parse(time), this.post?.province ?? ""),
      unitName: (id) => units().find((unit) => unit.id === id)?.name ?? "",
    };
  }

  /** Read scope, cursor and the wanted post (or the first) from the store. */
  async read(wanted: string | null): Promise<void> {
    this.scope = await this.vault.scope();
    this.seqs = (await this.vault.cursor()).seqs;
    await this.outbox.openUnseen(this.seqs);
    const posts = this.posts();
    this.handed = await this.readHanded();
    await this.choose(posts.find((post) => post.id === wanted) ?? posts[0] ?? null);
  }

  private async readHanded(): Promise<Received | null> {
    if (!(await hasReceived(this.db, this.vault.id))) return this.handed;
    return this.received();
  }

  /** The store of what was handed over, opened when it is needed. */
  async received(): Promise<Received> {
    const { Received } = await import("./handover/received.ts");
    this.handed = await Received.open(this.db, this.open, this.handed);
    return this.handed;
  }

  /** Entries of other tables that our own may build on. */
  handedOver(post: string): Entry[] {
    return this.handed?.over(post, this.model) ?? [];
  }

  /** Posts of the scope of which something has come: an empty list would look like a post without people. */
  posts(): readonly PostInfo[] {
    return (this.scope?.posts ?? []).filter((post) => post.id in this.seqs);
  }

  async choose(post: PostInfo | null): Promise<void> {
    this.post = post;
    this.late = [];
    const model = post ? await this.vault.load(post.id) : null;
    // Another choice may have been made while this one was being read.
    if (this.post !== post) return;
    this.model = model ?? new PostModel();
    const late = this.late ?? [];
    this.late = null;
    for (const answer of late) this.apply(answer);
    this.refresh();
  }

  refresh(): void {
    const id = this.post?.id;
    const handed = id ? (this.handed?.over(id, this.model) ?? []) : [];
    this.rows.refresh(this.model, id ? this.outbox.overlay(id, this.seqs[id] ?? 0) : [], handed);
  }

  under(): PostModel {
    return this.model;
  }

  modelOf(post: string): PostModel | null {
    return post === this.post?.id && !this.late ? this.model : null;
  }

  /** A post has come: whole at `seq`, or with `seq` 0 as much as has arrived, for a phone that has nothing yet. */
  shown(post: string, model: PostModel, seq: number): void {
    if (seq === 0 && this.seqs[post]) return;
    this.seqs = { ...this.seqs, [post]: seq };
    this.outbox.dropSeen(this.seqs);
    this.post ??= this.posts().find((each) => each.id === post) ?? null;
    if (post !== this.post?.id) return;
    this.model = model;
    this.refresh();
  }

  paged(answer: PullAnswer, cursor: Cursor): void {
    this.seqs = cursor.seqs;
    for (const page of answer.posts) void this.handed?.seen(page.post, page.heads);
    if (this.late) this.late.push(answer);
    else if (this.post) this.apply(answer);
    else void this.choose(this.posts()[0] ?? null);
    this.refresh();
  }

  private apply(answer: PullAnswer): void {
    for (const page of answer.posts) if (page.post === this.post?.id) this.model.apply(page.rows as never);
  }

  /** A post that is no longer served is closed at once; without any, nothing is readable. */
  scoped(scope: Scope): void {
    this.scope = scope;
    const posts = this.posts();
    const still = posts.find((post) => post.id === this.post?.id) ?? posts[0] ?? null;
    if (still?.id === this.post?.id) this.post = still;
    else void this.choose(still);
    if (!still) {
      this.model = new PostModel();
      this.refresh();
    }
  }

  private async history(person: string) {
    return this.post ? this.vault.history(this.post.id, this.model, person) : { visits: [], doses: [] };
  }
}
