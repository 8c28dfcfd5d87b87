import { t } from "../../i18n/index.ts";
import { STEPS } from "../../model/day.ts";
import { usePhone } from "../../phone.tsx";
import { tableOf } from "../../preferences.ts";

/** Which step this phone's table writes; `all` for a kader who does every step. */
export function TablePicker() {
  const phone = usePhone();
  return (
    <div class="field table-picker">
      <label for="table">{t("home.table")}</label>
      <select
        id="table"
        class="input"
        value={String(tableOf(phone))}
        onChange={(event) => void phone.setSetting("table", event.currentTarget.value)}
      >
        <option value="all">{t("home.table.all")}</option>
        {STEPS.map((step) => (
          <option key={step} value={String(step)}>
            {step} · {t(`step.${step}`)}
          </option>
        ))}
      </select>
    </div>
  );
}
