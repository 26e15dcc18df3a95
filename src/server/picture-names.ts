/** Which pictures a text names. */

/** `media/x.webp` of each picture that a text of an entry or the settings names, as a value or in the body. */
export function picturesIn(text: string): Set<string> {
  return new Set(text.match(/(?<![\w/])media\/[a-z0-9][a-z0-9._-]*/g) ?? []);
}

/** Whether a text names the picture that stands at a path of the store (`content/media/x.webp`). */
export function namesPicture(text: string, file: string): boolean {
  return picturesIn(text).has(file.slice('content/'.length));
}
