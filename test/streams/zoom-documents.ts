/**
 * Zoom's own API descriptions, read from where `ZOOM_OPENAPI_DIR` points and never copied: what an endpoint
 * demands, takes and answers, in the words of our declarations.
 */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Json } from "../../src/document.ts";

export interface Schema {
  type?: string;
  format?: string;
  description?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  allOf?: Schema[];
  example?: Json;
  default?: Json;
  enum?: Json[];
  maximum?: number;
}

interface Operation {
  description: string;
  parameters?: { name: string; in: string; schema?: Schema }[];
  "x-extensions"?: Record<string, string[]>;
  responses: Record<string, { content?: Record<string, { schema?: Schema }> }>;
}

const folder =
  process.env.ZOOM_OPENAPI_DIR ?? fileURLToPath(new URL("../../../shared/zoom-openapi", import.meta.url));
export const hasDocuments = existsSync(folder);

let operations: Map<string, Operation> | undefined;

function allOperations(): Map<string, Operation> {
  operations ??= new Map(
    ["meetings", "accounts", "users", "qss"].flatMap((area) => {
      const file = readdirSync(folder).find((name) => name.startsWith(`${area}.endpoints.`)) ?? "";
      const { paths } = JSON.parse(readFileSync(join(folder, file), "utf8")) as {
        paths: Record<string, { get?: Operation }>;
      };
      return Object.entries(paths).flatMap(([name, { get }]): [string, Operation][] =>
        get === undefined ? [] : [[name, get]],
      );
    }),
  );
  return operations;
}

/** The paths of every GET. */
export function pathsOfAll(): string[] {
  return [...allOperations().keys()];
}

function operationOf(path: string): Operation {
  const found = allOperations().get(path);
  if (found === undefined) throw new Error(`Zoom describes no GET ${path}`);
  return found;
}

/** What an account can need besides its plan. */
const additions: readonly [said: RegExp, needs: string][] = [
  [/webinar (plan\]\(\S+\) )?add-on|\[webinar license\]/i, "the Webinar add-on"],
  [/Zoom Rooms set up|Zoom Room must be enabled/i, "Zoom Rooms"],
  [/Room Connector must be enabled/i, "the Cloud Room Connector"],
  [/Feedback to Zoom\W+\S+( option| setting must be)? enabled/i, "the option Feedback to Zoom"],
  [/Cloud Recording on/i, "cloud recording"],
  [/Department Billing option/i, "department billing"],
  [/Meeting and Webinar Archiving/i, "meeting and webinar archiving"],
  [/meeting audit trail log feature/i, "the meeting audit trail"],
  [/QSS summary event/i, "a subscription to the QSS summary event"],
  [/Summary with AI Companion/i, "summaries by the AI Companion"],
];

function prerequisitesOf(description: string): string {
  const start = description.search(/\*\*Prerequisites?/);
  const [text = ""] = description.slice(Math.max(0, start)).split("**[Scopes]");
  return start < 0 ? "" : text;
}

/** What Zoom prints for a path. */
export function demandsOf(path: string): {
  tier: string | undefined;
  classic: string[];
  granular: string[];
  pageSize: number | undefined;
  /** The smallest plan, and what else the account must have, in the words of our declarations. */
  plan: string | undefined;
  needs: string | undefined;
  /** The query parameters with the values that are listed for them. */
  query: Map<string, readonly Json[] | undefined>;
} {
  const { description, parameters = [], "x-extensions": extensions = {} } = operationOf(path);
  const label = /`(LIGHT|MEDIUM|HEAVY|RESOURCE-INTENSIVE)`/i.exec(description)?.[1];
  const prerequisites = prerequisitesOf(description);
  const query = parameters.filter((parameter) => parameter.in === "query");
  const said = prerequisites || description;
  const needs = additions.flatMap(([sign, needed]) => (sign.test(said) ? [needed] : []));
  return {
    tier: label?.toLowerCase().replace("-", "_"),
    // One of them begins with a blank.
    classic: (extensions["x-macro-scopes"] ?? []).map((scope) => scope.trim()),
    granular: extensions["x-granular-scopes"] ?? [],
    pageSize: query.find(({ name }) => name === "page_size")?.schema?.maximum,
    plan: /\b(Business|Pro)\b/.exec(prerequisites)?.[1]?.toLowerCase(),
    needs: needs.length === 0 ? undefined : needs.join(" and "),
    query: new Map(query.map(({ name, schema }) => [name, schema?.enum])),
  };
}

/** The schema of a path's good answer, parts merged. */
function answerOf(path: string): Schema {
  const schema = operationOf(path).responses["200"]?.content?.["application/json"]?.schema;
  if (schema === undefined) throw new Error(`Zoom describes no answer of ${path}`);
  return whole(schema);
}

/** A schema with its parts merged. */
export function whole(schema: Schema): Schema {
  const { allOf = [], ...rest } = schema;
  let merged: Schema = rest;
  for (const part of allOf.map(whole)) {
    const properties = { ...merged.properties, ...part.properties };
    merged = { ...merged, ...part, ...(Object.keys(properties).length > 0 ? { properties } : {}) };
  }
  return merged;
}

/** The keys of an answer that hold lists of objects. */
export function listsOf(path: string): string[] {
  return Object.entries(answerOf(path).properties ?? {})
    .filter(([, property]) => whole(property).items !== undefined)
    .map(([name]) => name);
}

/** What Zoom says of each field of a row. */
export function descriptionsOf(path: string, list: string | undefined): [field: string, says: string][] {
  return Object.entries(rowOf(path, list).properties ?? {}).map(([name, property]) => [
    name,
    whole(property).description ?? "",
  ]);
}

/** The fields of a row, `tracking_fields.value` for those inside lists of objects. */
export function fieldsOf(path: string, list: string | undefined): string[] {
  return namesOf(rowOf(path, list));
}

/** The schema of a row. */
export function rowOf(path: string, list: string | undefined): Schema {
  const answer = answerOf(path);
  if (list === undefined) return answer;
  return whole(whole(answer.properties?.[list] ?? {}).items ?? {});
}

function namesOf({ properties = {} }: Schema): string[] {
  return Object.entries(properties).flatMap(([name, property]) => {
    const inner = whole(whole(property).items ?? property);
    return inner.properties === undefined ? [name] : namesOf(inner).map((deep) => `${name}.${deep}`);
  });
}

/** The values that Zoom lists for a field of a row. */
export function valuesOf(path: string, list: string | undefined, field: string): readonly Json[] {
  return whole(rowOf(path, list).properties?.[field] ?? {}).enum ?? [];
}

/** The row that Zoom's own examples make up. */
export function exampleOf(path: string, list: string | undefined): Record<string, Json> {
  return example(rowOf(path, list)) as Record<string, Json>;
}

function example(schema: Schema): Json | undefined {
  const { properties, items, example: given, default: usual, enum: values } = whole(schema);
  if (properties !== undefined) {
    const entries = Object.entries(properties).map(([name, property]) => [name, example(property)] as const);
    return Object.fromEntries(entries.filter((entry): entry is [string, Json] => entry[1] !== undefined));
  }
  if (given !== undefined) return given;
  if (items === undefined) return usual ?? values?.[0];
  const element = example(items);
  return element === undefined ? undefined : [element];
}
