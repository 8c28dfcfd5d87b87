import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../../../ui/icon.tsx";
import { isFrame } from "../../core/handover/frames.ts";
import { byCardToken, cardToken } from "../../model/people.ts";
import { go, replace, type Screens } from "../../nav.ts";
import { Frame } from "../../parts/frame.tsx";
import { usePhone } from "../../phone.tsx";
import { type CameraState, isStopped, look } from "./camera.ts";
import { g } from "./guest-words.ts";
import { w } from "./words.ts";

type State = CameraState | "unknown" | "foreign";

/** Look for a card with the camera. Says in words when the camera is denied or missing; search is one tap away. */
export function Scan({ params }: { params: Screens["scan"] }) {
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<State>("starting");
  const [tries, setTries] = useState(0);
  /** A card that nobody here has. */
  const [strange, setStrange] = useState("");
  const { rows } = usePhone();

  useEffect(() => {
    const found = (text: string): boolean => {
      if (isFrame(text)) {
        replace("take", {});
        return true;
      }
      const token = cardToken(text);
      const person = token ? byCardToken(rows, token) : undefined;
      setStrange(person ? "" : (token ?? ""));
      if (!person) setState(token ? "unknown" : "foreign");
      else replace(params.next === "visit" ? "visit" : "person", { person: person.id });
      return person !== undefined;
    };
    return look(video, found, setState);
  }, [tries, rows, params.next]);

  const stopped = isStopped(state);
  return (
    <Frame
      title={w("scan.title")}
      action={
        <button
          type="button"
          class="btn btn-big btn-block"
          onClick={() => go("search", { next: params.next ?? "person" })}
        >
          <Icon name="search" />
          {w("scan.search")}
        </button>
      }
    >
      <video ref={video} class="scan-video" muted playsInline hidden={stopped} aria-label={w("scan.video")} />
      <div class="banner banner-info" role="status">
        <Icon name={stopped ? "camera" : "scan-line"} />
        <span>{w(`scan.${state}`)}</span>
      </div>
      {state === "unknown" && (
        <button type="button" class="btn btn-block" onClick={() => replace("guest", { token: strange })}>
          <Icon name="users-round" />
          {g("guest.button")}
        </button>
      )}
      {stopped && (
        <button type="button" class="btn btn-block" onClick={() => setTries(tries + 1)}>
          {w("scan.retry")}
        </button>
      )}
    </Frame>
  );
}
