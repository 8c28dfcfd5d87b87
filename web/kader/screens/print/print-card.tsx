import { cardNow } from "../../../knowledge/cards/index.ts";
import { GrowthChart } from "../../../ui/charts/growth-chart.tsx";
import type { PersonView, VisitView } from "../../core/api.ts";
import { completedMonths, formatDate, formatNumber } from "../../i18n/format.ts";
import { bodyTable } from "../../model/body-table.ts";
import { cardOf, isLaterGroup } from "../../model/day.ts";
import { chartData } from "../../model/growth-charts.ts";
import { addressLine, cardText, familyOf, kept, motherName } from "../../model/people.ts";
import { doseLabel } from "../../model/schedule.ts";
import type { Screens } from "../../nav.ts";
import { Empty } from "../../parts/empty.tsx";
import { Frame } from "../../parts/frame.tsx";
import { useCards } from "../../parts/use-cards.ts";
import { usePhone } from "../../phone.tsx";
import { useSave } from "../../save.tsx";
import { chartWords } from "../people/growth-charts.tsx";
import { type History, useHistory } from "../people/use-history.ts";
import { w } from "../people/words.ts";
import { Qr } from "./qr.tsx";
import { Sheet, WideTable } from "./sheet.tsx";

const ROWS = 24;

/** A person's card on paper: the KIA-like table, the curve, doses, and a QR that tells nothing but a random token. */
export function PrintCard({ params }: { params: Screens["printCard"] }) {
  const { rows } = usePhone();
  const person = kept(rows, params.person);
  const history = useHistory(params.person);
  if (!person)
    return (
      <Frame title={w("print.card")}>
        <Empty icon="user-round" title={w("person.none")} help={w("person.none.help")} />
      </Frame>
    );
  return <CardSheet person={person} history={history} />;
}

function CardSheet({ person, history }: { person: PersonView; history: History }) {
  const phone = usePhone();
  const family = familyOf(phone.rows, person);
  const card = cardOf(phone.rows, person, phone.today());
  const isChild = card === "balita";
  const chart =
    isChild && history.visits ? chartData("weight", person, history.visits, phone.today(), true) : null;
  return (
    <Sheet title={w("print.card")} heading={w("print.card.heading")} aside={<Token person={person} />}>
      <div class="sheet-head keep">
        <dl class="dl">
          <dt>{w("field.name")}</dt>
          <dd class="strong">{person.name}</dd>
          <dt>{w("field.birth_date")}</dt>
          <dd>{person.birth_date ? formatDate(person.birth_date) : ""}</dd>
          <dt>{w("field.mother_name")}</dt>
          <dd>{motherName(phone.rows, person)}</dd>
          <dt>{w("field.address")}</dt>
          <dd>{addressLine(family)}</dd>
        </dl>
        {person.card_token && <Qr text={cardText(person.card_token)} label={w("print.qr")} />}
      </div>
      {chart && <GrowthChart data={chart} words={chartWords()} />}
      {isChild && <Visits person={person} visits={history.visits ?? []} />}
      {isLaterGroup(card) && <BodyVisits card={card} person={person} visits={history.visits ?? []} />}
      <Doses history={history} />
    </Sheet>
  );
}

/** Makes the card's token, or a new one when a card was lost: the old card then opens nothing. */
function Token({ person }: { person: PersonView }) {
  const save = useSave();
  const make = (): Promise<unknown> =>
    save([{ kind: "person.changed", subject: person.id, data: { fields: { card_token: newToken() } } }], {
      title: person.name,
      paper: [{ label: w("print.token"), value: w("print.token.make") }],
      done: w("print.token.done"),
    });
  return (
    <div class="question stack stack-tight">
      <p>{person.card_token ? w("print.token.has") : w("print.token.none")}</p>
      <button type="button" class="btn" onClick={() => void make()}>
        {person.card_token ? w("print.token.renew") : w("print.token.make")}
      </button>
    </div>
  );
}

/** 128 random bits, base64url. */
function newToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=/g, "");
}

const FIELDS = ["weight_kg", "length_height_cm", "head_cm", "muac_cm"] as const;

function Visits({ person, visits }: { person: PersonView; visits: readonly VisitView[] }) {
  const birth = person.birth_date;
  const shown = visits.filter((v) => v.card === "balita").slice(0, ROWS);
  if (shown.length === 0) return null;
  return (
    <section class="stack stack-tight">
      <h2>{w("print.visits")}</h2>
      <WideTable label={w("print.visits")}>
        <thead>
          <tr>
            <th scope="col">{w("dose.date")}</th>
            <th scope="col" class="number">
              {w("print.months")}
            </th>
            {FIELDS.map((field) => (
              <th key={field} scope="col" class="number">
                {w(`print.${field}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((visit) => (
            <tr key={visit.id}>
              <td class="nowrap">{formatDate(visit.date)}</td>
              <td class="number">{birth ? completedMonths(birth, visit.date) : ""}</td>
              {FIELDS.map((field) => (
                <td key={field} class="number">
                  {typeof visit.values[field] === "number"
                    ? formatNumber(visit.values[field] as number, 2)
                    : "–"}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </WideTable>
    </section>
  );
}

/** The rows of the card of a youth, an adult or an older person: the columns that have ever been filled. */
function BodyVisits(props: { card: string; person: PersonView; visits: readonly VisitView[] }) {
  const isRead = useCards([props.card]);
  const card = isRead ? cardNow(props.card) : null;
  const table = card && bodyTable(card, props.person, props.visits, ROWS);
  if (!table) return null;
  return (
    <section class="stack stack-tight">
      <h2>{w("print.visits")}</h2>
      <WideTable label={w("print.visits")}>
        <thead>
          <tr>
            {table.heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map(({ key, cells }) => (
            <tr key={key}>
              {cells.map((cell, i) => (
                <td key={table.heads[i]}>{cell || "–"}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </WideTable>
    </section>
  );
}

function Doses({ history }: { history: History }) {
  const doses = [...(history.doses ?? [])].sort((a, b) => a.date.localeCompare(b.date));
  if (doses.length === 0) return null;
  return (
    <section class="stack stack-tight">
      <h2>{w("dose.given")}</h2>
      <WideTable label={w("dose.given")}>
        <thead>
          <tr>
            <th scope="col">{w("dose.product")}</th>
            <th scope="col">{w("dose.date")}</th>
            <th scope="col">{w("dose.batch")}</th>
          </tr>
        </thead>
        <tbody>
          {doses.map((dose) => (
            <tr key={dose.id}>
              <td>{doseLabel(dose.product, dose.number)}</td>
              <td class="nowrap">{formatDate(dose.date)}</td>
              <td>{dose.batch || "–"}</td>
            </tr>
          ))}
        </tbody>
      </WideTable>
    </section>
  );
}
