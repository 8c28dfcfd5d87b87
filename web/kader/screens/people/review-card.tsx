import type { ReviewRow } from "../../core/api.ts";
import { formatDay } from "../../i18n/moment.ts";
import { usePhone } from "../../phone.tsx";
import { useSave } from "../../save.tsx";
import { fieldName, valueWords } from "./field-words.ts";
import { w } from "./words.ts";

/** Open reviews, those of one record or all. */
export function useReviews(record?: string): ReviewRow[] {
  const { rows } = usePhone();
  return rows
    .reviews()
    .filter((r) => r.status === "open" && (!record || r.record === record || r.person === record));
}

/** Who wrote a value, as far as this phone knows the name. */
function useAuthor(): (id: string) => string {
  const phone = usePhone();
  const people = [...phone.post().staff, ...phone.accounts()];
  return (id) => people.find((p) => p.id === id)?.name ?? w("review.someone");
}

/** "Perlu diperiksa": both values, who said what and when. Clinical ones are decided by the puskesmas. */
export function ReviewCard({ review }: { review: ReviewRow }) {
  const { rows } = usePhone();
  const save = useSave();
  const author = useAuthor();
  const person = review.person ? rows.persons.get(review.person) : undefined;
  const name = person?.name ?? rows.families.get(review.record)?.head_name ?? "";
  const choose = (value: unknown): Promise<unknown> =>
    save([{ kind: "review.resolved", subject: review.record, data: { review: review.id, value } }], {
      title: name,
      paper: [{ label: fieldName(review.field), value: valueWords(review.field, value) }],
      done: w("review.done"),
    });
  return (
    <section class="question stack stack-tight">
      <p class="strong">{w("review.two", { field: fieldName(review.field), name })}</p>
      <ul class="list">
        {review.options.map((option) => (
          <li key={option.entry} class="row">
            <span class="row-main">
              <span class="row-title">{valueWords(review.field, option.value)}</span>
              <span class="row-sub">
                {w("review.by", { name: author(option.author), date: formatDay(option.at) })}
              </span>
            </span>
            {!review.clinical && (
              <button type="button" class="btn" onClick={() => void choose(option.value)}>
                {w("review.choose")}
                <span class="sr-only"> {valueWords(review.field, option.value)}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
      <p class="small">{w(review.clinical ? "review.clinical" : "review.help")}</p>
    </section>
  );
}

/** The open reviews of one record, on the screens that show it. */
export function ReviewCards({ record }: { record: string }) {
  const reviews = useReviews(record);
  return (
    <>
      {reviews.map((review) => (
        <ReviewCard key={review.id} review={review} />
      ))}
    </>
  );
}
