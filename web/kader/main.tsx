import "../ui/css/index.css";
import "../ui/css/phone.css";
import { render } from "preact";
import { App } from "./app.tsx";
import { startBrowserPhone } from "./core/browser.ts";
import { refuseSecondTaps } from "./second-tap.ts";

const root = document.getElementById("app") as HTMLElement;

async function enrolmentWords(): Promise<readonly string[]> {
  return (await import("./enrolment-words.ts")).words;
}

refuseSecondTaps(document);
const phone = await startBrowserPhone(enrolmentWords);
root.replaceChildren();
render(<App phone={phone} />, root);
