import type { id } from "./body.id.ts";

export const en: Record<keyof typeof id, string> = {
  more: "Add another check",
  "more.help": "Not due today, but it may be done when needed.",
  "more.last": "last {date}",
  helps: "What helps when coming",
  numbers: "Today's figures",
  "numbers.last": "last {value} · {date}",
  "person.title": "For {name}",
  show: "Show it to them",
  "measure.weight": "Weight",
  "measure.height": "Height",
  "measure.bmi": "Body mass index",
  "measure.blood_pressure": "Blood pressure",
  "measure.glucose": "Blood glucose",
  "measure.cholesterol": "Cholesterol",
  "measure.uric_acid": "Uric acid",
  "measure.waist": "Waist",
  "measure.muac": "Upper arm",
  "measure.haemoglobin": "Haemoglobin",
  paper: "Copy to the card",
  "private.title": "In private",
  "private.help":
    "What is answered here is not shown to parents and not printed. Only when they are in danger, the health worker brings in an adult they trust.",
  "private.say": "Say to them, in private",
};
