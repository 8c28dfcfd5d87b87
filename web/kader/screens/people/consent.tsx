import { useState } from "preact/hooks";
import type { ConsentRow, Draft } from "../../core/api.ts";
import { formatDate } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { consentsOf, kept, motherName } from "../../model/people.ts";
import { back, type Screens } from "../../nav.ts";
import { Choice } from "../../parts/choice.tsx";
import { Empty } from "../../parts/empty.tsx";
import { Frame } from "../../parts/frame.tsx";
import { TextField } from "../../parts/text-field.tsx";
import { usePhone } from "../../phone.tsx";
import { useSave } from "../../save.tsx";
import { w } from "./words.ts";

/** What data may be used for. Service never waits for any of these. */
export const PURPOSES = ["service", "referral", "reporting", "satusehat", "contact"] as const;
type Purpose = (typeof PURPOSES)[number];
type Answers = Partial<Record<Purpose, boolean>>;

export function Consent({ params }: { params: Screens["consent"] }) {
  const { rows } = usePhone();
  const person = kept(rows, params.subject);
  if (!person)
    return (
      <Frame title={w("consent.title")}>
        <Empty icon="user-round" title={w("person.none")} help={w("person.none.help")} />
      </Frame>
    );
  const known = consentsOf(rows, person);
  return (
    <ConsentForm
      subject={person.id}
      name={person.name}
      giver={motherName(rows, person) || person.name}
      known={known}
    />
  );
}

interface ConsentFormProps {
  subject: string;
  name: string;
  giver: string;
  known: ReadonlyMap<string, ConsentRow>;
}

function ConsentForm({ subject, name, giver, known }: ConsentFormProps) {
  const phone = usePhone();
  const save = useSave();
  const [answers, setAnswers] = useState<Answers>({});
  const [by, setBy] = useState(giver);
  const changed = PURPOSES.filter((p) => answers[p] !== undefined && answers[p] !== known.get(p)?.granted);
  const submit = async (): Promise<void> => {
    if (changed.length === 0) return back();
    const drafts = changed.map(
      (purpose): Draft => ({
        kind: "consent.given",
        subject,
        data: { purpose, granted: answers[purpose] === true, date: phone.today(), given_by: by.trim() },
      }),
    );
    const paper = changed.map((p) => ({ label: w(`consent.${p}`), value: t(answers[p] ? "yes" : "no") }));
    if (await save(drafts, { title: name, paper, done: w("consent.done") })) back();
  };
  return (
    <Frame
      title={w("consent.title")}
      sub={name}
      action={
        <button type="button" class="btn btn-primary btn-big btn-block" onClick={() => void submit()}>
          {t("save")}
        </button>
      }
    >
      <p>{w("consent.intro")}</p>
      {PURPOSES.map((purpose) => (
        <PurposeCard
          key={purpose}
          purpose={purpose}
          answer={answers[purpose] ?? known.get(purpose)?.granted ?? null}
          known={known.get(purpose)}
          onAnswer={(granted) => setAnswers({ ...answers, [purpose]: granted })}
        />
      ))}
      <TextField
        label={w("consent.by")}
        value={by}
        autoCapitalize="words"
        help={w("consent.by.help")}
        onInput={setBy}
      />
      <p class="small muted">{w("consent.withdraw")}</p>
    </Frame>
  );
}

interface PurposeCardProps {
  purpose: Purpose;
  answer: boolean | null;
  known: ConsentRow | undefined;
  onAnswer: (granted: boolean) => void;
}

function PurposeCard({ purpose, answer, known, onAnswer }: PurposeCardProps) {
  const said = known
    ? w(known.granted ? "consent.saidYes" : "consent.saidNo", {
        date: formatDate(known.date),
        name: known.given_by,
      })
    : "";
  return (
    <div class="card">
      <Choice
        legend={w(`consent.${purpose}`)}
        help={[w(`consent.${purpose}.help`), said].filter(Boolean).join(" ")}
        value={answer}
        options={[
          { value: true, label: w("consent.yes") },
          { value: false, label: w("consent.no") },
        ]}
        onChange={onAnswer}
      />
    </div>
  );
}
