/** The WHO tables on the phone: `content/growth/phone.json`, unpacked column by column when first asked for. */

export interface PackedColumns {
  readonly l: number | string;
  readonly m: number | string;
  readonly s: number | string;
}

export interface PackedTable {
  readonly unit: string;
  readonly start: number;
  readonly count: number;
  readonly male: PackedColumns;
  readonly female: PackedColumns;
}

export interface Method {
  readonly days_per_month: number;
  readonly who_2006_last_day: number;
  readonly who_2007_first_month: number;
  readonly standing_from_day: number;
  readonly standing_implausible_below_months: number;
  readonly standing_minus_lying_cm: number;
  readonly unknown_age_standing_from_cm: number;
  readonly measurement_from: number;
  readonly measurement_to: number;
  readonly restricted_beyond_sd: number;
  readonly restricted: readonly string[];
  readonly flags: Readonly<Record<string, string | readonly number[]>>;
}

/** The shape of `content/growth/phone.json`. */
export interface PhoneGrowth {
  readonly edition: string;
  readonly decimals: { readonly l: number; readonly m: number; readonly s: number };
  readonly method: Method;
  readonly who2006: Readonly<Record<string, PackedTable>>;
  readonly who2007: Readonly<Record<string, PackedTable>>;
}

/** One table for one sex; the arrays hold L, M and S at `start`, `start + 1`, ... of the table's axis. */
export interface LmsTable {
  readonly start: number;
  readonly count: number;
  readonly restricted: boolean;
  readonly l: Float64Array;
  readonly m: Float64Array;
  readonly s: Float64Array;
}

export type Edition = "who2006" | "who2007";
export type Sex = 1 | 2;

export interface GrowthTables {
  readonly edition: string;
  readonly method: Method;
  /** Returns a table, e.g. ("who2006", "wfa", 1); throws RangeError for an unknown name. */
  table(edition: Edition, name: string, sex: Sex): LmsTable;
}

const MIDDLE = "N".charCodeAt(0);
const SYMBOL = /~(-?\d+);|([B-Z])/g;

/** Undoes `encode_column` of the Python build: the first two values, then second differences as letters. */
export function decodeColumn(text: string): number[] {
  const [first = "", second = ""] = text.split(",", 2);
  let [before, last] = [Number(first), Number(second)];
  const values = [before, last];
  for (const [, far, near] of text.slice(first.length + second.length + 2).matchAll(SYMBOL)) {
    const step = far !== undefined ? Number(far) : (near ?? "N").charCodeAt(0) - MIDDLE;
    [before, last] = [last, 2 * last - before + step];
    values.push(last);
  }
  return values;
}

/** Wraps the phone's growth content; each table is unpacked once, when it is first needed (about 1 ms). */
export function growthTables(content: PhoneGrowth): GrowthTables {
  const unpacked = new Map<string, LmsTable>();
  return {
    edition: content.edition,
    method: content.method,
    table(edition, name, sex) {
      const key = `${edition}/${name}/${sex}`;
      const known = unpacked.get(key) ?? unpack(content, edition, name, sex);
      unpacked.set(key, known);
      return known;
    },
  };
}

function unpack(content: PhoneGrowth, edition: Edition, name: string, sex: Sex): LmsTable {
  const packed = content[edition][name];
  if (!packed) throw new RangeError(`no growth table ${edition}/${name}`);
  const columns = sex === 1 ? packed.male : packed.female;
  const column = (k: "l" | "m" | "s"): Float64Array => {
    const scaled = columns[k];
    const scale = 10 ** content.decimals[k];
    const values =
      typeof scaled === "number" ? new Array<number>(packed.count).fill(scaled) : decodeColumn(scaled);
    if (values.length !== packed.count)
      throw new RangeError(`growth table ${edition}/${name}: column ${k} is damaged`);
    return Float64Array.from(values, (v) => v / scale);
  };
  return {
    start: packed.start,
    count: packed.count,
    restricted: content.method.restricted.includes(name),
    l: column("l"),
    m: column("m"),
    s: column("s"),
  };
}
