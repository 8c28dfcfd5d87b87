import type { Field } from "../../../knowledge/cards/index.ts";
import type { Phone } from "../../core/api.ts";
import { formatNumber } from "../../i18n/format.ts";
import { lazy } from "../../lazy.tsx";
import { MY_SCALE, noteFor, weighedWith } from "../../model/scales.ts";
import type { Form } from "../../parts/use-form.ts";

const ScaleLink = lazy(async () => (await import("../scales/scale-link.tsx")).ScaleLink);

/** The form's note of what came from a device; no field of the card. */
const NOTE = "from_scale";

/** The connected scale beside the weight, where the browser can. */
export function ScaleField({ field, form, person }: { field: Field; form: Form; person: string }) {
  if (field.id !== "weight_kg" || !("bluetooth" in globalThis.navigator)) return null;
  const decimals = field.decimals ?? 1;
  return (
    <ScaleLink
      person={person}
      decimals={decimals}
      isEmpty={!form.values.weight_kg}
      onWeight={(kg, name) =>
        form.setAll({ weight_kg: formatNumber(kg, decimals), [NOTE]: noteFor(kg, name) })
      }
    />
  );
}

/** Which scale the weight came from, if it is known: kept as evidence beside what the phone said. */
export function scaleResult(phone: Phone, weight: unknown, form: Form): Record<string, unknown> {
  const mine = phone.setting(MY_SCALE) || null;
  const scale = weighedWith(phone.post().id, weight, form.values[NOTE], mine);
  return scale ? { scale } : {};
}
