/** A few figures that matter, large. */

export interface Figure {
  name: string;
  /** Null where it is not known: that is said smaller, in words. */
  value: string | null;
  /** What is said where it is not known. @default "not counted yet" */
  unknown?: string;
  /** Said below it. */
  note?: string | undefined;
  href?: string;
}

export function Figures({ figures }: { figures: readonly Figure[] }) {
  return (
    <dl class="figures">
      {figures.map(({ name, value, unknown = "not counted yet", note, href }) => (
        <div key={name}>
          <dt>{name}</dt>
          {value === null ? (
            <dd class="note">{unknown}</dd>
          ) : (
            <dd>{href === undefined ? value : <a href={href}>{value}</a>}</dd>
          )}
          {note !== undefined && <dd class="note">{note}</dd>}
        </div>
      ))}
    </dl>
  );
}
