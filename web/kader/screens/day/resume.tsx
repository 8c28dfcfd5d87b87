import { useEffect, useState } from "preact/hooks";
import type { Phone } from "../../core/api.ts";
import { formatShortDate, formatTime } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { begunAt } from "../../model/begun.ts";
import { waits } from "../../model/first-aid-tasks.ts";
import { familyName } from "../../model/people.ts";
import { go } from "../../nav.ts";
import { dropOpenForm, type OpenForm, openForms } from "../../parts/use-form.ts";
import { usePhone } from "../../phone.tsx";

/** Forms that were left before saving: by going back, a dead battery, an update. Nothing typed is lost. */
export function Resume() {
  const phone = usePhone();
  const [forms, setForms] = useState<readonly OpenForm[]>([]);
  const [sure, setSure] = useState("");
  useEffect(() => {
    void openForms(phone).then(setForms);
  }, [phone]);
  const known = forms.filter(
    (form) =>
      (isPath(form) && !isWaiting(phone, form)) ||
      phone.rows.persons.has(form.person) ||
      phone.rows.families.has(form.person),
  );
  if (known.length === 0) return null;

  async function drop(form: OpenForm): Promise<void> {
    if (sure !== form.key) return setSure(form.key);
    await dropOpenForm(phone, form.key);
    setForms(await openForms(phone));
  }

  return (
    <section class="banner banner-question" aria-labelledby="resume">
      <div class="stack stack-tight row-main">
        <h2 id="resume">{t("visit.resume")}</h2>
        <ul class="stack stack-tight">
          {known.map((form) => (
            <li key={form.key} class="spread">
              <ResumeName form={form} />
              <span class="cluster">
                <button type="button" class="btn btn-primary" onClick={() => open(phone, form)}>
                  {t("visit.resume.open")}
                </button>
                <button type="button" class="btn" onClick={() => void drop(form)}>
                  {t(sure === form.key ? "visit.resume.sure" : "visit.resume.drop")}
                </button>
              </span>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

/** First aid in progress: it names nobody here. */
const isPath = ({ key }: OpenForm): boolean => key.startsWith("steps ");

/** Somebody may not be left alone: that stands above all else (`Urgent`) and is not thrown away. */
const isWaiting = (phone: Phone, { person }: OpenForm): boolean =>
  phone.rows.firstAids().some((row) => row.aid === person && waits(row));

function open(phone: Phone, form: OpenForm): void {
  const { person, step, date } = form;
  const day = date === phone.today() ? {} : { date };
  if (isPath(form)) go("firstAid", { aid: person });
  else if (phone.rows.families.has(person)) go("homeVisit", { family: person, ...day });
  else go("visit", { person, step, ...day });
}

function ResumeName({ form }: { form: OpenForm }) {
  const phone = usePhone();
  const family = phone.rows.families.get(form.person);
  const name = family ? familyName(phone.rows, family) : (phone.rows.persons.get(form.person)?.name ?? "");
  const day = form.date === phone.today() ? "" : ` · ${formatShortDate(form.date, phone.today())}`;
  if (isPath(form))
    return (
      <span>
        {t("visit.resume.steps")} · {formatTime(begunAt(form.person))}
      </span>
    );
  return (
    <span>
      {family ? t("visit.resume.home", { name }) : t("visit.resume.one", { name, step: form.step })}
      {day}
    </span>
  );
}
