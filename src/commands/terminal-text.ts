/** Somebody else's texts on a terminal: what they may do there, and how wide they are. Pure. */

const graphemes = new Intl.Segmenter();

/** Han, kana, hangul and emoji are as wide as two letters. */
const wide =
  /^[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}|\uFE0F/u;

/** Control characters of a name would be obeyed by a terminal; signs that turn its direction would turn the line. */
export function harmless(text: string): string {
  const turning = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;
  return text.replaceAll(turning, "").replaceAll(/[\p{Cc}\u2028\u2029]/gu, "\uFFFD");
}

/** How many columns of a terminal a text takes: an accent that stands alone in it takes none of its own. */
export function widthOf(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += wide.test(segment) ? 2 : 1;
  return width;
}

/** The text, {@link harmless}; one of more columns than `most` loses its end. */
export function cut(text: string, most: number): string {
  const shown = harmless(text);
  if (widthOf(shown) <= most) return shown;
  return `${fitting(signsOf(shown), most - 1).join("")}…`;
}

/** The text, {@link harmless}; one of more columns than `most` loses its beginning: of a path the end says more. */
export function cutBegin(text: string, most: number): string {
  const shown = harmless(text);
  if (widthOf(shown) <= most) return shown;
  return `…${fitting(signsOf(shown).reverse(), most - 1)
    .reverse()
    .join("")}`;
}

/** The text, {@link harmless}, in so many columns: cut or filled. */
export function toWidth(text: string, width: number): string {
  const shown = cut(text, width);
  return shown + " ".repeat(Math.max(0, width - widthOf(shown)));
}

/** What a person counts as characters. */
function signsOf(text: string): string[] {
  return Array.from(graphemes.segment(text), ({ segment }) => segment);
}

/** The first of the signs, as many as there is room for. */
function fitting(signs: readonly string[], room: number): string[] {
  let left = room;
  const end = signs.findIndex((sign) => {
    left -= widthOf(sign);
    return left < 0;
  });
  return signs.slice(0, end === -1 ? undefined : end);
}
