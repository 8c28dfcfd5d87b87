import { openDecoder } from "./decoder.ts";

/** denied, none, failed: the camera does not give a picture, and why. */
export type CameraState = "starting" | "looking" | "denied" | "none" | "failed";
export const isStopped = (state: string): boolean => ["denied", "none", "failed"].includes(state);

const EVERY_MS = 180;
type Ref = { readonly current: HTMLVideoElement | null };
/** True: enough was read, the camera may rest. */
type Found = (text: string) => boolean | Promise<boolean>;

/** Starts the camera and looks for QR codes until `found` says yes; gives how to stop. */
export function look(ref: Ref, found: Found, say: (state: CameraState) => void): () => void {
  const stop = new AbortController();
  void watch(ref, found, say, stop.signal).catch((error: unknown) => {
    if (!stop.signal.aborted) say(reasonOf(error));
  });
  return () => stop.abort();
}

function reasonOf(error: unknown): CameraState {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "denied";
  return name === "NotFoundError" || name === "NotSupportedError" ? "none" : "failed";
}

async function watch(ref: Ref, found: Found, say: (state: CameraState) => void, signal: AbortSignal) {
  say("starting");
  if (!navigator.mediaDevices) throw new DOMException("no camera", "NotFoundError");
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  const decoder = await openDecoder();
  const close = (): void => end(stream, decoder.close);
  signal.addEventListener("abort", close);
  const video = ref.current;
  if (signal.aborted || !video) return close();
  video.srcObject = stream;
  await video.play();
  say("looking");
  while (!signal.aborted) {
    const text = await decoder.decode(video);
    if (text && !signal.aborted && (await found(text))) return close();
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
}

function end(stream: MediaStream, close: () => void): void {
  for (const track of stream.getTracks()) track.stop();
  close();
}
