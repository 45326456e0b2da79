/** The catalogue: every stream, alphabetical, one line each. */

import { accountQuality } from "./account-quality.ts";
import { activeHosts } from "./active-host.ts";
import { archiveFiles } from "./archive-file.ts";
import { billing } from "./billing.ts";
import { billingInvoices } from "./billing-invoice.ts";
import { chatUsage } from "./chat-usage.ts";
import { clientFeedback } from "./client-feedback.ts";
import { clientFeedbackDetails } from "./client-feedback-detail.ts";
import { clientSatisfaction } from "./client-satisfaction.ts";
import { clientVersions } from "./client-version.ts";
import { dailyUsage } from "./daily-usage.ts";
import { divisions } from "./division.ts";
import { divisionMembers } from "./division-member.ts";
import { groups } from "./group.ts";
import { groupMembers } from "./group-member.ts";
import { meetings } from "./meeting.ts";
import { meetingActivities } from "./meeting-activity.ts";
import { meetingDetails } from "./meeting-detail.ts";
import { meetingFeedback } from "./meeting-feedback.ts";
import { meetingHeader } from "./meeting-header.ts";
import { meetingInstances } from "./meeting-instance.ts";
import { meetingPolls } from "./meeting-poll.ts";
import { meetingQa } from "./meeting-qa.ts";
import { meetingQuality } from "./meeting-quality.ts";
import { meetingQualitySummary } from "./meeting-quality-summary.ts";
import { meetingRegistrants } from "./meeting-registrant.ts";
import { meetingSharing } from "./meeting-sharing.ts";
import { meetingSummaries } from "./meeting-summary.ts";
import { meetingSummaryTexts } from "./meeting-summary-text.ts";
import { meetingSurveys } from "./meeting-survey.ts";
import { operationLog } from "./operation-log.ts";
import { recordings } from "./recording.ts";
import { recordingRegistrants } from "./recording-registrant.ts";
import { recordingStorage } from "./recording-storage.ts";
import { remoteSupport } from "./remote-support.ts";
import { roles } from "./role.ts";
import { roleMembers } from "./role-member.ts";
import { rooms } from "./room.ts";
import { roomConnectorPorts } from "./room-connector-port.ts";
import { roomIssues } from "./room-issue.ts";
import { series } from "./series.ts";
import { sessions } from "./session.ts";
import { signIns } from "./sign-in.ts";
import type { Stream } from "./stream.ts";
import { telephoneUsage } from "./telephone-usage.ts";
import { trackingFields } from "./tracking-field.ts";
import { users } from "./user.ts";
import { usersSummary } from "./users-summary.ts";
import { webinars } from "./webinar.ts";
import { webinarAbsentees } from "./webinar-absentee.ts";
import { webinarFeedback } from "./webinar-feedback.ts";
import { webinarHeader } from "./webinar-header.ts";
import { webinarPanelists } from "./webinar-panelist.ts";
import { webinarPolls } from "./webinar-poll.ts";
import { webinarQa } from "./webinar-qa.ts";
import { webinarQuality } from "./webinar-quality.ts";
import { webinarQualitySummary } from "./webinar-quality-summary.ts";
import { webinarRegistrants } from "./webinar-registrant.ts";
import { webinarSessions } from "./webinar-session.ts";
import { webinarSharing } from "./webinar-sharing.ts";
import { webinarSurveys } from "./webinar-survey.ts";
import { webinarTrackingSources } from "./webinar-tracking-source.ts";

export const streams: readonly Stream[] = [
  accountQuality,
  activeHosts,
  archiveFiles,
  billing,
  billingInvoices,
  chatUsage,
  clientFeedback,
  clientFeedbackDetails,
  clientSatisfaction,
  clientVersions,
  dailyUsage,
  divisionMembers,
  divisions,
  groupMembers,
  groups,
  meetingActivities,
  meetingDetails,
  meetingFeedback,
  meetingHeader,
  meetingInstances,
  meetingPolls,
  meetingQa,
  meetingQuality,
  meetingQualitySummary,
  meetingRegistrants,
  meetingSharing,
  meetingSummaries,
  meetingSummaryTexts,
  meetingSurveys,
  meetings,
  operationLog,
  recordingRegistrants,
  recordingStorage,
  recordings,
  remoteSupport,
  roleMembers,
  roles,
  roomConnectorPorts,
  roomIssues,
  rooms,
  series,
  sessions,
  signIns,
  telephoneUsage,
  trackingFields,
  users,
  usersSummary,
  webinarAbsentees,
  webinarFeedback,
  webinarHeader,
  webinarPanelists,
  webinarPolls,
  webinarQa,
  webinarQuality,
  webinarQualitySummary,
  webinarRegistrants,
  webinarSessions,
  webinarSharing,
  webinarSurveys,
  webinarTrackingSources,
  webinars,
];
