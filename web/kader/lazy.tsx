import type { ComponentType, VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { loadIcons } from "../ui/icon.tsx";
import { t } from "./i18n/index.ts";

/** For what a new phone shows before it has joined: its icons are among the first. */
export const alreadyDrawn = async (): Promise<void> => undefined;

/**
 * A screen that is loaded when first shown; its file is precached, so it opens without network too. `drawn` ends when
 * its icons are there.
 */
export function lazy<P extends object>(
  load: () => Promise<ComponentType<P>>,
  drawn: () => Promise<void> = loadIcons,
): ComponentType<P> {
  let loaded: ComponentType<P> | null = null;
  return function Lazy(props: P): VNode {
    const [state, setState] = useState<"loading" | "ready" | "failed">(loaded ? "ready" : "loading");
    useEffect(() => {
      if (state !== "loading") return;
      Promise.all([load(), drawn()]).then(
        ([component]) => {
          loaded = component;
          setState("ready");
        },
        () => setState("failed"),
      );
    }, [state]);
    const Screen = loaded;
    if (Screen) return <Screen {...props} />;
    if (state === "loading") return <p class="page muted">{t("loading")}</p>;
    return (
      <div class="page empty" role="alert">
        <strong>{t("load.failed")}</strong>
        <p>{t("load.failed.help")}</p>
        <button type="button" class="btn btn-primary" onClick={() => setState("loading")}>
          {t("retry")}
        </button>
      </div>
    );
  };
}
