import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "../../ui/icon.tsx";

/** Nothing here: says so, and what to do. */
export function Empty(props: { icon: IconName; title: string; help?: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <Icon name={props.icon} />
      <strong>{props.title}</strong>
      {props.help && <p>{props.help}</p>}
      {props.children}
    </div>
  );
}
