import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../../../ui/icon.tsx";
import { bluetooth } from "../../devices/bluetooth.ts";
import { connectScale, type Live, nextPerson, release, scale } from "../../devices/live.ts";
import { formatNumber } from "../../i18n/format.ts";
import { usePhone } from "../../phone.tsx";
import { useStore } from "../../store.ts";
import { sc } from "./words.ts";

interface ScaleLinkProps {
  /** Changes with the person: what was read of the one before is forgotten. */
  person: string;
  decimals: number;
  /** The field is empty: a steady weight goes into it by itself, once. */
  isEmpty: boolean;
  onWeight: (kg: number, name: string) => void;
}

/** A Bluetooth scale beside the weight field. Typing stays possible at any moment; nothing is shown where no browser can. */
export function ScaleLink({ person, decimals, isEmpty, onWeight }: ScaleLinkProps) {
  const phone = usePhone();
  const live = useStore(scale);
  const taken = useRef<string | null>(null);
  useEffect(nextPerson, [person]);
  useEffect(() => {
    // The store, not what was drawn: the weight of the child before stood there until this screen opened.
    const { steady, name } = scale.get();
    if (steady === null || taken.current === person || !isEmpty) return;
    taken.current = person;
    onWeight(rounded(steady, decimals), name || sc("unnamed"));
  }, [live.steady, person, isEmpty]);
  const from = bluetooth();
  if (!from) return null;
  const start = (): void => void connectScale(from, () => phone.now());
  return (
    <div class="stack stack-tight">
      <p role="status" class="small">
        {words(live)}
      </p>
      <div class="cluster">
        {live.state === "on" ? (
          <>
            {live.steady !== null && !isEmpty && (
              <button
                type="button"
                class="btn"
                onClick={() => onWeight(rounded(live.steady ?? 0, decimals), live.name || sc("unnamed"))}
              >
                {sc("take")}
              </button>
            )}
            <button type="button" class="btn btn-quiet" onClick={release}>
              {sc("release")}
            </button>
          </>
        ) : (
          <button type="button" class="btn" disabled={live.state === "connecting"} onClick={start}>
            <Icon name="scale" /> {live.trouble ? sc("again") : sc("connect")}
          </button>
        )}
      </div>
    </div>
  );
}

const rounded = (kg: number, decimals: number): number => Math.round(kg * 10 ** decimals) / 10 ** decimals;

function words({ state, name, now, steady, stale, trouble }: Live): string {
  if (trouble) return sc(`trouble.${trouble}`);
  if (state === "connecting") return sc("connecting");
  if (state === "off") return "";
  if (stale) return sc("stale");
  const called = name || sc("unnamed");
  if (steady !== null) return sc("read", { kg: formatNumber(steady, 2), name: called });
  return now === null ? sc("ready", { name: called }) : sc("now", { kg: formatNumber(now, 2) });
}
