/** The picture for sharing: 1080 × 1350 px, in the colours of paper whatever theme the phone has. */
export interface TotalsPicture {
  title: string;
  date: string;
  /** What must stand above everything: that it is only a practice. */
  label: string | null;
  lines: readonly { label: string; value: string }[];
}

const PAPER = "#faf8f4";
const INK = "#1c2038";
const NILA = "#2f3e9e";
const LINE = "#ddd8cf";
const MARGIN = 80;
const LABEL_HEIGHT = 72;

function fitFont(
  context: CanvasRenderingContext2D,
  text: string,
  font: string,
  size: number,
  width: number,
): number {
  let fitted = size;
  do context.font = `${font.replace("SIZE", String(fitted))}`;
  while (context.measureText(text).width > width && --fitted > 24);
  return fitted;
}

export function drawTotals(canvas: HTMLCanvasElement, picture: TotalsPicture): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  const { width, height } = canvas;
  context.fillStyle = PAPER;
  context.fillRect(0, 0, width, height);
  context.fillStyle = NILA;
  context.fillRect(0, 0, width, 24);
  context.textBaseline = "alphabetic";
  if (picture.label) drawLabel(context, picture.label, width);
  context.fillStyle = INK;
  fitFont(context, picture.title, '700 SIZEpx "Plus Jakarta Sans", sans-serif', 72, width - 2 * MARGIN);
  context.fillText(picture.title, MARGIN, 150);
  context.fillStyle = NILA;
  fitFont(context, picture.date, '600 SIZEpx "Noto Sans", sans-serif', 44, width - 2 * MARGIN);
  context.fillText(picture.date, MARGIN, 220);
  const rowHeight = (height - 330) / Math.max(1, picture.lines.length);
  for (const [index, line] of picture.lines.entries())
    drawLine(context, line, 300 + index * rowHeight, width);
}

/** A band across the top, in words: it stays when the picture is sent on. */
function drawLabel(context: CanvasRenderingContext2D, label: string, width: number): void {
  context.fillStyle = INK;
  context.fillRect(0, 0, width, LABEL_HEIGHT);
  context.fillStyle = PAPER;
  fitFont(context, label, '700 SIZEpx "Plus Jakarta Sans", sans-serif', 40, width - 2 * MARGIN);
  context.fillText(label, MARGIN, LABEL_HEIGHT - 24);
}

function drawLine(
  context: CanvasRenderingContext2D,
  { label, value }: { label: string; value: string },
  y: number,
  width: number,
): void {
  context.fillStyle = LINE;
  context.fillRect(MARGIN, y - 56, width - 2 * MARGIN, 2);
  context.fillStyle = INK;
  context.font = '400 42px "Noto Sans", sans-serif';
  context.fillText(label, MARGIN, y);
  context.font = '700 52px "Plus Jakarta Sans", sans-serif';
  context.textAlign = "right";
  context.fillText(value, width - MARGIN, y);
  context.textAlign = "left";
}
