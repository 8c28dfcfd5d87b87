import type { Field } from "../../../knowledge/cards/index.ts";
import { Icon } from "../../../ui/icon.tsx";
import { t } from "../../i18n/index.ts";
import type { Form } from "../../parts/use-form.ts";

const isSymptom = (field: Field): boolean => field.id.startsWith("tbc_") || field.id === "danger_sign";

/** One tap for "no" to every symptom that has no answer yet, after all of them were asked. */
export function NoneOfThese({ fields, form }: { fields: readonly Field[]; form: Form }) {
  const unanswered = fields.filter((field) => isSymptom(field) && typeof form.values[field.id] !== "boolean");
  if (unanswered.length < 2) return null;
  return (
    <div class="banner">
      <span class="row-main">{t("visit.none.help")}</span>
      <button
        type="button"
        class="btn"
        onClick={() => form.setAll(Object.fromEntries(unanswered.map(({ id }) => [id, false])))}
      >
        <Icon name="list-checks" /> {t("visit.none")}
      </button>
    </div>
  );
}
