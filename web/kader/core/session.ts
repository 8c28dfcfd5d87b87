import type { AccountInfo, Entry, NeighbourInfo, PostInfo, PullAnswer, Scope } from "../generated/wire.ts";
import type { OpenVault } from "./accounts.ts";
import { type PostAtHand, Refused } from "./api.ts";
import { carriedOf, MOST_POSTS } from "./carrying.ts";
import { localDay } from "./clock.ts";
import { isHere, type Reached, withoutPost, withPost } from "./cursor.ts";
import { hasReceived } from "./handover/label.ts";
import type { Received } from "./handover/received.ts";
import { PostModel } from "./model.ts";
import type { Outbox } from "./outbox.ts";
import type { LayContext } from "./overlay/index.ts";
import { Vault } from "./packs.ts";
import { applyPage, PostModels } from "./post-models.ts";
import { LiveRows } from "./rows.ts";
import type { Cursor, Db } from "./store.ts";
import { WORDS } from "./words.ts";

export interface SessionHost {
  /** Which posts this phone was told to carry (`carriedOf`). */
  chosen(): string | null;
  /** Called when a post has turned out to be missing: it can be loaded now. */
  missing(): void;
}

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
  /** How far the rows of each post are. */
  private reached: Reached = { seqs: {} };
  private outbox: Outbox;
  /** What other tables have handed over; loaded apart, since most days nothing is. */
  private handed: Received | null = null;
  private models: PostModels;
  /** The post that is being read to be shown next. */
  private choosing: PostInfo | null = null;
  private host: SessionHost;

  constructor(db: Db, outbox: Outbox, account: AccountInfo, open: OpenVault, host: SessionHost) {
    this.db = db;
    this.host = host;
    this.account = account;
    this.open = open;
    this.outbox = outbox;
    this.vault = new Vault(db, open.vault, open.key);
    this.models = new PostModels(this.vault);
    this.rows = new LiveRows(this.model, this.context(), (person) => this.history(person));
  }

  /** Of the chosen post, or of another one that is looked at beside it. */
  private context(other: PostInfo | null = null): LayContext {
    const post = () => other ?? this.post;
    const units = () => [...(post()?.hospitals ?? []), ...(post()?.puskesmas ? [post()?.puskesmas] : [])];
    return {
      post: "",
      mine: (id, by) => this.handed?.sameDevice(id, by) ?? this.outbox.mine(id),
      day: (time) => localDay(Date.parse(time), post()?.province ?? ""),
      unitName: (id) => units().find((unit) => unit?.id === id)?.name ?? "",
    };
  }

  /** Read scope, cursor and the wanted post (or the first) from the store. */
  async read(wanted: string | null): Promise<void> {
    // Another tab may have changed what lies in the store.
    this.models.keep([]);
    this.scope = await this.vault.scope();
    await this.count();
    const posts = this.posts();
    this.handed = await this.readHanded();
    await this.show(posts.find((post) => post.id === wanted) ?? posts[0] ?? null);
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

  /** Posts of the scope that this phone carries. */
  carried(): readonly PostInfo[] {
    return carriedOf(this.scope, this.host.chosen());
  }

  /** Carry these from now on, and whatever has something unsent; `keep` writes the choice down. */
  async carry(ids: readonly string[], keep: (chosen: string) => Promise<void>): Promise<void> {
    const busy = this.carried().filter(({ id }) => this.outbox.waiting(id).length > 0);
    await keep([...new Set([...busy.map(({ id }) => id), ...ids])].slice(0, MOST_POSTS).join(","));
    if (this.scope) this.scoped(this.scope);
  }

  /** Those of which something has come: an empty list would look like a post without people. */
  posts(): readonly PostInfo[] {
    return this.carried().filter((post) => isHere(this.reached, post.id));
  }

  /** Posts that are carried, but of which nothing has come yet. */
  onTheWay(): number {
    return this.carried().length - this.posts().length;
  }

  /** Every post that is carried has come, and none is of before a restore of the server. */
  isUpToScope(): boolean {
    return this.carried().every((post) => post.id in this.reached.seqs);
  }

  /** Posts of the same district, without the chosen one. */
  neighbours(): readonly NeighbourInfo[] {
    return (this.scope?.neighbours ?? []).filter((post) => post.id !== this.post?.id);
  }

  /** Every post that can be read here, each with its own rows and what waits for it. */
  async everywhere(): Promise<PostAtHand[]> {
    const found = this.posts().map(async (post) => {
      const rows = post.id === this.post?.id ? this.rows : await this.rowsOf(post);
      return rows ? [{ post, rows, unsent: this.outbox.waiting(post.id).length }] : [];
    });
    return (await Promise.all(found)).flat();
  }

  /** The rows of a post; null when what is stored of it cannot be read: it counts as missing and comes anew. */
  private async modelAt(post: string): Promise<PostModel | null> {
    try {
      return await this.models.at(post);
    } catch {
      this.reached = withoutPost(this.reached, post);
      await this.vault.comeAnew(post).catch(() => undefined);
      this.host.missing();
      return null;
    }
  }

  private async rowsOf(post: PostInfo): Promise<LiveRows | null> {
    const model = await this.modelAt(post.id);
    if (!model) return null;
    const rows = new LiveRows(model, this.context(post), (person) =>
      this.vault.history(post.id, model, person),
    );
    rows.refresh(model, this.overlay(post.id), this.handed?.over(post.id, model));
    return rows;
  }

  /**
   * Show another post. Until it is read the present one stays, whole: what is written meanwhile belongs to the people on
   * the screen. `atOnce`: the present one may no longer be shown. Throws Refused when it cannot be read.
   */
  async choose(post: PostInfo | null, atOnce = false): Promise<void> {
    if (atOnce || !this.post) {
      this.post = post;
      this.model = new PostModel();
      this.refresh();
    }
    this.choosing = post;
    const model = post ? await this.modelAt(post.id) : new PostModel();
    // Another choice may have been made while this one was being read.
    if (this.choosing !== post) return;
    this.choosing = null;
    if (!model) throw new Refused("unreadable", WORDS.unreadable);
    this.post = post;
    this.model = model;
    this.refresh();
  }

  /** Show this post or, when it cannot be read, another that can; without any, none. */
  private async show(post: PostInfo | null, atOnce = false): Promise<void> {
    await this.choose(post, atOnce).catch((error) => {
      if (error instanceof Refused) return this.show(this.posts()[0] ?? null, true);
      throw error;
    });
  }

  refresh(): void {
    const id = this.post?.id;
    const handed = id ? (this.handed?.over(id, this.model) ?? []) : [];
    this.rows.refresh(this.model, id ? this.overlay(id) : [], handed);
  }

  /** What is written here and not in the rows of a post. */
  private overlay(post: string): Entry[] {
    return this.outbox.overlay(post, this.reached.seqs[post] ?? 0);
  }

  /** Read how far the rows are; what was sent and may be missing from them is to be laid over them. */
  private async count(): Promise<void> {
    this.reached = await this.vault.cursor();
    await this.outbox.openUnseen(this.reached.seqs);
  }

  /** The server counts anew. */
  async countedAnew(): Promise<void> {
    await this.count();
    this.refresh();
  }

  under(): PostModel {
    return this.model;
  }

  modelOf(post: string): PostModel | null {
    return this.models.get(post);
  }

  /** A post has come: whole at `seq`, or with `seq` 0 as much as has arrived, for a phone that has nothing yet. */
  shown(post: string, model: PostModel, seq: number): void {
    if (seq === 0 && this.reached.seqs[post]) return;
    this.reached = withPost(this.reached, post, seq);
    this.outbox.dropSeen(this.reached.seqs);
    this.post ??= this.posts().find((each) => each.id === post) ?? null;
    // What is still coming in pieces is shown, not kept; nor is what it replaces.
    if (seq > 0) this.models.put(post, model);
    else this.models.drop(post);
    if (post !== this.post?.id) return;
    this.model = model;
    this.refresh();
  }

  paged(answer: PullAnswer, cursor: Cursor): void {
    this.reached = cursor;
    for (const page of answer.posts) void this.handed?.seen(page.post, page.heads);
    this.models.paged(answer);
    const id = this.post?.id;
    if (id && this.models.get(id) !== this.model) applyPage(this.model, id, answer);
    for (const page of answer.posts)
      if (page.post !== id && page.rows.redactions?.length) this.models.drop(page.post);
    if (!id && !this.choosing) void this.show(this.posts()[0] ?? null);
    this.refresh();
  }

  /** A post that is no longer served is closed at once; without any, nothing is readable. */
  scoped(scope: Scope): void {
    this.scope = scope;
    const posts = this.posts();
    this.models.keep(posts.map(({ id }) => id));
    const still = posts.find((post) => post.id === this.post?.id) ?? posts[0] ?? null;
    if (still?.id === this.post?.id) this.post = still;
    else void this.show(still, true);
  }

  private async history(person: string) {
    return this.post ? this.vault.history(this.post.id, this.model, person) : { visits: [], doses: [] };
  }
}
