// Zoom's calls that only read and that no harvest makes, with the reason: under each heading rows of paths that share one.
// test/streams/left-out.test.ts holds the list to Zoom's API descriptions.
export const leftOut = [
  {
    heading: "How something is set up",
    rows: [
      {
        why: "Settings say what may happen, not what happened, and there are hundreds of them for each account, group and user",
        paths: [
          "/accounts/{accountId}/settings",
          "/accounts/{accountId}/settings/registration",
          "/accounts/{accountId}/lock_settings",
          "/groups/{groupId}/settings",
          "/groups/{groupId}/settings/registration",
          "/groups/{groupId}/lock_settings",
          "/users/{userId}/settings",
          "/meetings/{meetingId}/recordings/settings",
          "/webinars/{webinarId}/branding",
        ],
      },
      {
        why: "The account's domains are a setting of it, too",
        paths: ["/accounts/{accountId}/managed_domains", "/accounts/{accountId}/trusted_domains"],
      },
      {
        why: "What somebody may do, and for whom, is a setting; who has which role is in `role_members`",
        paths: [
          "/roles/{roleId}",
          "/groups/{groupId}/admins",
          "/users/{userId}/permissions",
          "/users/{userId}/assistants",
          "/users/{userId}/schedulers",
        ],
      },
      {
        why: "How an account's own telephone company is connected",
        paths: ["/tsp"],
      },
      {
        why: "The questions of a form; the answers come with who registered",
        paths: [
          "/meetings/{meetingId}/registrants/questions",
          "/meetings/{meetingId}/recordings/registrants/questions",
          "/webinars/{webinarId}/registrants/questions",
        ],
      },
      {
        why: "The questions as they were prepared; what was asked comes with its answers, as in `meeting_polls`",
        paths: [
          "/meetings/{meetingId}/polls",
          "/meetings/{meetingId}/polls/{pollId}",
          "/meetings/{meetingId}/survey",
          "/webinars/{webinarId}/polls",
          "/webinars/{webinarId}/polls/{pollId}",
          "/webinars/{webinarId}/survey",
        ],
      },
    ],
  },
  {
    heading: "What opens a door",
    rows: [
      {
        why: "Tokens with which somebody else's program joins, records, archives or streams",
        paths: [
          "/meetings/{meetingId}/jointoken/live_streaming",
          "/meetings/{meetingId}/jointoken/local_archiving",
          "/meetings/{meetingId}/jointoken/local_recording",
          "/webinars/{webinarId}/jointoken/live_streaming",
          "/webinars/{webinarId}/jointoken/local_archiving",
          "/webinars/{webinarId}/jointoken/local_recording",
          "/meetings/{meetingId}/token",
          "/webinars/{webinarId}/token",
        ],
      },
      {
        why: "Tokens with which somebody acts as a user",
        paths: ["/users/{userId}/token", "/users/me/zak"],
      },
      {
        why: "The key of a live stream: who has it streams in the host's name",
        paths: ["/meetings/{meetingId}/livestream", "/webinars/{webinarId}/livestream"],
      },
      {
        why: "Personal codes to join by telephone, with their passwords",
        paths: ["/users/{userId}/pac", "/users/{userId}/tsp", "/users/{userId}/tsp/{tspId}"],
      },
      {
        why: "Who registers with a telephone system of the account's own, with the passwords",
        paths: ["/sip_phones/phones"],
      },
      {
        why: "The text of an invitation, with the link and the passcode",
        paths: ["/meetings/{meetingId}/invitation"],
      },
    ],
  },
  {
    heading: "What is planned or at this moment, not past",
    rows: [
      {
        why: "Coming events: they change until they are held, and are harvested when they were",
        paths: ["/report/upcoming_events", "/users/{userId}/upcoming_meetings", "/users/{userId}/webinars"],
      },
      {
        why: "One call for each definition of a meeting or webinar, which tells how the next one is planned; `series` has the plans of meetings from one call for each user",
        paths: ["/meetings/{meetingId}", "/webinars/{webinarId}"],
      },
      {
        why: "Templates are plans of plans",
        paths: [
          "/users/{userId}/meeting_templates",
          "/users/{userId}/meeting_templates/{meetingTemplateId}",
          "/users/{userId}/meeting_summary_templates",
          "/users/{userId}/webinar_templates",
        ],
      },
      {
        why: "Whether a user is available at this moment: a call for each user, and old a minute later",
        paths: ["/users/{userId}/presence_status"],
      },
    ],
  },
  {
    heading: "The same facts come cheaper",
    rows: [
      {
        why: "The list has them, many to a page",
        paths: [
          "/divisions/{divisionId}",
          "/groups/{groupId}",
          "/tracking_fields/{fieldId}",
          "/meetings/{meetingId}/registrants/{registrantId}",
          "/webinars/{webinarId}/registrants/{registrantId}",
        ],
      },
      {
        why: "A call for each user; what the list of users leaves out describes the user, such as the job's title",
        paths: ["/users/{userId}"],
      },
      {
        why: "A Heavy call for each meeting; `meetings` has the same from lists of 300, and `sessions` add up to the sum of minutes",
        paths: ["/report/meetings/{meetingId}"],
      },
      {
        why: "A Heavy call for each webinar; what it adds to `webinars` are the sum of minutes, to which sessions add up, and tracking fields, which `webinars` has where the report lists them: in accounts without dashboards",
        paths: ["/report/webinars/{webinarId}"],
      },
      {
        why: "Uuids and beginnings alone; `webinars` has the webinars of six months, which is as far back as Zoom lists them",
        paths: ["/past_webinars/{webinarId}/instances"],
      },
      {
        why: "The measures of all participants come ten to a page, in `meeting_quality` and `webinar_quality`",
        paths: [
          "/metrics/meetings/{meetingId}/participants/{participantId}/qos",
          "/metrics/webinars/{webinarId}/participants/{participantId}/qos",
        ],
      },
      {
        why: "A call for each meeting; `recordings` has them, a month of a user in one call, but for the sound of single participants",
        paths: ["/meetings/{meetingId}/recordings"],
      },
      {
        why: "`archive_files` has every file, a week of the account in one call; counts of them follow",
        paths: ["/past_meetings/{meetingUUID}/archive_files", "/archive_files/statistics"],
      },
      {
        why: "A Heavy call for each room and month; `rooms` has every room in one call, and a room that was in a meeting is a session there, under its name and device",
        paths: ["/metrics/zoomrooms/{zoomroomId}"],
      },
      {
        why: "Only the 25 worst; `room_issues` has the issues of all rooms, so that any such list is a query",
        paths: ["/metrics/issues/zoomrooms", "/metrics/zoomrooms/issues"],
      },
      {
        why: "Questions about one text, answered yes or no; `users` has the e-mails",
        paths: ["/users/email", "/users/vanity_name"],
      },
    ],
  },
  {
    heading: "Contents, and who looked at them",
    rows: [
      {
        why: "Only the link to a file of what was said; `recordings` lists transcripts among a recording's files, and no file's contents are harvested",
        paths: ["/meetings/{meetingId}/transcript"],
      },
      {
        why: "A call for each recording and month, for as long as the recording exists: the calls have no end",
        paths: [
          "/meetings/{meetingId}/recordings/analytics_details",
          "/meetings/{meetingId}/recordings/analytics_summary",
        ],
      },
    ],
  },
  {
    heading: "Other products",
    rows: [
      {
        why: "Zoom Survey Management, whose surveys serve several products; those of meetings and webinars are in `meeting_surveys` and `webinar_surveys`",
        paths: [
          "/surveys",
          "/surveys/{surveyId}",
          "/surveys/{surveyId}/answers",
          "/surveys/{surveyId}/instances",
        ],
      },
      {
        why: "The Video SDK: sessions of programs that others build",
        paths: ["/videosdk/sessions/{sessionId}/users/qos_summary"],
      },
      {
        why: "The management of devices: an inventory of machines; what people joined with is in `sessions`",
        paths: [
          "/devices",
          "/devices/{deviceId}",
          "/devices/groups",
          "/devices/zpa/settings",
          "/devices/zpa/zdm_groups/{zdmGroupId}/versions",
          "/h323/devices",
          "/users/{userId}/collaboration_devices",
          "/users/{userId}/collaboration_devices/{collaborationDeviceId}",
        ],
      },
      {
        why: "Contacts and channels of Zoom Team Chat",
        paths: [
          "/contacts/groups",
          "/contacts/groups/{groupId}",
          "/contacts/groups/{groupId}/members",
          "/groups/{groupId}/channels",
        ],
      },
      {
        why: "Policies that keep parts of an account from talking to each other",
        paths: ["/information_barriers/policies", "/information_barriers/policies/{policyId}"],
      },
      {
        why: "What people asked to see or to delete of their data, with links to it",
        paths: [
          "/data_requests/requests",
          "/data_requests/requests/{requestId}",
          "/data_requests/files/{fileId}/url",
        ],
      },
    ],
  },
];
