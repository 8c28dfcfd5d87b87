import { Empty } from "../../parts/empty.tsx";
import { Frame } from "../../parts/frame.tsx";
import { ReviewCard, useReviews } from "./review-card.tsx";
import { w } from "./words.ts";

/** Everything that two people wrote differently and nobody has decided yet. */
export function Reviews() {
  const reviews = useReviews();
  const ours = reviews.filter((r) => !r.clinical);
  const theirs = reviews.filter((r) => r.clinical);
  return (
    <Frame title={w("review.title")}>
      {reviews.length === 0 && (
        <Empty icon="circle-check" title={w("review.empty")} help={w("review.empty.help")} />
      )}
      {ours.map((review) => (
        <ReviewCard key={review.id} review={review} />
      ))}
      {theirs.length > 0 && <h2>{w("review.waiting")}</h2>}
      {theirs.map((review) => (
        <ReviewCard key={review.id} review={review} />
      ))}
    </Frame>
  );
}
