/** What screens may ask about sealed copies: giving one's own away as a file, carrying a colleague's. */

export interface BackupFile {
  /** `simpul-<six characters of the phone's id>-<day>.simpul`: no post, no person. */
  name: string;
  /** JSON of `Deposit`: nobody but the server can read what is in it. */
  text: string;
  entries: number;
}

export interface Backup {
  files: readonly BackupFile[];
  entries: number;
  /** Entries that cannot be in a file yet: this phone has not met a server with a sealing key since. */
  unsealed: number;
  /** Device counters in the files; given back to `given`. */
  counters: readonly number[];
}

/** A file that is carried for someone. It stays listed 35 days after it was handed in. */
export interface CarriedFile {
  id: string;
  /** Six characters of the phone that wrote it, as in the file's name. */
  phone: string;
  entries: number;
  kept: number;
  refused: number;
  addedAt: string;
  /** When all of it was handed in; null while something waits. */
  doneAt: string | null;
  /** Recovered beside this phone's own lost store. */
  own: boolean;
}

export interface Relay {
  /** Everything not yet on the server, as files. Works locked, revoked and with a lost store. */
  backup(): Promise<Backup>;
  /** Call before the files leave the phone: what is in them can no longer be undone. */
  given(backup: Backup): Promise<void>;
  files(): readonly CarriedFile[];
  /** Take a colleague's file in. Throws Refused, which says what is wrong with it, or NotSaved. */
  carry(text: string): Promise<CarriedFile>;
}
