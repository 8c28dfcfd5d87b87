import { judge } from "../../../knowledge/checklists.ts";
import { Icon } from "../../../ui/icon.tsx";
import { formatDate } from "../../i18n/format.ts";
import { say } from "../../i18n/index.ts";
import { go } from "../../nav.ts";
import { Empty } from "../../parts/empty.tsx";
import { Frame } from "../../parts/frame.tsx";
import { usePhone } from "../../phone.tsx";
import type { ScreenProps } from "../index.tsx";
import { Fill } from "./fill.tsx";
import { isOld, LISTS, type Listed, latest } from "./lists.ts";
import { StepsLeft } from "./steps.tsx";
import { cl } from "./words.ts";

/** The checklists of the post; with `checklist`: that one, to be filled. */
export function Checklists({ params: { checklist } }: ScreenProps<"checklists">) {
  const list = LISTS.find(({ id }) => id === checklist);
  if (list) return <Fill list={list} />;
  return (
    <Frame title={cl("title")}>
      <p class="muted">{cl("lead")}</p>
      {checklist && <Empty icon="list-checks" title={cl("gone")} help={cl("gone.help")} />}
      {LISTS.map((one) => (
        <ListCard key={one.id} list={one} />
      ))}
    </Frame>
  );
}

function ListCard({ list }: { list: Listed }) {
  const phone = usePhone();
  const last = latest(phone.rows, list.id);
  const done = last ? list.items.filter(({ id }) => last.answers[id] === "yes").length : 0;
  const found = last ? judge(list, last.answers) : null;
  return (
    <article class="card stack stack-tight">
      <h2>{say(list.title)}</h2>
      {last && found ? (
        <>
          <p class="pill">
            <Icon name="list-checks" /> {say(list.results[found.state].title)}
          </p>
          <p class="small">
            {cl("filled.on", { date: formatDate(last.date) })} ·{" "}
            {cl("count", { done, total: list.items.length })}
          </p>
          {found.state === "ready" && <p class="small">{cl("unverified")}</p>}
          <StepsLeft left={found.left} />
          {isOld(list, last.date, phone.today()) && <p class="strong">{cl("again")}</p>}
        </>
      ) : (
        <p class="small">{cl("never")}</p>
      )}
      <button type="button" class="btn" onClick={() => go("checklists", { checklist: list.id })}>
        {last ? cl("refill") : cl("fill")}
        <span class="sr-only"> {say(list.title)}</span>
      </button>
    </article>
  );
}
