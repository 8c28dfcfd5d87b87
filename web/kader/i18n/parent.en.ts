import type { id } from "./parent.id.ts";

export const en: Record<keyof typeof id, string> = {
  title: "Parent's code",
  intro:
    "With this code a mother, father or guardian sees the child's growth on their own phone: the curve, the next immunisations, referrals and advice for home.",
  private: "This child is becoming an adolescent. The parent's page shows dates only, no results.",
  no: "A parent's code is for children only",
  "no.help": "Check the date of birth in the person's data.",
  make: "Make a new code",
  once: "Show it now. This code is not kept and cannot be seen again.",
  how: "Open {address} and type the code. Or scan this picture.",
  valid: "Valid until {date}, once, for one phone.",
  later: "This phone is not connected yet. The code works once it has synced.",
  qr: "QR code of the parent's page",
  given: "Codes that were given",
  "given.until": "Valid until {date}",
  "given.over": "Its time is over; a page that was opened stays open",
  withdraw: "Withdraw code",
  "withdraw.help": "Withdrawing also shuts the page that was opened with the code.",
  withdrawn: "Code withdrawn",
  "withdraw.reason": "Withdrawn by the kader",
  paper: "Parent's code, make another later",
  shortcut: "Parent's code",
};
