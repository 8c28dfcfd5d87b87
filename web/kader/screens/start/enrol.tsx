import { useEffect, useState } from "preact/hooks";
import { Icon } from "../../../ui/icon.tsx";
import { Refused } from "../../core/api.ts";
import { say, t } from "../../i18n/index.ts";
import { home } from "../../nav.ts";
import { TextField } from "../../parts/text-field.tsx";
import { usePhone } from "../../phone.tsx";
import { takeEnrolLink } from "./enrol-link.ts";
import { TryPractice } from "./try-practice.tsx";
import { j } from "./words.ts";

const CODE_LENGTH = 8;
const clean = (code: string): string => code.toUpperCase().replace(/[^A-Z0-9]/g, "");

interface EnrolProps {
  /** When there is a place to go back to. */
  onCancel?: () => void;
  /** What the code is for, where it is not for another kader. */
  title?: string;
}

/** The code of the officer, typed or brought by the QR's link. */
export function Enrol({ onCancel, title }: EnrolProps) {
  const { code, setCode, error, busy, submit } = useEnrol();
  return (
    <main class="start" id="main">
      <div class="stack stack-tight">
        <h1>{title ?? (onCancel ? t("start.addAccount") : j("start.title"))}</h1>
        {!onCancel && <p>{j("start.lead")}</p>}
      </div>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void submit(code, null);
        }}
      >
        <TextField
          label={j("start.code")}
          help={j("start.code.help")}
          value={code}
          onInput={setCode}
          error={error}
          autoCapitalize="characters"
        />
        <button type="submit" class="btn btn-primary btn-big btn-block" disabled={busy}>
          <Icon name="smartphone" /> {busy ? j("start.enrolling") : j("start.enrol")}
        </button>
        {onCancel && (
          <button type="button" class="btn btn-quiet" onClick={onCancel}>
            {t("cancel")}
          </button>
        )}
      </form>
      {!onCancel && <TryPractice />}
    </main>
  );
}

export const AddAccount = () => <Enrol onCancel={home} />;

function useEnrol() {
  const phone = usePhone();
  const [code, setCode] = useState("");
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit(typed: string, fingerprint: string | null): Promise<void> {
    if (clean(typed).length !== CODE_LENGTH) return setError(j("start.code.short"));
    setBusy(true);
    setError(null);
    try {
      await phone.enrol(clean(typed), fingerprint);
    } catch (refusal) {
      if (!(refusal instanceof Refused)) throw refusal;
      setError(say(refusal.words));
    } finally {
      setBusy(false);
    }
  }

  useEffect(() => {
    const link = takeEnrolLink();
    if (!link) return;
    setCode(link.code);
    void submit(link.code, link.fingerprint);
  }, []);
  return { code, setCode, error, busy, submit };
}
