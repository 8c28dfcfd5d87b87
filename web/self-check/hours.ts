/** The parts of the day in which the puskesmas of the chosen kecamatan can call. Without JavaScript the server says so. */

/** What the page carries for each kecamatan (`ContactForm.hours`): who calls when, and ids of parts of the day. */
interface Calling {
  readonly said: string;
  readonly times: readonly string[];
}

/** Shows what this puskesmas can keep; a part that was ticked and cannot be kept is ticked no more. */
export function showHours(): void {
  const raw = document.getElementById("jam")?.textContent;
  const district = document.getElementById("id_district");
  if (!raw || !(district instanceof HTMLSelectElement)) return;
  const here = (JSON.parse(raw) as Readonly<Record<string, Calling>>)[district.value];
  for (const box of document.querySelectorAll<HTMLInputElement>("input[name=times]")) {
    const isKept = here === undefined || here.times.includes(box.value);
    box.checked &&= isKept;
    const choice = box.closest<HTMLElement>(".choice");
    if (choice) choice.hidden = !isKept;
  }
  const words = document.querySelector("[data-hours-said]");
  if (words && words.textContent !== (here?.said ?? "")) words.textContent = here?.said ?? "";
}
