/** How busy the Cloud Room Connector was, by which H.323 and SIP devices join meetings. */

import { provenance } from "./common.ts";
import { instant, long, objects } from "./field.ts";
import { asDay } from "./read.ts";
import type { Stream } from "./stream.ts";

export const roomConnectorPorts: Stream = {
  name: "room_connector_ports",
  kind: "room_connector_port",
  description: "How many ports of the Cloud Room Connector were in use in each hour of one day",
  group: "rooms",
  key: { fingerprint: ["day"] },
  perAccount: true,
  time: "day",
  index: "one",
  days: "rows",
  source: "dashboard",
  zoom: {
    operation: "list the ports of the Room Connector",
    path: "/metrics/crc",
    tier: "heavy",
    plan: "business",
    needs: "the Cloud Room Connector",
    list: "crc_ports_usage",
    window: { days: 30, months: 6 },
    scopes: {
      classic: ["dashboard_crc:read:admin", "dashboard:read:admin"],
      granular: ["dashboard:read:crc_port_usage:admin"],
    },
  },
  fields: {
    day: instant("date_time", "The day, as Zoom reads it, at 00:00 UTC", { read: asDay }),
    hours: objects("crc_ports_hour_usage", "The hours of the day", {
      hour: long("hour", "The hour, 0 to 23"),
      most_ports: long("max_usage", "The most ports in use at one moment of it", { unit: "ports" }),
      connections: long("total_usage", "How many connections devices made in it", { unit: "connections" }),
    }),
    ...provenance,
  },
};
