// The workflows of requests, as content tells them: words of their states, and what a kader may do now. Pure.
import type { RequestView, Words } from "../core/api.ts";
import flows from "../generated/workflows.json";

interface State {
  label: Words;
  family: Words;
  /** Who must act: `post` is whoever sent it; null once it has ended. */
  waits_for: string | null;
  next?: Words;
}

export interface Field {
  id: string;
  type: string;
  label: Words;
  required: boolean;
  long: boolean;
  help?: Words;
  choices?: Readonly<Record<string, Words>>;
}

export interface Move {
  action: string;
  label: Words;
  fields: readonly Field[];
}

/** Where a step leads, and with which outcome when it ends the request. */
interface Lead {
  to: string;
  outcome?: string;
}

interface Flow {
  id: string;
  services: readonly string[];
  states: Readonly<Record<string, State>>;
  outcomes: Readonly<Record<string, Words>>;
  done: Readonly<Record<string, Words>>;
  leads: Readonly<Record<string, Lead>>;
  moves: readonly (Move & { from: readonly string[] })[];
  opening: readonly Field[];
}

type Asked = Pick<RequestView, "workflow" | "service"> & Partial<Pick<RequestView, "to_unit_name">>;

/** For a place whose name this phone does not know. */
const UNNAMED: Words = { id: "puskesmas", en: "the puskesmas" };

const FLOWS: readonly Flow[] = flows as unknown as readonly Flow[];
const ANY_SERVICE = "*";
const NOTICE = "death-notice";
const NOTHING: Flow = {
  id: "",
  services: [],
  states: {},
  outcomes: {},
  done: {},
  leads: {},
  moves: [],
  opening: [],
};

/** A request that waits to be sent has no workflow yet: its service tells. */
const flowOf = ({ workflow, service }: Asked): Flow =>
  (workflow ? FLOWS.find((flow) => flow.id === workflow) : byService(service)) ?? NOTHING;
const byService = (service: string): Flow | undefined =>
  FLOWS.find((flow) => flow.services.includes(service)) ??
  FLOWS.find((flow) => flow.services.includes(ANY_SERVICE));

const filled = (text: string, name: string): string => {
  const whole = text.replace("{asked}", () => name);
  return whole.charAt(0).toUpperCase() + whole.slice(1);
};
/** The sentence with the name of the place that was asked. */
const naming = (words: Words | undefined, { to_unit_name: name }: Asked): Words | undefined =>
  words && { id: filled(words.id, name || UNNAMED.id), en: filled(words.en, name || UNNAMED.en) };

/** Words of a state; undefined for one that only a newer server knows. */
export const stateLabel = (request: Asked, state: string): Words | undefined =>
  naming(flowOf(request).states[state]?.label, request);
/** What may be said to the family while it stands there. */
export const familyWords = (request: Asked, state: string): Words | undefined =>
  naming(flowOf(request).states[state]?.family, request);
/** What comes next, and who does it. */
export const nextWords = (request: Asked, state: string): Words | undefined =>
  flowOf(request).states[state]?.next;
/** Who must act while it stands there; null for one that has ended, or that only a newer server knows. */
export const waitsFor = (request: Asked, state: string): string | null =>
  flowOf(request).states[state]?.waits_for ?? null;
/** What a step in the history is called. */
export const actionDone = (request: Asked, action: string): Words | undefined => flowOf(request).done[action];
export const outcomeLabel = (request: Asked, outcome: string): Words | undefined =>
  flowOf(request).outcomes[outcome];
/** A notice of a death: told, not referred. */
export const isNotice = (request: Asked): boolean => flowOf(request).id === NOTICE;

/** Calling it off comes after what goes on with it. */
const isLast = ({ action }: Move): boolean => action === "cancel" || action === "slip";

/** What a kader of the post may do with a request in this state. None while it waits to be sent. */
export const movesOf = (request: Asked & Pick<RequestView, "state">): Move[] =>
  flowOf(request)
    .moves.filter((move) => move.from.includes(request.state))
    .sort((a, b) => Number(isLast(a)) - Number(isLast(b)));

/** Where a request of this service begins; the phone itself only asks while it practises. */
export const firstState = (request: Asked): { workflow: string; state: string } => {
  const flow = flowOf(request);
  return { workflow: flow.id, state: Object.keys(flow.states)[0] ?? "" };
};
/** Where a step leads, as the server would take it. */
export const stepOf = (request: Asked, action: string): Lead | undefined => flowOf(request).leads[action];
