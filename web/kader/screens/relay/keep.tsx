import { t } from "../../i18n/index.ts";
import { BackupCard } from "./backup-card.tsx";
import { r } from "./words.ts";

/** The backup where no PIN was given: locked, revoked, or with a lost store. */
export function Keep({ onBack }: { onBack: () => void }) {
  return (
    <main class="start" id="main">
      <h1>{r("backup.title")}</h1>
      <BackupCard isTitled={false} />
      <button type="button" class="btn" onClick={onBack}>
        {t("back")}
      </button>
    </main>
  );
}
