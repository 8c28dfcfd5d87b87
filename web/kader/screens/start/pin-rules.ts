/** PINs that a stranger tries first: one digit six times, a run up or down, a pair or triple repeated. */
export function isEasyPin(pin: string): boolean {
  const digits = [...pin].map(Number);
  const steps = digits.slice(1).map((digit, index) => digit - (digits[index] ?? 0));
  const isRun = steps.every((step) => step === steps[0]) && Math.abs(steps[0] ?? 0) <= 1;
  return isRun || /^(\d\d)\1\1$/.test(pin) || /^(\d\d\d)\1$/.test(pin);
}
