/** Why something cannot be shown, and what to do. */

import type { Refusal } from "../ask.ts";

export function Problem({ refusal, again }: { refusal: Refusal; again?: () => void }) {
  const { reason, hint, isAway = false } = refusal;
  if (refusal.again === true)
    return (
      <div class="problem" role="status">
        <p>
          {isAway
            ? `Just now ${reason}. Try: ${hint}.`
            : `A harvest is writing to the store just now: ${reason}.`}{" "}
          Asking again …
        </p>
      </div>
    );
  return (
    <div class="problem" role="alert">
      <p>
        <strong>{reason}.</strong> {hint !== undefined && <>Try: {hint}</>}
      </p>
      {again !== undefined && (
        <button type="button" onClick={again}>
          Ask again
        </button>
      )}
    </div>
  );
}
