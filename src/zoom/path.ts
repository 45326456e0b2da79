/** Puts ids into API paths as Zoom wants them. */

/**
 * One path segment. A meeting UUID that begins with `/` or contains `//` must be encoded twice; everything
 * else once. Source: Zoom's API reference, parameter `meetingId` of every per-meeting call.
 */
export function pathSegment(id: string): string {
  const once = encodeURIComponent(id);
  return id.startsWith("/") || id.includes("//") ? encodeURIComponent(once) : once;
}

/** `/past_meetings/{meetingId}` with its ids filled in. */
export function fillPath(template: string, ids: Readonly<Record<string, string>> = {}): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const id = ids[name];
    if (id === undefined) throw new TypeError(`Expected an id for {${name}} of ${template}, got none`);
    return pathSegment(id);
  });
}
