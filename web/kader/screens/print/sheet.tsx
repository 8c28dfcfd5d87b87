import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Icon } from "../../../ui/icon.tsx";
import { formatDate } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { Choice } from "../../parts/choice.tsx";
import { Frame } from "../../parts/frame.tsx";
import { usePhone } from "../../phone.tsx";
import { practiceLabel } from "../../practice/store.ts";
import { w } from "../people/words.ts";

interface SheetProps {
  title: string;
  /** Heading on the paper. */
  heading: string;
  children: ComponentChildren;
  /** Beside the paper on the screen, never printed. */
  aside?: ComponentChildren;
}

/** A page of paper shown on the screen as it will print, A4 or small. */
export function Sheet({ title, heading, children, aside }: SheetProps) {
  const phone = usePhone();
  const [size, setSize] = useState<"a4" | "small">("a4");
  const post = phone.post();
  const label = practiceLabel();
  return (
    <Frame
      title={title}
      action={
        <button type="button" class="btn btn-primary btn-big btn-block" onClick={() => globalThis.print()}>
          <Icon name="printer" />
          {t("print")}
        </button>
      }
    >
      <div class="no-print stack">
        <Choice
          legend={w("print.size")}
          value={size}
          options={[
            { value: "a4", label: w("print.a4") },
            { value: "small", label: w("print.small") },
          ]}
          onChange={setSize}
        />
        {aside}
      </div>
      <article class={`sheet sheet-${size}`}>
        {label && <p class="banner strong">{label}</p>}
        <header class="sheet-head">
          <div>
            <h2>{heading}</h2>
            <p class="small">{[post.name, post.area_name, post.district_name].filter(Boolean).join(", ")}</p>
          </div>
          <p class="small nowrap">{formatDate(phone.today())}</p>
        </header>
        {children}
      </article>
    </Frame>
  );
}

/** A region that scrolls must be reachable by keyboard (axe: scrollable-region-focusable). */
const SCROLLS = { tabIndex: 0 };

/** A table that may be wider than the phone: it scrolls by itself, also by keyboard; paper shows it whole. */
export function WideTable({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <section class="table-wrap" aria-label={label} {...SCROLLS}>
      <table>{children}</table>
    </section>
  );
}
