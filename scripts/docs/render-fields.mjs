// The field tables of docs/terms.md, from the catalogue of streams.
import { code, table } from "./render-settings.mjs";

const block = (name) =>
  new RegExp(`(<!-- fields of ${name}, made by npm run docs -->\n)[\\s\\S]*?(<!-- end of ${name} -->)`);

/** @returns docs/terms.md with every block renewed. @throws when the block of a stream is missing. */
export function renderTerms(text, streams) {
  let renewed = text;
  for (const stream of streams) {
    if (!block(stream.name).test(renewed))
      throw new Error(
        `docs/terms.md lacks the block "<!-- fields of ${stream.name}, made by npm run docs -->"`,
      );
    renewed = renewed.replace(
      block(stream.name),
      (_, start, end) => `${start}\n${renderStream(stream)}\n\n${end}`,
    );
  }
  return renewed;
}

function renderStream({ description, zoom, fields }) {
  const { path, tier, scopes } = zoom;
  const asked =
    `Zoom's call: \`GET ${path}\` (${tier.replace("_", "-")}), ` +
    `scope ${scopes.granular.map(code).join(" or ")} (granular) or ${scopes.classic.map(code).join(" or ")} (classic).`;
  const head = ["field", "type", "unit", "privacy", "Zoom's key", "meaning"];
  return [`${description}.`, asked, table(head, rowsOf(fields, ""))].join("\n\n");
}

function rowsOf(fields, above) {
  return Object.entries(fields).flatMap(([name, field]) => {
    const { type, list, unit, privacy, rawPrivacy, description, fields: inner } = field;
    const path = `${above}${name}`;
    const privacyCell = rawPrivacy === undefined ? privacy : `${privacy}; as Zoom sends it: ${rawPrivacy}`;
    const row = [
      code(path),
      list === true ? `list of ${type}` : type,
      unit ?? "",
      privacyCell === "none" ? "" : privacyCell,
      sourceOf(field),
      description,
    ];
    return [row, ...(inner === undefined ? [] : rowsOf(inner, `${path}${list === true ? "[]" : ""}.`))];
  });
}

function sourceOf({ from, compute }) {
  if (from.length > 0) return `${from.map(code).join(", ")}${compute === undefined ? "" : " and others"}`;
  return compute === undefined ? "" : "computed";
}
