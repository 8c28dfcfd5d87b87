import { type Db, saved } from "./store.ts";

/** Small settings of the phone, in clear: nothing personal may go in. */
export class Settings {
  private values = new Map<string, string>();
  private db: Db;

  constructor(db: Db) {
    this.db = db;
  }

  async load(): Promise<void> {
    this.values = new Map(
      Object.entries(((await this.db.get("meta", "settings")) ?? {}) as Record<string, string>),
    );
  }

  get(name: string): string | null {
    return this.values.get(name) ?? null;
  }

  async set(name: string, value: string): Promise<void> {
    this.values.set(name, value);
    await saved(() => this.db.put("meta", Object.fromEntries(this.values), "settings"));
  }
}
