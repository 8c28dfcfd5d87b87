import { useEffect, useState } from "preact/hooks";
import { Icon } from "../../../ui/icon.tsx";
import type { Backup, BackupFile } from "../../core/api.ts";
import { formatNumber } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { download, share } from "../../parts/give-file.ts";
import { usePhone } from "../../phone.tsx";
import { r } from "./words.ts";

/**
 * What only this phone holds, to be given away as a file that nobody but the server can read. Needs no PIN. `isQuiet`:
 * among other things, where nothing to give is nothing to say.
 */
export function BackupCard({ isQuiet = false, isTitled = true }: { isQuiet?: boolean; isTitled?: boolean }) {
  const { backup, said, give } = useBackup();
  if (!backup) return isQuiet ? null : <p class="muted">{t("loading")}</p>;
  if (isQuiet && backup.entries + backup.unsealed === 0) return null;
  return (
    <section class="card stack stack-tight" aria-label={r("backup.title")}>
      {isTitled && <h2>{r("backup.title")}</h2>}
      {backup.entries === 0 && backup.unsealed === 0 && <p>{r("backup.none")}</p>}
      {backup.entries > 0 && (
        <>
          <p class="strong">{r("backup.count", { n: formatNumber(backup.entries, 0) })}</p>
          <p>{r("backup.sealed")}</p>
          <p>{r("backup.how")}</p>
          <button type="button" class="btn btn-block" onClick={() => void give()}>
            <Icon name="share-2" /> {r("backup.give")}
          </button>
        </>
      )}
      {backup.unsealed > 0 && <p class="banner">{r("backup.unsealed", { n: backup.unsealed })}</p>}
      <p role="status">{said}</p>
    </section>
  );
}

function useBackup() {
  const phone = usePhone();
  const [backup, setBackup] = useState<Backup | null>(null);
  const [said, setSaid] = useState("");
  const { pending, carried } = phone.safety();
  // Made ready before the tap: a browser opens its sheet only at once.
  useEffect(() => {
    void phone.relay.backup().then(setBackup);
  }, [phone, pending, carried]);

  async function give(): Promise<void> {
    if (!backup) return;
    await phone.relay.given(backup);
    const shared = await shareAll(backup.files);
    if (!shared) for (const file of backup.files) download(asFile(file));
    const names = backup.files.map(({ name }) => name).join(", ");
    setSaid(shared ? r("backup.shared") : r("backup.saved", { name: names }));
  }
  return { backup, said, give };
}

const asFile = ({ name, text }: BackupFile): File =>
  new File([text], name, { type: "application/octet-stream" });

/** Some browsers share only kinds of files that they know: then it goes as a text file, and opens just the same. */
async function shareAll(files: readonly BackupFile[]): Promise<boolean> {
  const title = r("backup.title");
  if (await share(files.map(asFile), title)) return true;
  const asText = files.map(({ name, text }) => new File([text], `${name}.txt`, { type: "text/plain" }));
  return share(asText, title);
}
