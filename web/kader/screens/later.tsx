/** Which component shows which screen. Each is loaded on demand and precached. */
import type { ComponentType, VNode } from "preact";
import { lazy } from "../lazy.tsx";
import type { Route, ScreenName } from "../nav.ts";
import { Home } from "./day/home.tsx";
import type { ScreenProps } from "./index.tsx";

type Registry = { [K in ScreenName]?: ComponentType<ScreenProps<K>> };

const SCREENS: Registry = {
  visit: lazy(async () => (await import("./day/visit.tsx")).Visit),
  mother: lazy(async () => (await import("./day/mother.tsx")).Mother),
  openDay: lazy(async () => (await import("./day/open-day.tsx")).OpenDay),
  closeDay: lazy(async () => (await import("./day/close-day.tsx")).CloseDay),
  paperDay: lazy(async () => (await import("./day/paper-day.tsx")).PaperDay),
  correct: lazy(async () => (await import("./day/correct.tsx")).Correct),
  safety: lazy(async () => (await import("./day/safety.tsx")).SafetyPage),
  repairs: lazy(async () => (await import("./day/repairs.tsx")).Repairs),
  carry: lazy(async () => (await import("./relay/carry.tsx")).Carry),
  addAccount: lazy(async () => (await import("./start/enrol.tsx")).AddAccount),
  settings: lazy(async () => (await import("./settings/settings.tsx")).Settings),
  posts: lazy(async () => (await import("./posts/posts.tsx")).Posts),
  search: lazy(async () => (await import("./people/search.tsx")).Search),
  scan: lazy(async () => (await import("./people/scan.tsx")).Scan),
  guest: lazy(async () => (await import("./people/guest.tsx")).Guest),
  give: lazy(async () => (await import("./handover/give.tsx")).Give),
  take: lazy(async () => (await import("./handover/take.tsx")).Take),
  family: lazy(async () => (await import("./people/family.tsx")).Family),
  person: lazy(async () => (await import("./people/person.tsx")).Person),
  editPerson: lazy(async () => (await import("./people/edit-person.tsx")).EditPerson),
  consent: lazy(async () => (await import("./people/consent.tsx")).Consent),
  reviews: lazy(async () => (await import("./people/reviews.tsx")).Reviews),
  pregnancy: lazy(async () => (await import("./care/pregnancy.tsx")).Pregnancy),
  death: lazy(async () => (await import("./maternal/death.tsx")).Death),
  printPlan: lazy(async () => (await import("./maternal/print-plan.tsx")).PrintPlan),
  doses: lazy(async () => (await import("./care/doses.tsx")).Doses),
  parentCode: lazy(async () => (await import("./parents/parent-code.tsx")).ParentCode),
  growthPath: lazy(async () => (await import("./paths/growth-path.tsx")).GrowthPath),
  referral: lazy(async () => (await import("./care/referral.tsx")).Referral),
  requests: lazy(async () => (await import("./requests/requests.tsx")).Requests),
  request: lazy(async () => (await import("./requests/request.tsx")).Request),
  screenings: lazy(async () => (await import("./screening/list.tsx")).Screenings),
  screening: lazy(async () => (await import("./screening/runner.tsx")).Screening),
  checklists: lazy(async () => (await import("./checklists/checklists.tsx")).Checklists),
  firstAid: lazy(async () => (await import("./firstaid/first-aid.tsx")).FirstAid),
  selfCare: lazy(async () => (await import("./firstaid/self-care.tsx")).SelfCare),
  familyLeaflet: lazy(async () => (await import("./firstaid/leaflet.tsx")).FamilyLeaflet),
  scales: lazy(async () => (await import("./scales/scales.tsx")).Scales),
  homeVisits: lazy(async () => (await import("./homevisit/plan.tsx")).HomeVisits),
  homeVisit: lazy(async () => (await import("./homevisit/home-visit.tsx")).HomeVisitScreen),
  due: lazy(async () => (await import("./care/due.tsx")).Due),
  sweeping: lazy(async () => (await import("./care/sweeping.tsx")).Sweeping),
  printDay: lazy(async () => (await import("./print/print-day.tsx")).PrintDay),
  printCard: lazy(async () => (await import("./print/print-card.tsx")).PrintCard),
  printLetter: lazy(async () => (await import("./print/print-letter.tsx")).PrintLetter),
};

/** Any screen but the first view. */
export function Later({ route }: { route: Route }): VNode {
  const Component = (SCREENS[route.screen] ?? Home) as ComponentType<{ params: object }>;
  return <Component params={route.params} />;
}
