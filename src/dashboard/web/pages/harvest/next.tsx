/** What to run, each with its reason. */

import { Command } from "../../parts/command.tsx";

export function Next({ lines }: { lines: readonly string[] }) {
  return (
    <ul class="next">
      {lines.map((line) => {
        // `COMMAND: REASON`; a file's name may have a colon too, the reason has none.
        const at = line.lastIndexOf(": ");
        return (
          <li key={line}>
            <Command line={line.slice(0, at)} />
            <span>{line.slice(at + 2)}</span>
          </li>
        );
      })}
    </ul>
  );
}
