/** What more was harvested of a meeting or webinar: the quality of its sessions and its polls. */

import { type PollQuestion, readPolls } from "../../reports/meeting-polls.ts";
import {
  type MediumQuality,
  type MeetingQuality,
  media,
  type PersonQuality,
  readQuality,
} from "../../reports/meeting-quality.ts";
import type { Answer } from "../answer.ts";
import type { Cell } from "../csv.ts";

export type { PollQuestion } from "../../reports/meeting-polls.ts";
export type { Medium, MediumQuality, PersonQuality } from "../../reports/meeting-quality.ts";

/** People on a page; those with the most bad minutes come first. */
const pageSize = 100;

export interface MeetingQualityPage extends MeetingQuality {
  total: number;
  page: number;
  pageSize: number;
}

export const meetingQualityAnswer: Answer<MeetingQualityPage> = {
  name: "meeting-quality",
  read: async ({ source }, query) => {
    const page = query.page("quality_page");
    const { people, limits } = await readQuality(source, query.key("uuid"));
    const shown = people.slice((page - 1) * pageSize, page * pageSize);
    return { total: people.length, page, pageSize, people: shown, limits };
  },
  table: async ({ source }, query) => {
    const { people } = await readQuality(source, query.key("uuid"));
    return { columns: qualityColumns, rows: people.map(qualityCells) };
  },
};

const figures = [
  "minutes",
  "badMinutes",
  "latency",
  "worstLatency",
  "jitter",
  "worstJitter",
  "loss",
  "worstLoss",
] as const satisfies readonly (keyof MediumQuality)[];

const qualityColumns = [
  ...["name", "health", "issues", "sessions", "devices"],
  ...media.flatMap((medium) => figures.map((figure) => `${medium}_${snakeCase(figure)}`)),
];

function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function qualityCells({ name, health, issues, sessions, devices, media: all }: PersonQuality): Cell[] {
  return [
    ...[name, health, issues.join("; "), sessions, devices.join("; ")],
    ...media.flatMap((medium) => figures.map((figure) => all[medium]?.[figure])),
  ];
}

export interface MeetingPolls {
  questions: PollQuestion[];
}

export const meetingPollsAnswer: Answer<MeetingPolls> = {
  name: "meeting-polls",
  read: async ({ source }, query) => ({ questions: await readPolls(source, query.key("uuid")) }),
  table: async ({ source }, query) => ({
    columns: ["question", "answer", "count"],
    rows: (await readPolls(source, query.key("uuid"))).flatMap(({ question, answers }) =>
      answers.map(({ answer, count }): Cell[] => [question, answer, count]),
    ),
  }),
};
