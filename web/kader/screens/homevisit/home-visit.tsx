import { useRef, useState } from "preact/hooks";
import type { Text } from "../../../knowledge/cards/index.ts";
import { Icon } from "../../../ui/icon.tsx";
import type { Draft as Entry } from "../../core/api.ts";
import { homeCheckId, homeVisitId } from "../../core/ids.ts";
import { say, t } from "../../i18n/index.ts";
import { checkDraft } from "../../model/home-visits.ts";
import { referralDraft, urgencyOf } from "../../model/referral.ts";
import { back, type Screens } from "../../nav.ts";
import { Empty } from "../../parts/empty.tsx";
import { Frame } from "../../parts/frame.tsx";
import { dropOpenForm } from "../../parts/use-form.ts";
import { usePhone } from "../../phone.tsx";
import { useSave } from "../../save.tsx";
import { House } from "./house.tsx";
import { Member } from "./member.tsx";
import { Explain, Greet, Remind, Script, Talk } from "./steps.tsx";
import {
  draftKey,
  type HomeVisit,
  type MemberState,
  referralsOf,
  STEPS,
  toRefer,
  unasked,
  useHomeVisit,
  withWrongFigure,
} from "./use-visit.ts";
import { h } from "./words.ts";

/** A visit to a family by the steps of SAJI. It may be left at any moment and taken up again. */
export function HomeVisitScreen({ params }: { params: Screens["homeVisit"] }) {
  const phone = usePhone();
  const family = phone.rows.families.get(params.family);
  const [date] = useState(params.date ?? phone.today());
  if (!family)
    return (
      <Frame title={h("title")}>
        <Empty icon="house" title={h("noFamily")} help={h("noFamily.help")} />
      </Frame>
    );
  return <Visit family={family} date={date} purpose={params.purpose ?? "rutin"} />;
}

function Visit({ family, date, purpose }: Pick<HomeVisit, "family" | "date" | "purpose">) {
  const visit = useHomeVisit(family, date, purpose);
  const { form, ready } = visit.form;
  if (!ready) return <Frame title={h("title")}>{t("loading")}</Frame>;
  const member = visit.members.find(({ person }) => person.id === form.member);
  if (form.member === "house") return <House visit={visit} />;
  if (member) return <Member visit={visit} member={member} key={member.person.id} />;
  return <Step visit={visit} />;
}

/** With nobody to talk to, only the next day is left to note. */
const nextOf = (step: number, met: string | null): number => (met === "ya" || step > 0 ? step + 1 : 3);
const beforeOf = (step: number, met: string | null): number => (met === "ya" ? step - 1 : 0);

function Step({ visit }: { visit: HomeVisit }) {
  const { step, met } = visit.form.form;
  const { warning, mayGoOn } = useTalkCheck(visit);
  const finish = useFinish(visit);
  const last = step >= STEPS.length - 1;
  function onward(): void {
    if (step === 1 && !mayGoOn()) return;
    visit.set({ step: nextOf(step, met) });
    globalThis.scrollTo?.(0, 0);
  }
  const name = STEPS[step]?.name as Text;
  return (
    <Frame
      title={h("family", { name: visit.name })}
      sub={h("step.of", { n: step + 1, name: say(name) })}
      onBack={() => (step === 0 ? back() : visit.set({ step: beforeOf(step, met) }))}
      action={
        <button
          type="button"
          class="btn btn-primary btn-big btn-block"
          disabled={!met || (last && visit.form.form.next !== "" && visit.form.form.next < visit.date)}
          onClick={() => (last ? void finish() : onward())}
        >
          <Icon name={last ? "check" : "arrow-right"} /> {last ? h("save") : h("continue")}
        </button>
      }
    >
      <Script step={step} />
      {step === 0 && <Greet visit={visit} />}
      {step === 1 && <Talk visit={visit} />}
      {step === 2 && <Explain visit={visit} />}
      {step === 3 && <Remind visit={visit} />}
      {warning && (
        <div class="banner" role="alert">
          <p class="strong">{warning.title}</p>
          <p>{warning.help}</p>
        </div>
      )}
    </Frame>
  );
}

interface Warning {
  title: string;
  help: string;
}

/** Before the talk ends: a wrong figure and nobody asked stop it; members who were not asked are named once. */
function useTalkCheck(visit: HomeVisit) {
  const [warning, setWarning] = useState<Warning | null>(null);
  const isNamed = useRef(false);
  const names = (members: readonly MemberState[]): string =>
    members.map(({ person }) => person.name).join(", ");
  function check(): Warning | null {
    const { members } = visit;
    const wrong = withWrongFigure(members);
    if (wrong.length > 0 || visit.house.invalid.length > 0)
      return {
        title: h("wrong", { names: names(wrong) || h("house") }),
        help: h("wrong.help"),
      };
    const open = unasked(members);
    if (members.every(({ done }) => done === 0)) return { title: h("nothing"), help: h("nothing.help") };
    if (open.length === 0 || isNamed.current) return null;
    isNamed.current = true;
    return { title: h("unasked", { names: names(open) }), help: h("unasked.help") };
  }
  function mayGoOn(): boolean {
    const found = check();
    setWarning(found);
    return found === null;
  }
  return { warning: visit.form.form.step === 1 ? warning : null, mayGoOn };
}

/** Keeps the whole visit in one transaction: the house, each checklist, each referral. */
function useFinish(visit: HomeVisit): () => Promise<void> {
  const phone = usePhone();
  const save = useSave();
  return async () => {
    const { name } = visit;
    const kept = await save(entriesOf(visit, phone.post().id, phone.newId, phone), {
      title: h("family", { name }),
      paper: [{ label: h("title"), value: visit.date }],
      done: h("saved", { name }),
    });
    if (!kept) return;
    await visit.form.drop();
    await dropOpenForm(phone, draftKey(visit.family.id, visit.date));
    back();
  };
}

function entriesOf(
  visit: HomeVisit,
  post: string,
  newId: () => string,
  phone: ReturnType<typeof usePhone>,
): Entry[] {
  const { met, together, explained, next, unreferred, house } = visit.form.form;
  const { family, date } = visit;
  const isMet = met === "ya";
  const members = isMet ? visit.members : [];
  const home: Entry = {
    kind: "homevisit.recorded",
    subject: family.id,
    data: {
      visit: homeVisitId(post, family.id, date),
      date,
      purpose: together ? "bersama" : visit.purpose,
      met: met ?? "kosong",
      values: isMet && Object.keys(house).length > 0 ? visit.house.values : {},
      explained: isMet ? explained : [],
      next_date: next || null,
    },
  };
  const checks = members.flatMap(({ person, answered }) =>
    answered.map((one) => checkDraft({ post, person: person.id, family: family.id, date }, one)),
  );
  const referrals = toRefer(phone.rows, members)
    .filter(({ person }) => !unreferred.includes(person.id))
    .map((member) => {
      const { fresh } = referralsOf(phone.rows, member);
      return referralDraft(
        {
          person: member.person.id,
          urgency: urgencyOf(fresh),
          reasons: fresh.map((fired) => ({ rule: fired.id, text: fired.say.id })),
          message: "",
          to_unit: phone.post().puskesmas?.id ?? "",
          visit: homeCheckId(post, member.person.id, fresh[0]?.checklist ?? "tbc", date),
        },
        newId(),
      );
    });
  return [home, ...checks, ...referrals];
}
