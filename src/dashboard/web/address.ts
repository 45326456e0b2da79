/** The page's address is its state: every view can be kept, sent and gone back to. */

import { useEffect, useState } from "preact/hooks";

/** What a page was asked for, by name; "" and what is missing are the same. */
export type Asked = Readonly<Record<string, string>>;

/** What stays when one goes to another page. */
const shared = ["from", "to", "tz"];

export interface Address {
  /** `meetings` of `/meetings`; "" for the first page. */
  page: string;
  asked: Asked;
}

function readAddress(): Address {
  const { pathname, search } = window.location;
  return { page: pathname.replace(/^\/|\/$/g, ""), asked: Object.fromEntries(new URLSearchParams(search)) };
}

/** The address of a page; the days and the zone that are looked at stay. */
export function hrefOf(
  page: string,
  asked: Readonly<Record<string, string | number | undefined>> = {},
): string {
  const now = readAddress().asked;
  const kept = Object.fromEntries(shared.flatMap((name) => (now[name] ? [[name, now[name]]] : [])));
  return `/${page}${searchOf({ ...kept, ...asked })}`;
}

/** The same page, asked for something else as well. */
export function withAsked(more: Readonly<Record<string, string | number | undefined>>): string {
  const { page, asked } = readAddress();
  return `/${page}${searchOf({ ...asked, ...more })}`;
}

export function searchOf(asked: Readonly<Record<string, string | number | undefined>>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(asked))
    if (value !== undefined && value !== "") parameters.set(name, String(value));
  const search = parameters.toString();
  return search === "" ? "" : `?${search}`;
}

/** @param how `replace` for what is typed: one does not go back letter by letter. */
export function go(href: string, how: "push" | "replace" = "push"): void {
  if (how === "push") window.history.pushState(null, "", href);
  else window.history.replaceState(null, "", href);
  window.dispatchEvent(new Event("address"));
}

export function useAddress(): Address {
  const [address, setAddress] = useState(readAddress);
  useEffect(() => {
    const follow = () => setAddress(readAddress());
    window.addEventListener("popstate", follow);
    window.addEventListener("address", follow);
    return () => {
      window.removeEventListener("popstate", follow);
      window.removeEventListener("address", follow);
    };
  }, []);
  return address;
}
