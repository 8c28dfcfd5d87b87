import { Icon } from "../../../ui/icon.tsx";
import { groupOf } from "../../model/request-story.ts";
import { go } from "../../nav.ts";
import { useStories } from "./use-seen.ts";
import { q } from "./words.ts";

/** On the home of the day: answers that nobody here has read, and what the post must do; quiet while all is waited for. */
export function News() {
  const stories = useStories();
  if (!stories) return null;
  const many = (group: string): number => stories.filter((story) => groupOf(story) === group).length;
  const unsent = stories.filter((story) => story.whom === "phone" && groupOf(story) === "theirs").length;
  const asked =
    stories.filter((story) => story.whom !== "family" && groupOf(story) === "theirs").length - unsent;
  const [news, ours, theirs] = [many("news"), many("ours"), many("theirs")];
  const isCalling = news + ours > 0;
  if (news + ours + theirs === 0) return null;
  const said = isCalling
    ? [news > 0 && q("home.news.n", { n: news }), ours > 0 && q("home.ours.n", { n: ours })]
    : [
        unsent > 0 && q("home.unsent.n", { n: unsent }),
        asked > 0 && q("home.open.n", { n: asked }),
        theirs > unsent + asked && q("home.agreed.n", { n: theirs - unsent - asked }),
      ];
  return (
    <button
      type="button"
      class={`row card${isCalling ? " banner-question" : ""}`}
      onClick={() => go("requests", {})}
    >
      <Icon name={isCalling ? "message-circle" : "send"} />
      <span class="row-main">
        <span class="row-title">{q(isCalling ? "home.news" : "home.open")}</span>
        <span class="row-sub">{said.filter(Boolean).join(" · ")}</span>
      </span>
      {isCalling && <span class="row-end large strong">{news + ours}</span>}
      <Icon name="chevron-right" />
    </button>
  );
}
