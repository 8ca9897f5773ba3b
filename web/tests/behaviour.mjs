// What the page does while somebody types: stale answers are dropped, failures stay where they happen, links reproduce, requests can
// be copied and run, and a fact that a policy declares is a field.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CASES, pack, places, policyText } from "./accessible.mjs";
import { atRest, fill } from "./questions.mjs";

export async function behaviour(tools) {
  const [[, asked]] = await places();
  const parts = { quick, stale, failing, links, copied, declared, lacking, payments, letters, narrow, words, writing, changing, printed };
  for (const part of Object.values(parts)) await part(tools, asked);
}

const verdict = (page) => page.waitForSelector("[data-verdict]");

/** The first answer comes with the page, and no wait stands in between. How fast it is depends on the machine: the figure is printed. */
async function quick({ checks, newPage, open }, asked) {
  const times = [];
  for (let round = 0; round < 5; round++) {
    const page = await newPage();
    await page.addInitScript(() => {
      new MutationObserver(() => {
        if (document.querySelector("[data-verdict]") && !window.answeredAt) window.answeredAt = performance.now();
      }).observe(document, { childList: true, subtree: true });
    });
    await page.goto(`${open.origin}/#/ask?${asked}`);
    await verdict(page);
    const since = await page.evaluate(() => window.answeredAt - performance.getEntriesByType("navigation")[0].domInteractive);
    times.push(Math.round(since));
    await page.finish("a first answer");
  }
  console.log(`first answer ${Math.min(...times)} ms after the page (${times.join(", ")})`);
  checks.check("the first answer is quick", Math.min(...times) < 2_000, times.join(", "));
}

/** An answer that comes late, to a question that is asked no more, is not shown. */
async function stale({ checks, newPage, open }, asked) {
  const page = await newPage();
  await page.goto(`${open.origin}/#/ask?lang=nl&${asked}`);
  await verdict(page);
  let first = true;
  let late;
  const done = new Promise((resolve) => { late = resolve; });
  await page.route("**/EvaluateBatch", async (route) => {
    if (!first) return route.continue();
    first = false;
    const answer = await route.fetch();
    await new Promise((resolve) => setTimeout(resolve, 700));
    await route.fulfill({ response: answer }).catch(() => {});
    late();
  });
  const price = '[data-path="agreement.price"]';
  await page.fill(price, "2.000,00");
  await page.waitForTimeout(150);
  await page.fill(price, "4.000,00");
  await page.waitForFunction(() => document.querySelector(".settlement .charged dd")?.textContent.includes("3.000,00"));
  await done;
  await page.waitForTimeout(100);
  const shown = await page.textContent(".settlement .charged dd");
  checks.check("a late answer is dropped", shown.includes("3.000,00"), shown);
  await page.finish("stale answers");
}

/** JavaScript that fails in one panel leaves the others alive. */
async function failing({ checks, newPage, open }, asked) {
  const broken = {
    answer: ["EvaluateBatch", (body) => { body.results[0].decision.charges = [null]; }],
    options: ["CompareOptions", (body) => { body.options = 5; }],
    staircase: ["QuoteCancellation", (body) => { body.windows = 5; }],
    reasons: ["EvaluateBatch", (body) => { body.results[0].decision.explanation = 5; }],
  };
  const panels = ["form", "answer", "options", "staircase", "reasons", "request"];
  for (const [panel, [method, breaks]] of Object.entries(broken)) {
    const page = await newPage();
    let breaking = true;
    await page.route(`**/${method}`, async (route) => {
      const answer = await route.fetch();
      const body = await answer.json();
      if (breaking) breaks(body);
      await route.fulfill({ response: answer, json: body });
    });
    await page.goto(`${open.origin}/#/ask?lang=nl&${asked}`);
    await page.waitForSelector(`[data-panel=${panel}] [role=alert]`);
    await page.waitForSelector("[data-panel=request] pre");
    for (const other of panels.filter((one) => one !== panel)) {
      await page.waitForSelector(`[data-panel=${other}]`);
      checks.same(`an error in ${panel} leaves ${other} alone`, await page.locator(`[data-panel=${other}] [role=alert]`).count(), 0);
    }
    // The form still asks, and once the fault is gone, so is the message.
    breaking = false;
    await page.fill('[data-path="agreement.price"]', "2.000,00");
    await page.waitForFunction(() => document.querySelector("[data-request]")?.textContent.includes("200000"));
    await atRest(page);
    await page.click(`[data-panel=${panel}] [role=alert] button`);
    await page.waitForSelector(`[data-panel=${panel}] [role=alert]`, { state: "detached" });
    checks.check(`${panel} comes back`, true);
    await page.finish(`an error in ${panel}`);
  }
}

/** The address has all of it: another browser shows the same, and going back works. */
async function links({ checks, newPage, open }, asked) {
  const page = await newPage();
  await page.goto(`${open.origin}/#/ask?lang=nl&${asked}`);
  await verdict(page);
  await page.fill('[data-path="agreement.price"]', "1.375");
  await page.click('[data-add="agreement.payments"]');
  await page.fill('[data-path="agreement.payments[1].amount"]', "12,34");
  await page.check('[data-path="agreement.withdrawalFacts.expressRequestToStart"][value=yes]', { force: true });
  await page.waitForFunction(() => document.querySelector("[data-request]")?.textContent.includes("1234"));
  await atRest(page);
  const [address, text] = [page.url(), await page.innerText("[data-panel=answer]")];
  const other = await newPage({ scheme: "dark", locale: "en-US" });
  await other.goto(address);
  await verdict(other);
  checks.same("a link reproduces the answer", await other.innerText("[data-panel=answer]"), text);
  checks.same("and the form", await other.inputValue('[data-path="agreement.payments[1].amount"]'), "12,34");
  await other.finish("a link");
  await page.click('[data-option="QUESTION_WITHDRAWAL"] button');
  await page.waitForFunction(() => location.hash.includes("question=withdrawal") && document.querySelector("[data-verdict]"));
  checks.check("the moment goes along to another question", decodeURIComponent(page.url()).includes("withdrawal.declaredAt=31"), page.url());
  await page.goBack();
  await page.waitForFunction(() => location.hash.includes("question=cancellation"));
  await verdict(page);
  checks.check("back goes back", true);
  await page.finish("addresses");
}

/** What is copied runs, and comes to the same. */
async function copied({ checks, newPage, open, scratch }, asked) {
  const page = await newPage();
  await page.goto(`${open.origin}/#/ask?lang=en&${asked}`);
  await verdict(page);
  const shapes = { curl: ["bash", "sh"], python: ["python3", "py"], node: ["node", "mjs"] };
  for (const [shape, [runner, ending]] of Object.entries(shapes)) {
    await page.check(`[data-panel=request] input[value=${shape}]`, { force: true });
    const file = join(scratch, `request.${ending}`);
    writeFileSync(file, await page.textContent(`[data-request=${shape}]`));
    const told = execFileSync(runner, [file], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    checks.check(`the request in ${shape} runs`, told.includes("VERDICT_PERMITTED") && told.includes("93750"), told);
  }
  await page.finish("copied requests");
}

/** A fact that a policy declares, as the service describes it, is a field and part of the request. */
async function declared({ checks, newPage, open }, asked) {
  const page = await newPage();
  const path = "facts[doctors_note]";
  const fact = { path, jsonPath: path, kind: "FACT_KIND_YES_NO", need: "FACT_NEED_WHERE_READ", ask: "Is er een doktersverklaring?" };
  await page.route("**/DescribeQuestion", async (route) => {
    const answer = await route.fetch();
    const body = await answer.json();
    body.facts.push(fact);
    await route.fulfill({ response: answer, json: body });
  });
  await page.route("**/EvaluateBatch", async (route) => {
    const body = route.request().postDataJSON();
    for (const request of body.requests) delete request.facts;
    await route.continue({ postData: JSON.stringify(body) });
  });
  // What is asked beside it is not what this is about.
  await page.route(/CompareOptions|QuoteCancellation/, async (route) => {
    const body = route.request().postDataJSON();
    delete body.facts;
    await route.continue({ postData: JSON.stringify(body) });
  });
  await page.goto(`${open.origin}/#/ask?lang=nl&${asked}`);
  await verdict(page);
  await fill(page, { fact, path, typed: "yes" });
  await page.waitForFunction(() => document.querySelector("[data-request]")?.textContent.includes("doctors_note"));
  const { facts } = JSON.parse(await page.textContent("[data-request=json]"));
  checks.same("a declared fact is part of the request", facts, { doctors_note: { yesNo: true } });
  checks.check("and asked in its words", (await page.innerText("[data-panel=form]")).includes(fact.ask));
  await page.finish("declared facts");
}

/** What another moment needs is asked where it is needed, and nothing is asked that would be refused. */
async function lacking({ checks, newPage, wild }) {
  const page = await newPage();
  const asked = new URLSearchParams({
    policy: "i", question: "cancellation", "agreement.customerType": "CUSTOMER_TYPE_CONSUMER", "agreement.productType": "PRODUCT_TYPE_EVENT",
    "agreement.price": "1.250,00", "agreement.concludedAt": "1 juni 2026 12:00", "agreement.startsAt": "14 september 2026 10:00",
    "cancellation.receivedAt": "10 september 2026 12:00",
  });
  await page.goto(`${wild.origin}/#/ask?lang=nl&${asked}`);
  await verdict(page);
  const needs = page.locator("[data-panel=staircase] .missing button");
  checks.same("the staircase names what it needs", await needs.allInnerTexts(), ["Hoeveel is de aanbetaling, betaald of niet?"]);
  await needs.first().click();
  const deposit = '[data-path="facts[deposit]"]';
  checks.check("and leads to it", await page.evaluate((path) => document.activeElement === document.querySelector(path), deposit));
  // Above the price it is refused, and only the question itself asks.
  const calls = [];
  page.on("request", (request) => calls.push(request.url().split("/").pop()));
  await page.fill(deposit, "1.250,01");
  await page.waitForSelector("[data-panel=answer] .note.bad");
  checks.same("nothing but the question itself asks with it", calls.filter((call) => /Quote|Compare/.test(call)), []);
  await page.fill(deposit, "1.250,00");
  await page.waitForSelector("[data-panel=staircase] img.staircase");
  checks.check("with it the staircase is drawn", true);
  await page.finish("what the staircase needs");
}

/** That nothing was paid is told beside the amounts, and leads to where payments are filled in, also where that is folded away. */
async function payments({ checks, newPage, open }, asked) {
  const page = await newPage({ width: 360 });
  const query = new URLSearchParams(asked);
  query.delete("agreement.payments[0].amount");
  await page.goto(`${open.origin}/#/ask?lang=nl&${query}`);
  await verdict(page);
  checks.same("what may stay empty is folded", await page.getAttribute(".facts details", "open"), null);
  await page.click("[data-settle=payments]");
  checks.same("payments have the focus", await page.evaluate(() => document.activeElement.dataset.add), "agreement.payments");
  await page.keyboard.press("Enter");
  await page.fill('[data-path="agreement.payments[0].amount"]', "500");
  await page.waitForFunction(() => !document.querySelector("[data-settle=payments]"));
  checks.check("and once something was, nothing is told", true);
  await page.finish("payments");
}

/** The letter, as the service writes it, can be copied, kept and printed, and the deadlines go into a calendar. */
async function letters({ checks, newPage, open, call, scratch }, asked) {
  for (const lang of ["nl", "en"]) {
    const page = await newPage();
    const query = new URLSearchParams(asked);
    query.set("policy", "emperra");
    query.set("question", "withdrawal");
    query.set("withdrawal.declaredAt", "10 juni 2026 9:00");
    await page.goto(`${open.origin}/#/ask?lang=${lang}&${query}`);
    await verdict(page);
    await page.click("[data-action=letter]");
    await page.waitForSelector(".letter");
    const request = JSON.parse(await page.textContent("[data-request=json]"));
    const letter = await call("EvaluatorService/WriteLetter", { request });
    checks.same(`${lang}: the letter`, await page.textContent(".letter"), letter.text);
    checks.check(`${lang}: in its language`, letter.text.includes(lang === "nl" ? "Beste klant" : "Dear customer"), letter.text);
    for (const [kind, ending, text] of [["html", "html", letter.html], ["ics", "ics", letter.calendar]]) {
      const [download] = await Promise.all([page.waitForEvent("download"), page.click(`[data-save=${kind}]`)]);
      const file = join(scratch, `letter-${lang}.${ending}`);
      await download.saveAs(file);
      checks.same(`${lang}: saved as ${ending}`, readFileSync(file, "utf8"), text);
    }
    // On paper nothing but the letter.
    await page.evaluate(() => { window.print = () => { window.printed = document.documentElement.className; }; });
    await page.click("[data-panel=letter] .row > button");
    await page.emulateMedia({ media: "print" });
    checks.same(`${lang}: printed alone`, await page.evaluate(() => window.printed), "letter-only");
    checks.same(`${lang}: without the rest`, [await page.isVisible("[data-panel=answer]"), await page.isVisible("[data-panel=form]"), await page.isVisible(".letter")], [false, false, true]);
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    await page.emulateMedia({ media: "screen" });
    checks.check(`${lang}: and all is back`, await page.isVisible("[data-panel=answer]"));
    await page.finish(`a letter in ${lang}`);
  }
}

/** On a phone the staircase has a layout of its own, which needs no scrolling. */
async function narrow({ checks, newPage, open }, asked) {
  for (const [width, drawn] of [[360, "360"], [480, "360"], [481, "960"], [768, "960"]]) {
    const page = await newPage({ width });
    await page.goto(`${open.origin}/#/ask?lang=nl&${asked}`);
    const picture = page.locator("img.staircase");
    await picture.waitFor();
    checks.same(`${width}: the staircase drawn for it`, await picture.getAttribute("width"), drawn);
    if (drawn === "360") {
      const [whole, seen] = await page.$eval("[data-panel=staircase] .wide", (box) => [box.scrollWidth, box.clientWidth]);
      checks.check(`${width}: all of it is in sight`, whole <= seen, `${whole} > ${seen}`);
    }
    await page.finish(`a window of ${width}`);
  }
}

/** The languages and themes are a choice. */
async function words({ checks, newPage, open }, asked) {
  const page = await newPage({ locale: "en-GB" });
  await page.goto(`${open.origin}/#/ask?${asked}`);
  await verdict(page);
  checks.same("English for who reads English", await page.getAttribute("html", "lang"), "en");
  await page.check('.settings input[value="nl"]', { force: true });
  await page.waitForFunction(() => document.documentElement.lang === "nl" && document.querySelector("[data-panel=answer]").textContent.includes("Toegestaan"));
  await page.check('.settings input[value="dark"]', { force: true });
  const dark = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.reload();
  await verdict(page);
  checks.same("the theme is kept", await page.evaluate(() => getComputedStyle(document.body).backgroundColor), dark);
  checks.check("and the language is in the address", page.url().includes("lang=nl"));
  await page.finish("languages");
}

/** Faults and findings while typing, completion, cases and coverage, and what is live. */
async function writing({ checks, newPage, open }) {
  const page = await newPage();
  await page.goto(`${open.origin}/#/write?lang=en&policy=klantgenerator&draft=${await pack(policyText(10))}`);
  await page.waitForSelector("[data-editor=policy] .cm-content");
  await page.waitForSelector("[data-panel=findings] .counts", { timeout: 120_000 });
  await page.click("[data-editor=policy] .cm-content");
  await page.keyboard.press("Control+End");
  await page.keyboard.type("\n[[clause]]\nform");
  await page.waitForSelector("[data-panel=findings] .remark.error", { timeout: 120_000 });
  await page.waitForFunction(() => document.querySelector("[data-editor=policy]").shadowRoot.querySelector(".found.error"));
  checks.check("a fault is told while typing, and marked", true);
  const lines = await page.$$eval("[data-editor=policy] .cm-line", (all) => all.slice(-2).map((line) => line.textContent));
  checks.same("what is typed stays as it is typed", lines, ["[[clause]]", "form"]);
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Backspace");
  await page.keyboard.type("law = ");
  await page.keyboard.press("Control+Space");
  await page.keyboard.press("Escape");
  await page.keyboard.type("\nquestion = ");
  await page.waitForTimeout(200);
  await page.keyboard.press("Control+Space");
  await page.waitForFunction(() => document.querySelector("[data-editor=policy]").shadowRoot.querySelector(".cm-tooltip-autocomplete"));
  const offered = await page.evaluate(() => document.querySelector("[data-editor=policy]").shadowRoot.querySelector(".cm-tooltip-autocomplete").textContent);
  checks.check("what can stand there is offered", offered.includes('"cancellation"'), offered);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  checks.check("Tab leaves the text", await page.evaluate(() => document.activeElement.dataset?.editor !== "policy"));

  await page.goto("about:blank");
  await page.goto(`${open.origin}/#/write?lang=en&policy=klantgenerator&draft=${await pack(policyText(10))}&cases=${await pack(CASES)}`);
  await page.waitForSelector("[data-panel=cases] .counts", { timeout: 120_000 });
  checks.same("cases pass and fail", await page.$eval("[data-panel=cases] .counts", (p) => [p.dataset.passed, p.dataset.failed]), ["1", "1"]);
  checks.check("a failure says what differs", (await page.innerText("[data-panel=cases]")).includes("1.00"));
  checks.check("coverage is told", /\d+ of \d+ points/.test(await page.innerText("[data-panel=coverage]")));
  await page.waitForSelector("[data-panel=live] [data-regions]", { timeout: 120_000 });
  checks.check("what changes against what is live is told", Number(await page.getAttribute("[data-panel=live] [data-regions]", "data-regions")) > 0);
  await page.finish("writing");
}

/** Two versions: windows, euros, and a request that shows the difference. */
async function changing({ checks, newPage, open, call }) {
  const page = await newPage();
  const [old, now] = [policyText(5), policyText(10)];
  await page.goto(`${open.origin}/#/changes?lang=en&old=own&new=own&oldText=${await pack(old)}&newText=${await pack(now)}`);
  await page.waitForSelector("[data-regions]", { timeout: 120_000 });
  const { regions } = await call("PolicyService/ComparePolicies", { old: { policyText: old }, new: { policyText: now }, locale: "en" });
  checks.same("every difference is told", await page.getAttribute("[data-regions]", "data-regions"), String(regions.length));
  const first = await page.innerText(".region");
  checks.check("with its window", first.includes(regions[0].window), first);
  await page.click(".region summary");
  const shown = JSON.parse(await page.textContent(".region pre"));
  checks.same("and its request", shown, regions[0].witness);
  await page.finish("changes");
}

/** Terms on paper: the clauses without what is for the screen. */
async function printed({ checks, newPage, open, call }) {
  const page = await newPage();
  await page.goto(`${open.origin}/#/terms?lang=nl&policy=multidonnas`);
  await page.waitForSelector("[data-panel=clauses][aria-busy=false] .remark", { timeout: 120_000 });
  const { clauses, policy, sourceText } = await call("PolicyService/GetPolicy", { policyId: "multidonnas", locale: "nl" });
  const shown = await page.$$eval("[data-clause]", (all) => all.map((one) => [one.dataset.clause, one.querySelector(".summary").textContent]));
  checks.same("every clause in its place", shown, clauses.map((clause) => [clause.clauseId, clause.summary]));
  const lines = await page.$$eval(".source-lines li", (all) => all.map((one) => one.textContent));
  checks.same("and every line that says something", lines.filter((line) => line.trim()).join("\n"), sourceText.split("\n").filter((line) => line.trim()).join("\n"));
  const { report } = await call("PolicyService/VerifyPolicy", { policyText: sourceText, locale: "nl" });
  checks.same("and every finding", await page.locator(".remark").count(), report.findings.length);
  await page.emulateMedia({ media: "print" });
  checks.check("no menu on paper", !(await page.isVisible(".top")));
  checks.check("but whose terms they are", (await page.innerText("[data-panel=terms]")).includes(policy.name));
  await page.finish("printed terms");
}
