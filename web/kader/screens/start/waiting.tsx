import { Icon } from "../../../ui/icon.tsx";
import type { EnrolmentState } from "../../core/api.ts";
import { formatTime } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { usePhone } from "../../phone.tsx";
import { ChoosePin } from "./choose-pin.tsx";
import { j } from "./words.ts";

/** The officer compares three words; then the new account chooses its PIN. */
export function Waiting() {
  const enrolment = usePhone().enrolment();
  if (!enrolment) return <p class="start muted">{t("loading")}</p>;
  if (enrolment.state === "confirmed" && enrolment.account) return <ChoosePin account={enrolment.account} />;
  if (enrolment.state === "pending") return <Pending enrolment={enrolment} />;
  return <Ended title={enrolment.state === "refused" ? j("wait.refused") : j("wait.expired")} />;
}

function Pending({ enrolment }: { enrolment: EnrolmentState }) {
  const phone = usePhone();
  return (
    <main class="start" id="main">
      <h1>{j("wait.title")}</h1>
      <p>{j("wait.words")}</p>
      <ol class="card words center">
        {enrolment.words.map((word) => (
          <li key={word}>{word}</li>
        ))}
      </ol>
      <p class="muted">{j("wait.different")}</p>
      <p role="status" class="cluster">
        <Icon name="hourglass" /> {j("wait.until", { time: formatTime(enrolment.expiresAt) })}
      </p>
      <button type="button" class="btn" onClick={() => void phone.cancelEnrolment()}>
        {j("wait.cancel")}
      </button>
    </main>
  );
}

function Ended({ title }: { title: string }) {
  const phone = usePhone();
  return (
    <main class="start" id="main">
      <h1>{title}</h1>
      <p>{j("wait.again")}</p>
      <button type="button" class="btn btn-primary btn-big" onClick={() => void phone.cancelEnrolment()}>
        {t("wait.newCode")}
      </button>
    </main>
  );
}
