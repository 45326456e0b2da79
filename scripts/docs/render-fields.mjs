// The table of a stream's fields, from its declaration.
import { code, table } from "./render-settings.mjs";

/** @returns a Markdown table, a row for each field and each field inside one. */
export function renderFields(fields) {
  return table(["field", "type", "unit", "privacy", "Zoom's key", "meaning"], rowsOf(fields, ""));
}

/** @param droppedKeys the symbol under which declarations keep them. @returns rows of key and reason. */
export function droppedRows(fields, droppedKeys, above = "") {
  const own = Object.entries(fields[droppedKeys] ?? {}).map(([key, reason]) => [
    code(`${above}${key}`),
    reason,
  ]);
  const inner = Object.entries(fields).flatMap(([name, { fields: more, list }]) =>
    more === undefined ? [] : droppedRows(more, droppedKeys, `${above}${name}${list === true ? "[]" : ""}.`),
  );
  return [...own, ...inner];
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
