/** The scale that this phone is connected to: one for all children of the day, until it goes or is let go. */
import { createStore } from "../store.ts";
import { type Bluetooth, type Connection, connect, ScaleTrouble, type Trouble } from "./bluetooth.ts";
import type { Reading } from "./gatt.ts";
import { isStale, stable, type Taken, take } from "./stable.ts";

export interface Live {
  state: "off" | "connecting" | "on";
  name: string;
  /** What the scale shows this moment, and the weight once it is still. */
  now: number | null;
  steady: number | null;
  /** The scale sent a weighing that it had kept from before: it is never written down. */
  stale: boolean;
  trouble: Trouble | null;
}

const OFF: Live = { state: "off", name: "", now: null, steady: null, stale: false, trouble: null };

export const scale = createStore<Live>(OFF);
let connection: Connection | null = null;
let taken: readonly Taken[] = [];

/** Choose and connect; call it in a tap. `clock` gives the phone's time. */
export async function connectScale(from: Bluetooth, clock: () => Date): Promise<void> {
  release();
  scale.set({ ...OFF, state: "connecting" });
  try {
    const onLost = (): void => end("lost");
    connection = await connect(from, { onReading: (reading) => hear(reading, clock()), onLost });
    scale.set({ ...scale.get(), state: "on", name: connection.name });
  } catch (error) {
    end(error instanceof ScaleTrouble ? error.trouble : "lost");
  }
}

function hear(reading: Reading, now: Date): void {
  if (isStale(reading, now)) {
    scale.set({ ...scale.get(), stale: true });
    return;
  }
  const at = now.getTime();
  taken = take(taken, reading, at);
  scale.set({ ...scale.get(), stale: false, now: reading.kg, steady: stable(taken, at) });
}

function end(trouble: Trouble): void {
  connection = null;
  taken = [];
  scale.set({ ...OFF, trouble });
}

/** The next child: what was read of the one before counts no more. */
export function nextPerson(): void {
  taken = [];
  scale.set({ ...scale.get(), now: null, steady: null, stale: false });
}

/** Let the scale go. */
export function release(): void {
  connection?.close();
  connection = null;
  taken = [];
  scale.set(OFF);
}
