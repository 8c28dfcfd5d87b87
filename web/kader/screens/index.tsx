/** The open screen: the first view is at hand, the table of all others comes when one of them is opened. */
import type { VNode } from "preact";
import { lazy } from "../lazy.tsx";
import type { Route, ScreenName, Screens } from "../nav.ts";
import { practice } from "../practice/store.ts";
import { Home } from "./day/home.tsx";

export type ScreenProps<K extends ScreenName> = { params: Screens[K] };

const Later = lazy(async () => (await import("./later.tsx")).Later);

/** Screens for real phones and real files alone. */
const REAL: readonly ScreenName[] = ["carry", "addAccount", "parentCode"];

/** The open screen. Its key makes each visit to a screen start afresh. */
export function Screen({ route, depth }: { route: Route; depth: number }): VNode {
  const isShut = practice.get() !== null && REAL.includes(route.screen);
  const key = `${depth}:${route.screen}`;
  return isShut || route.screen === "home" ? <Home key={key} /> : <Later key={key} route={route} />;
}
