/** The official cards (kartu bantu) as data, and what they say. */
export { type Advice, type HomeAdvice, homeAdvice } from "./advice.ts";
export {
  anaemia,
  bandFacts,
  bandWord,
  bmi,
  bmiBand,
  bpBand,
  bpIsElevated,
  bpIsSevere,
  cholesterolBand,
  glucoseBand,
  glucoseNeedsWatching,
  type Measure,
  muacIsLow,
  uricAcidBand,
  waistAtRisk,
} from "./bands.ts";
export { type Evaluation, evaluate, type Fired, type Settings } from "./evaluate.ts";
export {
  type Doubt,
  isDue,
  isEligible,
  pastFacts,
  type Question,
  questions,
  questionsOf,
  visibleFields,
} from "./fields.ts";
export { CARD_IDS, type CardId, cardNow, isCardId, loadCards } from "./load.ts";
export {
  ACTIONS,
  type Action,
  type Card,
  type CardRule,
  type Choice,
  type Column,
  type Field,
  type FieldGroup,
  type FieldType,
  type Step,
  type Text,
} from "./model.ts";
export { trimester, type Verdict, type WeightGain, weightGain, weightGainBand } from "./pregnancy.ts";
