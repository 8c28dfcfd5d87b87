import { useId, useState } from "preact/hooks";
import type { HomePlanRow } from "../../generated/wire.ts";
import { formatDate } from "../../i18n/format.ts";
import type { Planned } from "../../model/home-visits.ts";
import { TextField } from "../../parts/text-field.tsx";
import { usePhone } from "../../phone.tsx";
import { useSave } from "../../save.tsx";
import { h } from "./words.ts";

/** When a family will be visited and by whom: what is agreed, and a form to agree it. */
export function Schedule({ planned, name }: { planned: Planned; name: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      {planned.plans.map((plan) => (
        <Agreed key={plan.id} plan={plan} name={name} />
      ))}
      {isOpen ? (
        <Form planned={planned} name={name} onDone={() => setOpen(false)} />
      ) : (
        <button type="button" class="btn btn-quiet" onClick={() => setOpen(true)}>
          {h("schedule.open")}
          <span class="sr-only"> {name}</span>
        </button>
      )}
    </>
  );
}

function Agreed({ plan, name }: { plan: HomePlanRow; name: string }) {
  const phone = usePhone();
  const save = useSave();
  const who = phone.post().staff.find(({ id }) => id === plan.kader)?.name ?? h("schedule.anyone");
  const words = h(plan.purpose === "bersama" ? "schedule.together" : "schedule.agreed", {
    date: formatDate(plan.date),
    who,
  });
  const cancel = (): void => {
    const data = { target: plan.id, reason: h("schedule.cancelled") };
    void save([{ kind: "entry.voided", subject: plan.subject, data }], {
      title: h("family", { name }),
      paper: [{ label: h("schedule.cancel"), value: words }],
    });
  };
  return (
    <p class="small spread">
      {words}
      <button type="button" class="btn btn-quiet" onClick={cancel}>
        {h("schedule.cancel")}
        <span class="sr-only"> {name}</span>
      </button>
    </p>
  );
}

function Form({ planned, name, onDone }: { planned: Planned; name: string; onDone: () => void }) {
  const phone = usePhone();
  const save = useSave();
  const id = useId();
  const today = phone.today();
  const [date, setDate] = useState("");
  const [kader, setKader] = useState(phone.account()?.id ?? "");
  const isPast = date !== "" && date < today;
  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (date === "" || isPast) return;
    const reasons = planned.reasons.map((reason) => reason.id);
    const data = { date, kader: kader || null, purpose: planned.purpose, reasons: [...new Set(reasons)] };
    const kept = await save([{ kind: "homevisit.planned", subject: planned.family.id, data }], {
      title: h("family", { name }),
      paper: [{ label: h("schedule.date"), value: date }],
      done: h("schedule.saved"),
    });
    if (kept) onDone();
  }
  return (
    <form class="stack stack-tight" onSubmit={submit}>
      <TextField
        label={h("schedule.date")}
        type="date"
        value={date}
        onInput={setDate}
        error={isPast ? h("next.past") : null}
      />
      <div class="field">
        <label for={id}>{h("schedule.who")}</label>
        <select id={id} class="input" value={kader} onChange={(event) => setKader(event.currentTarget.value)}>
          <option value="">{h("schedule.anyone")}</option>
          {phone.post().staff.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </select>
      </div>
      <button type="submit" class="btn">
        {h("schedule.save")}
      </button>
    </form>
  );
}
