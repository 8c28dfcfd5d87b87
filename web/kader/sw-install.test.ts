import { expect, test } from "vitest";
import type { PrecacheController } from "workbox-precaching";
import { AT_ONCE, storeFiles } from "./sw-install.ts";

const URLS = Array.from({ length: 20 }, (_, n) => `http://localhost/assets/${n}.js`);
const PLAIN = "http://localhost/kader/index.html";
const event = {} as ExtendableEvent;

/** Files whose answers the test gives, one by one. */
function line(refused?: string) {
  const asked: Request[] = [];
  const open: (() => void)[] = [];
  const keys = new Map(URLS.map((url) => [url, url]));
  keys.set(PLAIN, `${PLAIN}?__WB_REVISION__=1`);
  const handleAll = ({ request }: { request: Request }) => {
    asked.push(request);
    const came = new Promise<void>((done, fail) => {
      open.push(request.url === refused ? () => fail(new Error("refused")) : done);
    });
    return [Promise.resolve(), came];
  };
  const files = { getURLsToCacheKeys: () => keys, strategy: { handleAll } } as unknown as PrecacheController;
  return { files, asked, open };
}

const turn = () => new Promise((done) => setTimeout(done));

test("a few files are under way at once, never more, and all of them come", async () => {
  const { files, asked, open } = line();
  const stored = storeFiles(files, event);
  for (let come = 0; come < URLS.length + 1; come++) {
    expect(asked.length).toBe(Math.min(come + AT_ONCE, URLS.length + 1));
    open[come]?.();
    await turn();
  }
  await stored;
  expect(asked.map(({ url }) => url)).toEqual([...URLS, PLAIN]);
});

test("only a file whose name says nothing of its bytes is asked past the browser's store", async () => {
  const { files, asked, open } = line();
  const stored = storeFiles(files, event);
  for (let come = 0; come < URLS.length + 1; come++, await turn()) open[come]?.();
  await stored;
  expect(asked.filter(({ cache }) => cache === "reload").map(({ url }) => url)).toEqual([PLAIN]);
});

test("a file that cannot be had ends it, and nothing more is fetched", async () => {
  const { files, asked, open } = line(URLS[1]);
  const stored = expect(storeFiles(files, event)).rejects.toThrow("refused");
  open[1]?.();
  await stored;
  open[0]?.();
  await turn();
  expect(asked.length).toBe(AT_ONCE);
});
