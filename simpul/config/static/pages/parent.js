// The parent's page: a code from the QR, leaving at once, the curve as a picture. Without it the page still works.
(() => {
  "use strict";

  /** The code travels after the #, which no server and no log ever sees; it is filled in, not sent by itself. */
  const field = document.getElementById("kode");
  const code = new URLSearchParams(location.hash.slice(1)).get("kode");
  if (code) history.replaceState(null, "", location.pathname);
  if (field && code) {
    field.value = code;
    field.form.querySelector("button").focus();
  }

  /** Twice, since either may be lost with the page: now, and when the page has gone. To shut a shut door does nothing. */
  function tell(form) {
    const data = new FormData(form);
    fetch(form.action, { method: "POST", body: data, keepalive: true }).catch(() => undefined);
    window.addEventListener("pagehide", () => navigator.sendBeacon(form.action, data), { once: true });
  }

  /** Leave for a page that says nothing, and close the child's page in this browser. */
  document.querySelector("[data-leave]")?.addEventListener("click", (event) => {
    event.preventDefault();
    const form = document.querySelector("[data-leave-form]");
    if (form) tell(form);
    document.body.replaceChildren();
    location.replace(event.currentTarget.href);
  });

  /** Coming back after leaving must not show what the browser still remembers. */
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });

  const DRAWN = ["fill", "stroke", "stroke-width", "stroke-dasharray", "font-family", "font-size", "font-weight", "text-anchor", "opacity"];
  const SCALE = 2;

  /** The chart with its colours written into it, since a picture has no style sheet. */
  function standalone(svg) {
    const copy = svg.cloneNode(true);
    const from = [svg, ...svg.querySelectorAll("*")];
    const to = [copy, ...copy.querySelectorAll("*")];
    from.forEach((node, index) => {
      const style = getComputedStyle(node);
      for (const name of DRAWN) to[index].setAttribute(name, style.getPropertyValue(name));
    });
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    return copy;
  }

  async function picture(svg) {
    const { width, height } = svg.viewBox.baseVal;
    const copy = standalone(svg);
    copy.setAttribute("width", String(width * SCALE));
    copy.setAttribute("height", String(height * SCALE));
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = width * SCALE;
    canvas.height = height * SCALE;
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(image, 0, 0);
    return new Promise((done) => canvas.toBlob(done, "image/png"));
  }

  const button = document.querySelector("[data-picture]");
  const svg = document.querySelector(".chart-svg");
  if (button && svg) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(await picture(svg));
      link.download = "garis-pertumbuhan.png";
      link.click();
      URL.revokeObjectURL(link.href);
    });
  }
})();
