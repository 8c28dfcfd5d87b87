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

export const FAMILIES: readonly Family[] = [
  {
    key: "hadi",
    head: "Hadi Contoh",
    mother: { name: "Wulan Contoh", ageDays: 28 * YEAR },
    children: [
      {
        key: "bima",
        name: "Bima Contoh",
        sex: "L",
        ageDays: 430,
        measured: [
          { kg: 9.3, cm: 74.4 },
          { kg: 9.6, cm: 75.6 },
          { kg: 9.9, cm: 76.7 },
        ],
        doses: TO_ONE_YEAR,
      },
    ],
  },
  {
    key: "ruslan",
    head: "Ruslan Contoh",
    mother: { name: "Ratna Contoh", ageDays: 31 * YEAR },
    pregnantDays: 182,
    children: [
      {
        key: "sekar",
        name: "Sekar Contoh",
        sex: "P",
        ageDays: 1160,
        measured: [
          { kg: 13.2, cm: 93.4 },
          { kg: 13.4, cm: 94.1 },
        ],
        doses: TO_ONE_YEAR,
      },
    ],
  },
  {
    key: "joko",
    head: "Joko Contoh",
    mother: { name: "Yuni Contoh", ageDays: 24 * YEAR },
    children: [
      {
        key: "sinta",
        name: "Sinta Contoh",
        sex: "P",
        ageDays: 610,
        measured: [
          { kg: 9.7, cm: 79.8 },
          { kg: 9.7, cm: 80.5 },
          { kg: 9.6, cm: 81.0 },
        ],
        doses: TO_ONE_YEAR,
      },
    ],
  },
  {
    key: "made",
    head: "Made Contoh",
    mother: { name: "Ayu Contoh", ageDays: 26 * YEAR },
    children: [
      {
        key: "putu",
        name: "Putu Contoh",
        sex: "L",
        ageDays: 70,
        measured: [{ kg: 4.6, cm: 55.2 }],
        doses: NEWBORN,
      },
    ],
  },
  {
    key: "andi",
    head: "Andi Contoh",
    mother: { name: "Rina Contoh", ageDays: 33 * YEAR },
    children: [
      {
        key: "citra",
        name: "Citra Contoh",
        sex: "P",
        ageDays: 283,
        measured: [
          { kg: 7.7, cm: 67.9 },
          { kg: 8.0, cm: 69.2 },
        ],
        doses: TO_FOUR_MONTHS,
      },
    ],
  },
  {
    key: "tono",
    head: "Tono Contoh",
    mother: { name: "Lestari Contoh", ageDays: 36 * YEAR },
    children: [
      {
        key: "dimas",
        name: "Dimas Contoh",
        sex: "L",
        ageDays: 915,
        measured: [
          { kg: 12.8, cm: 89.6 },
          { kg: 13.0, cm: 90.4 },
        ],
        doses: TO_ONE_YEAR,
      },
      {
        key: "nanda",
        name: "Nanda Contoh",
        sex: "P",
        ageDays: 1640,
        measured: [
          { kg: 15.8, cm: 103.5 },
          { kg: 16.0, cm: 104.1 },
        ],
        doses: TO_ONE_YEAR,
      },
    ],
  },
  {
    key: "yusuf",
    head: "Yusuf Contoh",
    mother: { name: "Fatimah Contoh", ageDays: 29 * YEAR },
    deliveredDays: 20,
    children: [
      { key: "hana", name: "Hana Contoh", sex: "P", ageDays: 20, measured: [], doses: [["HB0", 1, 0]] },
    ],
  },
];
