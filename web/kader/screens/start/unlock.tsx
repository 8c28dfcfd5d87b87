import { useState } from "preact/hooks";
import { Icon } from "../../../ui/icon.tsx";
import { type PhoneAccount, Refused } from "../../core/api.ts";
import { waitInWords } from "../../i18n/format.ts";
import { say, t } from "../../i18n/index.ts";
import { alreadyDrawn, lazy } from "../../lazy.tsx";
import { PinPad } from "../../parts/pin-pad.tsx";
import { usePhone } from "../../phone.tsx";
import { useCountdown } from "./countdown.ts";
import { TryPractice } from "./try-practice.tsx";

const ChoosePin = lazy(async () => (await import("./choose-pin.tsx")).ChoosePin);
const Keep = lazy(async () => (await import("../relay/keep.tsx")).Keep);
const EmergencyCalls = lazy(async () => (await import("./emergency-calls.tsx")).EmergencyCalls, alreadyDrawn);
const Enrol = lazy(async () => (await import("./enrol.tsx")).Enrol);

/** Who uses this phone now, then the PIN. */
export function Unlock() {
  const accounts = usePhone().accounts();
  const [chosen, setChosen] = useState<string | null>(null);
  const [codeFor, setCodeFor] = useState<"colleague" | "pin" | null>(null);
  const [isKeeping, setKeeping] = useState(false);
  const account =
    accounts.find(({ id }) => id === chosen) ?? (accounts.length === 1 ? accounts[0] : undefined);
  const leave = () => setCodeFor(null);
  if (codeFor === "pin") return <Enrol title={t("pin.forgot")} onCancel={leave} />;
  if (codeFor === "colleague") return <Enrol onCancel={leave} />;
  if (isKeeping) return <Keep onBack={() => setKeeping(false)} />;
  if (!account)
    return (
      <ChooseAccount
        accounts={accounts}
        onChoose={setChosen}
        onAdd={() => setCodeFor("colleague")}
        onKeep={() => setKeeping(true)}
      />
    );
  if (!account.hasPin) return <ChoosePin account={account} />;
  return (
    <EnterPin
      account={account}
      onOther={accounts.length > 1 ? () => setChosen(null) : null}
      onForgot={() => setCodeFor("pin")}
      onKeep={() => setKeeping(true)}
    />
  );
}

function ChooseAccount(props: {
  accounts: readonly PhoneAccount[];
  onChoose: (id: string) => void;
  onAdd: () => void;
  onKeep: () => void;
}) {
  return (
    <main class="start" id="main">
      <h1>{t("account.who")}</h1>
      <div class="list">
        {props.accounts.map((account) => (
          <button key={account.id} type="button" class="row" onClick={() => props.onChoose(account.id)}>
            <Icon name="user-round" />
            <span class="row-main row-title">{account.name}</span>
            {!account.hasPin && <span class="row-end">{t("account.noPin")}</span>}
            <Icon name="chevron-right" />
          </button>
        ))}
      </div>
      <button type="button" class="btn" onClick={props.onAdd}>
        <Icon name="plus" /> {t("start.addAccount")}
      </button>
      <EmergencyCalls />
      <TryPractice />
      <Waiting onKeep={props.onKeep} />
    </main>
  );
}

/** What has not been sent is not locked in, since whoever carries it cannot read it. */
function Waiting({ onKeep }: { onKeep: () => void }) {
  const { pending, carried } = usePhone().safety();
  const n = pending + carried;
  if (n === 0) return null;
  return (
    <button type="button" class="btn btn-quiet" onClick={onKeep}>
      <Icon name="cloud-upload" /> {t("start.keep", { n })}
    </button>
  );
}

interface EnterPinProps {
  account: PhoneAccount;
  onOther: (() => void) | null;
  onForgot: () => void;
  onKeep: () => void;
}

function EnterPin({ account, onOther, onForgot, onKeep }: EnterPinProps) {
  const phone = usePhone();
  const [error, setError] = useState<string | null>(null);
  const [refusedS, setRefusedS] = useState(0);
  const left = useCountdown(Math.max(refusedS, account.waitS));

  async function tryPin(pin: string): Promise<void> {
    setError(null);
    try {
      await phone.unlock(account.id, pin);
    } catch (refusal) {
      if (refusal instanceof Refused) setRefusedS(refusal.waitS);
      else console.error(refusal);
      setError(refusal instanceof Refused ? say(refusal.words) : t("load.failed.help"));
    }
  }

  return (
    <main class="start" id="main">
      <h1 class="center">{t("pin.enter.for", { name: account.name })}</h1>
      <PinPad onPin={tryPin} disabled={left > 0} />
      <div role="alert" class="center">
        {error && <p class="field-error">{error}</p>}
        {left > 0 && (
          <p>{t("pin.wait", { time: left < 60 ? t("seconds", { n: left }) : waitInWords(left + 59) })}</p>
        )}
      </div>
      {onOther && (
        <button type="button" class="btn btn-quiet" onClick={onOther}>
          {t("account.another")}
        </button>
      )}
      <details class="more">
        <summary>{t("pin.forgot")}</summary>
        <div class="stack stack-tight">
          <p>{t("pin.forgot.help")}</p>
          <button type="button" class="btn" onClick={onForgot}>
            {t("wait.newCode")}
          </button>
        </div>
      </details>
      <EmergencyCalls />
      <TryPractice />
      <Waiting onKeep={onKeep} />
    </main>
  );
}
