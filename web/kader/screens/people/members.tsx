import { type FamilyForm, withMember } from "../../model/register.ts";
import { usePhone } from "../../phone.tsx";
import { MemberFields } from "./member-fields.tsx";
import { m } from "./member-words.ts";

interface MembersProps {
  form: FamilyForm;
  set: (form: FamilyForm) => void;
  errorsOf: (member: string) => Record<string, string>;
}

/** Everyone else who lives in the house. */
export function Members({ form, set, errorsOf }: MembersProps) {
  const phone = usePhone();
  const { members } = form;
  const change = (next: FamilyForm["members"]): void => set({ ...form, members: next });
  return (
    <section class="stack" aria-labelledby="members">
      <h2 id="members">{m("title")}</h2>
      <p class="field-help">{m("help")}</p>
      {members.map((member, i) => (
        <MemberFields
          key={member.id}
          form={form}
          member={member}
          number={i + 1}
          onChange={(changed) => change(members.map((each) => (each.id === member.id ? changed : each)))}
          onRemove={() => change(members.filter((each) => each.id !== member.id))}
          errors={errorsOf(member.id)}
        />
      ))}
      <button type="button" class="btn btn-block" onClick={() => set(withMember(form, () => phone.newId()))}>
        {m("add")}
      </button>
    </section>
  );
}
