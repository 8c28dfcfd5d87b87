/** The official cards (kartu bantu) as data, and what they say. */
export { type Advice, type HomeAdvice, homeAdvice } from "./advice.ts";
export { type Evaluation, evaluate, type Fired, type Settings } from "./evaluate.ts";
export { type Doubt, isEligible, type Question, questions, questionsOf, visibleFields } from "./fields.ts";
export { CARDS, type CardId } from "./load.ts";
export {
  ACTIONS,
  type Action,
  type Card,
  type CardRule,
  type Choice,
  type Column,
  type Field,
  type FieldType,
  type Step,
  type Text,
} from "./model.ts";
export { trimester, type Verdict, type WeightGain, weightGain, weightGainBand } from "./pregnancy.ts";
