import { NotSaved } from "./api.ts";
import { openJson, sealJson } from "./crypto.ts";
import { type Db, saved } from "./store.ts";

type Values = Record<string, unknown>;

/** Forms in progress, each account's own, under the device key: they outlive a crash, an update and a forgotten PIN. */
export class Forms {
  private db: Db;
  private key: CryptoKey;

  constructor(db: Db, key: CryptoKey) {
    this.db = db;
    this.key = key;
  }

  async save(account: string | null, key: string, values: Values): Promise<void> {
    const name = formName(account, key);
    const box = await sealJson(this.key, name, values);
    await saved(() => this.db.put("forms", box, name));
  }

  async load(account: string | null, key: string): Promise<Values | null> {
    const name = formName(account, key);
    const box = await this.db.get("forms", name);
    return box ? openJson<Values>(this.key, name, box) : null;
  }

  async drop(account: string | null, key: string): Promise<void> {
    await this.db.delete("forms", formName(account, key));
  }
}

function formName(account: string | null, key: string): string {
  if (!account) throw new NotSaved("locked");
  return `form|${account}|${key}`;
}
