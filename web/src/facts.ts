// The form of a question, from what the service says that the policy reads: each fact a field by its kind and its path. No fact
// is known here by name; one that a policy declares is a field like any other.
import type { Fact, Request } from "./api";
import { parseAmount, typedAmount } from "./money";
import { dayAfter, parseDay, parseMoment, typedDay, typedMoment } from "./time";

/** Typed texts by path in the JSON of a request, as in `agreement.payments[0].amount`. */
export type Typed = Record<string, string>;

export interface Context {
  currency: string;
  zone: string;
  lang: string;
}

/** A field of the form: a fact with, for a list or a group, the fields inside. */
export interface Field {
  fact: Fact;
  inside: Field[];
}

export type Problem =
  | "unread" | "no-day" | "no-time" | "skipped" | "amount" | "count" | "few" | "many" | "yes-no" | "choice" | "long";

/** Whether a request without the fact is refused, at least where a clause reads it. */
export const needed = (fact: Fact): boolean => fact.need !== "FACT_NEED_OPTIONAL";
const must = (fact: Fact): boolean => fact.need === "FACT_NEED_REQUIRED";
const holds = (fact: Fact): boolean => fact.kind === "FACT_KIND_LIST" || fact.kind === "FACT_KIND_GROUP";
const inner = (fact: Fact): string => (fact.kind === "FACT_KIND_LIST" ? `${fact.jsonPath}[].` : `${fact.jsonPath}.`);

/** The facts as a tree, in the order in which they come. */
export function tree(facts: Fact[]): Field[] {
  const roots: Field[] = [];
  const open: Field[] = [];
  for (const fact of facts) {
    const field: Field = { fact, inside: [] };
    const parent = open.filter((other) => fact.jsonPath.startsWith(inner(other.fact))).pop();
    (parent ? parent.inside : roots).push(field);
    if (holds(fact)) open.push(field);
  }
  return roots;
}

/** The path of an entry's fact: `agreement.payments[].amount` of the third is `agreement.payments[2].amount`. */
export function pathAt(path: string, entries: number[]): string {
  let next = 0;
  return path.replace(/\[\]/g, () => `[${entries[next++] ?? 0}]`);
}

/** Whether a path is that of an entry of a list, which is there even when nothing in it is said yet. */
export const isEntry = (path: string): boolean => /\[\d+\]$/.test(path);

/** How many entries of a list are there. */
export function entriesOf(path: string, typed: Typed): number {
  const start = `${path}[`;
  let count = 0;
  for (const key of Object.keys(typed)) {
    if (key.startsWith(start)) count = Math.max(count, parseInt(key.slice(start.length), 10) + 1);
  }
  return count;
}

/** Takes an entry out of a list; those behind it move up. */
export function withoutEntry(path: string, entry: number, typed: Typed): Typed {
  const start = `${path}[`;
  const kept: Typed = {};
  for (const [key, value] of Object.entries(typed)) {
    if (!key.startsWith(start)) {
      kept[key] = value;
      continue;
    }
    const at = parseInt(key.slice(start.length), 10);
    if (at !== entry) kept[at < entry ? key : `${start}${at - 1}${key.slice(key.indexOf("]", start.length))}`] = value;
  }
  return kept;
}

/** Whether a group is there: it was said, or something in it was. */
export function isThere(path: string, typed: Typed): boolean {
  return typed[path] === "yes" || Object.keys(typed).some((key) => key.startsWith(`${path}.`) && typed[key]);
}

export type Value = { value: unknown; note?: "noon" | "twice" } | { problem: Problem };

/** What a typed text says, in the JSON of the contract. */
export function valueOf(fact: Fact, text: string, context: Context): Value {
  switch (fact.kind) {
    case "FACT_KIND_YES_NO":
      return text === "yes" || text === "no" ? { value: text === "yes" } : { problem: "yes-no" };
    case "FACT_KIND_CHOICE":
      return fact.choices?.some((choice) => choice.name === text) ? { value: text } : { problem: "choice" };
    case "FACT_KIND_AMOUNT": {
      const minorUnits = parseAmount(text, context.currency);
      if (minorUnits === undefined) return { problem: "amount" };
      return bounded(fact, BigInt(minorUnits), { currencyCode: context.currency, minorUnits });
    }
    case "FACT_KIND_COUNT": {
      const bare = text.trim().replace(/(\d)[.\s](?=\d{3}\b)/g, "$1");
      if (!/^\d{1,18}$/.test(bare)) return { problem: "count" };
      return bounded(fact, BigInt(bare), Number(bare));
    }
    case "FACT_KIND_INSTANT":
      return parseMoment(text, context.zone);
    case "FACT_KIND_DATE":
      return parseDay(text);
    case "FACT_KIND_DATES": {
      const days = text.split(/[;\n]|,(?!\s*\d{4}\b)/).filter((part) => part.trim()).map(parseDay);
      const wrong = days.find((day) => "problem" in day);
      if (wrong && "problem" in wrong) return wrong;
      return { value: days.map((day) => ("value" in day ? day.value : "")) };
    }
    default: {
      const bytes = new TextEncoder().encode(text).length;
      return bytes > Number(fact.most ?? "0") && fact.most ? { problem: "long" } : { value: text };
    }
  }
}

function bounded(fact: Fact, number: bigint, value: unknown): Value {
  if (number < BigInt(fact.least ?? "0")) return { problem: "few" };
  if (fact.most && number > BigInt(fact.most)) return { problem: "many" };
  return { value };
}

/** A value of the contract as it is typed. */
export function typedOf(fact: Fact, value: unknown, context: Context): string {
  switch (fact.kind) {
    case "FACT_KIND_YES_NO":
      return value ? "yes" : "no";
    case "FACT_KIND_AMOUNT":
      return typedAmount(String((value as { minorUnits?: string }).minorUnits ?? "0"), context.currency);
    case "FACT_KIND_INSTANT":
      return typedMoment(String(value), context.zone, context.lang);
    case "FACT_KIND_DATE":
      return typedDay(String(value), context.lang);
    case "FACT_KIND_DATES":
      return (value as string[]).map((day) => typedDay(day, context.lang)).join("; ");
    default:
      return String(value);
  }
}

export interface Built {
  /** The facts in the JSON of a request, by their first name. */
  request: Request;
  /** What must be stated and is not, by path. */
  missing: string[];
  /** What cannot be read, by path. */
  problems: Record<string, Problem>;
}

/** The facts of a request from what was typed. */
export function build(fields: Field[], typed: Typed, context: Context): Built {
  const built: Built = { request: {}, missing: [], problems: {} };
  addAll(fields, [], typed, context, built);
  return built;
}

function addAll(fields: Field[], entries: number[], typed: Typed, context: Context, built: Built): void {
  for (const { fact, inside } of fields) {
    const path = pathAt(fact.jsonPath, entries);
    if (fact.kind === "FACT_KIND_LIST") {
      const count = entriesOf(path, typed);
      if (count < Number(fact.least ?? "0")) built.missing.push(path);
      for (let entry = 0; entry < count; entry++) {
        put(built.request, `${path}[${entry}]`, {});
        addAll(inside, [...entries, entry], typed, context, built);
      }
    } else if (fact.kind === "FACT_KIND_GROUP") {
      if (!isThere(path, typed)) continue;
      put(built.request, path, {});
      addAll(inside, entries, typed, context, built);
    } else {
      const text = typed[path]?.trim() ?? "";
      if (!text) {
        if (must(fact)) built.missing.push(path);
        continue;
      }
      const value = valueOf(fact, text, context);
      if ("problem" in value) built.problems[path] = value.problem;
      else put(built.request, path, wrapped(fact, value.value));
    }
  }
}

/** What a clause may read at some moment and a request does not state, by path: without what is in a list or about the event. */
export const lacking = (fields: Field[], request: Request, event: string): string[] =>
  fields
    .map(({ fact }) => fact)
    .filter((fact) => fact.need === "FACT_NEED_WHERE_READ" && !holds(fact) && !fact.jsonPath.startsWith(`${event}.`))
    .map((fact) => fact.jsonPath)
    .filter((path) => at(request, path) === undefined);

/** The names on a path: those of fields and of maps, and the numbers of entries. */
const namesOf = (path: string): (string | number)[] =>
  path.split(/\.|(?=\[)/).map((part) => {
    if (!part.startsWith("[")) return part;
    const name = part.slice(1, -1);
    return /^\d+$/.test(name) ? Number(name) : name;
  });

/** Sets a value at a path; what is on the way is made. */
function put(object: Request, path: string, value: unknown): void {
  const names = namesOf(path);
  let here: any = object;
  names.forEach((name, index) => {
    if (index === names.length - 1) here[name] ??= value;
    else here = here[name] ??= typeof names[index + 1] === "number" ? [] : {};
  });
}

/** A fact that the policy declares itself stands in a map, its value by its kind. */
const kindName = (fact: Fact): string | undefined =>
  /^facts\[[^\]]+\]$/.test(fact.jsonPath)
    ? fact.kind.replace("FACT_KIND_", "").toLowerCase().replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
    : undefined;

const wrapped = (fact: Fact, value: unknown): unknown => {
  const name = kindName(fact);
  return name ? { [name]: value } : value;
};

const unwrapped = (fact: Fact, value: unknown): unknown => {
  const name = kindName(fact);
  return name ? (value as Record<string, unknown> | undefined)?.[name] : value;
};

/** The value at a path of a request. */
export function at(object: unknown, path: string): unknown {
  let here: any = object;
  for (const name of namesOf(path)) here = here?.[name];
  return here;
}

/** What would be typed to make a request. */
export function typedFrom(fields: Field[], request: unknown, context: Context, entries: number[] = []): Typed {
  const typed: Typed = {};
  for (const { fact, inside } of fields) {
    const path = pathAt(fact.jsonPath, entries);
    const value = unwrapped(fact, at(request, path));
    if (value === undefined) continue;
    if (fact.kind === "FACT_KIND_LIST") {
      (value as unknown[]).forEach((_, entry) => {
        typed[`${path}[${entry}]`] = "";
        Object.assign(typed, typedFrom(inside, request, context, [...entries, entry]));
      });
    } else if (fact.kind === "FACT_KIND_GROUP") {
      typed[path] = "yes";
      Object.assign(typed, typedFrom(inside, request, context, entries));
    } else {
      typed[path] = typedOf(fact, value, context);
    }
  }
  return typed;
}

/** The first moment that the question itself needs: when somebody acts. */
export function act(facts: Fact[], event: string): Fact | undefined {
  const own = facts.filter((fact) => fact.kind === "FACT_KIND_INSTANT" && fact.jsonPath.startsWith(`${event}.`));
  return own.find(must) ?? own[0];
}

/** An example: something plausible for all that is needed, around a day. */
export function example(fields: Field[], today: string, context: Context): Typed {
  const typed: Typed = {};
  const days: Record<string, string> = {};
  const fill = (inside: Field[], entries: number[]) => {
    for (const { fact, inside: deeper } of inside) {
      if (!needed(fact)) continue;
      const path = pathAt(fact.jsonPath, entries);
      if (fact.kind === "FACT_KIND_LIST") {
        typed[`${path}[0]`] = "";
        fill(deeper, [...entries, 0]);
      } else if (fact.kind === "FACT_KIND_GROUP") {
        typed[path] = "yes";
        fill(deeper, entries);
      } else {
        typed[path] = sample(fact, today, days, context);
      }
    }
  };
  fill(fields, []);
  return typed;
}

function sample(fact: Fact, today: string, days: Record<string, string>, context: Context): string {
  switch (fact.kind) {
    case "FACT_KIND_YES_NO":
      return "no";
    case "FACT_KIND_CHOICE":
      return fact.choices?.[0]?.name ?? "";
    case "FACT_KIND_AMOUNT":
      return typedAmount(fact.jsonPath.startsWith("agreement.") ? "125000" : "150000", context.currency);
    case "FACT_KIND_COUNT":
      return String(Math.max(1, Number(fact.least ?? "0")));
    case "FACT_KIND_DATE":
    case "FACT_KIND_DATES":
      return typedDay(dayAfter(today, -30), context.lang);
    case "FACT_KIND_INSTANT": {
      // The agreement came first and begins later; what the question is about happens today.
      const agreed = fact.jsonPath.startsWith("agreement.");
      let day = !agreed ? today : fact.notBefore?.length ? dayAfter(today, 42) : dayAfter(today, -10);
      for (const other of fact.notBefore ?? []) if (days[other] && days[other] >= day) day = dayAfter(days[other], 30);
      for (const other of fact.notAfter ?? []) if (days[other] && days[other] <= day) day = dayAfter(days[other], -5);
      days[fact.path] = day;
      return `${typedDay(day, context.lang)} 10:00`;
    }
    default:
      return "2026-001";
  }
}
