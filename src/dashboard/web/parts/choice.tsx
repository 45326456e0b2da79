/** One of a few views, chosen by links: each can be kept and sent. */

import "./choice.css";

interface ChoiceProps {
  label: string;
  choices: readonly { name: string; href: string; isChosen: boolean }[];
}

export function Choice({ label, choices }: ChoiceProps) {
  return (
    <nav class="choice" aria-label={label}>
      {choices.map(({ name, href, isChosen }) => (
        <a key={name} href={href} aria-current={isChosen ? "true" : undefined}>
          {name}
        </a>
      ))}
    </nav>
  );
}
