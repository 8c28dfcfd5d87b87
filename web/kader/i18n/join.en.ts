import type { id } from "./join.id.ts";

export const en: Record<keyof typeof id, string> = {
  "start.title": "Welcome to Simpul",
  "start.lead": "Record the open day of your posyandu on this phone, without signal too.",
  "start.code": "Enrolment code",
  "start.code.help": "Eight letters and digits from the puskesmas officer. Valid for ten minutes.",
  "start.code.short": "The code has eight letters or digits. Check it with the officer.",
  "start.enrol": "Enrol this phone",
  "start.enrolling": "Calling the puskesmas…",
  "wait.title": "Wait for the officer to agree",
  "wait.words": "Read these three words to the officer. The officer's screen must show the same.",
  "wait.different": "If the words differ, do not go on. Cancel and ask for a new code.",
  "wait.until": "Valid until {time}.",
  "wait.refused": "The officer did not agree to this enrolment",
  "wait.expired": "The time for this enrolment has run out",
  "wait.again": "Ask the puskesmas officer for a new code and try again.",
  "wait.cancel": "Cancel enrolment",
  "pin.choose": "Choose a six-digit PIN",
  "pin.choose.for": "For {name}. Digits you remember, not a birthday.",
  "pin.repeat": "Type the PIN once more",
  "pin.different": "The two PINs are not the same. Start again.",
  "pin.easy": "This PIN is easy to guess. Choose another.",
};
