import { Icon } from "../../../ui/icon.tsx";
import { formatDate } from "../../i18n/format.ts";
import { unlistedTasks, unnamedRequests } from "../../model/first-aid-tasks.ts";
import { go } from "../../nav.ts";
import { usePhone } from "../../phone.tsx";
import { RequestCard } from "../care/request-card.tsx";
import { f } from "./words.ts";

/** What the list of persons cannot show: nobody was named, or they are no longer on the register. */
export function UnlistedAid() {
  const phone = usePhone();
  const tasks = unlistedTasks(phone.rows, phone.today());
  const asked = unnamedRequests(phone.rows, phone.today());
  if (tasks.length + asked.length === 0) return null;
  return (
    <section class="stack stack-tight" aria-labelledby="unlisted">
      <h2 id="unlisted">{f("unlisted.title")}</h2>
      {tasks.length > 0 && (
        <ul class="list">
          {tasks.map(({ aid, waits }) => (
            <li key={aid.id}>
              <button type="button" class="row" onClick={() => go("firstAid", { aid: aid.aid })}>
                <Icon name={waits ? "triangle-alert" : "heart-handshake"} />
                <span class="row-main">
                  {f(waits ? "unlisted.waits" : "unlisted.again", { date: formatDate(aid.date) })}
                </span>
                <Icon name="chevron-right" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {asked.map((request) => (
        <RequestCard key={request.id} request={request} />
      ))}
    </section>
  );
}
