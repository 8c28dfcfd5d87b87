import "../ui/css/index.css";
import "../ui/css/phone.css";
import { render } from "preact";
import { App } from "./app.tsx";
import { startBrowserPhone } from "./core/browser.ts";

const root = document.getElementById("app") as HTMLElement;

async function enrolmentWords(): Promise<readonly string[]> {
  return (await import("./enrolment-words.ts")).words;
}

const phone = await startBrowserPhone(enrolmentWords);
root.replaceChildren();
render(<App phone={phone} />, root);
