/** What a refusal under code 200 is about: one subject, the dashboards, or the call. */

import { expect, test } from "vitest";
import { DashboardsRefused, StreamRefused, SubjectUnavailable } from "../../src/errors.ts";
import { meetings } from "../../src/streams/meeting.ts";
import { trackingFields } from "../../src/streams/tracking-field.ts";
import { webinars } from "../../src/streams/webinar.ts";
import { webinarPanelists } from "../../src/streams/webinar-panelist.ts";
import { readAnswer } from "../../src/zoom/answer.ts";
import type { Call } from "../../src/zoom/call.ts";

const refuse = (call: Call, message: string) => () =>
  readAnswer(call, { status: 400, headers: {}, text: JSON.stringify({ code: 200, message }) }, 0);

test("that a webinar's host has no license any more says nothing about other webinars", () => {
  const noLicense = "Webinar plan is missing. You must enable webinars for this user.";
  const ofOne = { endpoint: webinarPanelists.zoom, ids: { webinarId: "1" } };
  expect(refuse(ofOne, noLicense)).toThrow(SubjectUnavailable);
  expect(refuse({ endpoint: webinars.zoom }, noLicense)).toThrow(StreamRefused);
});

test("that a call needs Business says something about dashboards only where it is one of them", () => {
  const needsBusiness = "Only available for Business or higher accounts.";
  expect(refuse({ endpoint: trackingFields.zoom }, needsBusiness)).not.toThrow(DashboardsRefused);
  expect(refuse({ endpoint: trackingFields.zoom }, needsBusiness)).toThrow("plan does not include it");
  expect(refuse({ endpoint: meetings.zoom }, needsBusiness)).toThrow(DashboardsRefused);
});
