/** All pages; those of the menu in its order. */

import { HarvestPage } from "./pages/harvest.tsx";
import { HostsPage } from "./pages/hosts.tsx";
import { MeetingPage } from "./pages/meeting.tsx";
import { MeetingsPage } from "./pages/meetings.tsx";
import { OverviewPage } from "./pages/overview.tsx";
import { PersonPage } from "./pages/person.tsx";
import { SeriesPage } from "./pages/series.tsx";
import type { PageEntry } from "./view.ts";

export const pages: readonly PageEntry[] = [
  { path: "", title: "Overview", isInMenu: true, hasDays: true, Page: OverviewPage },
  { path: "meetings", title: "Meetings", isInMenu: true, hasDays: true, Page: MeetingsPage },
  { path: "series", title: "Series", isInMenu: true, hasDays: true, Page: SeriesPage },
  { path: "hosts", title: "Hosts", isInMenu: true, hasDays: true, Page: HostsPage },
  { path: "harvest", title: "Harvest", isInMenu: true, hasDays: false, Page: HarvestPage },
  { path: "meeting", title: "Meeting", isInMenu: false, hasDays: false, Page: MeetingPage },
  { path: "webinar", title: "Webinar", isInMenu: false, hasDays: false, Page: MeetingPage },
  { path: "person", title: "Person", isInMenu: false, hasDays: true, Page: PersonPage },
];
