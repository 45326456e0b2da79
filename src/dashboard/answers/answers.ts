/** All answers, in the alphabet. */

import type { Answer } from "../answer.ts";
import { completenessAnswer } from "./completeness.ts";
import { daysAnswer } from "./days.ts";
import { harvestAnswer } from "./harvest.ts";
import { harvestDaysAnswer } from "./harvest-days.ts";
import { heatAnswer } from "./heat.ts";
import { hostsAnswer } from "./hosts.ts";
import { meetingAnswer, meetingCurveAnswer } from "./meeting.ts";
import { meetingPollsAnswer, meetingQualityAnswer } from "./meeting-details.ts";
import { meetingLanesAnswer, meetingPeopleAnswer } from "./meeting-people.ts";
import { departmentsAnswer, meetingsAnswer } from "./meetings.ts";
import { hoursAnswer, peaksAnswer } from "./peaks.ts";
import { peopleAnswer } from "./people.ts";
import { personAnswer } from "./person.ts";
import { rankingAnswer } from "./ranking.ts";
import { seriesAnswer } from "./series.ts";
import { seriesListAnswer } from "./series-list.ts";
import { storeAnswer } from "./store.ts";
import { missingAnswer, totalsAnswer } from "./totals.ts";

export const answers: readonly Answer[] = [
  completenessAnswer,
  daysAnswer,
  departmentsAnswer,
  harvestAnswer,
  harvestDaysAnswer,
  heatAnswer,
  hostsAnswer,
  hoursAnswer,
  meetingAnswer,
  meetingCurveAnswer,
  meetingLanesAnswer,
  meetingPeopleAnswer,
  meetingPollsAnswer,
  meetingQualityAnswer,
  meetingsAnswer,
  missingAnswer,
  peaksAnswer,
  peopleAnswer,
  personAnswer,
  rankingAnswer,
  seriesAnswer,
  seriesListAnswer,
  storeAnswer,
  totalsAnswer,
];
