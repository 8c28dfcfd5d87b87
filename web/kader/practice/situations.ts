/** Invented situations in which a kader rehearses first aid, on a phone that keeps and sends nothing. */
import content from "../../../content/programme/first-aid-practice.json";
import { createStore } from "../store.ts";

export type Situation = (typeof content.situations)[number];
export const SITUATIONS: readonly Situation[] = content.situations;

/** The one that is being rehearsed. */
export const rehearsed = createStore<Situation | null>(null);

/** From mildest to gravest: a path is as grave as the gravest phase it went through. */
const GRAVITY = ["hubungkan", "kritis", "darurat"];

/** Whether a path that came to its end answered the situation, no less and no more. */
export function fits({ goal }: Situation, path: readonly string[]): boolean {
  const gravest = path.reduce((most, phase) => Math.max(most, GRAVITY.indexOf(phase)), -1);
  return GRAVITY[gravest] === goal;
}
