import { useId } from "preact/hooks";
import { byVillage } from "../model/guest.ts";
import { usePhone } from "../phone.tsx";

interface NeighbourSelectProps {
  label: string;
  /** Words of the choice that names no post. */
  none: string;
  help?: string;
  value: string;
  onChange: (post: string) => void;
}

/** One of the posts near by, by village. What was chosen before stays choosable when the list no longer has it. */
export function NeighbourSelect({ label, none, help, value, onChange }: NeighbourSelectProps) {
  const id = useId();
  const phone = usePhone();
  const posts = phone.neighbours();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        class="input"
        value={value}
        aria-describedby={help ? `${id}-help` : undefined}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        <option value="">{none}</option>
        {byVillage(posts, phone.post().area_name).map(([village, list]) => (
          <optgroup key={village} label={village}>
            {list.map((post) => (
              <option key={post.id} value={post.id}>
                {post.name}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      {help && (
        <p class="field-help" id={`${id}-help`}>
          {help}
        </p>
      )}
    </div>
  );
}
