/** Reads QR codes from a picture: the browser's own detector where it knows QR, else our worker, loaded when needed. */
export interface Decoder {
  decode(video: HTMLVideoElement): Promise<string | null>;
  close(): void;
}

interface BarcodeDetectorLike {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}
interface BarcodeDetectorClass {
  new (options: { formats: string[] }): BarcodeDetectorLike;
  getSupportedFormats(): Promise<string[]>;
}

async function native(): Promise<Decoder | null> {
  const Detector = (globalThis as { BarcodeDetector?: BarcodeDetectorClass }).BarcodeDetector;
  if (!Detector) return null;
  const formats = await Detector.getSupportedFormats().catch(() => [] as string[]);
  if (!formats.includes("qr_code")) return null;
  const detector = new Detector({ formats: ["qr_code"] });
  return {
    decode: async (video) => (await detector.detect(video))[0]?.rawValue ?? null,
    close: () => undefined,
  };
}

const WIDTH = 480;

function frameOf(video: HTMLVideoElement, canvas: HTMLCanvasElement): ImageData | null {
  const height = Math.round((video.videoHeight / video.videoWidth) * WIDTH);
  if (!height) return null;
  canvas.width = WIDTH;
  canvas.height = height;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context?.drawImage(video, 0, 0, WIDTH, height);
  return context?.getImageData(0, 0, WIDTH, height) ?? null;
}

function byWorker(): Decoder {
  const worker = new Worker(new URL("../../generated/qr-worker.js", import.meta.url));
  const canvas = document.createElement("canvas");
  return {
    decode: (video) =>
      new Promise((resolve, reject) => {
        const image = frameOf(video, canvas);
        if (!image) return resolve(null);
        worker.onmessage = (event: MessageEvent<{ data: string | null }>) => resolve(event.data.data);
        worker.onerror = () => reject(new Error("QR decoder failed"));
        worker.postMessage({ id: 1, type: "decode", data: image }, [image.data.buffer]);
      }),
    close: () => worker.terminate(),
  };
}

export const openDecoder = async (): Promise<Decoder> => (await native()) ?? byWorker();
