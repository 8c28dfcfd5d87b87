import type { Backup, CarriedFile, Relay } from "./relay-api.ts";

const DAY = "2026-11-21";

/** Carrying without a store: files of as many entries as wait, and whatever is put into `list`. */
export class MemoryRelay implements Relay {
  list: CarriedFile[] = [];
  /** Backups that were given away. */
  gone: Backup[] = [];
  /** The next `carry` throws this. */
  failure: Error | null = null;
  private waiting: () => number;

  constructor(waiting: () => number) {
    this.waiting = waiting;
  }

  backup = async (): Promise<Backup> => {
    const entries = this.waiting();
    const file = { name: `simpul-a0a3d0-${DAY}.simpul`, text: "{}", entries };
    return { files: entries ? [file] : [], entries, unsealed: 0, counters: [] };
  };
  given = async (backup: Backup): Promise<void> => void this.gone.push(backup);
  files = (): readonly CarriedFile[] => this.list;
  carry = async (text: string): Promise<CarriedFile> => {
    if (this.failure) throw this.failure;
    const answer = { entries: text.length, kept: 0, refused: 0, doneAt: null, own: false };
    const file = { id: text, phone: "a0a3d0", addedAt: `${DAY}T02:00:00.000Z`, ...answer };
    this.list = [file, ...this.list];
    return file;
  };
}
