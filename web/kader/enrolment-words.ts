import content from "../../content/enrolment-words.json";

/** The 256 words by which officer and kader see that they mean the same phone. */
export const words: readonly string[] = content.words;
