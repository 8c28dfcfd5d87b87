/**
 * Time zones of Indonesia by province (Keppres 41/1987 and the provinces split off since): WIB +7, WITA +8, WIT +9.
 * The first two digits of the Kemendagri code.
 */
const WITA = ["51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"];
const WIT = ["81", "82", "91", "92", "93", "94", "95", "96"];
const HOUR_MS = 3_600_000;

export function utcOffsetHours(province: string): number {
  if (WIT.includes(province)) return 9;
  return WITA.includes(province) ? 8 : 7;
}

/** Local day `YYYY-MM-DD` in a province, of milliseconds since 1970. */
export function localDay(ms: number, province: string): string {
  return new Date(ms + utcOffsetHours(province) * HOUR_MS).toISOString().slice(0, 10);
}

/** Beyond this many seconds the phone says that its clock is wrong. */
export const CLOCK_TOLERANCE_S = 300;

/** Device minus server, seconds. The server answered somewhere between `sentMs` and `receivedMs`. */
export function clockOffset(sentMs: number, receivedMs: number, serverTime: string): number {
  const server = Date.parse(serverTime);
  return Number.isNaN(server) ? 0 : ((sentMs + receivedMs) / 2 - server) / 1000;
}
