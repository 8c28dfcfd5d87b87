// What it costs where the place itself has said nothing else: the words that the server says too (`cost_of`). Pure; no DOM.
import costs from "../../../content/services/costs.json";
import nutrition from "../../../content/services/gizi.json";
import vaccines from "../../../content/services/imunisasi.json";
import general from "../../../content/services/kesehatan.json";
import mind from "../../../content/services/kesehatan-jiwa.json";
import mothers from "../../../content/services/kia.json";
import online from "../../../content/services/konsultasi-jiwa-daring.json";
import type { PostInfo, Words } from "../core/api.ts";
import { unitsOf } from "./referral.ts";

const SERVICES = [mind, online, nutrition, vaccines, mothers, general];
const HOSPITAL = "rumah-sakit";
const INSURED = "insurance";
const EMERGENCY = "darurat";

const ofRequest = (name: string) =>
  SERVICES.find((one) => one.id === name || one.also.some((also) => also === name)) ?? general;

/** A hospital sees who is insured by way of the puskesmas, unless the matter is an emergency. */
export function usualCost(service: string, kind: string, urgency: string): Words {
  const { payer, words } = ofRequest(service).cost;
  return kind === HOSPITAL && payer === INSURED && urgency !== EMERGENCY ? costs.payers.referred : words;
}

/** Of which kind the unit is that is asked; the puskesmas where nothing else is known. */
export const kindOf = (post: PostInfo, unit: string | null): string =>
  unitsOf(post).find(({ id }) => id === unit)?.kind ?? "puskesmas";
