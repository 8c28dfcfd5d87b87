// The grid in which a paper register is typed. Without it the page is a plain form that still saves.
(() => {
  "use strict";

  const form = document.getElementById("register");
  if (!form) return;
  const said = document.getElementById("tersimpan");
  const asks = document.getElementById("pertanyaan");
  const rows = [...form.querySelectorAll("tbody tr")].map((row) => [...row.querySelectorAll("td")].map((td) => td.querySelector("input.cell")));
  const place = new Map();
  rows.forEach((cells, y) => cells.forEach((cell, x) => cell && place.set(cell, [x, y])));
  const SAVE_AFTER_MS = 900, AGAIN_AFTER_MS = 5000, MOST_UNDO = 500;
  const waiting = { cells: {}, days: {} };
  const done = [];
  let timer = 0, busy = false, leaving = false;

  /** The next cell that can be typed in, in a direction; null at the edge. */
  function next([x, y], dx, dy) {
    for (let i = x + dx, j = y + dy; rows[j] && i >= 0 && i < rows[j].length; i += dx, j += dy) if (rows[j][i]) return rows[j][i];
    return null;
  }

  function go(cell) {
    if (!cell) return false;
    cell.focus();
    cell.select();
    return true;
  }

  /** A cell's new text: remembered for undo, sent a moment later. */
  function put(cell, text, step) {
    const before = cell.dataset.was ?? "";
    if (before === text) return;
    if (step) step.push([cell, before]);
    cell.value = text;
    cell.dataset.was = text;
    waiting.cells[cell.dataset.cell] = text;
    later(SAVE_AFTER_MS);
  }

  function remember(step) {
    if (!step.length) return;
    done.push(step);
    if (done.length > MOST_UNDO) done.shift();
  }

  function undo() {
    const step = done.pop();
    if (!step) return;
    for (const [cell, text] of step.reverse()) put(cell, text, null);
    go(step[step.length - 1][0]);
  }

  const atEdge = (cell, right) =>
    cell.selectionStart !== cell.selectionEnd || (right ? cell.selectionEnd === cell.value.length : cell.selectionStart === 0);

  function onKey(event) {
    const cell = event.target;
    const at = place.get(cell);
    if (!at) return;
    const key = event.key;
    const moves = { Enter: [0, event.shiftKey ? -1 : 1], ArrowDown: [0, 1], ArrowUp: [0, -1], ArrowRight: [1, 0], ArrowLeft: [-1, 0] };
    if ((event.ctrlKey || event.metaKey) && key.toLowerCase() === "z") {
      event.preventDefault();
      commit(cell);
      undo();
      return;
    }
    if (key === "Escape") {
      cell.value = cell.dataset.was ?? "";
      return;
    }
    const move = event.ctrlKey || event.altKey || event.metaKey ? null : moves[key];
    if (!move || (key === "ArrowRight" && !atEdge(cell, true)) || (key === "ArrowLeft" && !atEdge(cell, false))) return;
    event.preventDefault();
    commit(cell);
    if (go(next(at, ...move)) || key !== "Enter") return;
    // The last child of a column: on to the first child of the next column.
    for (let x = at[0] + (event.shiftKey ? -1 : 1); rows[0] && x >= 0 && x < rows[0].length; x += event.shiftKey ? -1 : 1) {
      const column = rows.map((cells) => cells[x]).filter(Boolean);
      if (column.length) {
        go(event.shiftKey ? column[column.length - 1] : column[0]);
        return;
      }
    }
  }

  function commit(cell) {
    const step = [];
    put(cell, cell.value.trim(), step);
    remember(step);
  }

  /** A block from a spreadsheet fills cells to the right and below; what is stored already is left. */
  function onPaste(event) {
    const at = place.get(event.target);
    const text = event.clipboardData ? event.clipboardData.getData("text/plain") : "";
    if (!at || !/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    const step = [];
    text.replace(/\r/g, "").replace(/\n$/, "").split("\n").forEach((line, j) => {
      line.split("\t").forEach((piece, i) => {
        const cell = rows[at[1] + j] && rows[at[1] + j][at[0] + i];
        if (cell) put(cell, piece.trim().slice(0, cell.maxLength), step);
      });
    });
    remember(step);
  }

  function later(ms) {
    said.textContent = said.dataset.saving;
    clearTimeout(timer);
    timer = setTimeout(save, ms);
  }

  /** Send what changed; what could not be sent stays and is sent again. */
  async function save() {
    if (busy) return;
    const sent = { cells: { ...waiting.cells }, days: { ...waiting.days } };
    if (!Object.keys(sent.cells).length && !Object.keys(sent.days).length) return;
    busy = true;
    try {
      const answer = await fetch(form.dataset.save, {
        method: "POST",
        keepalive: true,
        headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
        body: JSON.stringify(sent),
      });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      for (const part of ["cells", "days"])
        for (const key of Object.keys(sent[part])) if (waiting[part][key] === sent[part][key]) delete waiting[part][key];
      told(await answer.json());
    } catch {
      said.textContent = said.dataset.failed;
      clearTimeout(timer);
      timer = setTimeout(save, AGAIN_AFTER_MS);
    } finally {
      busy = false;
    }
    if (said.textContent !== said.dataset.failed && (Object.keys(waiting.cells).length || Object.keys(waiting.days).length)) later(SAVE_AFTER_MS);
  }

  function told({ saved, questions, faults }) {
    said.textContent = `${said.dataset.saved} ${saved}`;
    for (const cell of place.keys()) {
      const key = cell.dataset.cell;
      const words = faults[key] ?? questions[key] ?? "";
      if (words) cell.title = words;
      else cell.removeAttribute("title");
      if (words) cell.dataset.mark = faults[key] ? "fault" : "question";
      else delete cell.dataset.mark;
      cell.setAttribute("aria-invalid", faults[key] ? "true" : "false");
    }
    ask(document.activeElement);
  }

  /** The question about the cell with the focus, or about the one just left, in words below the grid. */
  let left = null;
  function ask(cell) {
    const one = [cell, left].find((each) => place.has(each) && each.title) ?? null;
    asks.hidden = !one;
    asks.textContent = one ? `${one.getAttribute("aria-label")}: ${one.title}` : "";
  }

  // On a slow line somebody may have typed before this script came.
  for (const cell of place.keys()) {
    cell.dataset.was = cell.defaultValue;
    if (cell.value !== cell.defaultValue) put(cell, cell.value.trim(), null);
  }
  form.addEventListener("keydown", onKey);
  form.addEventListener("paste", onPaste);
  form.addEventListener("input", (event) => {
    // Kept while typing too, so that a page that is closed loses no half-typed cell.
    if (place.has(event.target)) {
      waiting.cells[event.target.dataset.cell] = event.target.value.trim();
      later(SAVE_AFTER_MS);
    }
  });
  form.addEventListener("change", (event) => {
    if (place.has(event.target)) {
      left = event.target;
      commit(event.target);
    } else if (event.target.dataset.day) {
      waiting.days[event.target.dataset.day] = event.target.value;
      later(SAVE_AFTER_MS);
    }
  });
  form.addEventListener("focusin", (event) => {
    if (!place.has(event.target)) return;
    event.target.select();
    ask(event.target);
  });
  form.addEventListener("submit", () => {
    leaving = true;
    clearTimeout(timer);
  });
  addEventListener("pagehide", () => {
    if (!leaving) void save();
  });
  addEventListener("beforeunload", (event) => {
    if (!leaving && said.textContent === said.dataset.failed) event.preventDefault();
  });
  for (const button of form.querySelectorAll("[data-print]")) button.addEventListener("click", () => print());
})();
