// Moments and days as people write them, in the zone of the policy, and as the contract has them.

const MONTHS = [
  ["januari", "january", "jan"],
  ["februari", "february", "feb"],
  ["maart", "march", "mrt", "mar"],
  ["april", "april", "apr"],
  ["mei", "may"],
  ["juni", "june", "jun"],
  ["juli", "july", "jul"],
  ["augustus", "august", "aug"],
  ["september", "september", "sep", "sept"],
  ["oktober", "october", "okt", "oct"],
  ["november", "november", "nov"],
  ["december", "december", "dec"],
];

/** What a text says: the instant or day in the contract's form, or why it says none. */
export type Parsed = { value: string; note?: "noon" | "twice" } | { problem: "unread" | "no-day" | "no-time" | "skipped" };

interface Day {
  year: number;
  month: number;
  day: number;
}

const pad = (number: number, length = 2) => String(number).padStart(length, "0");
const isoDay = (day: Day) => `${pad(day.year, 4)}-${pad(day.month)}-${pad(day.day)}`;

function exists({ year, month, day }: Day): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 1990 && year <= 2199 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function monthOf(word: string): number {
  return MONTHS.findIndex((names) => names.includes(word.toLowerCase().replace(/\.$/, ""))) + 1;
}

/** The day at the beginning of a text, and what follows it. */
function dayIn(text: string): { day: Day; rest: string } | undefined {
  const bare = text.trim().replace(/^[a-z]+dag,?\s+|^[a-z]+day,?\s+|^(ma|di|wo|do|vr|za|zo|mon|tue|wed|thu|fri|sat|sun)\.?,?\s+/i, "");
  const numbers = (match: RegExpExecArray, order: [number, number, number]) => ({
    day: { year: Number(match[order[0]]), month: Number(match[order[1]]), day: Number(match[order[2]]) },
    rest: bare.slice(match[0].length),
  });
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/.exec(bare);
  if (iso) return numbers(iso, [1, 2, 3]);
  const dutch = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)/.exec(bare);
  if (dutch) return numbers(dutch, [3, 2, 1]);
  const worded = /^(\d{1,2})(?:e|st|nd|rd|th)?[\s-]+([a-z]+)\.?,?[\s-]+(\d{4})(?!\d)/i.exec(bare);
  if (worded && monthOf(worded[2]!)) {
    const day = { year: Number(worded[3]), month: monthOf(worded[2]!), day: Number(worded[1]) };
    return { day, rest: bare.slice(worded[0].length) };
  }
  const english = /^([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)/i.exec(bare);
  if (english && monthOf(english[1]!)) {
    const day = { year: Number(english[3]), month: monthOf(english[1]!), day: Number(english[2]) };
    return { day, rest: bare.slice(english[0].length) };
  }
  return undefined;
}

/** A day, as in `31 juli 2026`, `31-7-2026` or `2026-07-31`. */
export function parseDay(text: string): Parsed {
  const found = dayIn(text);
  if (!found || found.rest.trim()) return { problem: "unread" };
  return exists(found.day) ? { value: isoDay(found.day) } : { problem: "no-day" };
}

/** A moment on the clock of a zone, as in `31 juli 2026 17:31`; with an offset, as in `2026-10-25T02:30+01:00`, wherever. */
export function parseMoment(text: string, zone: string): Parsed {
  const exact = /^\s*(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)\s?(Z|[+-]\d{2}:\d{2})\s*$/i.exec(text);
  if (exact) {
    const [, date = "", time = "", offset = ""] = exact;
    const [clock = "", fraction = ""] = time.split(".");
    const at = Date.parse(`${date}T${clock.length === 5 ? `${clock}:00` : clock}${offset.toUpperCase()}`);
    return Number.isNaN(at) ? { problem: "no-day" } : { value: instant(at, fraction) };
  }
  const found = dayIn(text);
  if (!found) return { problem: "unread" };
  if (!exists(found.day)) return { problem: "no-day" };
  const rest = found.rest.trim().replace(/^(?:,|T|om|at)\s*/i, "");
  if (!rest) return { ...atClock(found.day, 12, 0, 0, "", zone), note: "noon" } as Parsed;
  const match = /^(\d{1,2})(?:[:.uh](\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?\s*(uur|u|hrs?|h|am|pm|a\.m\.|p\.m\.)?$/i.exec(rest);
  if (!match || (match[2] === undefined && match[5] === undefined)) return { problem: "unread" };
  const half = match[5]?.toLowerCase().replace(/\./g, "");
  let hour = Number(match[1]);
  if (half === "am" || half === "pm") {
    if (hour < 1 || hour > 12) return { problem: "no-time" };
    hour = (hour % 12) + (half === "pm" ? 12 : 0);
  }
  const [minute, second] = [Number(match[2] ?? 0), Number(match[3] ?? 0)];
  if (hour > 23 || minute > 59 || second > 59) return { problem: "no-time" };
  return atClock(found.day, hour, minute, second, match[4] ?? "", zone);
}

const instant = (at: number, fraction: string) => {
  const kept = fraction.replace(/0+$/, "");
  return new Date(at).toISOString().replace(/\.\d+Z$/, kept ? `.${kept}Z` : "Z");
};

/** The instant at which the clock of a zone shows a time: the earlier one when it does so twice. */
function atClock(day: Day, hour: number, minute: number, second: number, fraction: string, zone: string): Parsed {
  const shown = Date.UTC(day.year, day.month - 1, day.day, hour, minute, second);
  const around = [shown - 86_400_000, shown + 86_400_000].map((at) => offsetAt(at, zone));
  const found = [...new Set(around)].map((offset) => shown - offset).filter((at) => at + offsetAt(at, zone) === shown);
  if (found.length === 0) return { problem: "skipped" };
  const value = instant(Math.min(...found), fraction);
  return found.length > 1 ? { value, note: "twice" } : { value };
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(lang: string, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${lang} ${zone} ${JSON.stringify(options)}`;
  let known = formats.get(key);
  if (!known) {
    known = new Intl.DateTimeFormat(lang, { ...options, timeZone: zone });
    formats.set(key, known);
  }
  return known;
}

const CLOCK: Intl.DateTimeFormatOptions = {
  year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric", hourCycle: "h23",
};

function shownAt(at: number, zone: string): Record<string, number> {
  const parts = format("en", zone, CLOCK).formatToParts(at);
  return Object.fromEntries(parts.map((part) => [part.type, Number(part.value)]));
}

/** By how many milliseconds the clock of a zone is ahead of UTC. */
function offsetAt(at: number, zone: string): number {
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shownAt(at, zone);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
}

const languages = (lang: string) => (lang === "nl" ? "nl-NL" : "en-GB");

/** A day in words. */
export function dayText(day: string, lang: string, weekday = true): string {
  const options: Intl.DateTimeFormatOptions = { day: "numeric", month: "long", year: "numeric" };
  if (weekday) options.weekday = "long";
  return format(languages(lang), "UTC", options).format(Date.parse(`${day}T00:00:00Z`)).replace(",", "");
}

/** A moment in words, on the clock of a zone. */
export function momentText(at: string, zone: string, lang: string, weekday = true): string {
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shownAt(Date.parse(at), zone);
  const seconds = second ? `:${pad(second)}` : "";
  return `${dayText(isoDay({ year, month, day }), lang, weekday)} ${pad(hour)}:${pad(minute)}${seconds}`;
}

/** A moment as it is typed, such that reading it gives the same instant. */
export function typedMoment(at: string, zone: string, lang: string): string {
  const fraction = /\.(\d+)Z$/.exec(at)?.[1];
  const text = momentText(at, zone, lang, false) + (fraction ? (/:\d\d:\d\d$/.test(momentText(at, zone, lang)) ? "" : ":00") + `.${fraction}` : "");
  const again = parseMoment(text, zone);
  return "value" in again && again.value === at && !again.note ? text : at;
}

/** A day as it is typed. */
export const typedDay = (day: string, lang: string): string => dayText(day, lang, false);

/** A moment as the browser's own picker has it: `2026-07-31T17:31`. */
export function pickerMoment(at: string, zone: string): string {
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = shownAt(Date.parse(at), zone);
  return `${isoDay({ year, month, day })}T${pad(hour)}:${pad(minute)}`;
}

/** A day so many days away from another. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
