import type { AccountInfo } from "../generated/wire.ts";
import { type PhoneAccount, Refused } from "./api.ts";
import { makeDataKey, measureRounds, pinKey, unwrapDataKey, wrapDataKey } from "./crypto.ts";
import type { Env } from "./env.ts";
import { uuid7 } from "./ids.ts";
import { type Db, type StoredAccount, saved } from "./store.ts";
import { WORDS } from "./words.ts";

/** A vault that a PIN has opened. */
export interface OpenVault {
  vault: string;
  key: CryptoKey;
}

const PIN = /^\d{6}$/;
const FREE_TRIES = 5;
const FIRST_WAIT_S = 30;
const LONGEST_WAIT_S = 3600;

/** Seconds to wait after so many wrong PINs in a row. */
export function waitAfter(failures: number): number {
  return failures < FREE_TRIES ? 0 : Math.min(FIRST_WAIT_S * 2 ** (failures - FREE_TRIES), LONGEST_WAIT_S);
}

/** The kader who share this phone, each with a PIN of their own. */
export class Accounts {
  private stored: StoredAccount[] = [];
  private db: Db;
  private env: Env;
  private deviceKey: CryptoKey;

  constructor(db: Db, env: Env, deviceKey: CryptoKey) {
    this.db = db;
    this.env = env;
    this.deviceKey = deviceKey;
  }

  async load(): Promise<void> {
    this.stored = await this.db.getAll("accounts");
  }

  list(): PhoneAccount[] {
    return this.stored.map((account) => ({
      ...info(account),
      hasPin: account.wrapped !== null && !account.mayChoosePin,
      waitS: this.waitS(account),
    }));
  }

  vaults(): Set<string> {
    return new Set(this.stored.flatMap((account) => account.vault ?? []));
  }

  /** The clock may have been set forward and back: nobody waits longer than the present failures ask. */
  private waitS(account: StoredAccount): number {
    const left = Math.ceil((account.notBeforeMs - this.env.now()) / 1000);
    return Math.max(0, Math.min(left, waitAfter(account.failures)));
  }

  private find(id: string): StoredAccount {
    const account = this.stored.find((each) => each.id === id);
    if (!account) throw new Refused("unknown_account", WORDS.wrongPin);
    return account;
  }

  private async save(account: StoredAccount): Promise<void> {
    await saved(() => this.db.put("accounts", account));
    this.stored = [...this.stored.filter((each) => each.id !== account.id), account];
    this.env.tell("accounts");
  }

  /** Open the account's vault. Throws Refused `wrong_pin` or `too_early`, with the seconds to wait. */
  async unlock(id: string, pin: string): Promise<OpenVault> {
    const account = this.find(id);
    const early = this.waitS(account);
    if (early > 0) throw new Refused("too_early", WORDS.tooEarly, early);
    if (!account.wrapped || !account.vault) throw new Refused("no_pin", WORDS.pinNotAllowed);
    const failures = account.failures + 1;
    const wait = waitAfter(failures);
    // Counted before it is tried: closing the app does not win a try.
    await this.save({ ...account, failures, notBeforeMs: this.env.now() + wait * 1000 });
    const key = await this.tryPin(account, pin);
    if (!key) throw new Refused("wrong_pin", WORDS.wrongPin, wait);
    await this.save({ ...account, failures: 0, notBeforeMs: 0, mayChoosePin: false });
    return { vault: account.vault, key };
  }

  private async tryPin(account: StoredAccount, pin: string): Promise<CryptoKey | null> {
    if (!account.wrapped) return null;
    const derived = await pinKey(pin, account.salt, account.rounds);
    return unwrapDataKey(account.wrapped, derived, this.deviceKey, label(account)).catch(() => null);
  }

  /** The officer has confirmed this account for this phone: a PIN may be chosen. */
  async confirmed(account: AccountInfo): Promise<void> {
    const known = this.stored.find((each) => each.id === account.id);
    await this.save({
      ...(known ?? EMPTY),
      ...info(account),
      failures: 0,
      notBeforeMs: 0,
      mayChoosePin: true,
    });
  }

  /**
   * Choose a PIN. With `open`, the account shares the vault that is open; without, it gets a new and empty one, since
   * without the old PIN nobody can read the old. Throws Refused unless the officer allowed it or the account is open.
   */
  async setPin(
    id: string,
    pin: string,
    open: OpenVault | null,
    openAccount: string | null,
  ): Promise<OpenVault> {
    if (!PIN.test(pin)) throw new Refused("pin_form", WORDS.pinForm);
    const account = this.find(id);
    if (!account.mayChoosePin && openAccount !== id)
      throw new Refused("pin_not_allowed", WORDS.pinNotAllowed);
    const vault = open ?? { vault: uuid7(this.env.now()), key: await makeDataKey() };
    const salt = crypto.getRandomValues(new Uint8Array(16));
    const rounds = this.env.rounds ?? (await measureRounds(() => performance.now()));
    const next = {
      ...account,
      vault: vault.vault,
      salt,
      rounds,
      failures: 0,
      notBeforeMs: 0,
      mayChoosePin: false,
    };
    const derived = await pinKey(pin, salt, rounds);
    await this.save({ ...next, wrapped: await wrapDataKey(vault.key, derived, this.deviceKey, label(next)) });
    return vault;
  }
}

const EMPTY: StoredAccount = {
  id: "",
  name: "",
  role: "",
  vault: null,
  salt: new Uint8Array(16),
  rounds: 0,
  wrapped: null,
  failures: 0,
  notBeforeMs: 0,
  mayChoosePin: true,
};

const info = ({ id, name, role }: AccountInfo): AccountInfo => ({ id, name, role });
const label = ({ id, vault }: StoredAccount): string => `data-key|${id}|${vault}`;
