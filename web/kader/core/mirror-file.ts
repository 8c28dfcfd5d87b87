import type { Bytes } from "./bytes.ts";
import type { MirrorFile } from "./mirror.ts";
import type { MirrorReply, MirrorRequest } from "./mirror-worker.ts";

const NAME = "simpul-outbox.log";
const SILENT_MS = 15_000;

/** The file in the origin's private file system; null where the browser has none. Throws when it cannot be opened. */
export async function openMirrorFile(): Promise<MirrorFile | null> {
  if (!navigator.storage?.getDirectory) return null;
  const handle = await (await navigator.storage.getDirectory()).getFileHandle(NAME, { create: true });
  const inWorker = new WorkerFile();
  if (await inWorker.works()) return inWorker;
  inWorker.stop();
  return "createWritable" in handle ? streamFile(handle) : null;
}

/** By a synchronous handle in a worker: Chrome from 102, Safari. */
class WorkerFile implements MirrorFile {
  private worker = new Worker(new URL("./mirror-worker.ts", import.meta.url), { type: "module" });
  private n = 0;

  works(): Promise<boolean> {
    return this.read().then(
      () => true,
      () => false,
    );
  }

  read = async (): Promise<Bytes> => (await this.ask("read", null)) ?? new Uint8Array();
  append = async (bytes: Bytes): Promise<void> => void (await this.ask("append", bytes));
  replace = async (bytes: Bytes): Promise<void> => void (await this.ask("replace", bytes));

  private ask(how: MirrorRequest["how"], bytes: Bytes | null): Promise<Bytes | null> {
    const n = ++this.n;
    return new Promise((resolve, reject) => {
      const fail = () => reject(new Error("the second copy cannot be written"));
      const timer = setTimeout(fail, SILENT_MS);
      const heard = ({ data }: MessageEvent<MirrorReply>) => {
        if (data.n !== n) return;
        clearTimeout(timer);
        this.worker.removeEventListener("message", heard);
        if (data.ok) resolve(data.bytes);
        else fail();
      };
      this.worker.addEventListener("message", heard);
      this.worker.addEventListener("error", fail, { once: true });
      this.worker.postMessage({ n, name: NAME, how, bytes } satisfies MirrorRequest);
    });
  }

  stop(): void {
    this.worker.terminate();
  }
}

/** By a stream on the page: Chrome 100 and 101. Every write makes the file anew, so it is whole or as before. */
function streamFile(handle: FileSystemFileHandle): MirrorFile {
  async function write(bytes: Bytes, keepExistingData: boolean): Promise<void> {
    const position = keepExistingData ? (await handle.getFile()).size : 0;
    const stream = await handle.createWritable({ keepExistingData });
    await stream.write({ type: "write", position, data: bytes });
    await stream.close();
  }
  return {
    read: async () => new Uint8Array(await (await handle.getFile()).arrayBuffer()),
    append: (bytes) => write(bytes, true),
    replace: (bytes) => write(bytes, false),
  };
}
