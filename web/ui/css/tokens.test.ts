import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import scales from "../../../content/programme/colour-scales.json";

const css = readFileSync(new URL("./tokens.css", import.meta.url), "utf8");

/** Custom properties of the block that opens with `selector`. */
function tokensOf(selector: string): Record<string, string> {
  const start = css.indexOf(`${selector} {`);
  if (start < 0) throw new Error(`no block ${selector}`);
  const body = css.slice(start, css.indexOf("}", start));
  return Object.fromEntries(
    [...body.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name, value]),
  );
}

const light = tokensOf(":root");
const dark = { ...light, ...tokensOf(':root[data-theme="dark"]') };

/** Relative luminance and contrast of WCAG 2.2. */
function luminance(hex: string | undefined): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(hex?.slice(at, at + 2) ?? "", 16) / 255);
  const [r = Number.NaN, g = Number.NaN, b = Number.NaN] = channels.map((c) =>
    c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string | undefined, other: string | undefined): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const TEXT: [string, string][] = [
  ["ink", "paper"],
  ["ink", "surface"],
  ["ink", "nila-soft"],
  ["ink", "unsafe-soft"],
  ["muted", "paper"],
  ["muted", "surface"],
  ["muted", "nila-soft"],
  ["nila", "surface"],
  ["nila", "paper"],
  ["nila", "nila-soft"],
  ["on-nila", "nila"],
  ["on-nila", "nila-strong"],
  ["unsafe", "surface"],
  ["unsafe", "paper"],
  ["unsafe", "unsafe-soft"],
  ["on-unsafe", "unsafe"],
  ["paper", "ink"],
  ...["green", "green-deep", "yellow", "red", "orange"].map((band): [string, string] => [
    "kms-ink",
    `kms-${band}`,
  ]),
  ...Object.values(scales.scales).flatMap(({ levels }) =>
    levels.map(({ token }): [string, string] => [`${token}-ink`, token]),
  ),
];
const SHAPES: [string, string][] = [
  ["line-strong", "surface"],
  ["line-strong", "paper"],
  ["nila", "paper"],
  ["kms-line-red", "kms-red"],
  ["kms-line-red", "kms-yellow"],
  ["kms-line-orange", "kms-orange"],
  ["kms-line-orange", "kms-green"],
  ["kms-line-yellow", "kms-green"],
];

describe.each([
  ["light", light],
  ["dark", dark],
])("tokens in %s", (_, tokens) => {
  it.each(TEXT)("%s on %s can be read (4.5 : 1)", (text, ground) => {
    expect(contrast(tokens[text], tokens[ground])).toBeGreaterThanOrEqual(4.5);
  });

  it.each(SHAPES)("%s on %s can be seen (3 : 1)", (shape, ground) => {
    expect(contrast(tokens[shape], tokens[ground])).toBeGreaterThanOrEqual(3);
  });
});

describe("the dark theme", () => {
  it("is the same whether the system or the person chose it", () => {
    expect(tokensOf(':root:not([data-theme="light"])')).toEqual(tokensOf(':root[data-theme="dark"]'));
  });
});
