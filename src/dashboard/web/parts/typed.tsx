/** A field of a search: what is typed is asked for after a short pause, and at once with Enter. */

import type { TargetedInputEvent, TargetedKeyboardEvent } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { type Asked, go, withAsked } from "../address.ts";

const pauseMs = 350;

interface TypedProps {
  label: string;
  /** What the address calls it. */
  name: string;
  asked: Asked;
  type?: "search" | "number";
  placeholder?: string;
  /** Of texts that are shorter nothing is asked. @default 0 */
  shortest?: number;
  /** What else goes from the address when this changes. @default the page */
  without?: readonly string[];
}

export function Typed({
  label,
  name,
  asked,
  type = "search",
  placeholder,
  shortest = 0,
  without = ["page"],
}: TypedProps) {
  const said = asked[name] ?? "";
  const [typed, setTyped] = useState(said);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const sent = useRef(said);
  // Somebody went back, or a link asks for something else.
  useEffect(() => {
    if (said !== sent.current) setTyped(said);
    sent.current = said;
  }, [said]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const send = (value: string, how: "push" | "replace") => {
    clearTimeout(timer.current);
    const text = value.trim();
    if (text === sent.current || (text !== "" && [...text].length < shortest)) return;
    sent.current = text;
    go(withAsked({ ...Object.fromEntries(without.map((one) => [one, undefined])), [name]: text }), how);
  };
  const field = {
    id: `asked-${name}`,
    name,
    value: typed,
    placeholder,
    autocomplete: "off" as const,
    onInput: ({ currentTarget: { value } }: TargetedInputEvent<HTMLInputElement>) => {
      setTyped(value);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => send(value, "replace"), pauseMs);
    },
    onKeyDown: (event: TargetedKeyboardEvent<HTMLInputElement>) => {
      if (event.key === "Enter") send(event.currentTarget.value, "push");
    },
  };
  return (
    <label htmlFor={field.id}>
      {label}
      {type === "number" ? (
        <input type="number" min={0} {...field} />
      ) : (
        <input type="search" maxLength={300} {...field} />
      )}
    </label>
  );
}
