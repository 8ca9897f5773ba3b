// Each place, at each width, in both themes and languages: no violation by axe, nothing wider than the window, and all of it within
// reach of the keyboard.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const ASKED = new URLSearchParams({
  policy: "multidonnas", question: "cancellation", "agreement.customerType": "CUSTOMER_TYPE_CONSUMER", "agreement.productType": "PRODUCT_TYPE_EVENT",
  "agreement.price": "1.250,00", "agreement.concludedAt": "1 juni 2026 12:00", "agreement.startsAt": "14 september 2026 10:00",
  "agreement.payments[0].amount": "500", "cancellation.receivedAt": "31 juli 2026 17:31",
}).toString();

/** A small policy, in an older and a newer version, for what takes time to analyse. */
const POLICY = (percent) => `policy = "shop"
version = "${percent}"
name = "Shop"
currency = "EUR"
prices = "including_vat"
zone = "Europe/Amsterdam"
holidays = "NL"
law = "NL"

[[clause]]
id = "cancel"
article = "1"
question = "cancellation"
summary = { nl = "Annuleren kost ${percent}%.", en = "Cancelling costs ${percent}%." }
[clause.outcome]
verdict = "permitted"
settles = true
charges = [{ kind = "cancellation_fee", percent = ${percent}, of = "price" }]
`;

export const CASES = `policy = "shop"

[defaults]
customer = "consumer"
product = "event"
price = "1250.00"
concluded_at = 2026-06-01
starts_at = 2026-09-14T10:00

[[case]]
name = "as it is"
article = "1"
question = "cancellation"
received_at = 2026-08-01T12:00
expect = { charged = "125.00" }

[[case]]
name = "as it is not"
article = "1"
question = "cancellation"
received_at = 2026-08-01T12:00
expect = { charged = "1.00" }
`;

const pack = async (text) => {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  return Buffer.from(await new Response(stream).arrayBuffer()).toString("base64url");
};

export const policyText = POLICY;
export { pack };

/** The places with something to show, and the panels that must be at rest. */
export async function places() {
  const [old, draft, cases] = await Promise.all([pack(POLICY(5)), pack(POLICY(10)), pack(CASES)]);
  return [
    ["ask", ASKED, ["answer", "options", "staircase"]],
    ["ask", "policy=emperra&question=payment_review", ["form"]],
    ["terms", "policy=multidonnas", ["terms", "clauses"]],
    ["write", `policy=klantgenerator&draft=${draft}&cases=${cases}`, ["findings", "cases", "coverage", "live"]],
    ["changes", `old=own&new=own&oldText=${old}&newText=${draft}`, ["regions"]],
  ];
}

export async function accessible({ checks, newPage, open }) {
  for (const lang of ["nl", "en"]) {
    for (const [place, query, panels] of await places()) {
      const page = await newPage();
      await page.goto(`${open.origin}/#/${place}?lang=${lang}&${query}`);
      for (const panel of panels) await page.waitForSelector(`[data-panel=${panel}][aria-busy=false]`, { timeout: 120_000 });
      if (place === "write") await page.waitForSelector("[data-editor=cases] .cm-content");
      await page.evaluate(() => document.querySelectorAll("details").forEach((details) => { details.open = true; }));
      if (await page.isVisible("[data-action=letter]")) {
        // Without a pointer, which would move the place from which Tab goes on.
        await page.$eval("[data-action=letter]", (button) => button.click());
        await page.waitForSelector(".letter");
      }
      await page.evaluate(axe);
      for (const width of [360, 768, 1440]) {
        await page.setViewportSize({ width, height: 900 });
        for (const scheme of ["light", "dark"]) {
          const what = `${place} ${lang} ${width} ${scheme}`;
          await page.emulateMedia({ colorScheme: scheme });
          const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
          const told = violations.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => `${node.target} ${node.failureSummary}`).join(" | ")}`);
          checks.same(`${what}: axe`, told, []);
        }
        const [wide, there] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
        checks.check(`${place} ${lang} ${width}: no wider than the window`, wide <= there, `${wide} > ${there}`);
      }
      await keyboard(checks, page, `${place} ${lang}`);
      await page.finish(`${place} ${lang}`);
    }
  }
}

/** Everything that can be used is reached with Tab, once around, and nothing keeps the focus. */
async function keyboard(checks, page, what) {
  // Of radio buttons with one name the browser reaches one.
  const wanted = await page.evaluate(() => {
    const all = [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")];
    const usable = all.filter((e) => e.tabIndex >= 0 && !e.disabled && e.checkVisibility());
    const groups = new Set();
    return usable.filter((element) => {
      if (element.type !== "radio") return true;
      const seen = groups.has(element.name);
      groups.add(element.name);
      return !seen;
    }).length;
  });
  await page.evaluate(() => { document.activeElement?.blur(); window.scrollTo(0, 0); });
  const seen = await page.evaluate(() => { window.reached = new Set(); return 0; });
  let hidden = 0;
  for (let step = seen; step < wanted + 30; step++) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return "end";
      const known = window.reached.has(element.type === "radio" ? element.name : element);
      window.reached.add(element.type === "radio" ? element.name : element);
      const box = element.getBoundingClientRect();
      return known ? "again" : box.width > 0 && box.height > 0 ? "new" : "hidden";
    });
    if (at === "hidden") hidden += 1;
    if (at === "end") break;
  }
  const reached = await page.evaluate(() => window.reached.size);
  checks.check(`${what}: reached with the keyboard`, reached >= wanted && hidden === 0, `${reached} of ${wanted}, ${hidden} hidden`);
}
