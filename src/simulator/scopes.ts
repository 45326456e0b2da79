/** Scopes: an endpoint takes any one of its scopes, in the classic or the granular vocabulary. */
import type { Endpoint } from "./endpoint.ts";
import { type Refusal, refusal } from "./errors.ts";
import type { SimulatorOptions } from "./options.ts";

/** The scopes that the token carries: those of the options, or every scope of the served endpoints. */
export function grantedScopes(options: SimulatorOptions, endpoints: readonly Endpoint[]): readonly string[] {
  if (options.scopes !== undefined) return options.scopes;
  return [...new Set(endpoints.flatMap(({ scopes }) => scopes))].sort();
}

/** Zoom's refusal of a missing scope; it names the scopes wanted, and its HTTP status was seen as 400, 401 and 403. */
export function missingScope(options: SimulatorOptions, { scopes }: Endpoint): Refusal {
  const wanted = scopes.join(", ");
  return refusal(
    Number(options.scope_status),
    4711,
    `Invalid access token, does not contain scopes:[${wanted}].`,
  );
}
