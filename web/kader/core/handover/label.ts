import type { Db } from "../store.ts";

const PREFIX = "handover|";

/** Where the hand-overs of a vault lie, one box for each post. */
export const labelOf = (vault: string, post: string): string => `${PREFIX}${vault}|${post}`;
const all = (vault: string): IDBKeyRange => IDBKeyRange.bound(labelOf(vault, ""), labelOf(vault, "\uffff"));

/** Labels of a vault's boxes. */
export const labelsOf = async (db: Db, vault: string): Promise<string[]> => db.getAllKeys("meta", all(vault));

export const hasReceived = async (db: Db, vault: string): Promise<boolean> =>
  (await db.count("meta", all(vault))) > 0;

/** Every box of a vault, or of all of them. */
export const receivedOf = (vault?: string): IDBKeyRange =>
  vault === undefined ? IDBKeyRange.bound(PREFIX, `${PREFIX}\uffff`) : all(vault);
