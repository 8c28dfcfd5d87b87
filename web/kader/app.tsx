import { useEffect, useReducer } from "preact/hooks";
import type { Phone } from "./core/api.ts";
import { DangerLayer, hideDanger, raiseKept } from "./danger-layer.tsx";
import { ErrorBoundary } from "./error-boundary.tsx";
import { onLanguage, setLanguage, t } from "./i18n/index.ts";
import { alreadyDrawn, lazy } from "./lazy.tsx";
import { go, reset, routeStack, startNav, useRoute } from "./nav.ts";
import { PhoneContext, usePhone } from "./phone.tsx";
import { practice, takeLanding, usePractice } from "./practice/store.ts";
import { applyAppearance } from "./preferences.ts";
import { Screen } from "./screens/index.tsx";
import { Unlock } from "./screens/start/unlock.tsx";
import { ToastVoice } from "./toast.tsx";
import { UnsavedScreen } from "./unsaved.tsx";

const Enrol = lazy(async () => (await import("./screens/start/enrol.tsx")).Enrol, alreadyDrawn);
const Waiting = lazy(async () => (await import("./screens/start/waiting.tsx")).Waiting, alreadyDrawn);
const Lost = lazy(async () => (await import("./screens/start/lost.tsx")).Lost, alreadyDrawn);

/** Renders the whole tree again after any change of the phone or the language. */
function useChanges(phone: Phone): void {
  const [, render] = useReducer((count: number) => count + 1, 0);
  useEffect(() => phone.subscribe(() => render(0)), [phone]);
  useEffect(() => onLanguage(() => render(0)), []);
}

function Ready() {
  const phone = usePhone();
  const account = phone.account()?.id;
  useEffect(startNav, []);
  useEffect(openShared, []);
  useEffect(openPractised, []);
  // another kader starts at home, never in a colleague's form
  useEffect(() => {
    void raiseKept(phone);
    return () => {
      hideDanger();
      reset();
    };
  }, [account]);
  return <Screen route={useRoute()} depth={routeStack().length} />;
}

// Read before the address is written anew: another application has shared a file with this one.
let hasShared = globalThis.location?.hash === "#/bawakan";

function openShared(): void {
  // A real file is not for a practising phone: it waits for the real one.
  if (practice.get()) return;
  if (hasShared) go("carry", {});
  hasShared = false;
}

/** Only now: what was shown before has gone, and has taken its way home with it. */
function openPractised(): void {
  const at = practice.get() && takeLanding();
  if (at) go(at.screen, at.params);
}

function Phases() {
  const phase = usePhone().phase();
  if (phase === "ready") return <Ready />;
  if (phase === "locked") return <Unlock />;
  if (phase === "new") return <Enrol />;
  if (phase === "waiting") return <Waiting />;
  if (phase === "lost") return <Lost />;
  return (
    <main class="start center" id="main">
      <h1>{t("app.name")}</h1>
      <p class="muted">{t("loading")}</p>
    </main>
  );
}

/** The application. `main.tsx` renders it once the phone's core is made. */
export function App({ phone: real }: { phone: Phone }) {
  const practising = usePractice();
  const phone = practising?.phone ?? real;
  useChanges(phone);
  const chosen = phone.setting("language") === "en" ? "en" : "id";
  useEffect(() => void setLanguage(chosen), [chosen]);
  applyAppearance(phone);
  return (
    <PhoneContext.Provider value={phone}>
      <button type="button" class="skip-link" onClick={skipToMain}>
        {t("skip")}
      </button>
      {practising && <practising.Bar key={practising.run} />}
      <ErrorBoundary>
        <Phases key={practising?.run ?? "real"} />
      </ErrorBoundary>
      <DangerLayer />
      <UnsavedScreen />
      <ToastVoice />
    </PhoneContext.Provider>
  );
}

/** A button, since a fragment link would take the screen's name out of the address. */
function skipToMain(): void {
  const main = document.getElementById("main");
  main?.setAttribute("tabindex", "-1");
  main?.focus();
}
