// The workflow of a health referral, as content tells it: words of its states, and what a kader may do now. Pure.
import content from "../../../content/workflows/health-referral.json";
import type { RequestView, Words } from "../core/api.ts";

interface Transition {
  action: string;
  label: Words;
  done: Words;
  from: readonly string[];
  requires?: readonly string[];
  by: readonly { role: string; at: string }[];
}
interface State {
  label: Words;
  family: Words;
}

const STATES = content.states as Readonly<Record<string, State>>;
const TRANSITIONS = content.transitions as readonly Transition[];
const OUTCOMES = content.outcomes as Readonly<Record<string, Words>>;

/** Words of a state; undefined for one that only a newer server knows. */
export const stateLabel = (state: string): Words | undefined => STATES[state]?.label;
/** What may be said to the family while it stands there. */
export const familyWords = (state: string): Words | undefined => STATES[state]?.family;
/** What a step in the history is called. */
export const actionDone = (action: string): Words | undefined =>
  TRANSITIONS.find((t) => t.action === action)?.done;
export const outcomeLabel = (outcome: string): Words | undefined => OUTCOMES[outcome];

export interface Move {
  action: string;
  label: Words;
  needsNote: boolean;
}

/** What a kader of the post may do with a request in this state. None while it waits to be sent. */
export const movesOf = (request: Pick<RequestView, "state">): Move[] =>
  TRANSITIONS.filter(
    (t) => t.from.includes(request.state) && t.by.some((by) => by.role === "kader" && by.at === "post"),
  ).map(({ action, label, requires }) => ({ action, label, needsNote: requires?.includes("note") ?? false }));
