import { Icon } from "../../../ui/icon.tsx";
import type { RequestView } from "../../core/api.ts";
import { say } from "../../i18n/index.ts";
import { isOpen } from "../../model/referral.ts";
import { nextWords } from "../../model/workflow.ts";
import { usePhone } from "../../phone.tsx";
import { w } from "../people/words.ts";
import { r } from "./request-own-words.ts";
import { stateWords } from "./request-words.ts";

/** How they meet, who comes along, which other agencies were asked, and what comes next. */
export function RequestFacts({ request }: { request: RequestView }) {
  const next = say(nextWords(request, request.state));
  const how = [
    request.channel === "datang" ? "" : r(`channel.${request.channel}`),
    request.companion ? r("companion", { who: r(`companion.${request.companion.who}`) }) : "",
  ].filter(Boolean);
  return (
    <>
      {how.length > 0 && <p class="small">{how.join(" · ")}</p>}
      <Parts request={request} />
      {next && isOpen(request) && !request.pending && (
        <p class="small">
          <Icon name="footprints" /> {r("next", { text: next })}
        </p>
      )}
    </>
  );
}

function Parts({ request }: { request: RequestView }) {
  const { rows } = usePhone();
  const parts = rows.requests().filter((one) => one.part_of === request.id);
  if (parts.length === 0) return null;
  return (
    <ul class="list">
      {parts.map((part) => (
        <li key={part.id} class="small">
          {r("part", { unit: part.to_unit_name || w("referral.unit"), state: stateWords(part) })}
        </li>
      ))}
    </ul>
  );
}
