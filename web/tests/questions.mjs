// Every question of every policy is asked through the form, and what is shown agrees with `Evaluate`.

const DAY = 86_400_000;

/** 17:31 on the clock of a zone on a day of summer, in UTC, by the offset that the zone's name is written with. */
function halfPastFive(day, zone) {
  const name = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" }).formatToParts(Date.parse(`${day}T12:00:00Z`));
  const offset = name.find((part) => part.type === "timeZoneName").value.replace("GMT", "") || "Z";
  return new Date(`${day}T17:31:00${offset}`).toISOString().replace(".000", "");
}

/** A value for each fact: what is typed, and what it is in the contract. Written apart from the page on purpose. */
function valuesFor(facts, all, { currencyCode, timeZone }) {
  const values = [];
  const days = {};
  const inside = (path) => facts.some((other) => other.kind === "FACT_KIND_LIST" && path.startsWith(`${other.jsonPath}[].`));
  for (const fact of facts) {
    if (!all && fact.need === "FACT_NEED_OPTIONAL") continue;
    const list = facts.find((other) => other.kind === "FACT_KIND_LIST" && fact.jsonPath.startsWith(`${other.jsonPath}[].`));
    if (list && !all && list.need === "FACT_NEED_OPTIONAL") continue;
    const path = fact.jsonPath.replace("[]", "[0]");
    const put = (typed, value) => values.push({ fact, path, typed, value });
    switch (fact.kind) {
      case "FACT_KIND_CHOICE": {
        const choice = fact.choices[all ? fact.choices.length - 1 : 0].name;
        put(choice, choice);
        break;
      }
      case "FACT_KIND_AMOUNT": {
        const [typed, minorUnits] = inside(fact.jsonPath) ? ["250,5", "25050"] : path === "agreement.price" ? ["€ 1.250,00", "125000"] : ["1.375", "137500"];
        put(typed, { currencyCode, minorUnits });
        break;
      }
      case "FACT_KIND_COUNT":
        {
        const count = Math.min(Math.max(2, Number(fact.least ?? 0)), Number(fact.most ?? 2));
        put(String(count), count);
      }
        break;
      case "FACT_KIND_YES_NO":
        put("yes", true);
        break;
      case "FACT_KIND_GROUP":
        put("yes", {});
        break;
      case "FACT_KIND_LIST":
        put(undefined, [{}]);
        break;
      case "FACT_KIND_TEXT":
        put("2026-17", "2026-17");
        break;
      case "FACT_KIND_DATE":
        put("15-7-2026", "2026-07-15");
        break;
      case "FACT_KIND_DATES":
        put("15 juli 2026; 2026-07-20", ["2026-07-15", "2026-07-20"]);
        break;
      case "FACT_KIND_INSTANT": {
        let at = Date.UTC(2026, 6, 31);
        if (path === "agreement.concludedAt") at = Date.UTC(2026, 5, 1);
        else if (path === "agreement.startsAt") at = Date.UTC(2026, 7, 14);
        else if (path.startsWith("agreement.")) at = Date.UTC(2026, 5, 20);
        for (const other of fact.notBefore ?? []) if (days[other] !== undefined) at = Math.max(at, days[other] + DAY);
        for (const other of fact.notAfter ?? []) if (days[other] !== undefined) at = Math.min(at, days[other] - DAY);
        days[fact.path] = at;
        const [year, month, day] = new Date(at).toISOString().slice(0, 10).split("-");
        put(`${Number(day)}-${Number(month)}-${year} 17:31`, halfPastFive(`${year}-${month}-${day}`, timeZone));
        break;
      }
      default:
        throw new Error(`a kind that the test does not know: ${fact.kind}`);
    }
  }
  return values;
}

function requestOf(policyId, event, values) {
  const request = { policyId, locale: "nl" };
  for (const { fact, path, value } of values) {
    // A fact that the policy declares stands in a map, its value by its kind.
    const declared = /^facts\[(.+)\]$/.exec(path)?.[1];
    if (declared) {
      const kind = fact.kind.slice("FACT_KIND_".length).toLowerCase().replace(/_(.)/g, (_, letter) => letter.toUpperCase());
      (request.facts ??= {})[declared] = { [kind]: value };
      continue;
    }
    const parts = path.split(".").flatMap((part) => (part.endsWith("[0]") ? [part.slice(0, -3), 0] : [part]));
    let here = request;
    parts.forEach((part, index) => {
      if (index === parts.length - 1) here[part] = typeof value === "object" && !Array.isArray(value) && here[part] ? here[part] : value;
      else here = here[part] ??= typeof parts[index + 1] === "number" ? [] : {};
    });
  }
  request[event] ??= {};
  return request;
}

const sorted = (value) =>
  Array.isArray(value) ? value.map(sorted)
    : value && typeof value === "object" ? Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]))
      : value;

export async function fill(page, { fact, path, typed }) {
  if (fact.kind === "FACT_KIND_LIST") {
    await page.click(`[data-add="${path}"]`);
  } else if (fact.kind === "FACT_KIND_YES_NO" || fact.kind === "FACT_KIND_GROUP") {
    // With the keyboard: what the service says of other fields may move this one at any moment.
    await page.press(`input[type=radio][data-path="${path}"][value=yes]`, "Space");
  } else if (fact.kind === "FACT_KIND_CHOICE") {
    await page.selectOption(`[data-path="${path}"]`, typed);
  } else {
    await page.fill(`[data-path="${path}"]`, typed);
  }
}

/** The answer at rest: nothing is on its way. */
export async function atRest(page, panels = ["form", "answer"]) {
  for (const panel of panels) await page.waitForSelector(`[data-panel=${panel}][aria-busy=false]`);
}

const money = (amount) =>
  new Intl.NumberFormat("nl-NL", { style: "currency", currency: amount.currencyCode }).format(Number(amount.minorUnits ?? 0) / 100);

/** The shipped policies with each question, once with what is needed and once with all; those of others with what they speak of. */
export async function questions(tools) {
  const { checks, open, wild, caller } = tools;
  const shipped = await askAll(tools, open.origin, caller(open.origin), [false, true]);
  checks.check("most questions are answered", shipped > 100, String(shipped));
  const others = await askAll(tools, wild.origin, caller(wild.origin), [true], (described) => described.addressed);
  checks.check("so are those of other texts", others > 20, String(others));
}

async function askAll({ checks, newPage }, origin, call, rounds, wanted = () => true) {
  const page = await newPage();
  await page.goto(`${origin}/`);
  const { words } = await (await fetch(`${origin}/console/start.json`)).json();
  const { policies } = await call("PolicyService/ListPolicies", {});
  let [asked, answered] = [0, 0];
  for (const policy of policies) {
    const { policyId } = policy;
    for (const [question, { event, answers }] of Object.entries(words.nl.questions)) {
      for (const all of rounds) {
        const customerType = all ? "CUSTOMER_TYPE_BUSINESS" : "CUSTOMER_TYPE_CONSUMER";
        const describe = (product) =>
          call("PolicyService/DescribeQuestion", { policyId, question, customerType, ...product, locale: "nl" });
        const whole = await describe();
        const products = whole.facts.find((fact) => fact.jsonPath === "agreement.productType").choices;
        let [product, described] = [products[0].name, undefined];
        for (const { name } of products) {
          described = await describe({ productType: name });
          product = name;
          if (described.addressed) break;
        }
        if (!wanted(described)) continue;
        asked += 1;
        let values = valuesFor(described.facts, all, policy);
        // A product of the provider's own says of what type it is: then no type is asked.
        const own = values.find(({ path }) => path === "agreement.productId");
        if (own) {
          described = await describe({ productId: own.value });
          values = valuesFor(described.facts, all, policy);
        }
        for (const one of values) {
          if (one.path === "agreement.customerType") one.typed = one.value = customerType;
          if (one.path === "agreement.productType") one.typed = one.value = product;
        }
        const what = `${policyId} ${question.replace("QUESTION_", "").toLowerCase()}${all ? " with all that it reads" : ""}`;
        await page.evaluate((address) => { location.hash = address; }, `#/ask?lang=nl&policy=${policyId}&question=${question.replace("QUESTION_", "").toLowerCase()}`);
        await atRest(page);
        const first = values.filter(({ path }) => ["agreement.customerType", "agreement.productType", "agreement.productId"].includes(path));
        for (const one of first) {
          await fill(page, one);
          await atRest(page);
        }
        await page.evaluate(() => document.querySelectorAll("details").forEach((details) => { details.open = true; }));
        for (const one of values) if (!first.includes(one)) await fill(page, one);
        // The form has a field for each fact that the policy reads, and no other.
        const shown = await page.$$eval(".facts [data-path], .facts [data-list]", (fields) => fields.map((f) => f.dataset.path ?? f.dataset.list));
        // Of a list or a group that is not there, the fields inside are not either.
        const closed = described.facts.filter((fact) => ["FACT_KIND_LIST", "FACT_KIND_GROUP"].includes(fact.kind) && !values.some((one) => one.fact === fact));
        const hidden = (path) => closed.some((fact) => path.startsWith(`${fact.jsonPath}.`) || path.startsWith(`${fact.jsonPath}[]`));
        const expected = described.facts.map((fact) => fact.jsonPath).filter((path) => !hidden(path)).map((path) => path.replace("[]", "[0]"));
        checks.same(`${what}: a field for each fact`, [...new Set(shown)].sort(), [...new Set(expected)].sort());
        const request = requestOf(policyId, event, values);
        const answer = await call("EvaluatorService/Evaluate", request);
        await page.waitForSelector(answer.decision ? "[data-verdict]" : ".note.bad");
        await atRest(page);
        const sent = JSON.parse(await page.textContent("[data-request=json]"));
        checks.same(`${what}: the request`, sorted(sent), sorted(request));
        const panel = page.locator("[data-panel=answer]");
        const text = (await panel.innerText()).replace(/\u00a0/g, " ");
        if (!answer.decision) {
          const violations = answer.details.flatMap((detail) => detail.debug?.fieldViolations ?? []);
          checks.check(`${what}: the refusal`, violations.every(({ description }) => text.includes(description)), `${text}\n${JSON.stringify(violations)}`);
          continue;
        }
        answered += 1;
        const { decision } = answer;
        checks.same(`${what}: the verdict`, await page.getAttribute("[data-verdict]", "data-verdict"), decision.verdict);
        // Where articles on the question are left out, silence is not called so.
        const silent = decision.verdict === "VERDICT_UNREGULATED" && decision.findings?.some(({ code }) => code === "not-encoded");
        // An offer that can be taken back until some moment is asked about until when.
        const revoking = decision.deadlines?.some(({ kind }) => kind === "DEADLINE_KIND_OFFER_REVOCATION");
        const said = silent ? words.nl.notEncoded.answer : (revoking ? words.nl.revoking.answers : answers)[decision.verdict];
        if (!decision.decidedBy) checks.check(`${what}: in words`, text.includes(said), text);
        const amounts = [
          ...(decision.charges ?? []).map((charge) => charge.amount),
          ...["charged", "refund", "outstanding"].flatMap((key) => decision.settlement?.[key] ?? []),
          ...["principal", "interest", "collectionCosts", "total"].flatMap((key) => decision.arrears?.[key] ?? []),
          ...(decision.instalments ?? []).map((part) => part.amount),
          ...(decision.allocations ?? []).map((part) => part.amount),
          ...[decision.unallocated, decision.liability?.limit, decision.liability?.recoverable].filter(Boolean),
        ];
        const missing = amounts.map(money).map((one) => one.replace(/\u00a0/g, " ")).filter((one) => !text.includes(one));
        checks.same(`${what}: every amount`, missing, []);
        const deadlines = await panel.locator(".days > li").count();
        checks.same(`${what}: every deadline`, deadlines, decision.deadlines?.length ?? 0);
        const notes = [...(decision.findings ?? []), ...(decision.assumptionDetails ?? [])].map((one) => one.message);
        checks.same(`${what}: every note`, notes.filter((one) => !text.includes(one)), []);
        await page.waitForSelector("[data-panel=reasons]");
        const reasons = (await page.innerText("[data-panel=reasons]")).replace(/\u00a0/g, " ");
        const sums = (decision.explanation ?? []).map((step) => step.calculation ?? "").filter((sum) => !reasons.includes(sum.replace(/\u00a0/g, " ")));
        checks.same(`${what}: every reason`, sums, []);
      }
    }
  }
  console.log(`${policies.length} policies: ${asked} questions asked, ${answered} answers and ${asked - answered} refusals compared`);
  await page.finish("questions");
  return answered;
}
