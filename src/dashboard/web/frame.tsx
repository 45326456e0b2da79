/** What all pages share: where one is, which days and which zone are looked at, and how fresh it is. */

import "./frame.css";
import { useEffect, useState } from "preact/hooks";
import type { StoreFacts } from "../answers/store.ts";
import { type Address, go, hrefOf, useAddress } from "./address.ts";
import { useAnswer } from "./ask.ts";
import { pages } from "./pages.ts";
import { Problem } from "./parts/problem.tsx";
import { RangeBar } from "./parts/range-bar.tsx";
import { ThemeSwitch } from "./parts/theme-switch.tsx";
import { daysBefore, type View } from "./view.ts";

/** How often to look whether there is a first meeting. */
const emptyMs = 5_000;

export function Frame() {
  const address = useAddress();
  const [isEmpty, setEmpty] = useState(false);
  // A store without a meeting may be one that a harvest is just filling.
  const every = isEmpty ? emptyMs : undefined;
  const { answer, refusal, again } = useAnswer<StoreFacts>("store", { tz: address.asked.tz }, every);
  useEffect(() => setEmpty(answer !== undefined && answer.first === undefined), [answer]);
  useEffect(followLinks, []);
  const page = pages.find(({ path }) => path === address.page);
  useEffect(() => {
    document.title = `${page?.title ?? "Not found"} - zoom-harvester`;
  }, [page]);
  return (
    <>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <Top address={address} store={answer} />
      <main id="main" tabIndex={-1}>
        {refusal !== undefined && answer === undefined && <Problem refusal={refusal} again={again} />}
        {answer !== undefined && <Body address={address} store={answer} />}
      </main>
    </>
  );
}

function Top({ address, store }: { address: Address; store: StoreFacts | undefined }) {
  return (
    <header class="top">
      <a class="brand" href={hrefOf("")}>
        zoom-harvester
      </a>
      <nav aria-label="Pages">
        {pages
          .filter(({ isInMenu }) => isInMenu)
          .map(({ path, title }) => (
            <a key={path} href={hrefOf(path)} aria-current={path === address.page ? "page" : undefined}>
              {title}
            </a>
          ))}
      </nav>
      <span class="store" title={store === undefined ? "" : `Zoom account ${store.accounts.join(", ")}`}>
        {store?.store}
        {store?.hidesPeople === true && " · people hidden"}
      </span>
      <ThemeSwitch />
    </header>
  );
}

function Body({ address, store }: { address: Address; store: StoreFacts }) {
  const page = pages.find(({ path }) => path === address.page);
  if (page === undefined)
    return <Problem refusal={{ reason: "There is no such page", hint: "one of the pages above" }} />;
  const view = viewOf(address, store);
  return (
    <>
      <RangeBar view={view} store={store} hasDays={page.hasDays} />
      {store.first === undefined && page.path !== "harvest" ? (
        <Problem
          refusal={{
            reason: "No meeting is stored",
            hint: "zoom-harvester, which harvests yesterday; the page Harvest says which days were looked at",
          }}
        />
      ) : (
        <page.Page view={view} store={store} />
      )}
    </>
  );
}

/** Without a word the latest 30 days that have meetings. */
function viewOf({ asked }: Address, { timeZone, first, last }: StoreFacts): View {
  const to = asked.to ?? (asked.from !== undefined && asked.from > (last ?? "") ? asked.from : (last ?? ""));
  const before = daysBefore(to, 29);
  const from = asked.from ?? (first !== undefined && before < first && first <= to ? first : before);
  return { asked, from, to, timeZone: asked.tz ?? timeZone };
}

/** Links within the page change what is shown; everything else that a click on a link can mean stays the browser's. */
function followLinks(): () => void {
  const follow = (event: MouseEvent) => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element | null)?.closest?.("a") ?? null;
    // Of a link in a drawing `href` and `target` are no texts.
    const href = link?.getAttribute("href");
    if (link === null || typeof href !== "string") return;
    if (link.hasAttribute("target") || link.hasAttribute("download")) return;
    const url = new URL(href, window.location.href);
    if (url.origin !== window.location.origin || url.pathname.startsWith("/api/") || url.hash !== "") return;
    event.preventDefault();
    const isOtherPage = url.pathname !== window.location.pathname;
    go(`${url.pathname}${url.search}`);
    if (!isOtherPage) return;
    window.scrollTo(0, 0);
    document.getElementById("main")?.focus({ preventScroll: true });
  };
  document.addEventListener("click", follow);
  return () => document.removeEventListener("click", follow);
}
