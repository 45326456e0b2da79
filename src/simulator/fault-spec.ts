/** The text of `--faults` ("500:0.02,reset:0.01"), read into a probability for each kind. */

/** Kinds decided for each attempt of a request, in the order in which they share one draw of chance. */
export const attemptFaults = [
  "500",
  "429",
  "reset",
  "hang",
  "truncate",
  "html403",
  "token",
  "page_token",
] as const;

export type AttemptFault = (typeof attemptFaults)[number];

/** `gone` is not drawn for each attempt: it is a lasting property of a meeting. */
export type Faults = Readonly<Record<AttemptFault | "gone", number>>;

/** Probabilities by kind; `refuse` is called with what is wrong. */
export function readFaults(
  given: string | number | undefined,
  refuse: (name: string, expected: string, got: unknown) => never,
): Faults {
  const faults: Record<AttemptFault | "gone", number> = {
    "500": 0,
    "429": 0,
    reset: 0,
    hang: 0,
    truncate: 0,
    html403: 0,
    token: 0,
    page_token: 0,
    gone: 0,
  };
  for (const part of String(given ?? "").split(",")) {
    if (part.trim() === "") continue;
    const [, kind = "", text = ""] = /^\s*(\w+)\s*:\s*([\d.]+)\s*$/.exec(part) ?? [];
    const probability = Number(text);
    if (!(kind in faults))
      refuse("faults", `a list of kind:probability with ${Object.keys(faults).join(", ")}`, part);
    if (!(probability >= 0 && probability <= 1)) refuse("faults", "probabilities from 0 to 1", part);
    faults[kind as AttemptFault] = probability;
  }
  const sum = attemptFaults.reduce((total, kind) => total + faults[kind], 0);
  return sum <= 1 ? faults : refuse("faults", "probabilities that sum to 1 at most", given);
}
