import { FIRST } from "./generated/icons.ts";
import type { LATER } from "./generated/icons-later.ts";

export type IconName = keyof typeof FIRST | keyof typeof LATER;

let icons: Readonly<Partial<Record<IconName, string>>> = FIRST;

/** The icons of all screens but the first; without them a screen still has its words. */
export async function loadIcons(): Promise<void> {
  if (icons !== FIRST) return;
  const later = await import("./generated/icons-later.ts").catch(() => null);
  if (later) icons = { ...FIRST, ...later.LATER };
}

/** A lucide icon. It always stands beside its word, so screen readers skip it. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      class="icon"
      viewBox="0 0 24 24"
      aria-hidden="true"
      focusable="false"
      dangerouslySetInnerHTML={{ __html: icons[name] ?? "" }}
    />
  );
}
