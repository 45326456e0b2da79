/** A command to be typed: it breaks between its words, not within a flag. */

import "./command.css";

export function Command({ line }: { line: string }) {
  return (
    <code>
      {line.split(" ").map((word, index) => (
        <span key={index}>
          {index > 0 && " "}
          <span class="word">{word}</span>
        </span>
      ))}
    </code>
  );
}
