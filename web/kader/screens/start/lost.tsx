import { useState } from "preact/hooks";
import { Icon } from "../../../ui/icon.tsx";
import { usePhone } from "../../phone.tsx";
import { BackupCard } from "../relay/backup-card.tsx";
import { r } from "../relay/words.ts";
import { Enrol } from "./enrol.tsx";

/** This browser's store was emptied: what is safe, what must be written again, how to go on. */
export function Lost() {
  const [isEnrolling, setEnrolling] = useState(false);
  const { recovered } = usePhone().safety();
  if (isEnrolling) return <Enrol title={r("lost.enrol")} onCancel={() => setEnrolling(false)} />;
  return (
    <main class="start" id="main">
      <h1>{r("lost.title")}</h1>
      <p>{r("lost.lead")}</p>
      <ul class="stack">
        <li class="banner banner-info">{r("lost.sent")}</li>
        {recovered > 0 ? (
          <li class="banner banner-info">{r("recovered", { n: recovered })}</li>
        ) : (
          <li class="banner banner-unsafe">{r("lost.unsent")}</li>
        )}
        <li class="banner">{r("lost.prevent")}</li>
      </ul>
      <button type="button" class="btn btn-primary btn-big" onClick={() => setEnrolling(true)}>
        <Icon name="smartphone" /> {r("lost.enrol")}
      </button>
      {recovered > 0 && <BackupCard />}
    </main>
  );
}
