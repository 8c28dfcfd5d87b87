import { type Bytes, hex } from "../bytes.ts";
import { base45, fromBase45 } from "./base45.ts";

/** Characters of a message in one code: version 14 with a quarter to spare, which a cheap camera reads from a screen. */
export const FRAME_CHARS = 480;
/** More codes than this nobody holds a phone still for. */
export const MOST_FRAMES = 24;
const FRAME = /^SIMPUL1\/([0-9A-F]{8})\/(\d{1,2})\/(\d{1,2})\/([0-9A-Z $%*+\-./:]+)$/;

/** Names a message, so that codes of two messages are never mixed: the head of its SHA-256. */
async function nameOf(message: Bytes): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", message));
  return hex(digest.slice(0, 4)).toUpperCase();
}

/** `SIMPUL1/{name}/{number}/{count}/{base45}`: what each code shows, in turn. Null when it would be too many. */
export async function framesOf(message: Bytes): Promise<string[] | null> {
  const text = base45(message);
  const count = Math.ceil(text.length / FRAME_CHARS);
  if (count > MOST_FRAMES) return null;
  const name = await nameOf(message);
  return Array.from({ length: count }, (_, i) => {
    const part = text.slice(i * FRAME_CHARS, (i + 1) * FRAME_CHARS);
    return `SIMPUL1/${name}/${i + 1}/${count}/${part}`;
  });
}

/** Whether a camera has read one of our codes, whatever it says. */
export const isFrame = (text: string): boolean => text.startsWith("SIMPUL1/");

/** Puts the codes of one message together, in whatever order the camera meets them. */
export class Collector {
  private name = "";
  private parts: (string | undefined)[] = [];

  /** How many of how many have been read. */
  get progress(): { read: number; count: number } {
    return { read: this.parts.filter((part) => part !== undefined).length, count: this.parts.length };
  }

  /** The message once it is whole, else null. What belongs to another message begins anew. */
  async take(text: string): Promise<Bytes | null> {
    const [, name = "", number = "", count = "", part = ""] = FRAME.exec(text) ?? [];
    const [at, of] = [Number(number), Number(count)];
    if (!name || at < 1 || at > of || of > MOST_FRAMES) return null;
    if (name !== this.name || of !== this.parts.length) {
      this.name = name;
      this.parts = new Array(of).fill(undefined);
    }
    this.parts[at - 1] = part;
    return this.parts.includes(undefined) ? null : this.whole();
  }

  /** Codes that do not make the message they name are forgotten. */
  private async whole(): Promise<Bytes | null> {
    const text = this.parts.join("");
    const name = this.name;
    const message = decoded(text);
    if (message && (await nameOf(message)) === name) return message;
    this.name = "";
    this.parts = [];
    return null;
  }
}

function decoded(text: string): Bytes | null {
  try {
    return fromBase45(text);
  } catch {
    return null;
  }
}
