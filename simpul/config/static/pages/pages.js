// Small behaviour of the server pages. Without it every page still works.
(() => {
  "use strict";

  const typing = (target) => target instanceof Element && target.closest("input, textarea, select, [contenteditable]");

  /** j and k walk through the list, Enter opens: focus moves, so the browser does the rest. */
  function walk(step) {
    const rows = [...document.querySelectorAll("[data-walk] a.row")];
    if (!rows.length) return;
    const at = rows.findIndex((row) => row === document.activeElement || row.getAttribute("aria-current") === "true");
    const focused = rows.indexOf(document.activeElement);
    const from = focused >= 0 ? focused : at;
    const next = rows[Math.min(rows.length - 1, Math.max(0, from < 0 ? 0 : from + step))];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "j") walk(1);
    else if (event.key === "k") walk(-1);
    else if (event.key === "/") {
      const search = document.querySelector("input[type=search]");
      if (!search) return;
      event.preventDefault();
      search.focus();
      search.select();
    }
  });

  /** A row that is open already is not fetched again: what was begun beside it, an answer, would be swept away. */
  document.addEventListener(
    "click",
    (event) => {
      const row = event.target instanceof Element ? event.target.closest("[data-walk] a.row[aria-current=true]") : null;
      const shown = document.querySelector("#rincian > *");
      if (!row || !shown?.checkVisibility() || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    true,
  );

  /** A click on a row marks it, before the answer comes. */
  document.addEventListener("click", (event) => {
    const row = event.target instanceof Element ? event.target.closest("[data-walk] a.row") : null;
    if (row) {
      for (const other of document.querySelectorAll("[data-walk] [aria-current]")) other.removeAttribute("aria-current");
      row.setAttribute("aria-current", "true");
    }
    for (const menu of document.querySelectorAll("details.menu[open]"))
      if (!menu.contains(event.target)) menu.removeAttribute("open");
  });

  /** Tables with data-sort: the heads become buttons; numbers and dates sort by data-value. */
  const valueOf = (row, column) => {
    const cell = row.cells[column];
    return cell ? (cell.dataset.value ?? cell.textContent.trim()) : "";
  };
  const compare = (a, b) => {
    const x = Number(a), y = Number(b);
    return a !== "" && b !== "" && !Number.isNaN(x) && !Number.isNaN(y) ? x - y : a.localeCompare(b, "id");
  };
  function sortable(table) {
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      if (!head.hasAttribute("aria-sort")) return;
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const up = head.getAttribute("aria-sort") !== "ascending";
        for (const other of table.tHead.querySelectorAll("[aria-sort]")) other.setAttribute("aria-sort", "none");
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        const body = table.tBodies[0];
        const rows = [...body.rows].sort((a, b) => compare(valueOf(a, column), valueOf(b, column)) * (up ? 1 : -1));
        body.append(...rows);
      });
    });
  }

  /** An input with data-filter="#id" hides rows that do not hold its words. */
  function filtering(input) {
    const target = document.querySelector(input.dataset.filter);
    if (!target) return;
    input.addEventListener("input", () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      for (const row of target.querySelectorAll("tbody tr, [data-filter-row]")) {
        const text = row.textContent.toLowerCase();
        row.hidden = !words.every((word) => text.includes(word));
      }
    });
  }

  /** data-until="ISO time": counts down in words; reloads nothing, says when it is over. */
  function countdown(element) {
    const until = Date.parse(element.dataset.until);
    const over = element.dataset.over;
    const tick = () => {
      const left = Math.max(0, Math.round((until - Date.now()) / 1000));
      element.textContent = left ? `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}` : over;
      if (!left) clearInterval(timer);
    };
    const timer = setInterval(tick, 1000);
    tick();
  }

  /** data-busy="words" on a button: once sent, the form says what is being done, and cannot be sent twice. */
  document.addEventListener("submit", (event) => {
    const words = event.submitter?.dataset.busy;
    if (!words || event.defaultPrevented) return;
    const said = document.createElement("p");
    said.setAttribute("role", "status");
    event.target.append(said);
    setTimeout(() => {
      event.submitter.disabled = true;
      said.textContent = words;
    });
    addEventListener("pageshow", () => {
      event.submitter.disabled = false;
      said.remove();
    }, { once: true });
  });

  /** A form that asks before it goes. */
  document.addEventListener("submit", (event) => {
    const asked = event.target.dataset.confirm;
    if (asked && !window.confirm(asked)) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-print]")) window.print();
  });

  /** data-copy: its text goes to the clipboard, and the button says so; the next one is ready under the keyboard. */
  document.addEventListener("click", async (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-copy]") : null;
    if (!button) return;
    const words = button.querySelector("span");
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      words.textContent = button.dataset.done;
      const all = [...document.querySelectorAll("[data-copy]")];
      all[all.indexOf(button) + 1]?.focus();
    } catch {
      words.textContent = button.dataset.failed;
    }
  });

  /** The live board: news from the server fetch the tiles at once; without it they come every 15 seconds. */
  function listen(element) {
    const board = document.getElementById("papan");
    const events = new EventSource(element.dataset.live);
    const say = (words) => {
      if (element.textContent !== words) element.textContent = words;
    };
    events.addEventListener("ready", () => say(element.dataset.on));
    events.addEventListener("news", () => window.htmx.trigger(board, "news"));
    events.addEventListener("error", () => {
      say(element.dataset.off);
      if (events.readyState === EventSource.CLOSED) events.close();
    });
    window.addEventListener("pagehide", () => events.close(), { once: true });
  }

  /** What is to be put right takes the focus; without anything to put right, what the server has just said does. */
  function toldFirst() {
    const told = document.querySelector("[data-problems]") ?? document.querySelector("[data-told]");
    if (!told || (document.querySelector("[autofocus]") ?? told) !== told) return;
    told.focus();
  }

  function ready(root) {
    for (const element of root.querySelectorAll("[data-live]:not([data-ready])")) {
      element.dataset.ready = "1";
      listen(element);
    }
    for (const table of root.querySelectorAll("table[data-sort]:not([data-ready])")) {
      table.dataset.ready = "1";
      sortable(table);
    }
    for (const input of root.querySelectorAll("input[data-filter]:not([data-ready])")) {
      input.dataset.ready = "1";
      filtering(input);
    }
    for (const element of root.querySelectorAll("[data-until]:not([data-ready])")) {
      element.dataset.ready = "1";
      countdown(element);
    }
  }
  /** Words of the page about its connection, beside what was pressed; the same are not said twice. */
  function told(name, beside) {
    const before = document.querySelector("[data-net]");
    if (before?.dataset.net === name) return;
    before?.remove();
    const words = document.querySelector(`template[data-said="${name}"]`)?.content.firstElementChild.cloneNode(true);
    if (!words) return;
    words.dataset.net = name;
    beside.append(words);
    words.scrollIntoView({ block: "nearest" });
  }
  const besideOf = (element) => element.closest("form, section, main") ?? document.body;
  for (const name of ["htmx:sendError", "htmx:timeout"])
    document.addEventListener(name, (event) => told("offline", besideOf(event.detail.elt)));
  document.addEventListener("htmx:responseError", (event) => told("trouble", besideOf(event.detail.elt)));
  document.addEventListener("htmx:afterOnLoad", () => document.querySelector("[data-net]")?.remove());

  /** An answer from another page, as the sign-in when a session is over, is opened as a page, never put into this one. */
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, requestConfig } = event.detail;
    if (!xhr.responseURL) return;
    const came = new URL(xhr.responseURL).pathname;
    if (!came.startsWith("/akun/masuk") || requestConfig.path.startsWith("/akun/")) return;
    event.detail.shouldSwap = false;
    window.location.assign(requestConfig.elt.href ?? window.location.href);
  });

  /** A form goes once: without a connection it stays with all that was typed, and a second press waits for the first. */
  const PATIENCE_MS = 10_000;
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (!navigator.onLine) {
      event.preventDefault();
      told("offline", form);
    } else if (form.dataset.sent) {
      event.preventDefault();
      if (!event.submitter?.dataset.busy) told("sending", form);
    } else {
      form.dataset.sent = "1";
      const again = () => delete form.dataset.sent;
      setTimeout(again, PATIENCE_MS);
      addEventListener("pageshow", again, { once: true });
    }
  });

  /** A form that carries files says how far it is. */
  document.addEventListener("htmx:xhr:progress", (event) => {
    const bar = event.target instanceof Element ? event.target.querySelector("progress") : null;
    if (!bar || !event.detail.lengthComputable) return;
    bar.hidden = false;
    bar.value = (100 * event.detail.loaded) / event.detail.total;
  });
  /** On narrow screens a row opens its own page instead of the space beside the list. */
  document.addEventListener("htmx:beforeRequest", (event) => {
    const link = event.detail.elt;
    if (!link.hasAttribute("data-wide-only") || window.matchMedia("(min-width: 64rem)").matches) return;
    event.preventDefault();
    window.location.assign(link.href);
  });
  /** What was put in takes the focus: the answer with its heading, the button of one that was closed, or the name. */
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target?.id !== "rincian") return;
    const closed = event.detail.requestConfig?.elt?.dataset.closes;
    const answer = document.getElementById("jawab");
    const next = answer ?? document.querySelector(closed ? `[data-answer="${CSS.escape(closed)}"]` : "#siapa");
    const fold = next?.closest("details");
    if (fold) fold.open = true;
    next?.focus({ preventScroll: true });
    next?.scrollIntoView({ block: answer ? "start" : "nearest" });
  });
  document.addEventListener("htmx:load", (event) => ready(event.detail.elt));
  ready(document);
  toldFirst();

  /** A narrow screen shows part of the menu: the place where one is must be in it. */
  const here = document.querySelector(".site-nav [aria-current]");
  if (here) here.parentElement.scrollLeft = here.offsetLeft - (here.parentElement.clientWidth - here.offsetWidth) / 2;

  /** And which side has more of it. */
  const menu = document.querySelector(".site-nav");
  const tellMore = () => {
    menu.classList.toggle("more-before", menu.scrollLeft > 4);
    menu.classList.toggle("more-after", menu.scrollLeft + menu.clientWidth < menu.scrollWidth - 4);
  };
  if (menu) {
    menu.addEventListener("scroll", tellMore, { passive: true });
    window.addEventListener("resize", tellMore);
    tellMore();
  }
})();
