import { ICONS, type IconName } from "./generated/icons.ts";

export type { IconName };

/** A lucide icon. It always stands beside its word, so screen readers skip it. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      class="icon"
      viewBox="0 0 24 24"
      aria-hidden="true"
      focusable="false"
      dangerouslySetInnerHTML={{ __html: ICONS[name] }}
    />
  );
}
