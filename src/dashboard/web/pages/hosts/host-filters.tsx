/** Which hosts are shown. */

import type { HostsFound } from "../../../answers/hosts.ts";
import { go, withAsked } from "../../address.ts";
import { Typed } from "../../parts/typed.tsx";
import type { View } from "../../view.ts";

interface HostFiltersProps {
  view: View;
  found: HostsFound;
  hidesPeople: boolean;
}

export function HostFilters({ view, found, hidesPeople }: HostFiltersProps) {
  const { show = "all", department = "" } = view.asked;
  const change = (more: Record<string, string>) => go(withAsked({ ...more, page: undefined }), "replace");
  const shows = {
    all: found.users === 0 ? "all hosts" : "all users and hosts",
    hosted: "who hosted",
    never: "licensed, never hosted",
    gone: "no users any more",
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: `search` is not known to all browsers yet.
    <form class="filters" role="search" aria-label="Hosts" onSubmit={(event) => event.preventDefault()}>
      <label>
        Show
        <select
          value={show}
          onChange={({ currentTarget: { value } }) => change({ show: value === "all" ? "" : value })}
        >
          {Object.entries(shows)
            .filter(([key]) => found.users > 0 || key === "all")
            .map(([key, said]) => (
              <option key={key} value={key}>
                {said}
              </option>
            ))}
        </select>
      </label>
      <label>
        Department
        <select value={department} onChange={({ currentTarget: { value } }) => change({ department: value })}>
          <option value="">all</option>
          {found.departments.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </select>
      </label>
      {!hidesPeople && <Typed label="Name or e-mail" name="name" asked={view.asked} />}
    </form>
  );
}
