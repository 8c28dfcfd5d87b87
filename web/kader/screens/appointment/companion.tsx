import { type Choosing, COMPANIONS, companionsOf } from "../../model/appointment.ts";
import { Choice } from "../../parts/choice.tsx";
import { a } from "./words.ts";

interface CompanionProps {
  chosen: Choosing;
  /** Of the person; null where nobody is named. */
  sex: string | null;
  onChange: (next: Partial<Choosing>) => void;
}

/** Nobody, unless she wishes it; and whoever comes knows what for only when she says so. */
export function CompanionChoice({ chosen, sex, onChange }: CompanionProps) {
  const { companion, mayKnow } = chosen;
  return (
    <>
      <Choice
        legend={a("companion.legend")}
        help={a("companion.help")}
        value={companion ?? "none"}
        options={[
          { value: "none", label: a("companion.none") },
          ...companionsOf(sex).map((value) => ({ value, label: a(`companion.${value}`) })),
        ]}
        onChange={(value) => {
          const who = COMPANIONS.find((one) => one === value) ?? null;
          onChange({ companion: who, mayKnow: who !== null && mayKnow });
        }}
      />
      {companion && (
        <Choice
          legend={a("know.legend")}
          value={mayKnow}
          options={[
            { value: false, label: a("know.no") },
            { value: true, label: a("know.yes") },
          ]}
          onChange={(may) => onChange({ mayKnow: may })}
        />
      )}
    </>
  );
}
