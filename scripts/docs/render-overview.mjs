// docs/streams.md: the groups, the streams of each, what is computed, and what is left out.
import { leftOut } from "./left-out.mjs";
import { code, table } from "./render-settings.mjs";
import { sayAskedFor, sayPlans, sayTier } from "./say-stream.mjs";

/** The day that calls are counted for. */
const day = { meetings: 1_000, sessions: 10_000, users: 200, webinars: 5 };

/** What each group of streams answers. */
const about = {
  core: "Which meetings were held, who hosted them, who was in them and when; harvested without `--streams`",
  people:
    "How the account is made up: groups, roles and divisions with who is in them, tracking fields, numbers of users",
  details:
    "What else is known of each meeting: who registered, what was asked, answered, shared and summed up",
  quality: "How well sound and picture came through, for each participant and for the account as a whole",
  webinars: "Webinars, who was in them, and what else is known of each",
  recordings:
    "What was recorded to the cloud or archived, for whom, and how much room it takes; never the files themselves",
  reports:
    "What Zoom counts or writes down for the account: days, hosts, sign-ins, changes of settings, telephone calls, bills",
  rooms: "Zoom Rooms and the connector for other makers' rooms: how they are, and what went wrong",
};

/** @throws when a group of streams has no sentence. */
export function renderOverview(streams, derived, groups, { sourcesOf, callsPerDay }) {
  const parts = groups
    .map((group) => ({ group, found: streams.filter((stream) => stream.group === group) }))
    .filter(({ found }) => found.length > 0);
  return `${[
    "# Streams",
    "Made by `npm run docs` from `src/streams/`.",
    "What can be harvested. `--streams` takes names and groups, comma-separated, or `all`; a minus before a name or a group " +
      "leaves it out: `all,-quality`. What is marked as harvested only by its name is neither in `all` nor in its group. `recordings`, `rooms` and `webinars` are streams and groups: there the group is meant. Without `--streams` the core is harvested. `zoom-harvester streams` lists the same for your account: what it allows, and the calls for its own days.",
    table(
      ["group", "streams", "what they tell"],
      parts.map(({ group, found }) => [`[${group}](#${group})`, String(found.length), aboutOf(group)]),
    ),
    "And [what is computed](#computed) from them, and [what is left out](#left-out).",
    "Plan, tier and calls are those of the first source; a poorer one is used where the account is refused a richer one. " +
      `Calls are for a day of ${Object.entries(day)
        .map(([what, count]) => `${count.toLocaleString("en-US")} ${what}`)
        .join(", ")}, at least: parents that certainly have nothing are not asked. ` +
      "A stream that is asked for each of another's documents needs what that one needs. How a stream is asked, its key and its " +
      "scopes stand on its page.",
    ...parts.flatMap(({ group, found }) => [
      `## ${group}`,
      `${aboutOf(group)}.`,
      table(
        ["stream", "what a document is", "plan", "tier", "calls a day"],
        found.map((stream) => [
          `[${stream.name}](streams/${stream.name}.md)${stream.onlyByName === true ? ", only by its name" : ""}`,
          stream.description,
          [sayPlans(sourcesOf(stream)), ...(stream.zoom.needs === undefined ? [] : [stream.zoom.needs])].join(
            "; ",
          ),
          sayTier(stream.zoom),
          sayCalls(stream, callsPerDay(stream, day)),
        ]),
      ),
    ]),
    "## Computed",
    "What no call of Zoom gives. Every harvest that reads what they come from keeps them up to date; they cost no call.",
    table(
      ["collection", "from", "what it is"],
      derived.map(({ name, from, description }) => [`[${name}](streams/${name}.md)`, from, description]),
    ),
    ...renderLeftOut(),
  ].join("\n\n")}\n`;
}

function aboutOf(group) {
  const said = about[group];
  if (said === undefined)
    throw new Error(`scripts/docs/render-overview.mjs does not say what ${group} is about`);
  return said;
}

/** As a number where the day tells how many lists there are. */
function sayCalls(stream, calls) {
  const asked = sayAskedFor(stream);
  if (calls === 0) return `1 for ${asked}`;
  const count = `${stream.parent?.once === true ? "at most " : ""}${calls.toLocaleString("en-US")}`;
  return asked === undefined ? count : `${count}, for ${asked}`;
}

function renderLeftOut() {
  const count = leftOut.flatMap(({ rows }) => rows.flatMap(({ paths }) => paths)).length;
  return [
    "## Left out",
    `Zoom describes ${count} more calls that only read, in its documents of March 2026. No harvest makes them, for these reasons.`,
    ...leftOut.flatMap(({ heading, rows }) => [
      `### ${heading}`,
      table(
        ["Zoom's calls", "why not"],
        rows.map(({ why, paths }) => [paths.map(code).join("<br>"), why]),
      ),
    ]),
  ];
}
