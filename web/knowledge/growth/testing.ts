/** Growth content and shared vectors for tests. */

import phone from "../../../content/growth/phone.json";
import { growthTables } from "./tables.ts";

export const TABLES = growthTables(phone);

export interface Vector<Input, Expect> {
  readonly name: string;
  readonly input: Input;
  readonly expect: Expect;
}

/** Views a vector file's cases as typed; the files are written by the Python side and read by both. */
export function casesOf<Input, Expect>(file: { cases: unknown }): Vector<Input, Expect>[] {
  return file.cases as Vector<Input, Expect>[];
}
