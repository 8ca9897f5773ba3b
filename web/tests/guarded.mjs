// With tokens the page is there, and its calls carry the token that is typed; without the console there is no page.

export async function guarded({ checks, newPage, locked, without, secret }) {
  const page = await newPage({ allowed: ["401"] });
  await page.goto(`${locked.origin}/#/ask?lang=nl`);
  await page.waitForSelector("#token");
  checks.same("nothing is asked before", await page.locator("[data-panel=form]").count(), 0);
  await page.fill("#token", "wrong");
  await page.click("[data-panel=token] button");
  await page.waitForSelector("#token[aria-invalid=true]");
  await page.fill("#token", secret);
  await page.keyboard.press("Enter");
  await page.waitForSelector("[data-panel=form] .facts");
  checks.check("the token is in no address", !page.url().includes(encodeURIComponent(secret)) && !page.url().includes("secret"));
  await page.reload();
  await page.waitForSelector("[data-panel=form] .facts");
  checks.check("the token stays in the tab", true);
  await page.click(".token button");
  await page.waitForSelector("#token");
  checks.check("and is forgotten when that is asked", (await page.evaluate(() => sessionStorage.length)) === 0);
  await page.finish("tokens");
  for (const path of ["/", "/console/console.js", "/console/start.json"]) {
    checks.same(`no console, no ${path}`, (await fetch(`${without.origin}${path}`)).status, 404);
  }
}
