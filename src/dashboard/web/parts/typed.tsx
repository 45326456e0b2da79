/** A field of a search: what is typed is asked for after a short pause, and at once with Enter. */

import type { TargetedInputEvent, TargetedKeyboardEvent } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { type Asked, go, withAsked } from "../address.ts";

const pauseMs = 350;
/** The greatest number that is asked for. */
const most = 1_000_000_000;

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
  const send = ({ value, validity }: HTMLInputElement, how: "push" | "replace") => {
    clearTimeout(timer.current);
    // What cannot be asked for stays in the field, which shows that it is wrong.
    if (!validity.valid) return;
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
    onInput: ({ currentTarget }: TargetedInputEvent<HTMLInputElement>) => {
      setTyped(currentTarget.value);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => send(currentTarget, "replace"), pauseMs);
    },
    onKeyDown: (event: TargetedKeyboardEvent<HTMLInputElement>) => {
      if (event.key === "Enter") send(event.currentTarget, "push");
    },
  };
  return (
    <label htmlFor={field.id}>
      {label}
      {type === "number" ? (
        <input type="number" min={0} max={most} {...field} />
      ) : (
        <input type="search" maxLength={300} {...field} />
      )}
    </label>
  );
}
