import { useEffect, useState } from "preact/hooks";
import { Icon } from "../../../ui/icon.tsx";
import { HandoverRefused, LIFETIME_MIN } from "../../core/handover/message.ts";
import { formatTime } from "../../i18n/format.ts";
import type { Screens } from "../../nav.ts";
import { Empty } from "../../parts/empty.tsx";
import { Frame } from "../../parts/frame.tsx";
import { usePhone } from "../../phone.tsx";
import { hideToast } from "../../toast.tsx";
import { Qr } from "../print/qr.tsx";
import { h } from "./words.ts";

const EACH_MS = 600;
const MINUTE_MS = 60_000;
/** Made anew before it runs out, while it is being shown. */
const RENEW_MS = (LIFETIME_MIN - 1) * MINUTE_MS;

type State = { frames: readonly string[]; until: Date } | "making" | "nothing" | "tooMuch" | "noKey";

/** The visit as codes for the next table's phone, in turn. */
export function Give({ params }: { params: Screens["give"] }) {
  const phone = usePhone();
  const state = useCodes(params.person);
  const name = phone.rows.persons.get(params.person)?.name ?? "";
  return (
    <Frame title={h("give.title")} sub={name}>
      {state === "making" ? null : typeof state === "string" ? (
        <Empty icon="qr-code" title={h(`give.${state}`)} help={h(`give.${state}.help`, { name })} />
      ) : (
        <Codes frames={state.frames} until={state.until} />
      )}
    </Frame>
  );
}

function useCodes(person: string): State {
  const phone = usePhone();
  const [state, setState] = useState<State>("making");
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let here = true;
    hideToast();
    void codes(phone, person).then((made) => here && setState(made));
    const timer = setTimeout(() => setTurn(turn + 1), RENEW_MS);
    return () => {
      here = false;
      clearTimeout(timer);
    };
  }, [phone, person, turn]);
  return state;
}

async function codes(phone: ReturnType<typeof usePhone>, person: string): Promise<State> {
  try {
    const frames = await (await phone.handover()).give(person);
    if (!frames) return "tooMuch";
    const until = new Date(phone.now().getTime() + LIFETIME_MIN * MINUTE_MS);
    return frames.length > 0 ? { frames, until } : "nothing";
  } catch (error) {
    if (error instanceof HandoverRefused) return "noKey";
    throw error;
  }
}

function Codes({ frames, until }: { frames: readonly string[]; until: Date }) {
  const [at, setAt] = useState(0);
  const [isHeld, setHeld] = useState(false);
  const count = frames.length;
  useEffect(() => {
    if (isHeld || count < 2) return;
    const timer = setInterval(() => setAt((now) => (now + 1) % count), EACH_MS);
    return () => clearInterval(timer);
  }, [isHeld, count]);
  const n = (at % count) + 1;
  return (
    <>
      <div class="qr-turn">
        <Qr text={frames[at % count] ?? ""} label={h("give.qr")} />
      </div>
      <p class="strong">{count > 1 ? h("give.code", { n, count }) : h("give.one")}</p>
      {count > 1 && (
        <button type="button" class="btn btn-block" aria-pressed={isHeld} onClick={() => setHeld(!isHeld)}>
          {isHeld ? h("give.play") : h("give.pause")}
        </button>
      )}
      <p class="banner banner-info">
        <Icon name="smartphone" />
        <span>{h("give.help")}</span>
      </p>
      <p class="small muted">{h("give.until", { time: formatTime(until.toISOString()) })}</p>
    </>
  );
}
