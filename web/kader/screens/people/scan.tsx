import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../../../ui/icon.tsx";
import { byCardToken, cardToken } from "../../model/people.ts";
import { go, replace, type Screens } from "../../nav.ts";
import { Frame } from "../../parts/frame.tsx";
import { usePhone } from "../../phone.tsx";
import { openDecoder } from "./decoder.ts";
import { w } from "./words.ts";

type State = "starting" | "looking" | "denied" | "none" | "failed" | "unknown" | "foreign";
const EVERY_MS = 180;

/** Look for a card with the camera. Says in words when the camera is denied or missing; search is one tap away. */
export function Scan({ params }: { params: Screens["scan"] }) {
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<State>("starting");
  const [tries, setTries] = useState(0);
  const { rows } = usePhone();

  useEffect(() => {
    const found = (text: string): boolean => {
      const token = cardToken(text);
      const person = token ? byCardToken(rows, token) : undefined;
      if (!person) setState(token ? "unknown" : "foreign");
      else replace(params.next === "visit" ? "visit" : "person", { person: person.id });
      return person !== undefined;
    };
    return look(video, found, setState);
  }, [tries, rows, params.next]);

  const stopped = state === "denied" || state === "none" || state === "failed";
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
      {stopped && (
        <button type="button" class="btn btn-block" onClick={() => setTries(tries + 1)}>
          {w("scan.retry")}
        </button>
      )}
    </Frame>
  );
}

type Ref = { readonly current: HTMLVideoElement | null };

/** Starts the camera and looks until `found` says yes; gives how to stop. */
function look(ref: Ref, found: (text: string) => boolean, say: (state: State) => void): () => void {
  const stop = new AbortController();
  void watch(ref, found, say, stop.signal).catch((error: unknown) => {
    if (!stop.signal.aborted) say(reasonOf(error));
  });
  return () => stop.abort();
}

function reasonOf(error: unknown): State {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "denied";
  return name === "NotFoundError" || name === "NotSupportedError" ? "none" : "failed";
}

async function watch(
  ref: Ref,
  found: (text: string) => boolean,
  say: (state: State) => void,
  signal: AbortSignal,
) {
  say("starting");
  if (!navigator.mediaDevices) throw new DOMException("no camera", "NotFoundError");
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  const decoder = await openDecoder();
  signal.addEventListener("abort", () => end(stream, decoder.close));
  const video = ref.current;
  if (signal.aborted || !video) return end(stream, decoder.close);
  video.srcObject = stream;
  await video.play();
  say("looking");
  while (!signal.aborted) {
    const text = await decoder.decode(video);
    if (text && !signal.aborted && found(text)) return;
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
}

function end(stream: MediaStream, close: () => void): void {
  for (const track of stream.getTracks()) track.stop();
  close();
}
