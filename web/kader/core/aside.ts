import type { Reason } from "../generated/wire.ts";
import type { Quarantined } from "./api.ts";
import type { Outbox } from "./outbox.ts";
import { WORDS } from "./words.ts";

const UNKNOWN = { code: "unknown", message: WORDS.server, repair: null, field: null } satisfies Reason;

/** Entries that the server has set aside, with the reasons it gave. */
export class Aside {
  private outbox: Outbox;
  private all: Quarantined[] = [];

  constructor(outbox: Outbox) {
    this.outbox = outbox;
  }

  async read(): Promise<void> {
    const list = this.outbox.setAside().map(async ({ entry, item }) => ({
      entry,
      reason: (await this.outbox.reason<Reason>(item)) ?? UNKNOWN,
      at: new Date(item.answeredMs ?? 0).toISOString(),
    }));
    this.all = await Promise.all(list);
  }

  /** Those that nothing written here answers yet. */
  open(): Quarantined[] {
    const open = new Set(this.outbox.quarantined().map(({ entry }) => entry.id));
    return this.all.filter(({ entry }) => open.has(entry.id));
  }
}
