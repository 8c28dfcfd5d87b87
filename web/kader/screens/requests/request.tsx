import { Icon } from "../../../ui/icon.tsx";
import type { RequestView } from "../../core/api.ts";
import { handedOver } from "../../model/emergencies.ts";
import { kept } from "../../model/people.ts";
import { isOpen } from "../../model/referral.ts";
import { MIND } from "../../model/services.ts";
import { go, type Screens } from "../../nav.ts";
import { Empty } from "../../parts/empty.tsx";
import { Frame } from "../../parts/frame.tsx";
import { usePhone } from "../../phone.tsx";
import { RequestCard } from "../care/request-card.tsx";
import { momentWords } from "../care/request-words.ts";
import { handoverWord } from "../firstaid/handover-word.ts";
import { f } from "../firstaid/words.ts";
import { aboutWords, Heard } from "./requests.tsx";
import { StoryFacts } from "./story.tsx";
import { tell, useRead } from "./use-seen.ts";
import { q } from "./words.ts";

/** One request from the first word to the last; whoever sees it has read its answer. */
export function Request({ params }: { params: Screens["request"] }) {
  const phone = usePhone();
  const request = phone.rows.requests().find(({ id }) => id === params.request);
  useRead(request);
  if (!request)
    return (
      <Frame title={q("title")}>
        <Empty icon="circle-check" title={q("gone")} help={q("gone.help")} />
      </Frame>
    );
  const person = request.person ? kept(phone.rows, request.person) : undefined;
  return (
    <Frame title={q("title")} sub={aboutWords(request, phone.rows)}>
      <Heard />
      {isCrisis(request) && <Accompany request={request} />}
      <StoryFacts story={tell(phone, request)} />
      <RequestCard request={request} />
      {person && (
        <button type="button" class="btn btn-block" onClick={() => go("person", { person: person.id })}>
          <Icon name="user-round" /> {q("person", { name: person.name })}
        </button>
      )}
    </Frame>
  );
}

/** Somebody who may not be left alone: back to the steps, one tap away. */
const isCrisis = (request: RequestView): boolean =>
  isOpen(request) && request.service === MIND && request.urgency === "darurat";

function Accompany({ request }: { request: RequestView }) {
  const { rows } = usePhone();
  const { id, person } = request;
  const handed = handedOver(rows, request);
  const at = person ? { person, request: id } : { request: id };
  return (
    <>
      {handed?.handed_at && (
        <p class="banner">
          {f("reach.handed", { who: handoverWord(handed.handed_to), when: momentWords(handed.handed_at) })}
        </p>
      )}
      <button
        type="button"
        class={`btn btn-big btn-block${handed ? "" : " btn-primary"}`}
        onClick={() => go("firstAid", at)}
      >
        <Icon name="heart-handshake" /> {q("accompany")}
      </button>
    </>
  );
}
