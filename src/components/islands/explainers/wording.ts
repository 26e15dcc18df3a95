/** Numbers as an explainer shows and speaks them. */

/** Fixed digits, with a real minus sign and no "−0": `−7.5`. */
export function figure(value: number, digits = 0): string {
  const text = value.toFixed(digits);
  return Number(text) === 0 ? text.replace('-', '') : text.replace('-', '−');
}

/** A temperature in words, for screen readers: `零下7.5摄氏度`. */
export function spokenCelsius(celsius: number, digits = 1): string {
  const text = String(Number(Math.abs(celsius).toFixed(digits)));
  return `${celsius < 0 && Number(text) !== 0 ? '零下' : ''}${text}摄氏度`;
}
