const files = import.meta.glob<{ words: string[] }>("../../content/enrolment-words.json", { eager: true });

/** The 256 words by which officer and kader see that they mean the same phone. */
export const words: readonly string[] = Object.values(files)[0]?.words ?? [];
