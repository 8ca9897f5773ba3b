// src/complete.ts
function ways(root, node, depth = 0) {
  if (!node || depth > 8) return [];
  const target = node.$ref ? root.$defs?.[node.$ref.replace("#/$defs/", "")] : void 0;
  const others = [...target ? [target] : [], ...node.anyOf ?? [], ...node.oneOf ?? [], ...node.allOf ?? []];
  return [node, ...others.flatMap((other) => ways(root, other, depth + 1))];
}
function propertiesOf(root, node) {
  return Object.assign({}, ...ways(root, node).map((way) => way.properties ?? {}));
}
function entryOf(root, node) {
  const list = ways(root, node).find((way) => way.items);
  return list?.items ?? node;
}
function child(root, node, key) {
  return propertiesOf(root, entryOf(root, node))[key];
}
function placeOf(before) {
  let table = [];
  const open = [];
  let used = /* @__PURE__ */ new Set();
  let path = [];
  let key;
  let start = true;
  let word = "";
  const name = () => word.trim().replace(/^["']|["']$/g, "");
  for (let at2 = 0; at2 < before.length; at2++) {
    const letter = before[at2];
    const inside = open[open.length - 1];
    if (letter === "#") {
      const end = before.indexOf("\n", at2);
      if (end < 0) return void 0;
      at2 = end - 1;
    } else if (letter === '"' || letter === "'") {
      const quote = before.startsWith(letter.repeat(3), at2) ? letter.repeat(3) : letter;
      let end = at2 + quote.length;
      while (end < before.length && !before.startsWith(quote, end)) end += letter === '"' && before[end] === "\\" ? 2 : 1;
      if (end >= before.length) return key === void 0 ? void 0 : { path, key, used };
      word += before.slice(at2, end + quote.length);
      at2 = end + quote.length - 1;
      start = false;
    } else if (letter === "\n") {
      start = true;
      if (!inside) {
        key = void 0;
        word = "";
      }
    } else if (letter === "[" && start && !inside) {
      const end = before.indexOf("]", at2);
      if (end < 0) return { path: [], key: "[", used };
      table = before.slice(at2, end).replace(/^\[+/, "").split(".").map((part) => part.trim());
      at2 = before[end + 1] === "]" ? end + 1 : end;
      [path, used, key, word] = [table, /* @__PURE__ */ new Set(), void 0, ""];
    } else if (letter === "=" && key === void 0) {
      key = name();
      used.add(key);
      word = "";
    } else if (letter === "{" || letter === "[") {
      open.push({ kind: letter, path, used });
      if (letter === "{") {
        path = key === void 0 ? path : [...path, ...key.split(".")];
        used = /* @__PURE__ */ new Set();
        key = void 0;
      }
      word = "";
    } else if (letter === "}" || letter === "]") {
      const closed = open.pop();
      if (closed) {
        if (letter === "}") key = open.length && open[open.length - 1].kind === "[" ? path[path.length - 1] : "";
        ({ path, used } = closed);
      }
      word = "";
    } else if (letter === ",") {
      if (inside?.kind === "{") key = void 0;
      word = "";
    } else {
      word += letter;
      if (letter.trim()) start = false;
    }
  }
  return { path, key, used };
}
function headers(root) {
  const found = [];
  const visit = (node, path) => {
    for (const [name, property] of Object.entries(propertiesOf(root, entryOf(root, node)))) {
      const kinds = ways(root, property);
      const list = kinds.find((kind) => kind.items);
      const inner2 = entryOf(root, property);
      if (Object.keys(propertiesOf(root, inner2)).length === 0) continue;
      const full = [...path, name];
      const label = list ? `[[${full.join(".")}]]` : `[${full.join(".")}]`;
      found.push({ label, ...property.description && { info: property.description } });
      if (full.length < 3) visit(property, full);
    }
  };
  visit(root, []);
  return found;
}
function completionsAt(schema, before, whole) {
  const root = schema;
  const place = placeOf(before);
  if (!place) return void 0;
  const line = before.slice(before.lastIndexOf("\n") + 1);
  if (/^\s*\[[^=]*$/.test(line)) {
    return { from: before.length - line.trimStart().length, options: headers(root), eager: true };
  }
  let node = root;
  for (const name of place.path) node = child(root, node, name);
  if (place.key !== void 0) return values(root, child(root, node, place.key), before, place, whole);
  const typed = /[\w-]*$/.exec(before)[0];
  const known = propertiesOf(root, entryOf(root, node));
  const needed2 = new Set(ways(root, entryOf(root, node)).flatMap((way) => way.required ?? []));
  const options = Object.entries(known).filter(([name]) => !place.used.has(name)).map(([name, property]) => ({
    label: name,
    apply: `${name} = `,
    ...needed2.has(name) && { detail: "*" },
    ...property.description && { info: property.description }
  }));
  return { from: before.length - typed.length, options, eager: false };
}
function values(root, node, before, place, whole) {
  const typed = /"?[\w.-]*$/.exec(before)[0];
  const quoted = typed.startsWith('"');
  const kinds = ways(root, node).flatMap((way) => way.items ? [way, ...ways(root, way.items)] : [way]);
  const words = /* @__PURE__ */ new Set();
  for (const kind of kinds) {
    for (const word of kind.enum ?? []) words.add(word);
    if (kind.const !== void 0) words.add(kind.const);
    if (kind.type === "boolean") [true, false].forEach((word) => words.add(word));
  }
  const pattern = child(root, propertiesOf(root, root).clause, "id")?.pattern;
  if (words.size === 0 && pattern && place.path.length > 0 && place.key !== "id" && kinds.some((kind) => kind.pattern === pattern)) {
    for (const [, id] of whole.matchAll(/^id\s*=\s*"([^"]+)"/gm)) words.add(id);
  }
  if (words.size === 0) return void 0;
  const options = [...words].map((word) => ({
    label: typeof word === "string" ? quoted ? `"${word}` : `"${word}"` : String(word),
    ...typeof word === "string" && { apply: `"${word}"` }
  }));
  return { from: before.length - typed.length, options, eager: true };
}

// src/money.ts
function decimals(currency) {
  return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
}
function parseAmount(text, currency) {
  const places = decimals(currency);
  const bare = text.replace(/[€$£]|[A-Za-z]{3}\b/g, "").replace(/[\s\u00a0\u202f]/g, "").replace(/[.,][-–—]{1,2}$/, "");
  const match = /^(\d{1,3}(?:[.,']\d{3})+|\d+)(?:[.,](\d+))?$/.exec(bare);
  if (!match) return void 0;
  const [, whole = "", fraction = ""] = match;
  if (fraction.length > places) return void 0;
  const separators = new Set(whole.replace(/\d/g, ""));
  const last = fraction && bare[whole.length];
  if (separators.size > 1 || last && separators.has(last)) return void 0;
  const digits = whole.replace(/\D/g, "") + fraction.padEnd(places, "0");
  return digits.replace(/^0+(?=\d)/, "");
}
function formatMoney(money, lang) {
  if (!money) return "";
  return new Intl.NumberFormat(lang === "nl" ? "nl-NL" : "en-GB", { style: "currency", currency: money.currencyCode }).format(Number(money.minorUnits ?? "0") / 10 ** decimals(money.currencyCode));
}
function typedAmount(minorUnits, currency) {
  const places = decimals(currency);
  const digits = minorUnits.padStart(places + 1, "0");
  return places === 0 ? digits : `${digits.slice(0, -places)},${digits.slice(-places)}`;
}
var isZero = (money) => !money || Number(money.minorUnits ?? "0") === 0;

// src/time.ts
var MONTHS = [
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
  ["december", "december", "dec"]
];
var pad = (number, length = 2) => String(number).padStart(length, "0");
var isoDay = (day) => `${pad(day.year, 4)}-${pad(day.month)}-${pad(day.day)}`;
function exists({ year, month, day }) {
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 1990 && year <= 2199 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
function monthOf(word) {
  return MONTHS.findIndex((names) => names.includes(word.toLowerCase().replace(/\.$/, ""))) + 1;
}
function dayIn(text) {
  const bare = text.trim().replace(/^[a-z]+dag,?\s+|^[a-z]+day,?\s+|^(ma|di|wo|do|vr|za|zo|mon|tue|wed|thu|fri|sat|sun)\.?,?\s+/i, "");
  const numbers = (match, order) => ({
    day: { year: Number(match[order[0]]), month: Number(match[order[1]]), day: Number(match[order[2]]) },
    rest: bare.slice(match[0].length)
  });
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/.exec(bare);
  if (iso) return numbers(iso, [1, 2, 3]);
  const dutch = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)/.exec(bare);
  if (dutch) return numbers(dutch, [3, 2, 1]);
  const worded = /^(\d{1,2})(?:e|st|nd|rd|th)?[\s-]+([a-z]+)\.?,?[\s-]+(\d{4})(?!\d)/i.exec(bare);
  if (worded && monthOf(worded[2])) {
    const day = { year: Number(worded[3]), month: monthOf(worded[2]), day: Number(worded[1]) };
    return { day, rest: bare.slice(worded[0].length) };
  }
  const english = /^([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)/i.exec(bare);
  if (english && monthOf(english[1])) {
    const day = { year: Number(english[3]), month: monthOf(english[1]), day: Number(english[2]) };
    return { day, rest: bare.slice(english[0].length) };
  }
  return void 0;
}
function parseDay(text) {
  const found = dayIn(text);
  if (!found || found.rest.trim()) return { problem: "unread" };
  return exists(found.day) ? { value: isoDay(found.day) } : { problem: "no-day" };
}
function parseMoment(text, zone) {
  const exact = /^\s*(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)\s?(Z|[+-]\d{2}:\d{2})\s*$/i.exec(text);
  if (exact) {
    const [, date = "", time = "", offset = ""] = exact;
    const [clock = "", fraction = ""] = time.split(".");
    const at2 = Date.parse(`${date}T${clock.length === 5 ? `${clock}:00` : clock}${offset.toUpperCase()}`);
    return Number.isNaN(at2) ? { problem: "no-day" } : { value: instant(at2, fraction) };
  }
  const found = dayIn(text);
  if (!found) return { problem: "unread" };
  if (!exists(found.day)) return { problem: "no-day" };
  const rest = found.rest.trim().replace(/^(?:,|T|om|at)\s*/i, "");
  if (!rest) return { ...atClock(found.day, 12, 0, 0, "", zone), note: "noon" };
  const match = /^(\d{1,2})(?:[:.uh](\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?\s*(uur|u|hrs?|h|am|pm|a\.m\.|p\.m\.)?$/i.exec(rest);
  if (!match || match[2] === void 0 && match[5] === void 0) return { problem: "unread" };
  const half = match[5]?.toLowerCase().replace(/\./g, "");
  let hour = Number(match[1]);
  if (half === "am" || half === "pm") {
    if (hour < 1 || hour > 12) return { problem: "no-time" };
    hour = hour % 12 + (half === "pm" ? 12 : 0);
  }
  const [minute, second] = [Number(match[2] ?? 0), Number(match[3] ?? 0)];
  if (hour > 23 || minute > 59 || second > 59) return { problem: "no-time" };
  return atClock(found.day, hour, minute, second, match[4] ?? "", zone);
}
var instant = (at2, fraction) => {
  const kept = fraction.replace(/0+$/, "");
  return new Date(at2).toISOString().replace(/\.\d+Z$/, kept ? `.${kept}Z` : "Z");
};
function atClock(day, hour, minute, second, fraction, zone) {
  const shown = Date.UTC(day.year, day.month - 1, day.day, hour, minute, second);
  const around = [shown - 864e5, shown + 864e5].map((at2) => offsetAt(at2, zone));
  const found = [...new Set(around)].map((offset) => shown - offset).filter((at2) => at2 + offsetAt(at2, zone) === shown);
  if (found.length === 0) return { problem: "skipped" };
  const value = instant(Math.min(...found), fraction);
  return found.length > 1 ? { value, note: "twice" } : { value };
}
var formats = /* @__PURE__ */ new Map();
function format(lang, zone, options) {
  const key = `${lang} ${zone} ${JSON.stringify(options)}`;
  let known = formats.get(key);
  if (!known) {
    known = new Intl.DateTimeFormat(lang, { ...options, timeZone: zone });
    formats.set(key, known);
  }
  return known;
}
var CLOCK = {
  year: "numeric",
  month: "numeric",
  day: "numeric",
  hour: "numeric",
  minute: "numeric",
  second: "numeric",
  hourCycle: "h23"
};
function shownAt(at2, zone) {
  const parts = format("en", zone, CLOCK).formatToParts(at2);
  return Object.fromEntries(parts.map((part) => [part.type, Number(part.value)]));
}
function offsetAt(at2, zone) {
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shownAt(at2, zone);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at2 / 1e3) * 1e3;
}
var languages = (lang) => lang === "nl" ? "nl-NL" : "en-GB";
function dayText(day, lang, weekday = true) {
  const options = { day: "numeric", month: "long", year: "numeric" };
  if (weekday) options.weekday = "long";
  return format(languages(lang), "UTC", options).format(Date.parse(`${day}T00:00:00Z`)).replace(",", "");
}
function momentText(at2, zone, lang, weekday = true) {
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shownAt(Date.parse(at2), zone);
  const seconds = second ? `:${pad(second)}` : "";
  return `${dayText(isoDay({ year, month, day }), lang, weekday)} ${pad(hour)}:${pad(minute)}${seconds}`;
}
function typedMoment(at2, zone, lang) {
  const fraction = /\.(\d+)Z$/.exec(at2)?.[1];
  const text = momentText(at2, zone, lang, false) + (fraction ? (/:\d\d:\d\d$/.test(momentText(at2, zone, lang)) ? "" : ":00") + `.${fraction}` : "");
  const again = parseMoment(text, zone);
  return "value" in again && again.value === at2 && !again.note ? text : at2;
}
var typedDay = (day, lang) => dayText(day, lang, false);
function pickerMoment(at2, zone) {
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = shownAt(Date.parse(at2), zone);
  return `${isoDay({ year, month, day })}T${pad(hour)}:${pad(minute)}`;
}
function dayAfter(day, days) {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 864e5).toISOString().slice(0, 10);
}

// src/facts.ts
var needed = (fact) => fact.need !== "FACT_NEED_OPTIONAL";
var must = (fact) => fact.need === "FACT_NEED_REQUIRED";
var holds = (fact) => fact.kind === "FACT_KIND_LIST" || fact.kind === "FACT_KIND_GROUP";
var inner = (fact) => fact.kind === "FACT_KIND_LIST" ? `${fact.jsonPath}[].` : `${fact.jsonPath}.`;
function tree(facts) {
  const roots = [];
  const open = [];
  for (const fact of facts) {
    const field = { fact, inside: [] };
    const parent = open.filter((other) => fact.jsonPath.startsWith(inner(other.fact))).pop();
    (parent ? parent.inside : roots).push(field);
    if (holds(fact)) open.push(field);
  }
  return roots;
}
function pathAt(path, entries) {
  let next = 0;
  return path.replace(/\[\]/g, () => `[${entries[next++] ?? 0}]`);
}
var isEntry = (path) => /\[\d+\]$/.test(path);
function entriesOf(path, typed) {
  const start = `${path}[`;
  let count = 0;
  for (const key of Object.keys(typed)) {
    if (key.startsWith(start)) count = Math.max(count, parseInt(key.slice(start.length), 10) + 1);
  }
  return count;
}
function withoutEntry(path, entry, typed) {
  const start = `${path}[`;
  const kept = {};
  for (const [key, value] of Object.entries(typed)) {
    if (!key.startsWith(start)) {
      kept[key] = value;
      continue;
    }
    const at2 = parseInt(key.slice(start.length), 10);
    if (at2 !== entry) kept[at2 < entry ? key : `${start}${at2 - 1}${key.slice(key.indexOf("]", start.length))}`] = value;
  }
  return kept;
}
function isThere(path, typed) {
  return typed[path] === "yes" || Object.keys(typed).some((key) => key.startsWith(`${path}.`) && typed[key]);
}
function valueOf(fact, text, context) {
  switch (fact.kind) {
    case "FACT_KIND_YES_NO":
      return text === "yes" || text === "no" ? { value: text === "yes" } : { problem: "yes-no" };
    case "FACT_KIND_CHOICE":
      return fact.choices?.some((choice) => choice.name === text) ? { value: text } : { problem: "choice" };
    case "FACT_KIND_AMOUNT": {
      const minorUnits = parseAmount(text, context.currency);
      if (minorUnits === void 0) return { problem: "amount" };
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
      return { value: days.map((day) => "value" in day ? day.value : "") };
    }
    default: {
      const bytes = new TextEncoder().encode(text).length;
      return bytes > Number(fact.most ?? "0") && fact.most ? { problem: "long" } : { value: text };
    }
  }
}
function bounded(fact, number, value) {
  if (number < BigInt(fact.least ?? "0")) return { problem: "few" };
  if (fact.most && number > BigInt(fact.most)) return { problem: "many" };
  return { value };
}
function typedOf(fact, value, context) {
  switch (fact.kind) {
    case "FACT_KIND_YES_NO":
      return value ? "yes" : "no";
    case "FACT_KIND_AMOUNT":
      return typedAmount(String(value.minorUnits ?? "0"), context.currency);
    case "FACT_KIND_INSTANT":
      return typedMoment(String(value), context.zone, context.lang);
    case "FACT_KIND_DATE":
      return typedDay(String(value), context.lang);
    case "FACT_KIND_DATES":
      return value.map((day) => typedDay(day, context.lang)).join("; ");
    default:
      return String(value);
  }
}
function build(fields, typed, context) {
  const built = { request: {}, missing: [], problems: {} };
  addAll(fields, [], typed, context, built);
  return built;
}
function addAll(fields, entries, typed, context, built) {
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
var namesOf = (path) => path.split(/\.|(?=\[)/).map((part) => {
  if (!part.startsWith("[")) return part;
  const name = part.slice(1, -1);
  return /^\d+$/.test(name) ? Number(name) : name;
});
function put(object, path, value) {
  const names = namesOf(path);
  let here = object;
  names.forEach((name, index) => {
    if (index === names.length - 1) here[name] ??= value;
    else here = here[name] ??= typeof names[index + 1] === "number" ? [] : {};
  });
}
var kindName = (fact) => /^facts\[[^\]]+\]$/.test(fact.jsonPath) ? fact.kind.replace("FACT_KIND_", "").toLowerCase().replace(/_(\w)/g, (_, letter) => letter.toUpperCase()) : void 0;
var wrapped = (fact, value) => {
  const name = kindName(fact);
  return name ? { [name]: value } : value;
};
var unwrapped = (fact, value) => {
  const name = kindName(fact);
  return name ? value?.[name] : value;
};
function at(object, path) {
  let here = object;
  for (const name of namesOf(path)) here = here?.[name];
  return here;
}
function typedFrom(fields, request, context, entries = []) {
  const typed = {};
  for (const { fact, inside } of fields) {
    const path = pathAt(fact.jsonPath, entries);
    const value = unwrapped(fact, at(request, path));
    if (value === void 0) continue;
    if (fact.kind === "FACT_KIND_LIST") {
      value.forEach((_, entry) => {
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
function act(facts, event) {
  const own = facts.filter((fact) => fact.kind === "FACT_KIND_INSTANT" && fact.jsonPath.startsWith(`${event}.`));
  return own.find(must) ?? own[0];
}
function example(fields, today, context) {
  const typed = {};
  const days = {};
  const fill = (inside, entries) => {
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
function sample(fact, today, days, context) {
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

// src/state.ts
var PLACES = ["ask", "terms", "write", "changes"];
function readAddress(hash) {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  const place = PLACES.find((known) => known === path) ?? "ask";
  const fields = {};
  for (const [name, value] of new URLSearchParams(query)) fields[name] = value;
  return { place, fields };
}
function writeAddress(state) {
  const query = new URLSearchParams(state.fields).toString();
  return `#/${state.place}${query ? `?${query}` : ""}`;
}
async function pack(text) {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}
async function unpack(packed) {
  const binary = atob(packed.replace(/-/g, "+").replace(/_/g, "/"));
  const bytes = Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"))).text();
}
export {
  PLACES,
  act,
  at,
  build,
  completionsAt,
  dayAfter,
  dayText,
  decimals,
  entriesOf,
  example,
  formatMoney,
  isEntry,
  isThere,
  isZero,
  momentText,
  needed,
  pack,
  parseAmount,
  parseDay,
  parseMoment,
  pathAt,
  pickerMoment,
  placeOf,
  readAddress,
  tree,
  typedAmount,
  typedDay,
  typedFrom,
  typedMoment,
  typedOf,
  unpack,
  valueOf,
  withoutEntry,
  writeAddress
};
