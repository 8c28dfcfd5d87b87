/** Screening instruments as data: asked, scored, answered for. */
export { AnswerError, criticalNow } from "./answers.ts";
export { instrumentIds, loadInstrument, loadText } from "./load.ts";
export type {
  Answers,
  Critical,
  Gate,
  Input,
  Instrument,
  InstrumentRule,
  Item,
  Respondent,
  Scale,
  Scored,
  Script,
  Settings,
  TextPack,
  TraceStep,
} from "./model.ts";
export { scoreAnswers, type ToAsk, toAsk } from "./score.ts";
