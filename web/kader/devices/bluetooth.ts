/** The part of Web Bluetooth that a scale needs, and a connection to one. The browser's own is used, or a stand-in. */
import {
  BadPacket,
  BODY_COMPOSITION,
  BODY_COMPOSITION_MEASUREMENT,
  parseComposition,
  parseWeight,
  type Reading,
  WEIGHT_MEASUREMENT,
  WEIGHT_SCALE,
} from "./gatt.ts";

export interface Characteristic extends EventTarget {
  readonly value?: DataView | undefined;
  startNotifications(): Promise<unknown>;
}
export interface Service {
  getCharacteristic(uuid: number): Promise<Characteristic>;
}
export interface Server {
  readonly connected: boolean;
  connect(): Promise<Server>;
  disconnect(): void;
  getPrimaryService(uuid: number): Promise<Service>;
}
export interface Peripheral extends EventTarget {
  readonly name?: string | undefined;
  readonly gatt?: Server | undefined;
}
export interface Bluetooth {
  requestDevice(options: {
    filters: { services: number[] }[];
    optionalServices?: number[];
  }): Promise<Peripheral>;
}

/** The browser's Web Bluetooth; null where it has none (Firefox, Safari, most old phones). */
export function bluetooth(): Bluetooth | null {
  const found = (globalThis.navigator as unknown as { bluetooth?: Bluetooth } | undefined)?.bluetooth;
  return found && typeof found.requestDevice === "function" ? found : null;
}

/** cancelled: nothing was chosen · no_scale: the device offers neither profile · lost: the connection broke. */
export type Trouble = "cancelled" | "no_scale" | "lost";

export class ScaleTrouble extends Error {
  constructor(readonly trouble: Trouble) {
    super(trouble);
  }
}

export interface Connection {
  name: string;
  close(): void;
}

export interface Listener {
  onReading(reading: Reading): void;
  /** The scale went away before anyone closed the connection. */
  onLost(): void;
}

const PROFILES = [
  { service: WEIGHT_SCALE, characteristic: WEIGHT_MEASUREMENT, parse: parseWeight },
  { service: BODY_COMPOSITION, characteristic: BODY_COMPOSITION_MEASUREMENT, parse: parseComposition },
] as const;

/** Let the person choose a scale and hear its readings. Must begin in a tap. Throws ScaleTrouble. */
export async function connect(from: Bluetooth, listener: Listener): Promise<Connection> {
  const device = await choose(from);
  const state = { closed: false };
  const lost = (): void => {
    if (!state.closed) listener.onLost();
    state.closed = true;
  };
  device.addEventListener("gattserverdisconnected", lost);
  const server = await open(device);
  const close = (): void => {
    state.closed = true;
    device.removeEventListener("gattserverdisconnected", lost);
    if (server.connected) server.disconnect();
  };
  try {
    if (!(await listen(server, listener, () => state.closed))) throw new ScaleTrouble("no_scale");
  } catch (error) {
    close();
    throw error instanceof ScaleTrouble ? error : new ScaleTrouble("lost");
  }
  return { name: device.name ?? "", close };
}

async function choose(from: Bluetooth): Promise<Peripheral> {
  try {
    return await from.requestDevice({
      filters: PROFILES.map(({ service }) => ({ services: [service] })),
      optionalServices: PROFILES.map(({ service }) => service),
    });
  } catch {
    throw new ScaleTrouble("cancelled");
  }
}

async function open(device: Peripheral): Promise<Server> {
  try {
    const server = await device.gatt?.connect();
    if (server) return server;
  } catch {
    // told below, in one way
  }
  throw new ScaleTrouble("lost");
}

/** Listens to every profile that the scale offers; whether there was one. A lost line throws. */
async function listen(server: Server, { onReading }: Listener, isClosed: () => boolean): Promise<boolean> {
  let found = 0;
  for (const { service, characteristic, parse } of PROFILES) {
    const source = await offered(server, service, characteristic);
    if (!source) continue;
    source.addEventListener("characteristicvaluechanged", () => {
      const reading = source.value && readingOf(parse, source.value);
      if (reading && !isClosed()) onReading(reading);
    });
    await source.startNotifications();
    found++;
  }
  return found > 0;
}

async function offered(
  server: Server,
  service: number,
  characteristic: number,
): Promise<Characteristic | null> {
  try {
    return await (await server.getPrimaryService(service)).getCharacteristic(characteristic);
  } catch (error) {
    if (server.connected) return null; // the profile is not there
    throw error;
  }
}

/** A cut packet is no reading; the next one comes in a moment. */
function readingOf(parse: (view: DataView) => Reading, view: DataView): Reading | null {
  try {
    return parse(view);
  } catch (error) {
    if (error instanceof BadPacket) return null;
    throw error;
  }
}
