/** Sends a form and puts the answer where the form says (`data-into`), so that the visit stays one page of the history. */

/** A line that brings no answer for so long is given up, or a press that hangs would stop every later one. */
const PATIENCE_MS = 30_000;

/** Catches the forms of this page. `drawn` is told of what was put in. */
export function swapForms(drawn: (into: HTMLElement) => void): void {
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    const into = form.dataset.into;
    if (into === undefined || event.defaultPrevented) return;
    event.preventDefault();
    void send(form, into).then((put) => put && drawn(put));
  });
}

async function send(form: HTMLFormElement, into: string): Promise<HTMLElement | null> {
  const target = document.querySelector<HTMLElement>(into);
  // Pressed twice: the first is on its way.
  if (target?.hasAttribute("aria-busy")) return null;
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) fields.append(name, String(value));
  const isGet = form.method === "get";
  form.querySelector("[data-unsent]")?.remove();
  target?.setAttribute("aria-busy", "true");
  const stop = new AbortController();
  const waiting = setTimeout(() => stop.abort(), PATIENCE_MS);
  try {
    const answer = await fetch(isGet ? `${form.action}?${fields}` : form.action, {
      method: isGet ? "GET" : "POST",
      ...(isGet ? {} : { body: fields }),
      credentials: "same-origin",
      signal: stop.signal,
    });
    // The page of a fault would take the place of what was typed.
    if (answer.status >= 500) return sayUnsent(form, "failed");
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const part = page.querySelector(into === "main" ? "main" : "[data-part]");
    if (target === null || part === null) throw new Error("nothing to show");
    target.replaceChildren(...part.childNodes);
    return target;
  } catch {
    // No signal, or an answer that is no page of ours: the way to the internet asks to sign in, say.
    return sayUnsent(form, "offline");
  } finally {
    clearTimeout(waiting);
    target?.removeAttribute("aria-busy");
  }
}

function sayUnsent(form: HTMLFormElement, why: "offline" | "failed"): null {
  const words = document.querySelector<HTMLTemplateElement>(`template[data-said="${why}"]`);
  if (words) form.append(words.content.cloneNode(true));
  return null;
}
