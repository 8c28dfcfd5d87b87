/** A scale in memory with the same profiles as a real one: for tests and for practising. It speaks bytes. */
import type { Bluetooth, Characteristic, Peripheral, Server } from "./bluetooth.ts";
import { BODY_COMPOSITION, BODY_COMPOSITION_MEASUREMENT, WEIGHT_MEASUREMENT, WEIGHT_SCALE } from "./gatt.ts";

class Source extends EventTarget implements Characteristic {
  value: DataView | undefined;
  isListened = false;
  async startNotifications(): Promise<this> {
    this.isListened = true;
    return this;
  }
}

type Profile = "weight" | "composition" | "none";

/** What a scale of a test can be told to do. */
export class SimulatedScale extends EventTarget implements Peripheral, Bluetooth {
  readonly name: string;
  readonly gatt: Server;
  isCancelled = false;
  asked: number[] = [];
  private readonly source = new Source();
  private connected = false;

  constructor(
    readonly profile: Profile = "weight",
    name = "Timbangan 0042",
  ) {
    super();
    this.name = name;
    this.gatt = this.server();
  }

  async requestDevice({ filters }: { filters: { services: number[] }[] }): Promise<Peripheral> {
    if (this.isCancelled) throw new DOMException("User cancelled", "NotFoundError");
    this.asked = filters.flatMap(({ services }) => services);
    return this;
  }

  private server(): Server {
    const isOn = (): boolean => this.connected;
    const server: Server = {
      get connected() {
        return isOn();
      },
      connect: async () => {
        this.connected = true;
        return server;
      },
      disconnect: () => this.drop(),
      getPrimaryService: async (uuid) => {
        if (!this.connected) throw new DOMException("disconnected", "NetworkError");
        if (uuid !== this.service()) throw new DOMException("no such service", "NotFoundError");
        return { getCharacteristic: async (asked) => this.characteristic(asked) };
      },
    };
    return server;
  }

  private service(): number | null {
    if (this.profile === "none") return null;
    return this.profile === "weight" ? WEIGHT_SCALE : BODY_COMPOSITION;
  }

  private characteristic(asked: number): Characteristic {
    const own = this.profile === "weight" ? WEIGHT_MEASUREMENT : BODY_COMPOSITION_MEASUREMENT;
    if (asked !== own) throw new DOMException("no such characteristic", "NotFoundError");
    return this.source;
  }

  /** The scale goes out of reach, or its battery is empty. */
  drop(): void {
    if (!this.connected) return;
    this.connected = false;
    this.dispatchEvent(new Event("gattserverdisconnected"));
  }

  /** Raw bytes, as they come over the air. */
  send(bytes: readonly number[]): void {
    if (!this.connected || !this.source.isListened) return;
    this.source.value = new DataView(new Uint8Array(bytes).buffer);
    this.source.dispatchEvent(new Event("characteristicvaluechanged"));
  }

  /** Someone stands on it: kg to 0.005. `at`: local time that the scale puts on the reading. */
  weigh(kg: number, at: Date | null = null): void {
    this.send(this.profile === "composition" ? compositionBytes(kg, at) : weightBytes(kg, at));
  }
}

const u16 = (value: number): number[] => [value & 0xff, value >> 8];

const stamp = (at: Date): number[] => [
  ...u16(at.getFullYear()),
  at.getMonth() + 1,
  at.getDate(),
  at.getHours(),
  at.getMinutes(),
  at.getSeconds(),
];

/** Weight Measurement in SI units. */
export function weightBytes(kg: number, at: Date | null = null): number[] {
  return [at ? 0x02 : 0x00, ...u16(Math.round(kg / 0.005)), ...(at ? stamp(at) : [])];
}

/** Body Composition Measurement with fat percentage, impedance and weight. */
export function compositionBytes(kg: number, at: Date | null = null): number[] {
  const flags = 0x0600 | (at ? 0x0002 : 0);
  return [...u16(flags), ...u16(223), ...(at ? stamp(at) : []), ...u16(5123), ...u16(Math.round(kg / 0.005))];
}
