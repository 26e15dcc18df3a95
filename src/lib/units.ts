/** A number and its unit stay on one line (SI Brochure 5.4.3: a space between them; 《中文排版需求》: never torn). Pure. */

/** `99 %`, `−7 ℃`, `0.34 nm`: the space between a digit and a unit becomes one that does not break. */
export function joinUnits(text: string): string {
  return text.replace(/(?<=\d) (?=[%‰℃°µμΩA-Za-z])/g, '\u00A0');
}
