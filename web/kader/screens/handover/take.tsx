import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Icon } from "../../../ui/icon.tsx";
import type { Phone } from "../../core/api.ts";
import { Collector, isFrame } from "../../core/handover/frames.ts";
import { HandoverRefused } from "../../core/handover/message.ts";
import { replace } from "../../nav.ts";
import { Frame } from "../../parts/frame.tsx";
import { usePhone } from "../../phone.tsx";
import { showToast } from "../../toast.tsx";
import { type CameraState, isStopped, look } from "../people/camera.ts";
import { Notes } from "./notes.tsx";
import { h } from "./words.ts";

/** What the banner says below the picture. */
type Said = { words: string; isOver: boolean };

/** Read what another table hands over, and lay it over what this phone shows. */
export function Take() {
  const phone = usePhone();
  const video = useRef<HTMLVideoElement>(null);
  const [camera, setCamera] = useState<CameraState>("starting");
  const [said, setSaid] = useState<Said | null>(null);
  const [tries, setTries] = useState(0);
  const reader = useMemo(() => new Reader(phone, setSaid), [phone, tries]);
  useEffect(() => look(video, (text) => reader.read(text), setCamera), [reader]);
  const stopped = isStopped(camera);
  const again = (): void => {
    setSaid(null);
    setTries(tries + 1);
  };
  return (
    <Frame title={h("take.title")}>
      <video
        ref={video}
        class="scan-video"
        muted
        playsInline
        hidden={stopped || said?.isOver === true}
        aria-label={h("take.video")}
      />
      <div class="banner banner-info" role="status">
        <Icon name={stopped ? "camera" : "scan-line"} />
        <span>{said?.words ?? h(`take.${camera}`)}</span>
      </div>
      {(stopped || said?.isOver) && (
        <button type="button" class="btn btn-primary btn-block" onClick={again}>
          {stopped ? h("take.retry") : h("take.again")}
        </button>
      )}
      <p class="small muted">{h("take.help")}</p>
      <Notes />
    </Frame>
  );
}

/** Puts codes together and takes the message; says in words what it could not take. */
class Reader {
  private readonly collector = new Collector();
  private readonly phone: Phone;
  private readonly say: (said: Said) => void;

  constructor(phone: Phone, say: (said: Said) => void) {
    this.phone = phone;
    this.say = say;
  }

  /** True: nothing more is to be read. */
  async read(text: string): Promise<boolean> {
    if (!isFrame(text)) {
      this.say({ words: h("take.foreign"), isOver: false });
      return false;
    }
    const message = await this.collector.take(text);
    if (message) return this.take(message);
    this.say({ words: h("take.reading", this.collector.progress), isOver: false });
    return false;
  }

  private async take(message: Uint8Array<ArrayBuffer>): Promise<boolean> {
    try {
      const { person, fresh } = await (await this.phone.handover()).take(message);
      const name = this.phone.rows.persons.get(person)?.name;
      if (!name) {
        this.say({ words: h("take.unknown"), isOver: true });
        return true;
      }
      showToast(h(fresh > 0 ? "take.done" : "take.known", { name }));
      replace("visit", { person });
    } catch (error) {
      if (!(error instanceof HandoverRefused)) throw error;
      this.say({ words: h(`refused.${error.code}`, { minutes: error.minutes }), isOver: true });
    }
    return true;
  }
}
