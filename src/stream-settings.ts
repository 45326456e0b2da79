/** The settings that say what is harvested, and from where. Light: `--help` loads it. */

import type { Setting } from "./setting.ts";

export const streamSettings: readonly Setting[] = [
  {
    flag: "series",
    value: "<what>",
    env: ["ZOOM_SERIES"],
    description:
      "whose series to list (all, hosts of the meetings harvested, none), or harvest just the past meetings of these series, by number",
    given: "hosts",
  },
  {
    flag: "streams",
    value: "<names>",
    env: ["ZOOM_STREAMS"],
    description:
      "what to harvest: streams or groups of them, comma-separated, or all; a minus leaves out: all,-quality; the command streams lists them",
    given: "core",
  },
  {
    flag: "priority",
    value: "<names>",
    env: ["ZOOM_PRIORITY"],
    description: "streams that spend the day's calls first, in this order",
    shownDefault: "meetings, sessions, then the rest",
  },
  {
    flag: "source",
    value: "<source>",
    env: ["ZOOM_SOURCE"],
    description:
      "where sessions come from: auto (the richest that the account is allowed), or only dashboard, report or past",
    given: "auto",
    choices: ["auto", "dashboard", "report", "past"],
  },
  {
    flag: "when_quota_ends",
    value: "<what>",
    env: ["ZOOM_WHEN_QUOTA_ENDS"],
    description:
      "when the day's Heavy calls are used up: stop, or lean: go on with the source that needs none, and read again later",
    given: "stop",
    choices: ["stop", "lean"],
  },
  {
    flag: "quality_share",
    value: "<part>",
    env: ["ZOOM_QUALITY_SHARE"],
    description: "how much of the day's calls that may be used meeting_quality may spend",
    given: "0.3",
  },
  {
    flag: "only_groups",
    value: "<ids>",
    env: ["ZOOM_ONLY_GROUPS"],
    description: "only meetings whose host is in one of these groups, comma-separated ids",
  },
  {
    flag: "skip_hosts",
    value: "<file>",
    env: ["ZOOM_SKIP_HOSTS"],
    description: "leave out meetings of the hosts in this file, an e-mail or user id a line",
  },
  {
    flag: "without",
    value: "<classes>",
    env: ["ZOOM_WITHOUT"],
    description: "leave out personal facts by class: id, name, email, ip, place, device",
  },
];
