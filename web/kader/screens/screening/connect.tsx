import type { Action } from "../../../knowledge/cards/index.ts";
import type { Instrument } from "../../../knowledge/instruments/index.ts";
import { Icon } from "../../../ui/icon.tsx";
import type { PersonView, RequestView } from "../../core/api.ts";
import { formatDate } from "../../i18n/format.ts";
import { lazy } from "../../lazy.tsx";
import type { Wish } from "../../model/appointment.ts";
import { addDays } from "../../model/pregnancy.ts";
import { URGENCY } from "../../model/referral.ts";
import { declinedAgainDays } from "../../model/screening.ts";
import { followUpDraft, unwillingDraft } from "../../model/screening-run.ts";
import { MIND } from "../../model/services.ts";
import { usePhone } from "../../phone.tsx";
import { useSave } from "../../save.tsx";
import { WishNote } from "../appointment/wish.tsx";
import { whenWords } from "../care/request-words.ts";
import { s } from "./words.ts";

const ChooseTime = lazy(async () => (await import("../appointment/choose-time.tsx")).ChooseTime);

/** `ask`: willing? · `when`: a time is chosen · `refused`: not yet. */
export type Connecting = "ask" | "when" | "refused";

interface ConnectProps {
  person: PersonView;
  instrument: Instrument;
  action: Action;
  at: Connecting;
  onGo: (at: Connecting) => void;
}

/** With the person's leave, the puskesmas gets in touch. Both answers are kept; both end the question. */
export function Connect({ person, instrument, action, at, onGo }: ConnectProps) {
  const phone = usePhone();
  const save = useSave();
  const unit = phone.post().puskesmas;
  async function connect(wish?: Wish): Promise<void> {
    const follow = { id: phone.newId(), person: person.id, unit: unit?.id ?? null, script: "none" as const };
    const draft = followUpDraft({ ...follow, urgency: URGENCY[action], why: action, ...(wish && { wish }) });
    const paper = [
      { label: s("paper.what"), value: s("connect.paper", { unit: unit?.name ?? "puskesmas" }) },
    ];
    // Whether it has been sent is said by what stands on the screen, not by a sentence that may be old by then.
    await save([draft], { title: person.name, paper, onUndo: () => onGo("ask") });
  }
  async function refuse(): Promise<void> {
    const draft = unwillingDraft(phone.rows, person, instrument, phone.today());
    const done = s("connect.refused");
    const paper = [{ label: s("paper.what"), value: done }];
    const kept = await save([draft], { title: person.name, paper, done, onUndo: () => onGo("ask") });
    if (kept) onGo("refused");
  }
  if (at === "when")
    return <ChooseTime service={MIND} sex={person.sex} onSend={(wish) => void connect(wish)} />;
  // Nobody who needs help today is asked when it would suit.
  const agree = (): void => (action === "darurat" ? void connect() : onGo("when"));
  return (
    <section class="card stack stack-tight">
      <h2>{s("connect.ask")}</h2>
      <button type="button" class="btn btn-primary btn-big btn-block" onClick={agree}>
        <Icon name="send" /> {s("connect.yes")}
      </button>
      <button type="button" class="btn btn-big btn-block" onClick={() => void refuse()}>
        {s("connect.no")}
      </button>
    </section>
  );
}

const isScheduled = ({ state, appointment_at }: RequestView): boolean =>
  state === "scheduled" && appointment_at !== null;

interface ConnectedProps {
  request: RequestView | undefined;
  action: Action;
}

/** What stands now: told, or to be offered again on a day. */
export function Connected({ request, action }: ConnectedProps) {
  const today = usePhone().today();
  if (!request) {
    const date = formatDate(addDays(today, declinedAgainDays("connect")));
    return (
      <p class="banner" role="status">
        {s("connect.refused.again", { date })}
      </p>
    );
  }
  const waits = action === "darurat" ? "crisis.pending" : "connect.pending";
  return (
    <>
      <p class="banner banner-info" role="status">
        {s(request.pending ? waits : isScheduled(request) ? "connect.agreed" : "connect.open", {
          when: whenWords(request.appointment_at ?? request.opened_at),
        })}
      </p>
      <WishNote request={request} />
    </>
  );
}
