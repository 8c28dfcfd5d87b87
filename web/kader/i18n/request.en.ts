import type { id } from "./request.id.ts";

export const en: Readonly<Record<keyof typeof id, string>> = {
  "consent.legend": "Did you ask, and does the family agree?",
  "consent.help": "The place you refer to will know the name and the reason.",
  "consent.consent": "Yes, they agree",
  "consent.vital-interest": "Emergency, could not ask yet",
  "consent.no": "Not yet",
  "consent.missing": "Ask the family first, then choose their answer.",
  "consent.no.help":
    "That is all right, nothing was sent. Listen to what worries them, explain calmly, and offer it again later.",
  next: "Next: {text}",
  part: "Part of this request: {unit}, {state}",
  "by.place": "Answered by {name}",
  companion: "With {who}",
  "companion.ayah": "father",
  "companion.ibu": "mother",
  "companion.suami": "husband",
  "companion.istri": "wife",
  "companion.keluarga": "family",
  "companion.lainnya": "somebody else",
  "channel.daring": "Meeting by phone",
  "channel.kunjungan": "An officer comes to the home",
};
