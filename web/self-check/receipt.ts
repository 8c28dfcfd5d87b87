/** Number and PIN, shown once: copied or kept in words that name nothing, and asked about before Back loses them. */

import { keepBack } from "./trail.ts";

/** Whether the person has them elsewhere: copied, kept, or just typed from there. */
let isSafe = false;

const card = (): HTMLElement | null => document.querySelector<HTMLElement>(".receipt");
const question = (): HTMLDialogElement | null => document.querySelector<HTMLDialogElement>("#simpan-dulu");

/** What is copied or kept; whoever finds it reads a number and an address, and not what they are for. */
export function neutral(rows: readonly (readonly [string, string])[], host: string): string {
  return [...rows.map(([label, value]) => `${label} ${value}`), host, ""].join("\n");
}

/** Listens for the buttons of the receipt. */
export function keepReceipt(): void {
  document.addEventListener("click", (event) => {
    const pressed = event.target instanceof Element ? event.target.closest("button") : null;
    if (pressed?.hasAttribute("data-copy")) void copy();
    else if (pressed?.hasAttribute("data-keep")) keep();
    else if (pressed?.hasAttribute("data-stay")) question()?.close();
    else if (pressed?.hasAttribute("data-go")) go();
  });
  document.addEventListener("submit", (event) => {
    if ((event.target as HTMLElement).querySelector("input[name=pin]:not([type=hidden])")) isSafe = true;
  });
}

/** Something was put on the page: Back asks first when it is a receipt. */
export function receiptShown(): void {
  if (card() && !isSafe) keepBack();
}

/** Asks instead of leaving; false where nothing would be lost, and for whoever presses Back once more. */
export function askBeforeLeaving(): boolean {
  const dialog = question();
  if (!dialog || isSafe || dialog.open) return false;
  dialog.showModal();
  return true;
}

function text(): string {
  const rows = [...(card()?.querySelectorAll("dl > div") ?? [])].map(
    (row) =>
      [row.querySelector("dt")?.textContent ?? "", row.querySelector("dd")?.textContent ?? ""] as const,
  );
  return neutral(rows, location.host);
}

async function copy(): Promise<void> {
  try {
    await navigator.clipboard.writeText(text());
    say("copied", true);
  } catch {
    say("failed", false);
  }
}

function keep(): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text()], { type: "text/plain;charset=utf-8" }));
  link.download = "catatan.txt";
  link.click();
  URL.revokeObjectURL(link.href);
  say("kept", true);
}

function say(which: "copied" | "kept" | "failed", safe: boolean): void {
  isSafe ||= safe;
  question()?.close();
  const said = card()?.querySelector<HTMLElement>("[data-said]");
  if (said) said.textContent = said.dataset[which] ?? "";
}

function go(): void {
  isSafe = true;
  question()?.close();
  history.back();
}
