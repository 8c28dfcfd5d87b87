/** One question at a time: forward, back, by thumb or keyboard. Without it the page is one calm list. */
import { type Answers, ageOf, type Data, isCritical, type Verdict, verdict } from "./run.ts";
import { keepBack } from "./trail.ts";

/** What the page does at the turns of the way. */
export interface Turns {
  readonly onCritical: () => void;
  readonly onDone: (result: NonNullable<Verdict>) => void;
  /** The questions are looked at again after the result. */
  readonly onAgain: () => void;
}

/** Pause before the next question, so that the choice is seen (ms). */
const SEEN_MS = 180;

/** Shows the questions of the form one by one. */
export class Questions {
  private at = 0;
  private byKeyboard = false;
  private readonly screens: HTMLElement[];
  private readonly back: HTMLButtonElement;
  private readonly next: HTMLButtonElement;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly data: Data,
    private readonly turns: Turns,
  ) {
    this.screens = [...form.querySelectorAll<HTMLElement>("[data-question]")];
    this.back = form.querySelector("[data-back]") as HTMLButtonElement;
    this.next = form.querySelector("[data-next]") as HTMLButtonElement;
    for (const hidden of form.querySelectorAll<HTMLElement>("[data-here]")) hidden.hidden = false;
    for (const number of form.querySelectorAll("[data-number]")) number.remove();
    (form.querySelector("[data-send]") as HTMLElement).hidden = true;
    this.next.hidden = false;
    this.listen();
    this.show(false);
  }

  /** Goes on after something that cannot wait. */
  goOn(): void {
    this.step(1);
  }

  /** One question back; false where there is none. */
  stepBack(): boolean {
    if (!this.form.isConnected || (this.at === 0 && !this.form.hidden)) return false;
    if (this.form.hidden) this.turns.onAgain();
    else this.step(-1);
    return true;
  }

  private listen(): void {
    this.form.addEventListener("keydown", () => {
      this.byKeyboard = true;
    });
    this.form.addEventListener("pointerdown", () => {
      this.byKeyboard = false;
    });
    this.form.addEventListener("input", () => {
      this.sayAge(false);
      this.showNext();
    });
    this.form.addEventListener("change", (event) => this.answered(event.target as HTMLInputElement));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.forward();
    });
    this.back.addEventListener("click", () => this.step(-1));
    this.next.addEventListener("click", () => this.forward());
  }

  private answered(input: HTMLInputElement): void {
    if (input.type !== "radio") return;
    const item = input.name.slice(1);
    this.showNext();
    if (isCritical(this.data.instrument, item, this.answers())) this.turns.onCritical();
    else if (!this.byKeyboard) setTimeout(() => this.isAt(item) && this.step(1), SEEN_MS);
  }

  private isAt(item: string): boolean {
    return this.screens[this.at]?.dataset.question === item;
  }

  private forward(): void {
    if (this.isAnswered()) this.step(1);
    else {
      if (this.at === 0) this.sayAge(true);
      this.screens[this.at]?.querySelector<HTMLElement>("input")?.focus();
    }
  }

  private step(by: number): void {
    const age = this.age();
    const early = age !== null && by > 0 && this.at === 0 ? verdict(this.data, age, {}) : null;
    const to = this.at + by;
    if (early === "age") this.turns.onDone(early);
    else if (to >= this.screens.length) this.finish();
    else this.goTo(to);
  }

  private finish(): void {
    const found = verdict(this.data, this.age(), this.answers());
    if (found !== null) this.turns.onDone(found);
    else this.goTo(this.screens.findIndex((screen) => !hasAnswer(screen)));
  }

  private goTo(at: number): void {
    this.at = Math.max(0, at);
    keepBack();
    this.show(true);
  }

  private show(focus: boolean): void {
    this.screens.forEach((screen, at) => {
      screen.hidden = at !== this.at;
    });
    for (const words of this.form.querySelectorAll<HTMLElement>("[data-intro] > *")) {
      words.classList.toggle(words.tagName === "H1" ? "sr-only" : "muted", this.at > 0);
    }
    const progress = this.form.querySelector<HTMLElement>("[data-progress]");
    if (progress) {
      const [here, all] = [String(this.at), String(this.screens.length - 1)];
      progress.hidden = this.at === 0;
      progress.textContent = (this.form.dataset.of ?? "").replace("[n]", here).replace("[all]", all);
    }
    this.back.hidden = this.at === 0;
    this.showNext();
    if (!focus) return;
    const screen = this.screens[this.at];
    screen?.querySelector<HTMLElement>("input:checked, input")?.focus({ preventScroll: true });
    window.scrollTo({ top: 0 });
  }

  private showNext(): void {
    // An age that cannot be read may be sent off: the answer says what is wrong, a grey button says nothing.
    this.next.setAttribute("aria-disabled", String(!hasAnswer(this.screens[this.at])));
  }

  /** Says beside the box what was not understood, as soon as somebody wants to go on with it. */
  private sayAge(isWrong: boolean): void {
    const box = this.form.querySelector<HTMLInputElement>("#umur");
    const words = this.form.querySelector<HTMLElement>("#umur-salah");
    if (box === null || words === null) return;
    words.hidden = !isWrong;
    box.setAttribute("aria-invalid", String(isWrong));
  }

  private isAnswered(): boolean {
    return this.at === 0 ? this.age() !== null : hasAnswer(this.screens[this.at]);
  }

  private age(): number | null {
    return ageOf(String(new FormData(this.form).get("age") ?? ""), this.data.oldest);
  }

  private answers(): Answers {
    const found: Record<string, string> = {};
    for (const [name, value] of new FormData(this.form)) {
      if (name.startsWith("q")) found[name.slice(1)] = String(value);
    }
    return found;
  }
}

const hasAnswer = (screen: HTMLElement | undefined): boolean =>
  screen?.querySelector("input:checked") != null ||
  (screen?.querySelector<HTMLInputElement>("#umur")?.value.trim() ?? "") !== "";
