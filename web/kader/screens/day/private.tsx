import type { Field, Fired } from "../../../knowledge/cards/index.ts";
import { Icon } from "../../../ui/icon.tsx";
import { say } from "../../i18n/index.ts";
import { b } from "./body-words.ts";

/** Above the first question for the young person alone: who may see the answers, in plain words. */
export function PrivateNote({ fields, field }: { fields: readonly Field[]; field: Field }) {
  if (fields.find((each) => each.private) !== field) return null;
  return (
    <section class="banner banner-info">
      <div class="row-main stack stack-tight">
        <h2>
          <Icon name="lock" /> {b("private.title")}
        </h2>
        <p>{b("private.help")}</p>
      </div>
    </section>
  );
}

/** What the private answers suggest, said while they are on the screen and nowhere else. */
export function PrivateAdvice({ fired }: { fired: readonly Fired[] }) {
  const own = fired.filter((each) => each.private);
  if (own.length === 0) return null;
  return (
    <section class="banner banner-question" role="status">
      <div class="row-main stack stack-tight">
        <h2>{b("private.say")}</h2>
        {own.map((each) => (
          <p key={each.id}>{say(each.say)}</p>
        ))}
      </div>
    </section>
  );
}
