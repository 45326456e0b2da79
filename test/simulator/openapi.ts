/**
 * Zoom's own API descriptions, read from where `ZOOM_OPENAPI_DIR` points, made strict: unknown fields are errors.
 * Where Zoom is known to answer otherwise than it describes, the deviation is listed with its reason.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

type Schema = Record<string, unknown> & {
  properties?: Record<string, Schema>;
  items?: Schema;
  allOf?: Schema[];
  type?: string;
};

interface Operation {
  description?: string;
  "x-extensions"?: Record<string, string[]>;
  responses: Record<string, { description?: string; content?: Record<string, { schema?: Schema }> }>;
}

export const openapiDir =
  process.env.ZOOM_OPENAPI_DIR ?? fileURLToPath(new URL("../../../shared/zoom-openapi", import.meta.url));
export const hasOpenapi = existsSync(openapiDir);

let operations: Map<string, Operation> | undefined;

/** Every GET of the documents, by path. */
export function readOperations(): Map<string, Operation> {
  if (operations !== undefined) return operations;
  operations = new Map();
  for (const area of ["meetings", "accounts", "users", "qss"]) {
    const file = readdirSync(openapiDir).find((name) => name.startsWith(`${area}.endpoints.`)) ?? "";
    const { paths } = JSON.parse(readFileSync(join(openapiDir, file), "utf8")) as {
      paths: Record<string, { get?: Operation }>;
    };
    for (const [path, { get }] of Object.entries(paths)) if (get) operations.set(path, get);
  }
  return operations;
}

/** What Zoom answers although its description says otherwise: a field (by its path's end) and what it may be. */
export const deviations: readonly { field: string; allow: Schema; reason: string }[] = [
  {
    field: "participants[].device",
    allow: { type: "string" },
    reason: "free text was observed, joined by ' + '",
  },
  {
    field: "participants[].leave_reason",
    allow: { type: "string" },
    reason: "$name stands for the person's name",
  },
  { field: "device", allow: { type: "string" }, reason: "as in the list of participants" },
  { field: "network_type", allow: { const: "" }, reason: "as in the list of participants" },
  { field: "email", allow: { const: "" }, reason: "as in the list of participants" },
  { field: "questions[].email", allow: { const: "" }, reason: "guests show no e-mail" },
  { field: "survey_answers[].email", allow: { const: "" }, reason: "guests show no e-mail" },
  {
    field: "participants[].email",
    allow: { const: "" },
    reason: "the field's own description: empty for guests",
  },
  {
    field: "participants[].user_email",
    allow: { const: "" },
    reason: "the field's own description: empty for guests",
  },
  {
    field: "meetings[].archive_files[].participant_email",
    allow: { const: "" },
    reason: "the field's own description: empty for who is not of the account",
  },
  {
    field: "meetings[].complete_time",
    allow: { const: "" },
    reason: "one of its forms in the documents: not yet complete",
  },
  { field: "webinars[].end_time", allow: { const: "" }, reason: "live webinars" },
  { field: "participants[].network_type", allow: { const: "" }, reason: "empty was observed" },
  {
    field: "meetings[].end_time",
    allow: { const: "" },
    reason: "live meetings, and a known bug of dashboards",
  },
  { field: "meetings[].start_time", allow: { const: "" }, reason: "a known bug of dashboards" },
];

const kept = ["type", "format", "enum", "maximum", "maxLength", "maxItems", "required"];

function merge(parts: readonly Schema[]): Schema {
  const merged: Schema = {};
  for (const part of parts) {
    const properties = { ...merged.properties, ...part.properties };
    Object.assign(merged, part, Object.keys(properties).length > 0 ? { properties } : {});
  }
  return merged;
}

function strict(schema: Schema, path: string): Schema {
  const whole = schema.allOf ? merge([schema, ...schema.allOf].map((part) => flatten(part))) : schema;
  const result: Schema = {};
  for (const keyword of kept) if (whole[keyword] !== undefined) result[keyword] = whole[keyword];
  if (whole.items) result.items = strict(whole.items, `${path}[]`);
  if (whole.properties) {
    const entries = Object.entries(whole.properties).map(([name, property]) => [
      name,
      strict(property, path === "" ? name : `${path}.${name}`),
    ]);
    Object.assign(result, {
      type: "object",
      additionalProperties: false,
      properties: Object.fromEntries(entries),
    });
  }
  const allowed = deviations.filter(({ field }) => path === field).map(({ allow }) => allow);
  return allowed.length > 0 ? { anyOf: [result, ...allowed] } : result;
}

function flatten(schema: Schema): Schema {
  if (!schema.allOf) return schema;
  const { allOf, ...rest } = schema;
  return merge([rest as Schema, ...allOf.map(flatten)]);
}

/** The strict schema of a path's 200. */
export function answerSchema(path: string): Schema {
  const schema = readOperations().get(path)?.responses["200"]?.content?.["application/json"]?.schema;
  if (schema === undefined) throw new Error(`No schema of ${path}`);
  return strict(schema, "");
}

/** The fields of a strict schema: `meetings[].uuid`. */
export function fieldsOf(schema: Schema, path = ""): string[] {
  if (schema.items) return fieldsOf(schema.items, `${path}[]`);
  if (!schema.properties) return [path];
  return Object.entries(schema.properties).flatMap(([name, property]) =>
    fieldsOf(property, path === "" ? name : `${path}.${name}`),
  );
}

/** The error codes that the documents print for a path and a status. */
export function errorCodes(path: string, status: number): number[] {
  const text = readOperations().get(path)?.responses[String(status)]?.description ?? "";
  return [...text.matchAll(/\*\*Error Code:\*\*\s*`(\d+)`/g)].map(([, code]) => Number(code));
}

/** The rate label and the scopes that the documents print for a path; some operations print no label. */
export function readDemands(path: string): { label: string | undefined; scopes: string[] } {
  const operation = readOperations().get(path);
  const label = /`(LIGHT|MEDIUM|HEAVY|RESOURCE-INTENSIVE)`/.exec(operation?.description ?? "")?.[1];
  const extensions = operation?.["x-extensions"] ?? {};
  return {
    label: label?.toLowerCase().replace("-", "_"),
    // One of them begins with a blank.
    scopes: [...(extensions["x-macro-scopes"] ?? []), ...(extensions["x-granular-scopes"] ?? [])].map(
      (scope) => scope.trim(),
    ),
  };
}
