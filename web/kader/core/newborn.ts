/** A newborn before it has a name is called after its mother; a name takes the place of that, never the other way. */
const STAND_IN = "By. Ny.";

export const standInName = (mother: string): string => `${STAND_IN} ${mother}`;
export const isStandIn = (name: unknown): boolean => typeof name === "string" && name.startsWith(STAND_IN);
