/** Meetings with their sessions as they are stored, in the variety that Zoom gives, without Zoom. */

import { createRandom } from "./random.mjs";

const devices = ["Windows", "Windows", "Mac", "Mac", "iOS", "Android", "Web Browser Chrome 130", "Linux"];
const places = [
  ["US", "Boston"],
  ["DE", "Berlin"],
  ["GB", "London"],
  ["IN", "Pune"],
  ["BR", "São Paulo"],
];

/**
 * @param parts for each part the sizes of its meetings in sessions
 * @yields one part after another: `{ meeting, sessions }`, parsed from JSON so that nothing is shared among them
 */
export function* meetingParts(seed, parts) {
  const random = createRandom(seed);
  let number = 0;
  for (const sizes of parts) {
    const part = sizes.map((size) => {
      number += 1;
      return meetingOf(random, number, size);
    });
    yield JSON.parse(JSON.stringify(part));
  }
}

/** Sizes of meetings that make so many sessions, most small; `large` ones come first. */
export function meetingSizes(seed, sessions, large = []) {
  const random = createRandom(seed);
  const sizes = [...large];
  let left = sessions - large.reduce((sum, size) => sum + size, 0);
  while (left > 0) {
    const size = Math.min(left, Math.round(random.spread(1, 60)));
    sizes.push(size);
    left -= size;
  }
  return sizes;
}

function meetingOf(random, number, size) {
  const uuid = hex(random, 22);
  const start = Date.parse("2026-03-02T06:00:00Z") / 1_000 + random.whole(0, 27 * 86_400);
  const length = random.whole(900, 7_200);
  const repeated = {
    meeting_series_id: String(81_000_000_000 + number),
    topic: `Weekly ${number}`,
    meeting_start_time: at(start),
    host: { host_id: hex(random, 22), name: `Host ${number}`, email: `host.${number}@example.com` },
  };
  const meeting = { uuid, start_time: at(start), end_time: at(start + length), duration: length };
  const people = [];
  const sessions = [];
  while (sessions.length < size) {
    const again = people.length > 0 && random.chance(0.3);
    const person = again ? random.pick(people) : personOf(random, number, people.length);
    if (!again) people.push(person);
    sessions.push({
      ...sessionOf(random, person, { meeting: uuid, start, length, again }),
      ...repeated,
    });
  }
  return { meeting, sessions };
}

function personOf(random, number, place) {
  const name = `${hex(random, 5)} Participant ${place}`;
  const participant =
    `${hex(random, 8)}-${hex(random, 4)}-${hex(random, 4)}-${hex(random, 12)}`.toUpperCase();
  const [country, city] = random.pick(places);
  const person = { participant, name, country, city, version: `6.2.${random.whole(0, 9)}.${number % 900}` };
  if (random.chance(0.04))
    return { ...person, name: `1415555${random.whole(1_000, 9_999)}`, device: "Phone" };
  if (random.chance(0.03)) return { ...person, device: "Zoom Rooms", inRoom: random.whole(1, 8) };
  const mail = `${hex(random, 6)}.${place}@example.com`;
  if (random.chance(0.55)) return { ...person, id: hex(random, 22), mail, device: random.pick(devices) };
  return random.chance(0.3) ? { ...person, mail } : person;
}

/** Whoever comes again may do so while still there, with a second device. */
function sessionOf(random, person, { meeting, start, length, again }) {
  const late = again ? random.whole(0, length - 1) : random.whole(0, 400) % length;
  const leave = random.chance(0.6) ? length : random.whole(late, length);
  const waits = again && random.chance(0.15);
  return {
    _id: hex(random, 43),
    meeting,
    ...(person.id !== undefined && { id: person.id, internal_user: true }),
    user_id: String(16_778_240 + random.whole(0, 1_000_000)),
    user_name: person.name,
    ...(person.mail !== undefined && { email: person.mail }),
    ...(person.device !== undefined && { device: person.device }),
    ip_address: `203.0.113.${random.whole(1, 254)}`,
    country: person.country,
    city: person.city,
    location: `${person.city} (${person.country})`,
    network_type: random.pick(["Wired", "Wifi", "Wifi", "Cellular"]),
    join_time: at(start + late),
    leave_time: at(start + leave),
    duration: leave - late,
    share_application: false,
    share_desktop: random.chance(0.1),
    share_whiteboard: false,
    recording: false,
    participant_uuid: person.participant,
    role: "attendee",
    status: waits ? "in_waiting_room" : "in_meeting",
    leave_reason: "left",
    audio_quality: "good",
    version: person.version,
    os: "Windows",
    data_center: "Germany (FR Top)",
    ...(person.inRoom !== undefined && { in_room_participants: person.inRoom }),
  };
}

function at(seconds) {
  return new Date(seconds * 1_000).toISOString().replace(".000Z", "Z");
}

function hex(random, length) {
  let text = "";
  while (text.length < length) text += random.whole(0, 0xfffffff).toString(36);
  return text.slice(0, length);
}
