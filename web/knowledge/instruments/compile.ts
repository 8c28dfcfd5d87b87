/** Conditions of an instrument compiled once, when it is first asked. */
import { compileRule, type Test } from "../rules/index.ts";
import type { Band, Critical, Derive, Gate, Input, Instrument, InstrumentRule, Item, Part } from "./model.ts";

export type Tested<T> = { readonly data: T; readonly test: Test };

export type CompiledItem = {
  readonly data: Item;
  readonly asked: Test | null;
  readonly derived: readonly Tested<Derive<number>>[];
};

export type CompiledInput = {
  readonly data: Input;
  readonly derived: readonly Tested<Derive<string | number>>[];
};

export type Compiled = {
  readonly items: readonly CompiledItem[];
  readonly inputs: readonly CompiledInput[];
  readonly itemById: ReadonlyMap<string, Item>;
  readonly inputById: ReadonlyMap<string, Input>;
  readonly parts: readonly (Part & { readonly ids: readonly string[] })[];
  readonly gates: readonly Tested<Gate>[];
  readonly bands: readonly Tested<Band>[];
  readonly rules: readonly Tested<InstrumentRule>[];
  readonly critical: readonly Tested<Critical>[];
};

const compiled = new WeakMap<Instrument, Compiled>();

export function compile(instrument: Instrument): Compiled {
  let found = compiled.get(instrument);
  if (!found) {
    found = build(instrument);
    compiled.set(instrument, found);
  }
  return found;
}

function build(instrument: Instrument): Compiled {
  const { items, inputs = [] } = instrument;
  const all = items.map((item) => item.id);
  return {
    items: items.map((item) => ({
      data: item,
      asked: item.when ? compileRule(item.when, `${instrument.id}.items.${item.id}`) : null,
      derived: (item.derive ?? []).map(tested(instrument.id)),
    })),
    inputs: inputs.map((input) => ({
      data: input,
      derived: (input.derive ?? []).map(tested(instrument.id)),
    })),
    itemById: new Map(items.map((item) => [item.id, item])),
    inputById: new Map(inputs.map((input) => [input.id, input])),
    parts: instrument.parts.map((part) => ({ ...part, ids: part.items === "all" ? all : part.items })),
    gates: instrument.eligibility.map(tested(instrument.id)),
    bands: instrument.bands.map(tested(instrument.id)),
    rules: instrument.rules.map(tested(instrument.id)),
    critical: instrument.critical.map(tested(instrument.id)),
  };
}

const tested =
  (where: string) =>
  <T extends { readonly when: Parameters<typeof compileRule>[0] }>(data: T): Tested<T> => ({
    data,
    test: compileRule(data.when, where),
  });
