import { useEffect, useState } from "preact/hooks";
import { formatShortDate } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { go } from "../../nav.ts";
import { dropOpenForm, type OpenForm, openForms } from "../../parts/use-form.ts";
import { usePhone } from "../../phone.tsx";

/** Forms that were left before saving: by going back, a dead battery, an update. Nothing typed is lost. */
export function Resume() {
  const phone = usePhone();
  const [forms, setForms] = useState<readonly OpenForm[]>([]);
  useEffect(() => {
    void openForms(phone).then(setForms);
  }, [phone]);
  const known = forms.filter((form) => phone.rows.persons.has(form.person));
  if (known.length === 0) return null;

  async function drop(form: OpenForm): Promise<void> {
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
                <button type="button" class="btn btn-primary" onClick={() => open(form, phone.today())}>
                  {t("visit.resume.open")}
                </button>
                <button type="button" class="btn" onClick={() => void drop(form)}>
                  {t("visit.resume.drop")}
                </button>
              </span>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

const open = ({ person, step, date }: OpenForm, today: string): void =>
  go("visit", { person, step, ...(date === today ? {} : { date }) });

function ResumeName({ form }: { form: OpenForm }) {
  const phone = usePhone();
  const name = phone.rows.persons.get(form.person)?.name ?? "";
  const day = form.date === phone.today() ? "" : ` · ${formatShortDate(form.date, phone.today())}`;
  return (
    <span>
      {t("visit.resume.one", { name, step: form.step })}
      {day}
    </span>
  );
}
