/** How much each user wrote in the team chat, day by day: numbers, no texts. */

import { provenance } from "./common.ts";
import { keyword, long, ours, text } from "./field.ts";
import type { Stream } from "./stream.ts";

const messages = { unit: "messages" } as const;

export const chatUsage: Stream = {
  name: "chat_usage",
  kind: "chat_usage",
  description:
    "How many messages one user sent in Zoom's team chat on one day; what they said is not harvested",
  group: "reports",
  key: { field: "user_id" },
  time: "day",
  index: "one",
  days: "calls",
  source: "dashboard",
  zoom: {
    operation: "list a day's chat usage",
    path: "/metrics/chat",
    tier: "resource_intensive",
    plan: "business",
    list: "users",
    pageSize: 300,
    window: { days: 1, months: 6 },
    scopes: {
      classic: ["dashboard_im:read:admin", "dashboard:read:admin"],
      granular: ["dashboard:read:chat:admin"],
    },
  },
  fields: {
    day: ours("date", "The day, as Zoom reads it, at 00:00 UTC"),
    user_id: keyword("user_id", "The user's Zoom id", { privacy: "id" }),
    name: text("user_name", "The user's display name", { privacy: "name" }),
    email: keyword("email", "The user's e-mail", { privacy: "email" }),
    sent: long("total_sent", "How many messages the user sent, of all kinds", messages),
    sent_to_channels: long("group_sent", "How many of them went to a channel", messages),
    sent_to_people: long("p2p_sent", "How many of them went to one other person", messages),
    texts: long("text_sent", "How many were text", messages),
    files: long("files_sent", "How many were files", messages),
    images: long("images_sent", "How many were images", messages),
    giphys: long("giphys_sent", "How many were moving pictures from GIPHY", messages),
    code_snippets: long("code_sippet_sent", "How many were pieces of program text", messages),
    audios: long("audio_sent", "How many were sound recordings", messages),
    videos: long("video_sent", "How many were video recordings", messages),
    ...provenance,
  },
};
