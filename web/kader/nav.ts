/**
 * Which screen is open. Routes live in memory; the address shows only the screen's name (`#/kartu`), so that no
 * name, id or finding ever stands in an address, a title or the browser's history.
 *
 * A new screen: add its params to `Screens`, its word to `SLUGS` and its component to `screens/later.tsx`.
 */
import { useEffect } from "preact/hooks";
import { hold, isHeld } from "./hold.ts";
import { createStore, useStore } from "./store.ts";

type Nothing = Record<string, never>;

/** Screen → its params. */
export interface Screens {
  home: Nothing;
  openDay: Nothing;
  closeDay: Nothing;
  /** A past day that was written on paper, typed now with its true date; without `date`: choose it. */
  paperDay: { date?: string };
  safety: Nothing;
  repairs: Nothing;
  /** Backups of colleagues' phones that this one delivers. */
  carry: Nothing;
  settings: Nothing;
  /** Another kader on this phone. */
  addAccount: Nothing;
  /** The five steps of one person today. Without `step`: the step of my table. `isVerdict`: what they mean. `date`: an
   * earlier day whose form was left unfinished. */
  visit: { person: string; step?: number; isVerdict?: boolean; date?: string };
  /** The screen turned to the mother. */
  mother: { person: string };
  /** Correct values of a visit; `visit` is the visit's id, left out: today's. */
  correct: { person: string; visit?: string };
  /** The posts of this phone, and a search over all of them. */
  posts: { text?: string };
  /** UI for people. `next` says where a chosen person goes: the visit of today, or the person's page. */
  search: { text?: string; next?: "visit" | "person" };
  scan: { next?: "visit" | "person" };
  /** A child of another post; `guest`: correct what was written, else a new one, with what was typed or scanned. */
  guest: { guest?: string; name?: string; token?: string };
  /** The visit of today as codes for the next table's phone, and reading them. */
  give: { person: string };
  take: Nothing;
  /** `mother`: she is known, a child of hers is added. */
  family: { family?: string; mother?: string };
  person: { person: string };
  editPerson: { person?: string; family?: string };
  pregnancy: { person: string; pregnancy?: string };
  /** Somebody of the post has died. */
  death: { person: string };
  /** The plan for a birth, to be hung at the door. */
  printPlan: { pregnancy: string };
  doses: { person: string };
  /** The path of a child whose growth needs help. */
  growthPath: { person: string };
  /** A one-time code for the parents of a child. */
  parentCode: { person: string };
  referral: { person: string; reasons?: { rule: string; text: string }[]; urgency?: Urgency; visit?: string };
  /** Every request that the post has sent, and one of them with its whole story. */
  requests: Nothing;
  request: { request: string };
  /** What may be screened with this person, and one questionnaire. */
  screenings: { person: string };
  screening: { person: string; instrument: string };
  /** First aid: of a person or of somebody nobody names; `request`: in the crisis of a screening; `aid`: one that waits. */
  firstAid: { person?: string; request?: string; aid?: string };
  /** The kader's own care, and what a family can do. */
  selfCare: Nothing;
  familyLeaflet: Nothing;
  /** `isUrgent`: only who waits for an answer to an emergency. */
  due: { isUrgent?: boolean };
  /** Whom to visit at home, and a visit to one family. */
  homeVisits: Nothing;
  /** Scales of the post and their tests. */
  scales: Nothing;
  /** What makes the post kind: its checklists, and one of them being filled. */
  checklists: { checklist?: string };
  homeVisit: { family: string; purpose?: "rutin" | "khusus"; date?: string };
  sweeping: Nothing;
  reviews: Nothing;
  consent: { subject: string };
  printDay: Nothing;
  printCard: { person: string };
  /** What is carried along: of a request, or of somebody who has died. */
  printLetter: { request?: string; mourned?: string };
}

export type Urgency = "biasa" | "segera" | "darurat";
export type ScreenName = keyof Screens;
export type Route = { [K in ScreenName]: { screen: K; params: Screens[K] } }[ScreenName];

const SLUGS: Record<ScreenName, string> = {
  home: "hari",
  openDay: "buka",
  closeDay: "tutup",
  paperDay: "kertas",
  safety: "keamanan",
  repairs: "perbaiki",
  carry: "bawakan",
  settings: "pengaturan",
  addAccount: "tambah-kader",
  visit: "kartu",
  mother: "ibu",
  correct: "koreksi",
  posts: "posyandu",
  search: "cari",
  scan: "pindai",
  guest: "tamu",
  give: "serahkan",
  take: "terima",
  family: "keluarga",
  person: "orang",
  editPerson: "data",
  pregnancy: "hamil",
  death: "duka",
  printPlan: "cetak-rencana",
  doses: "imunisasi",
  growthPath: "jalur-tumbuh",
  parentCode: "kode-orang-tua",
  referral: "rujuk",
  requests: "kabar",
  request: "permintaan",
  screenings: "skrining",
  screening: "tanya",
  firstAid: "langkah",
  selfCare: "sejenak",
  familyLeaflet: "lembar-keluarga",
  due: "jatuh-tempo",
  homeVisits: "kunjungan-rumah",
  scales: "timbangan",
  checklists: "daftar-periksa",
  homeVisit: "kunjungan-keluarga",
  sweeping: "sweeping",
  reviews: "tinjauan",
  consent: "persetujuan",
  printDay: "cetak-hari",
  printCard: "cetak-kartu",
  printLetter: "cetak-surat",
};

const HOME: Route = { screen: "home", params: {} };
const stack = createStore<readonly Route[]>([HOME]);

/** A browser that does not go where it was asked to must not leave a screen that takes no tap. */
const ARRIVES_WITHIN_MS = 1000;
let arrived: (() => void) | null = null;

/** The browser goes back a moment after it was asked. A second tap meanwhile would go twice, and out of the application. */
function travel(steps: number): void {
  void hold(
    () =>
      new Promise<void>((resolve) => {
        const land = (): void => {
          if (arrived === land) arrived = null;
          resolve();
        };
        arrived = land;
        setTimeout(land, ARRIVES_WITHIN_MS);
        globalThis.history.go(steps);
      }),
  );
}

export const currentRoute = (): Route => stack.get()[stack.get().length - 1] ?? HOME;
export const routeStack = (): readonly Route[] => stack.get();

export function useRoute(): Route {
  useStore(stack);
  return currentRoute();
}

function write(routes: readonly Route[], how: "pushState" | "replaceState"): void {
  const top = routes[routes.length - 1] ?? HOME;
  globalThis.history?.[how]({ depth: routes.length }, "", `#/${SLUGS[top.screen]}`);
  stack.set(routes);
  globalThis.scrollTo?.(0, 0);
}

export function go<K extends ScreenName>(screen: K, params: Screens[K]): void {
  write([...stack.get(), { screen, params } as Route], "pushState");
}

/** The next screen takes the place of this one: back does not return here. */
export function replace<K extends ScreenName>(screen: K, params: Screens[K]): void {
  write([...stack.get().slice(0, -1), { screen, params } as Route], "replaceState");
}

export function back(): void {
  if (stack.get().length > 1) travel(-1);
  else home();
}

/** Home of the day; keeps the browser's own history as long as it is, but returns to its start. */
export function home(): void {
  const depth = stack.get().length;
  if (depth > 1) travel(1 - depth);
  else write([HOME], "replaceState");
}

/** Screens that go back within themselves: the phone's own back key does what their arrow does. */
let stepBack: (() => void) | null = null;

/** Null: back leaves the screen. */
export function useBackKey(step: (() => void) | null): void {
  useEffect(() => {
    stepBack = step;
    return () => {
      stepBack = null;
    };
  }, [step]);
}

/** Follow the browser's back and forward; gives how to stop. Call once at the start and after a lock (`reset`). */
export function startNav(): () => void {
  const onPop = (event: PopStateEvent): void => {
    // the phone's own back key while something is being written: whoever pressed it would not know whether it was kept
    if (!arrived && isHeld()) {
      write(stack.get(), "pushState");
      return;
    }
    if (!arrived && stepBack) {
      write(stack.get(), "pushState");
      stepBack();
      return;
    }
    const { depth } = (event.state ?? {}) as { depth?: number };
    const routes = stack.get();
    // an address that somebody typed leads nowhere: it lacks what the screen is about, so it says again which is open
    if (!depth) write(routes, "replaceState");
    else if (depth <= routes.length) stack.set(routes.slice(0, depth));
    else write([HOME], "replaceState");
    arrived?.();
  };
  globalThis.addEventListener("popstate", onPop);
  write(stack.get(), "replaceState");
  return () => globalThis.removeEventListener("popstate", onPop);
}

/** Forget where we were (another account), or take up a route again after a reload. */
export function reset(route: Route = HOME): void {
  stack.set([HOME]);
  globalThis.history?.replaceState({ depth: 1 }, "", `#/${SLUGS.home}`);
  if (route.screen !== "home") write([HOME, route], "pushState");
}
