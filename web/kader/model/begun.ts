// When something was begun, from its id. Pure.

/** UTC of a UUIDv7 (RFC 9562), whose first 48 bits are milliseconds. */
export const begunAt = (id: string): string =>
  new Date(Number.parseInt(id.replace("-", "").slice(0, 12), 16)).toISOString();
