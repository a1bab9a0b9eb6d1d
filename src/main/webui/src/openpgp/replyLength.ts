/** Characters, as people count them: code points. */
export const longestReply = 8_000;

export function characters(text: string): number {
  return Array.from(text).length;
}
