/** The clauses of a title, so that its lines can break between them instead of inside a word. Pure. */

/** `试错故事展：失败怎样变成发现` → `试错故事展：` and `失败怎样变成发现`. A mark keeps the quotes and brackets that close behind it. Joined again it is the same text. */
export function clauses(title: string): string[] {
  return title.match(/.+?(?:[，：；、。？！]+[”’」』）》]*|——|$)/gsu) ?? [title];
}
