// The workflows of requests, as content tells them: words of their states, and what a kader may do now. Pure.
import notice from "../../../content/workflows/death-notice.json";
import referral from "../../../content/workflows/health-referral.json";
import mind from "../../../content/workflows/mental-health.json";
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

interface Flow {
  states: Readonly<Record<string, State>>;
  transitions: readonly Transition[];
  outcomes: Readonly<Record<string, Words>>;
}

const REFERRAL = referral as Flow;
const NOTICE = notice as Flow;
const NAMED = [notice, mind] as const;
/** A request that waits to be sent has no workflow yet: its service tells. */
const flowOf = ({ workflow, service }: Pick<RequestView, "workflow" | "service">): Flow =>
  NAMED.find((flow) => (workflow ? flow.id === workflow : flow.services.includes(service))) ?? REFERRAL;

type Asked = Pick<RequestView, "workflow" | "service">;

/** Words of a state; undefined for one that only a newer server knows. */
export const stateLabel = (request: Asked, state: string): Words | undefined =>
  flowOf(request).states[state]?.label;
/** What may be said to the family while it stands there. */
export const familyWords = (request: Asked, state: string): Words | undefined =>
  flowOf(request).states[state]?.family;
/** What a step in the history is called. */
export const actionDone = (request: Asked, action: string): Words | undefined =>
  flowOf(request).transitions.find((t) => t.action === action)?.done;
export const outcomeLabel = (request: Asked, outcome: string): Words | undefined =>
  flowOf(request).outcomes[outcome];
/** A notice of a death: told, not referred. */
export const isNotice = (request: Asked): boolean => flowOf(request) === NOTICE;

export interface Move {
  action: string;
  label: Words;
  needsNote: boolean;
}

/** What a kader of the post may do with a request in this state. None while it waits to be sent. */
export const movesOf = (request: Asked & Pick<RequestView, "state">): Move[] =>
  flowOf(request)
    .transitions.filter(
      (t) => t.from.includes(request.state) && t.by.some((by) => by.role === "kader" && by.at === "post"),
    )
    .map(({ action, label, requires }) => ({
      action,
      label,
      needsNote: requires?.includes("note") ?? false,
    }));
