// The parts without a page: money, moments, forms and addresses. Run by `npm run unit`.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as plain from "./built/plain.mjs";

test("amounts as people write them", () => {
  for (const [text, expected] of [
    ["1.250,00", "125000"], ["1250", "125000"], ["1,250.00", "125000"], ["1250,5", "125050"], ["€ 99,-", "9900"],
    ["EUR 1.250", "125000"], ["1 250,00", "125000"], ["0,01", "1"], ["0", "0"], ["1.250.000,99", "125000099"],
    ["1'250.00", "125000"], ["1.250", "125000"], ["12,50", "1250"], ["007", "700"],
    ["1,2,3", undefined], ["1.25.000", undefined], ["1.250.00", undefined], ["1,250", "125000"], ["12,345,67", undefined],
    ["1,234,56", undefined], ["-5", undefined], ["", undefined], ["abc", undefined], ["1,001", "100100"], ["1.1234", undefined],
  ]) {
    assert.equal(plain.parseAmount(text, "EUR"), expected, text);
  }
  assert.equal(plain.parseAmount("1.250", "JPY"), "1250");
  assert.equal(plain.parseAmount("12,5", "JPY"), undefined);
  assert.equal(plain.typedAmount("125000", "EUR"), "1250,00");
  assert.equal(plain.typedAmount("5", "EUR"), "0,05");
});

const zone = "Europe/Amsterdam";
const moment = (text) => plain.parseMoment(text, zone);

test("moments as people write them", () => {
  for (const text of [
    "31 juli 2026 17:31", "31 july 2026 17:31", "July 31, 2026 5:31 pm", "31-7-2026 17.31", "31/07/2026, 17:31", "31.7.2026 17u31",
    "2026-07-31 17:31", "2026-07-31T17:31", "vrijdag 31 juli 2026 om 17:31 uur", "Friday 31 July 2026 at 17:31", "vr 31 jul 2026 17:31",
    "2026-07-31T15:31:00Z", "2026-07-31T17:31+02:00", "31 jul. 2026 17:31",
  ]) {
    assert.deepEqual(moment(text), { value: "2026-07-31T15:31:00Z" }, text);
  }
  assert.deepEqual(moment("31 juli 2026"), { value: "2026-07-31T10:00:00Z", note: "noon" });
  assert.deepEqual(moment("31 juli 2026 12 am"), { value: "2026-07-30T22:00:00Z" });
  for (const [text, problem] of [
    ["gisteren", "unread"], ["", "unread"], ["31 juli 2026 17:31:", "unread"], ["31 juli", "unread"], ["31 juli 2026 5", "unread"],
    ["31 juni 2026 10:00", "no-day"], ["29-2-2026", "no-day"], ["1-1-1989 10:00", "no-day"], ["31-12-2199 10:00", undefined],
    ["1-1-2200 10:00", "no-day"], ["31 juli 2026 24:00", "no-time"], ["31 juli 2026 23:60", "no-time"], ["31 juli 2026 13:00 pm", "no-time"],
  ]) {
    assert.equal(moment(text).problem, problem, text);
  }
});

test("the hour that the clock skips, and the one that it shows twice", () => {
  assert.deepEqual(moment("29-3-2026 01:59"), { value: "2026-03-29T00:59:00Z" });
  assert.deepEqual(moment("29-3-2026 02:00"), { problem: "skipped" });
  assert.deepEqual(moment("29-3-2026 02:59"), { problem: "skipped" });
  assert.deepEqual(moment("29-3-2026 03:00"), { value: "2026-03-29T01:00:00Z" });
  assert.deepEqual(moment("25-10-2026 01:59"), { value: "2026-10-24T23:59:00Z" });
  assert.deepEqual(moment("25-10-2026 02:00"), { value: "2026-10-25T00:00:00Z", note: "twice" });
  assert.deepEqual(moment("25-10-2026 02:59"), { value: "2026-10-25T00:59:00Z", note: "twice" });
  assert.deepEqual(moment("25-10-2026 03:00"), { value: "2026-10-25T02:00:00Z" });
});

test("what is typed for a moment is read as the same moment", () => {
  for (const at of ["2026-07-31T15:31:00Z", "2026-07-31T15:31:59Z", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-01-01T00:00:00.5Z"]) {
    for (const lang of ["nl", "en"]) assert.equal(moment(plain.typedMoment(at, zone, lang)).value, at, `${at} ${lang}`);
  }
});

test("days", () => {
  for (const text of ["31 juli 2026", "31-7-2026", "2026-07-31", "Friday 31 July 2026"]) {
    assert.deepEqual(plain.parseDay(text), { value: "2026-07-31" }, text);
  }
  assert.equal(plain.parseDay("31 juli 2026 17:31").problem, "unread");
});

const fact = (jsonPath, kind, more = {}) => ({ path: jsonPath, jsonPath, kind: `FACT_KIND_${kind}`, need: "FACT_NEED_OPTIONAL", ask: jsonPath, ...more });
const context = { currency: "EUR", zone, lang: "nl" };
const FACTS = [
  fact("agreement.price", "AMOUNT", { need: "FACT_NEED_REQUIRED", most: "100000" }),
  fact("agreement.payments", "LIST", { most: "3" }),
  fact("agreement.payments[].paidAt", "INSTANT"),
  fact("agreement.payments[].amount", "AMOUNT", { need: "FACT_NEED_REQUIRED" }),
  fact("agreement.insurance", "GROUP"),
  fact("agreement.insurance.payout", "AMOUNT"),
  fact("visit.count", "COUNT", { least: "2", most: "4" }),
  fact("visit.days", "DATES"),
  fact("facts[doctors_note]", "YES_NO"),
  fact("facts[deposit]", "AMOUNT"),
  fact("facts[season]", "CHOICE", { choices: [{ name: "high", text: "high" }] }),
];

test("a request from what is typed, and back", () => {
  const typed = {
    "agreement.price": "1.000,00", "agreement.payments[0]": "", "agreement.payments[0].amount": "10", "agreement.payments[1]": "",
    "agreement.payments[1].amount": "20,50", "agreement.payments[1].paidAt": "1 juli 2026 10:00", "agreement.insurance": "yes",
    "visit.count": "2", "visit.days": "1 juni 2026; 2026-06-15", "facts[doctors_note]": "no", "facts[deposit]": "5", "facts[season]": "high",
  };
  const form = plain.tree(FACTS);
  const built = plain.build(form, typed, context);
  const money = (minorUnits) => ({ currencyCode: "EUR", minorUnits });
  assert.deepEqual(built, {
    request: {
      agreement: {
        price: money("100000"),
        payments: [{ amount: money("1000") }, { paidAt: "2026-07-01T08:00:00Z", amount: money("2050") }],
        insurance: {},
      },
      visit: { count: 2, days: ["2026-06-01", "2026-06-15"] },
      facts: { doctors_note: { yesNo: false }, deposit: { amount: money("500") }, season: { choice: "high" } },
    },
    missing: [],
    problems: {},
  });
  const again = plain.build(form, plain.typedFrom(form, built.request, context), context);
  assert.deepEqual(again.request, built.request);
});

test("what is missing, cannot be read or is out of bounds", () => {
  const form = plain.tree(FACTS);
  const at = (typed) => plain.build(form, typed, context);
  assert.deepEqual(at({}).missing, ["agreement.price"]);
  assert.deepEqual(at({ "agreement.price": "1", "agreement.payments[0]": "" }).missing, ["agreement.payments[0].amount"]);
  for (const [path, text, problem] of [
    ["agreement.price", "1.000,00", undefined], ["agreement.price", "1.000,01", "many"], ["agreement.price", "x", "amount"],
    ["visit.count", "1", "few"], ["visit.count", "2", undefined], ["visit.count", "4", undefined], ["visit.count", "5", "many"],
    ["visit.count", "2.5", "count"], ["visit.days", "1 juni 2026; morgen", "unread"], ["facts[season]", "low", "choice"],
  ]) {
    assert.equal(at({ "agreement.price": "1", [path]: text }).problems[path], problem, `${path} ${text}`);
  }
});

test("entries behind one that is taken out move up", () => {
  const typed = { a: "1", "b[0]": "", "b[0].c": "x", "b[1]": "", "b[1].c": "y", "b[2]": "", "b[2].c": "z" };
  assert.deepEqual(plain.withoutEntry("b", 1, typed), { a: "1", "b[0]": "", "b[0].c": "x", "b[1]": "", "b[1].c": "z" });
  assert.equal(plain.entriesOf("b", typed), 3);
});

test("an address and back", async () => {
  const state = { place: "ask", fields: { policy: "a", "agreement.payments[0].amount": "1.250,00 & meer#?" } };
  assert.deepEqual(plain.readAddress(plain.writeAddress(state)), state);
  assert.equal(plain.readAddress("#/nowhere").place, "ask");
  const text = "naïve €\n".repeat(500);
  const packed = await plain.pack(text);
  assert.match(packed, /^[\w-]+$/);
  assert.ok(packed.length < 200);
  assert.equal(await plain.unpack(packed), text);
});

const schema = {
  properties: {
    policy: { type: "string" },
    law: { enum: ["NL", "none"] },
    clause: { type: "array", items: { $ref: "#/$defs/clause" } },
  },
  required: ["policy"],
  $defs: {
    clause: {
      properties: {
        id: { type: "string", pattern: "^[a-z]+$" },
        on_top_of: { type: "array", items: { type: "string", pattern: "^[a-z]+$" } },
        question: { anyOf: [{ enum: ["cancellation", "no_show"] }, { type: "array", items: { enum: ["cancellation", "no_show"] } }] },
        summary: { $ref: "#/$defs/summary" },
        tiers: { properties: { settles: { type: "boolean" }, tier: { type: "array", items: { properties: { charges: { type: "array", items: { properties: { kind: { enum: ["penalty"] } } } } } } } } },
      },
    },
    summary: { properties: { nl: { type: "string" }, en: { type: "string" } } },
  },
};
const labels = (before) => plain.completionsAt(schema, before, before)?.options.map((option) => option.label);

test("what can stand at a place of a file", () => {
  assert.deepEqual(labels(""), ["policy", "law", "clause"]);
  assert.deepEqual(labels('policy = "x"\nla'), ["law", "clause"]);
  assert.deepEqual(labels("law = "), ['"NL"', '"none"']);
  assert.deepEqual(labels('law = "N'), ['"NL', '"none']);
  assert.deepEqual(labels("[[clause]]\nid = 'a'\n"), ["on_top_of", "question", "summary", "tiers"]);
  assert.deepEqual(labels("[[clause]]\nquestion = [\"no_show\", "), ['"cancellation"', '"no_show"']);
  assert.deepEqual(labels('[[clause]]\nsummary = { nl = "a", '), ["en"]);
  assert.deepEqual(labels("[[clause]]\n[clause.tiers]\nsettles = "), ["true", "false"]);
  assert.deepEqual(labels("[[clause]]\n[[clause.tiers.tier]]\ncharges = [{ "), ["kind"]);
  assert.deepEqual(labels("[[clause]]\n[[clause.tiers.tier]]\ncharges = [{ kind = "), ['"penalty"']);
  assert.deepEqual(labels('law = "NL"\n['), ["[[clause]]", "[clause.summary]", "[clause.tiers]", "[[clause.tiers.tier]]"]);
  assert.deepEqual(labels('[[clause]]\nid = "a"\n[[clause]]\nid = "b"\non_top_of = ['), ['"a"', '"b"']);
  assert.deepEqual(labels('[[clause]]\nid = '), undefined);
  assert.deepEqual(labels('policy = """\nlaw = "'), undefined);
  assert.deepEqual(labels("# law = "), undefined);
});
