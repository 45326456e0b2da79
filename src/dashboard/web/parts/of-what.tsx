/** Whether meetings or webinars are looked for: never both in one table. */

import { type Asked, go, withAsked } from "../address.ts";

/** @param without what else goes from the address when this changes */
export function OfWhat({ asked, without }: { asked: Asked; without: readonly string[] }) {
  const gone = Object.fromEntries(without.map((name) => [name, undefined]));
  return (
    <label>
      Meetings or webinars
      <select
        name="of"
        value={asked.of === "webinars" ? "webinars" : ""}
        onChange={({ currentTarget: { value } }) => go(withAsked({ ...gone, of: value }))}
      >
        <option value="">meetings</option>
        <option value="webinars">webinars</option>
      </select>
    </label>
  );
}
