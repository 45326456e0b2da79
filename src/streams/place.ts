/**
 * Reads Zoom's `location`: "United States", "Milpitas (US )", "Berlin (DE)". Never guesses: what is neither a
 * country's name nor carries a code gives neither country nor city. Pure.
 */

/** Names that Zoom or older ICU data use beside the current English name. */
const otherNames: Record<string, string> = {
  "czech republic": "CZ",
  "cote d'ivoire": "CI",
  "hong kong": "HK",
  "hong kong sar": "HK",
  "ivory coast": "CI",
  "korea, republic of": "KR",
  "republic of korea": "KR",
  "iran, islamic republic of": "IR",
  macao: "MO",
  macau: "MO",
  "macao sar": "MO",
  "moldova, republic of": "MD",
  myanmar: "MM",
  palestine: "PS",
  "russian federation": "RU",
  "syrian arab republic": "SY",
  "taiwan, china": "TW",
  "tanzania, united republic of": "TZ",
  turkey: "TR",
  turkiye: "TR",
  "united kingdom of great britain and northern ireland": "GB",
  "united states of america": "US",
  usa: "US",
  uk: "GB",
  "viet nam": "VN",
};

/** Codes that ICU names but ISO 3166 gives to no country today: retired, reserved, groups of countries. */
const notCountries = new Set(
  "AC AN BU CP CQ CS DD DG DY EA EU EZ FX HV IC NH QO RH SU TA TP UK UN VD XA XB YD YU ZR ZZ".split(" "),
);

let codes: Map<string, string> | undefined;

/** Lower-case English name to two-letter code, from the ICU data of the runtime. */
function countryCodes(): Map<string, string> {
  if (codes !== undefined) return codes;
  codes = new Map(Object.entries(otherNames));
  const names = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  for (const code of letters.flatMap((first) => letters.map((second) => first + second))) {
    const name = notCountries.has(code) ? undefined : names.of(code);
    if (name !== undefined) codes.set(name.toLowerCase(), code);
  }
  return codes;
}

let known: Set<string> | undefined;

/** The country that two letters name; `(UK)` is taken for what it means. */
function countryOf(letters: string): string | undefined {
  known ??= new Set(countryCodes().values());
  const code = letters.toUpperCase();
  return known.has(code) ? code : countryCodes().get(letters.toLowerCase());
}

export interface Place {
  /** ISO 3166-1 alpha-2. */
  country?: string;
  city?: string;
}

/** Country and city of a location text, each absent when it does not say. */
export function readPlace(location: string): Place {
  const text = location.trim();
  const inBrackets = /^(.*?)\s*\(\s*([A-Za-z]{2})\s*\)$/.exec(text);
  if (inBrackets !== null) {
    const [, city = "", code = ""] = inBrackets;
    const country = countryOf(code);
    return country === undefined ? {} : { country, ...(city === "" ? {} : { city }) };
  }
  const country = countryCodes().get(text.toLowerCase());
  return country === undefined ? {} : { country };
}
