import { Icon } from "../../../ui/icon.tsx";
import { usePhone } from "../../phone.tsx";
import { startPractice } from "../../practice/store.ts";
import { f } from "./words.ts";

/** With invented people, on a phone that sends nothing and calls nobody. */
export function PracticeStart() {
  const phone = usePhone();
  return (
    <button
      type="button"
      class="btn btn-quiet btn-block"
      onClick={() => void startPractice(phone, { screen: "firstAid", params: {} })}
    >
      <Icon name="list-checks" /> {f("intro.practice")}
    </button>
  );
}
