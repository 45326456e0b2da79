// A useful query of each stream for its page, with what it answers; test/repository/stream-queries.test.ts runs them.
// `search` is the body of a search on the stream's alias.
import { core } from "./queries/core.mjs";
import { details } from "./queries/details.mjs";
import { people } from "./queries/people.mjs";
import { quality } from "./queries/quality.mjs";
import { recordings } from "./queries/recordings.mjs";
import { reports } from "./queries/reports.mjs";
import { rooms } from "./queries/rooms.mjs";
import { webinars } from "./queries/webinars.mjs";

export const streamQueries = {
  ...core,
  ...details,
  ...people,
  ...quality,
  ...recordings,
  ...reports,
  ...rooms,
  ...webinars,
};
