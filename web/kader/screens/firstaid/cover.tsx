import { useEffect, useState } from "preact/hooks";
import { Icon } from "../../../ui/icon.tsx";
import { Frame } from "../../parts/frame.tsx";
import { f } from "./words.ts";

/** On as soon as the phone is put aside or another application is opened: whoever picks it up sees nothing. */
export function useCover(): { isOn: boolean; open: () => void } {
  const [isOn, setOn] = useState(false);
  useEffect(() => {
    const look = (): void => {
      if (document.visibilityState === "hidden") setOn(true);
    };
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, []);
  return { isOn, open: () => setOn(false) };
}

export function Cover({ onOpen }: { onOpen: () => void }) {
  return (
    <Frame title={f("cover.title")}>
      <button type="button" class="btn btn-primary btn-big btn-block" onClick={onOpen}>
        <Icon name="eye" /> {f("cover.open")}
      </button>
    </Frame>
  );
}
