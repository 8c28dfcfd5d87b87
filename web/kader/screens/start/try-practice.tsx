import { useState } from "preact/hooks";
import { Icon } from "../../../ui/icon.tsx";
import { t } from "../../i18n/index.ts";
import { usePhone } from "../../phone.tsx";
import { startPractice } from "../../practice/store.ts";

/** The way into the practice mode; also before a puskesmas has given a code. */
export function TryPractice() {
  const phone = usePhone();
  const [busy, setBusy] = useState(false);
  const begin = () => {
    setBusy(true);
    void startPractice(phone).finally(() => setBusy(false));
  };
  return (
    <button type="button" class="btn btn-quiet" disabled={busy} onClick={begin}>
      <Icon name="flag" /> {t("practice.try")}
    </button>
  );
}
