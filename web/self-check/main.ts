/** The self-check in the browser: questions one by one, the result at once, nothing stored. Without it all still works. */
import { showHours } from "./hours.ts";
import { keepNoTrail } from "./leave.ts";
import { Questions } from "./questions.ts";
import { askBeforeLeaving, keepReceipt, receiptShown } from "./receipt.ts";
import type { Data, Verdict } from "./run.ts";
import { swapForms } from "./swap.ts";
import { keepBack, onBack } from "./trail.ts";

const byId = (id: string): HTMLElement | null => document.getElementById(id);

/** Puts the words of a colour on the page, and what follows below them. */
function showResult(result: NonNullable<Verdict>): void {
  const words = document.querySelector<HTMLTemplateElement>(`template[data-result="${result}"]`);
  const [asked, shown, after] = [byId("tanya"), byId("hasil"), byId("lanjut")];
  if (!words || !asked || !shown || !after) return;
  shown.replaceChildren(words.content.cloneNode(true));
  asked.hidden = true;
  shown.hidden = after.hidden = false;
  putOff(result, after);
  const level = after.querySelector<HTMLInputElement>("input[name=level]");
  if (level) level.value = result === "age" ? "" : result;
  ready(shown);
}

/** After a red result the call comes first: places, and checking again some day, stand below it. */
function putOff(result: string, after: HTMLElement): void {
  const later = document.querySelector<HTMLTemplateElement>(`template[data-later="${result}"]`);
  const [call, near] = [byId("minta")?.closest("section"), byId("dekat")?.closest("section")];
  if (call && near) later ? near.before(call) : near.after(call);
  const put = byId("nanti");
  if (put === null) return;
  put.replaceChildren(...(later ? [later.content.cloneNode(true)] : []));
  ready(after);
}

/** The last question again, in the place of the result. */
function hideResult(): void {
  const [asked, shown, after] = [byId("tanya"), byId("hasil"), byId("lanjut")];
  if (!asked || !shown || !after) return;
  shown.replaceChildren();
  asked.hidden = false;
  shown.hidden = after.hidden = true;
}

/** Focus on the headline, and the buttons that only work with JavaScript. */
function ready(part: HTMLElement): void {
  showButtons(part);
  const headline = part.querySelector<HTMLElement>("#kabar, [role=alert]");
  if (headline === null) return;
  headline.tabIndex = -1;
  headline.focus({ preventScroll: true });
  headline.scrollIntoView({ block: "nearest" });
}

function showButtons(part: HTMLElement): void {
  for (const button of part.querySelectorAll<HTMLElement>(
    "[data-print], [data-save], [data-copy], [data-keep]",
  ))
    button.hidden = false;
}

/** The result as a text of one's own, made here. */
function save(): void {
  const text = [
    ...document.querySelectorAll<HTMLElement>(":is(.result, .again) :is(h1, h2, p, li):not(.no-print)"),
  ]
    .map((line) => line.textContent.replace(/\s+/g, " ").trim())
    .join("\n");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([`${text}\n`], { type: "text/plain;charset=utf-8" }));
  link.download = "catatan.txt";
  link.click();
  URL.revokeObjectURL(link.href);
}

/** A kecamatan chosen to look for places is the one to be called from, unless another was chosen there. */
function sameDistrict(chosen: Element): void {
  const other = byId("id_district");
  const isFirst = chosen instanceof HTMLSelectElement && chosen.id === "dekat";
  if (isFirst && other instanceof HTMLSelectElement && other.value === "") other.value = chosen.value;
}

/** The step back within the questions; false on every other page. */
let stepBack = (): boolean => false;

function start(): void {
  keepNoTrail();
  swapForms((part) => {
    ready(part);
    showHours();
    receiptShown();
  });
  keepReceipt();
  onBack(() => askBeforeLeaving() || stepBack());
  showHours();
  document.addEventListener("click", (event) => {
    const pressed = event.target instanceof Element ? event.target : null;
    if (pressed?.closest("[data-print]")) window.print();
    if (pressed?.closest("[data-save]")) save();
  });
  const main = byId("isi");
  if (main) showButtons(main);
  document.addEventListener("change", (event) => {
    sameDistrict(event.target as Element);
    showHours();
  });
  const raw = byId("data")?.textContent;
  const form = byId("tanya");
  if (!raw || !(form instanceof HTMLFormElement)) return;
  ask(form, JSON.parse(raw) as Data);
}

function ask(form: HTMLFormElement, data: Data): void {
  const urgent = byId("genting") as HTMLDialogElement;
  const questions = new Questions(form, data, {
    onCritical: () => urgent.showModal(),
    onDone: showResult,
    onAgain: hideResult,
  });
  let isAsking = false;
  stepBack = () => {
    if (isAsking && form.isConnected) {
      isAsking = false;
      ready(byId("hasil") as HTMLElement);
      return true;
    }
    if (!urgent.open) return questions.stepBack();
    urgent.close();
    return true;
  };
  urgent.querySelector("[data-go-on]")?.addEventListener("click", () => {
    urgent.close();
    questions.goOn();
  });
  urgent.querySelector("[data-call-me]")?.addEventListener("click", () => {
    urgent.close();
    keepBack();
    isAsking = true;
    showResult("e-jiwa:merah");
    byId("minta")?.scrollIntoView();
    byId("id_name")?.focus();
  });
}

start();
