import { useEffect, useState } from "preact/hooks";
import { Icon } from "../../../ui/icon.tsx";
import type { SlotsAnswer } from "../../core/api.ts";
import type { ServiceSlotsInfo, SlotInfo } from "../../generated/wire.ts";
import { say } from "../../i18n/index.ts";
import {
  ahead,
  type Choosing,
  NOTHING_CHOSEN,
  serviceSlots,
  toggled,
  type Wish,
  wishOf,
} from "../../model/appointment.ts";
import { MOST_PICKED, PARTS, type Part } from "../../model/asked-times.ts";
import { Choice } from "../../parts/choice.tsx";
import { usePhone } from "../../phone.tsx";
import { PlaceFacts, placeOf, usePlaces } from "../care/place-facts.tsx";
import { whenWords } from "../care/request-words.ts";
import { CompanionChoice } from "./companion.tsx";
import { a } from "./words.ts";

const SHOWN = 6;
const MORE = 12;

interface ChooseTimeProps {
  service: string;
  onSend: (wish: Wish) => void;
  /** What sending is called here. */
  send?: string;
  /** Who comes along was said before. */
  isAgain?: boolean;
  /** Of the person; left out where nobody is named. */
  sex?: string | null;
}

/** When to meet and who may come: from the times last heard of, with nothing chosen for her. */
export function ChooseTime({ service, onSend, send, isAgain = false, sex = null }: ChooseTimeProps) {
  const phone = usePhone();
  const [answer, setAnswer] = useState<SlotsAnswer | null>(null);
  const [chosen, setChosen] = useState<Choosing>(NOTHING_CHOSEN);
  useEffect(() => void phone.slots().then(setAnswer), [phone]);
  const info = serviceSlots(answer, service);
  const slots = ahead(info?.slots ?? [], phone.now());
  const set = (next: Partial<Choosing>): void => setChosen({ ...chosen, ...next });
  const hasTimes = answer !== null && slots.length > 0;
  return (
    <section class="card stack" aria-labelledby="when">
      <h2 id="when">{a("title")}</h2>
      <Where info={info} service={service} />
      {hasTimes ? (
        <Times
          slots={slots}
          asOf={answer.as_of}
          picked={chosen.picked}
          onPick={(at) => set({ picked: toggled(chosen.picked, at) })}
        />
      ) : (
        <p>{a(info ? "none.free" : "none.known")}</p>
      )}
      {chosen.picked.length > 0 && (
        <p class="banner banner-info" role="status">
          {a("chosen", { list: chosen.picked.map(whenWords).join("; ") })}
        </p>
      )}
      <Choice
        legend={a(hasTimes ? "part.legend" : "part.legend.free")}
        value={chosen.part}
        options={PARTS.map((value) => ({ value, label: a(`${hasTimes ? "part" : "free"}.${value}`) }))}
        onChange={(part) => set({ part })}
      />
      {!isAgain && <CompanionChoice chosen={chosen} sex={sex} onChange={set} />}
      <p class="small muted">{a("sure")}</p>
      <button
        type="button"
        class="btn btn-primary btn-big btn-block"
        onClick={() => onSend(wishOf(chosen, slots, wordsOf(chosen.part)))}
      >
        <Icon name="send" /> {send ?? a("send")}
      </button>
    </section>
  );
}

/** Said to the puskesmas where no time could be named. */
const wordsOf = (part: Part): string => (part === "puskesmas" ? "" : a(`wish.${part}`));

/** Where one would meet: with distance, hours and cost where the phone has heard of them. */
function Where({ info, service }: { info: ServiceSlotsInfo | null; service: string }) {
  const heard = usePlaces(service);
  const { puskesmas } = usePhone().post();
  const unit = info ? { id: info.unit, name: info.unit_name } : puskesmas;
  if (!unit) return null;
  const place = placeOf(heard, unit.id);
  return (
    <div class="stack stack-tight">
      <p>{a("where", { unit: unit.name })}</p>
      {heard && place ? (
        <PlaceFacts place={place} asOf={heard.asOf} />
      ) : (
        info && <p class="strong">{a("cost", { words: say(info.cost) })}</p>
      )}
    </div>
  );
}

interface TimesProps {
  slots: readonly SlotInfo[];
  asOf: string;
  picked: readonly string[];
  onPick: (at: string) => void;
}

function Times({ slots, asOf, picked, onPick }: TimesProps) {
  const [most, setMost] = useState(SHOWN);
  const shown = slots.slice(0, most);
  return (
    <fieldset class="stack stack-tight">
      <legend class="field-help">{a("help", { n: MOST_PICKED })}</legend>
      <div class="choices">
        {shown.map((slot) => (
          <Time
            key={`${slot.at}${slot.channel}`}
            slot={slot}
            nth={picked.indexOf(slot.at) + 1}
            onPick={onPick}
          />
        ))}
      </div>
      {slots.length > most && (
        <button type="button" class="btn btn-quiet" onClick={() => setMost(most + MORE)}>
          {a("more", { n: Math.min(MORE, slots.length - most) })}
        </button>
      )}
      <p class="small muted">{a("asOf", { when: whenWords(asOf) })}</p>
    </fieldset>
  );
}

function Time({ slot, nth, onPick }: { slot: SlotInfo; nth: number; onPick: (at: string) => void }) {
  return (
    <label class={`choice${nth ? " is-on" : ""}`}>
      <input type="checkbox" checked={nth > 0} onChange={() => onPick(slot.at)} />
      <span>
        {whenWords(slot.at)}
        {slot.channel === "daring" && ` · ${a("daring")}`}
        {nth > 0 && <strong> · {a("choice", { n: nth })}</strong>}
      </span>
    </label>
  );
}
