/** A display name in the form in which two are equal. */

/** Compatible characters alike, no white space around, one space inside, lower case; accents are kept. */
export function normalName(name: string): string {
  if (plain.test(name)) return name.toLowerCase();
  return name.normalize("NFKC").trim().replaceAll(/\s+/gu, " ").toLowerCase();
}

/** Names that need no more: most of them, and the rest is dear. */
const plain = /^[!-~]+(?: [!-~]+)*$/;
