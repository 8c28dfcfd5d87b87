/** What a card says about one person today: the action, the rules that fired, what is undecided. */
import { compileRule, type Facts, type Test, type TraceClause, trace } from "../rules/index.ts";
import { ACTIONS, type Action, type Card, type CardRule, type Text } from "./model.ts";

export type Fired = {
  readonly id: string;
  readonly action: Action;
  readonly urgency?: CardRule["urgency"];
  readonly say: Text;
  readonly do_at_home: Text | null;
  readonly bring: Text | null;
  readonly source: string;
  /** For the person alone. */
  readonly private?: boolean;
  readonly trace: readonly TraceClause[];
};

/** `action` is null only when no rule fired; `fired` is most urgent first; `unknown` lists rules that lack facts. */
export type Evaluation = {
  readonly card: string;
  readonly edition: string;
  readonly action: Action | null;
  readonly fired: readonly Fired[];
  readonly unknown: readonly string[];
};

export type Settings = Readonly<Record<string, string>>;

const compiled = new WeakMap<CardRule, Test>();

function testOf(rule: CardRule): Test {
  const known = compiled.get(rule);
  if (known) return known;
  const test = compileRule(rule.when, `${rule.id}.when`);
  compiled.set(rule, test);
  return test;
}

/** Apply every active rule. `settings` choose between variants (`tbc_rule`: `two_of_four` or `any`). */
export function evaluate(card: Card, facts: Facts, settings: Settings = {}): Evaluation {
  const fired: Fired[] = [];
  const unknown: string[] = [];
  for (const rule of card.rules) {
    if (!isActive(card, rule, settings)) continue;
    const truth = testOf(rule)(facts);
    if (truth === true) fired.push(describe(rule, facts));
    else if (truth === null) unknown.push(rule.id);
  }
  fired.sort((a, b) => ACTIONS.indexOf(b.action) - ACTIONS.indexOf(a.action));
  return { card: card.id, edition: card.edition, action: fired[0]?.action ?? null, fired, unknown };
}

function isActive(card: Card, rule: CardRule, settings: Settings): boolean {
  return Object.entries(rule.setting ?? {}).every(
    ([name, value]) => (settings[name] ?? card.settings?.[name]?.default) === value,
  );
}

function describe(rule: CardRule, facts: Facts): Fired {
  return {
    id: rule.id,
    action: rule.action,
    ...(rule.urgency ? { urgency: rule.urgency } : {}),
    say: rule.say,
    do_at_home: rule.do_at_home ?? null,
    bring: rule.bring ?? null,
    source: rule.source,
    private: rule.private ?? false,
    trace: trace(rule.when, facts),
  };
}
