import { useState } from "preact/hooks";
import { Icon } from "../../../ui/icon.tsx";
import { scaleId } from "../../core/ids.ts";
import { hold } from "../../hold.ts";
import { formatDate, formatShortDate, parseDecimal } from "../../i18n/format.ts";
import { say } from "../../i18n/index.ts";
import {
  allowedG,
  isRight,
  MY_SCALE,
  offG,
  type Scale,
  type ScaleType,
  scalesOf,
  TYPES,
} from "../../model/scales.ts";
import { Choice } from "../../parts/choice.tsx";
import { Empty } from "../../parts/empty.tsx";
import { Frame } from "../../parts/frame.tsx";
import { Measure } from "../../parts/measure.tsx";
import { TextField } from "../../parts/text-field.tsx";
import { usePhone } from "../../phone.tsx";
import { useSave } from "../../save.tsx";
import { sc } from "./words.ts";

interface TestForm {
  name: string;
  type: ScaleType | null;
  test: string;
  shown: string;
}
const EMPTY: TestForm = { name: "", type: null, test: "", shown: "" };

/** The scales of the post: when each was tested, which one this phone weighs with, and a new test. */
export function Scales() {
  const phone = usePhone();
  const list = scalesOf(phone.rows, phone.today());
  const [form, setForm] = useState<TestForm>(EMPTY);
  return (
    <Frame title={sc("title")}>
      <p class="muted">{sc("lead")}</p>
      <section class="stack stack-tight" aria-labelledby="scales">
        <h2 id="scales">{sc("list")}</h2>
        {list.length === 0 && <Empty icon="scale" title={sc("none")} help={sc("none.help")} />}
        {list.map((scale) => (
          <ScaleCard
            key={scale.id}
            scale={scale}
            onTest={() => setForm({ ...EMPTY, name: scale.name, type: scale.type })}
          />
        ))}
      </section>
      <Test form={form} set={setForm} />
    </Frame>
  );
}

function ScaleCard({ scale, onTest }: { scale: Scale; onTest: () => void }) {
  const phone = usePhone();
  const { last, name, due, isDue } = scale;
  const g = offG(last.test_kg, last.shown_kg);
  const date = formatShortDate(last.date, phone.today());
  const isMine = phone.setting(MY_SCALE) === name;
  return (
    <article class="card stack stack-tight">
      <div class="spread">
        <h3>{name}</h3>
        {isDue && (
          <span class="pill">
            <Icon name="clock" /> {sc("due.now")}
          </span>
        )}
      </div>
      <p class="small">
        {scale.isRight ? sc("last.ok", { date }) : sc("last.off", { date, g })}
        {scale.isRight && !isDue && ` · ${sc("due.on", { date: formatDate(due) })}`}
      </p>
      {!scale.isRight && <p class="strong">{sc("adjust")}</p>}
      <label class="tick">
        <input
          type="checkbox"
          checked={isMine}
          onChange={() => void hold(() => phone.setSetting(MY_SCALE, isMine ? "" : name))}
        />
        {sc("use")}
      </label>
      <button type="button" class="btn" onClick={onTest}>
        {sc("test")}
        <span class="sr-only"> {name}</span>
      </button>
    </article>
  );
}

function Test({ form, set }: { form: TestForm; set: (form: TestForm) => void }) {
  const phone = usePhone();
  const save = useSave();
  const [isMissing, setMissing] = useState(false);
  const { type } = form;
  const [test, shown] = [parseDecimal(form.test), parseDecimal(form.shown)];
  const name = form.name.trim().replace(/\s+/g, " ");

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const isWhole = name !== "" && type !== null && test !== null && shown !== null;
    setMissing(!isWhole);
    if (!isWhole) return;
    const data = { name, type, date: phone.today(), test_kg: test, shown_kg: shown };
    const kept = await save([{ kind: "scale.checked", subject: scaleId(phone.post().id, name), data }], {
      title: name,
      paper: [
        { label: sc("test.kg"), value: `${form.test} kg` },
        { label: sc("shown.kg"), value: `${form.shown} kg` },
      ],
      done: sc("saved", { name }),
    });
    if (kept) set(EMPTY);
  }

  return (
    <form class="stack" onSubmit={submit} noValidate aria-labelledby="test">
      <h2 id="test">{sc("test")}</h2>
      <TextField
        label={sc("name")}
        help={sc("name.help")}
        value={form.name}
        onInput={(text) => set({ ...form, name: text })}
      />
      <Choice
        legend={sc("type")}
        value={type}
        options={TYPES.map(({ id, label }) => ({ value: id, label: say(label) }))}
        onChange={(value) => set({ ...form, type: value })}
      />
      <Measure
        label={sc("test.kg")}
        unit="kg"
        value={form.test}
        onInput={(text) => set({ ...form, test: text })}
      />
      <Measure
        label={sc("shown.kg")}
        unit="kg"
        value={form.shown}
        isLast
        onInput={(text) => set({ ...form, shown: text })}
      />
      {type && test !== null && shown !== null && (
        <p class="banner" role="status">
          {isRight(type, test, shown)
            ? sc("verdict.ok")
            : sc("verdict.off", { g: offG(test, shown), limit: allowedG(type) })}
        </p>
      )}
      {isMissing && (
        <p class="field-error" role="alert">
          {sc("missing")}
        </p>
      )}
      <button type="submit" class="btn btn-primary btn-big btn-block">
        <Icon name="check" /> {sc("save")}
      </button>
    </form>
  );
}
