/**
 * The two standard profiles of body scales: Weight Scale Service 1.0 (0x181D, Weight Measurement 0x2A9D) and Body
 * Composition Service 1.0 (0x181B, Body Composition Measurement 0x2A9C), Bluetooth SIG. Little-endian throughout.
 */

export const WEIGHT_SCALE = 0x181d;
export const WEIGHT_MEASUREMENT = 0x2a9d;
export const BODY_COMPOSITION = 0x181b;
export const BODY_COMPOSITION_MEASUREMENT = 0x2a9c;

/** What a scale said once. `kg` null: it could not measure, or sent a composition without a weight. */
export interface Reading {
  kg: number | null;
  /** As the scale's own clock has it, `YYYY-MM-DDTHH:MM:SS` without a zone; null when it does not say. */
  at: string | null;
  user: number | null;
}

/** The bytes are too few for what their flags announce: a cut packet. */
export class BadPacket extends Error {}

const POUND_IN_KG = 0.45359237;
/** 0xFFFF means that the measurement did not succeed. */
const UNSUCCESSFUL = 0xffff;
/** Thousandths of a kg per unit: 0.005 kg; hundredths of a pound per unit: 0.01 lb. */
const KG_STEP = 5;
const LB_STEP = 1;
const UNKNOWN_USER = 0xff;

/** Reads fields one after the other. */
class Cursor {
  private place = 0;
  constructor(private readonly view: DataView) {}

  u8(): number {
    return this.view.getUint8(this.take(1));
  }
  u16(): number {
    return this.view.getUint16(this.take(2), true);
  }
  skip(bytes: number): void {
    this.take(bytes);
  }
  private take(bytes: number): number {
    const from = this.place;
    if (from + bytes > this.view.byteLength) throw new BadPacket(`${this.view.byteLength} bytes are too few`);
    this.place += bytes;
    return from;
  }
}

/** A raw weight in kg with 3 decimals. `isImperial`: hundredths of a pound. */
function weight(raw: number, isImperial: boolean): number | null {
  if (raw === UNSUCCESSFUL) return null;
  const kg = isImperial ? (raw * LB_STEP * POUND_IN_KG) / 100 : (raw * KG_STEP) / 1000;
  return Math.round(kg * 1000) / 1000;
}

const two = (n: number): string => String(n).padStart(2, "0");

/** Date Time (0x2A08): year, month, day, hours, minutes, seconds; 0 stands for unknown in year, month and day. */
function time(cursor: Cursor): string | null {
  const [year, month, day] = [cursor.u16(), cursor.u8(), cursor.u8()];
  const [hours, minutes, seconds] = [cursor.u8(), cursor.u8(), cursor.u8()];
  if (year === 0 || month === 0 || day === 0) return null;
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}T${two(hours)}:${two(minutes)}:${two(seconds)}`;
}

function user(cursor: Cursor): number | null {
  const id = cursor.u8();
  return id === UNKNOWN_USER ? null : id;
}

/**
 * Weight Measurement 0x2A9D. Flags: bit 0 unit (0 SI, 1 imperial), bit 1 time stamp, bit 2 user, bit 3 BMI and height.
 * Throws BadPacket.
 */
export function parseWeight(view: DataView): Reading {
  const cursor = new Cursor(view);
  const flags = cursor.u8();
  const kg = weight(cursor.u16(), (flags & 0x01) !== 0);
  const at = flags & 0x02 ? time(cursor) : null;
  const who = flags & 0x04 ? user(cursor) : null;
  if (flags & 0x08) cursor.skip(4);
  return { kg, at, user: who };
}

/**
 * Body Composition Measurement 0x2A9C. Flags (16 bit): bit 0 unit, 1 time stamp, 2 user, 3 basal metabolism, 4 muscle
 * percentage, 5 muscle mass, 6 fat free mass, 7 soft lean mass, 8 body water mass, 9 impedance, 10 weight, 11 height,
 * 12 multiple packet. Throws BadPacket.
 */
export function parseComposition(view: DataView): Reading {
  const cursor = new Cursor(view);
  const flags = cursor.u16();
  cursor.skip(2); // body fat percentage, always there
  const at = flags & 0x02 ? time(cursor) : null;
  const who = flags & 0x04 ? user(cursor) : null;
  for (let bit = 3; bit <= 9; bit++) if (flags & (1 << bit)) cursor.skip(2);
  const kg = flags & 0x400 ? weight(cursor.u16(), (flags & 0x01) !== 0) : null;
  if (flags & 0x800) cursor.skip(2);
  return { kg, at, user: who };
}
