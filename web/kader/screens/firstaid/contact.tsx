/** How they may be reached: typed once, sealed at the puskesmas, read by no other kader. */
import { Icon } from "../../../ui/icon.tsx";
import { say } from "../../i18n/index.ts";
import { KEPT_DAYS, newReach, phoneOf, type ReachDraft, SAFE_TIMES, toggledTime } from "../../model/reach.ts";
import { TextField } from "../../parts/text-field.tsx";
import { Pick as Choice } from "./inputs.tsx";
import { f } from "./words.ts";

interface ContactProps {
  /** Somebody on the register has a name already. */
  isNamed: boolean;
  reach: ReachDraft | null;
  onLeave: (reach: ReachDraft | null) => void;
}

/** Nothing is chosen for her; what is chosen may be taken back by the same tap. */
export function ContactChoice({ reach, isNamed, onLeave }: ContactProps) {
  const choose = (via: ReachDraft["via"]): void =>
    onLeave(reach?.via === via ? null : { ...(reach ?? newReach(via)), via });
  return (
    <div class="stack">
      <div class="pair">
        {(["phone", "kader"] as const).map((via) => (
          <Choice
            key={via}
            label={f(`contact.${via}`)}
            isChosen={reach?.via === via}
            onPick={() => choose(via)}
          />
        ))}
      </div>
      {reach?.via === "phone" && <OwnNumber reach={reach} onLeave={onLeave} />}
      {reach && <Times reach={reach} onLeave={onLeave} />}
      {reach?.via === "phone" && <Further reach={reach} isNamed={isNamed} onLeave={onLeave} />}
      <p class="with-icon small muted">
        <Icon name="lock" />
        <span>{f("contact.private", { n: KEPT_DAYS })}</span>
      </p>
    </div>
  );
}

interface OwnProps {
  reach: ReachDraft;
  onLeave: (reach: ReachDraft) => void;
}

function OwnNumber({ reach, onLeave }: OwnProps) {
  const isWrong = reach.phone.length > 0 && phoneOf(reach.phone) === null;
  return (
    <TextField
      label={f("contact.number")}
      type="tel"
      inputMode="tel"
      value={reach.phone}
      help={isWrong ? f("contact.number.help") : ""}
      onInput={(phone) => onLeave({ ...reach, phone })}
    />
  );
}

const Times = ({ reach, onLeave }: OwnProps) => (
  <fieldset class="field stack stack-tight">
    <legend>{f("contact.times")}</legend>
    <div class="pair">
      {SAFE_TIMES.map(({ id, words }) => (
        <Choice
          key={id}
          label={say(words)}
          isChosen={reach.times.includes(id)}
          onPick={() => onLeave(toggledTime(reach, id))}
        />
      ))}
    </div>
  </fieldset>
);

/** What may be left out: how to call them, and whether a message is safe. */
function Further({ reach, isNamed, onLeave }: OwnProps & Pick<ContactProps, "isNamed">) {
  return (
    <>
      {!isNamed && (
        <TextField
          label={f("contact.name")}
          value={reach.name}
          onInput={(name) => onLeave({ ...reach, name })}
        />
      )}
      <Choice
        label={f("contact.message")}
        isChosen={reach.may_leave_message}
        onPick={() => onLeave({ ...reach, may_leave_message: !reach.may_leave_message })}
      />
    </>
  );
}
