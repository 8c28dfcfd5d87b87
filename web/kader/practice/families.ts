/** The invented post of the practice mode: nobody in it exists. Ages in days, weights in kg, lengths in cm. */

export interface Child {
  key: string;
  name: string;
  sex: "L" | "P";
  ageDays: number;
  /** At the last open days, oldest first; the newest was `LAST_OPEN_DAYS` ago. */
  measured: readonly { kg: number; cm: number }[];
  /** Product, number, and age in days when it was given. */
  doses: readonly (readonly [product: string, number: number, ageDays: number])[];
}

export interface Family {
  key: string;
  head: string;
  mother: { name: string; ageDays: number };
  children: readonly Child[];
  /** Days since the last menstruation of a mother who is pregnant. */
  pregnantDays?: number;
  /** Days since the mother gave birth. */
  deliveredDays?: number;
}

const YEAR = 365;
export const LAST_OPEN_DAYS = 28;

const NEWBORN = [
  ["HB0", 1, 0],
  ["BCG", 1, 30],
  ["OPV", 1, 30],
] as const;
const TO_FOUR_MONTHS = [
  ...NEWBORN,
  ["DPT-HB-Hib", 1, 61],
  ["DPT-HB-Hib", 2, 92],
  ["DPT-HB-Hib", 3, 122],
  ["OPV", 2, 61],
  ["OPV", 3, 92],
  ["OPV", 4, 122],
  ["PCV", 1, 61],
  ["PCV", 2, 92],
  ["IPV", 1, 122],
  ["RV", 1, 61],
  ["RV", 2, 92],
  ["RV", 3, 122],
] as const;
const TO_ONE_YEAR = [...TO_FOUR_MONTHS, ["MR", 1, 275], ["IPV", 2, 275], ["PCV", 3, 366]] as const;

/** `sizes` are kg and cm in turn, of one open day after the other. */
function child(
  key: string,
  name: string,
  sex: "L" | "P",
  ageDays: number,
  doses: Child["doses"],
  sizes: readonly number[],
): Child {
  const measured = sizes.flatMap((kg, at) => (at % 2 === 0 ? [{ kg, cm: sizes[at + 1] as number }] : []));
  return { key, name, sex, ageDays, measured, doses };
}

export const FAMILIES: readonly Family[] = [
  {
    key: "hadi",
    head: "Hadi Contoh",
    mother: { name: "Wulan Contoh", ageDays: 28 * YEAR },
    children: [child("bima", "Bima Contoh", "L", 430, TO_ONE_YEAR, [9.3, 74.4, 9.6, 75.6, 9.9, 76.7])],
  },
  {
    key: "ruslan",
    head: "Ruslan Contoh",
    mother: { name: "Ratna Contoh", ageDays: 31 * YEAR },
    pregnantDays: 182,
    children: [child("sekar", "Sekar Contoh", "P", 1160, TO_ONE_YEAR, [13.2, 93.4, 13.4, 94.1])],
  },
  {
    key: "joko",
    head: "Joko Contoh",
    mother: { name: "Yuni Contoh", ageDays: 24 * YEAR },
    children: [child("sinta", "Sinta Contoh", "P", 610, TO_ONE_YEAR, [9.7, 79.8, 9.7, 80.5, 9.6, 81.0])],
  },
  {
    key: "made",
    head: "Made Contoh",
    mother: { name: "Ayu Contoh", ageDays: 26 * YEAR },
    children: [child("putu", "Putu Contoh", "L", 70, NEWBORN, [4.6, 55.2])],
  },
  {
    key: "andi",
    head: "Andi Contoh",
    mother: { name: "Rina Contoh", ageDays: 33 * YEAR },
    children: [child("citra", "Citra Contoh", "P", 283, TO_FOUR_MONTHS, [7.7, 67.9, 8.0, 69.2])],
  },
  {
    key: "tono",
    head: "Tono Contoh",
    mother: { name: "Lestari Contoh", ageDays: 36 * YEAR },
    children: [
      child("dimas", "Dimas Contoh", "L", 915, TO_ONE_YEAR, [12.8, 89.6, 13.0, 90.4]),
      child("nanda", "Nanda Contoh", "P", 1640, TO_ONE_YEAR, [15.8, 103.5, 16.0, 104.1]),
    ],
  },
  {
    key: "yusuf",
    head: "Yusuf Contoh",
    mother: { name: "Fatimah Contoh", ageDays: 29 * YEAR },
    deliveredDays: 20,
    children: [child("hana", "Hana Contoh", "P", 20, [["HB0", 1, 0]], [])],
  },
];
