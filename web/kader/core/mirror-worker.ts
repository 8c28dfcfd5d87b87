/// <reference lib="webworker" />
/**
 * Appends to the second copy of the outbox in the origin's private file system. A synchronous handle is what Safari
 * has, and it really appends; it exists in workers only.
 */
declare const self: DedicatedWorkerGlobalScope;

export type MirrorRequest = {
  n: number;
  name: string;
  bytes: Uint8Array<ArrayBuffer> | null;
  how: "read" | "append" | "replace";
};
export type MirrorReply = { n: number; ok: boolean; bytes: Uint8Array<ArrayBuffer> | null };

async function handleOf(name: string): Promise<FileSystemSyncAccessHandle> {
  const root = await navigator.storage.getDirectory();
  const file = await root.getFileHandle(name, { create: true });
  return file.createSyncAccessHandle();
}

async function serve({ name, how, bytes }: MirrorRequest): Promise<Uint8Array<ArrayBuffer> | null> {
  const handle = await handleOf(name);
  try {
    // These were promises in the first versions of both browsers.
    const size = await handle.getSize();
    if (how === "read") {
      const all = new Uint8Array(size);
      await handle.read(all, { at: 0 });
      return all;
    }
    if (how === "replace") await handle.truncate(0);
    const done = await handle.write(bytes as Uint8Array<ArrayBuffer>, { at: how === "append" ? size : 0 });
    if (done !== bytes?.length) throw new Error("the file took only a part");
    await handle.flush();
    return null;
  } finally {
    await handle.close();
  }
}

self.addEventListener("message", (event: MessageEvent<MirrorRequest>) => {
  const { n } = event.data;
  serve(event.data).then(
    (bytes) => self.postMessage({ n, ok: true, bytes } satisfies MirrorReply),
    () => self.postMessage({ n, ok: false, bytes: null } satisfies MirrorReply),
  );
});
