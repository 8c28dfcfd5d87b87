import type { PullAnswer } from "../generated/wire.ts";
import { PostModel } from "./model.ts";
import type { Vault } from "./packs.ts";

/** The rows of the posts that were looked at since the PIN, kept in memory and in step with what is pulled. */
export class PostModels {
  private vault: Vault;
  private held = new Map<string, PostModel>();
  /** Posts that are being read from their packs, each with the pages that come meanwhile. */
  private reading = new Map<string, { late: PullAnswer[]; model: Promise<PostModel> }>();

  constructor(vault: Vault) {
    this.vault = vault;
  }

  get(post: string): PostModel | null {
    return this.held.get(post) ?? null;
  }

  /** Read once; whoever asks meanwhile waits for the same. */
  at(post: string): Promise<PostModel> {
    const here = this.held.get(post);
    if (here) return Promise.resolve(here);
    const reading = this.reading.get(post) ?? this.read(post);
    this.reading.set(post, reading);
    return reading.model;
  }

  private read(post: string): { late: PullAnswer[]; model: Promise<PostModel> } {
    const late: PullAnswer[] = [];
    const model = this.vault.load(post).then(
      (found) => this.have(post, found ?? new PostModel(), late),
      (error) => {
        this.reading.delete(post);
        throw error;
      },
    );
    return { late, model };
  }

  private have(post: string, model: PostModel, late: PullAnswer[]): PostModel {
    // Something newer was put here while this was read, or the post was let go of.
    if (this.reading.get(post)?.late !== late) return this.held.get(post) ?? model;
    for (const answer of late) applyPage(model, post, answer);
    this.put(post, model);
    return model;
  }

  put(post: string, model: PostModel): void {
    this.reading.delete(post);
    this.held.set(post, model);
  }

  paged(answer: PullAnswer): void {
    for (const { late } of this.reading.values()) late.push(answer);
    for (const [post, model] of this.held) applyPage(model, post, answer);
  }

  /** Rows of it were erased: it is read again. */
  drop(post: string): void {
    this.reading.delete(post);
    this.held.delete(post);
  }

  /** Let go of all but these: the others are read again when someone looks. */
  keep(posts: readonly string[]): void {
    for (const map of [this.held, this.reading])
      for (const post of map.keys()) if (!posts.includes(post)) map.delete(post);
  }
}

export function applyPage(model: PostModel, post: string, answer: PullAnswer): void {
  for (const page of answer.posts) if (page.post === post) model.apply(page.rows as never);
}
