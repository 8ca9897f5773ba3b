// The console in a browser, against `clausula serve` on a free port of this machine. Nothing else is reached.
//
//   node tests/run.mjs [--binary PATH] [--chromium PATH] [--only PART]
//
// The last line is `N passed, N failed`; the exit code is 1 when anything failed.
import { chromium } from "playwright-core";
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { accessible } from "./accessible.mjs";
import { behaviour } from "./behaviour.mjs";
import { guarded } from "./guarded.mjs";
import { questions } from "./questions.mjs";

const given = (name, fallback) => {
  const at = process.argv.indexOf(`--${name}`);
  return at > 0 ? process.argv[at + 1] : fallback;
};
const root = new URL("../..", import.meta.url).pathname;
const binary = given("binary", join(root, "target/release/clausula"));
const browserPath = given("chromium", ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find(existsSync));
const scratch = mkdtempSync(join(tmpdir(), "clausula-console-"));

/** What was checked, in all parts. */
class Checks {
  passed = 0;
  failed = 0;

  check(what, holds, detail = "") {
    if (holds) this.passed += 1;
    else {
      this.failed += 1;
      console.log(`FAILED ${what}${detail ? `\n       ${detail}` : ""}`);
    }
    return holds;
  }

  same(what, got, expected) {
    const [left, right] = [JSON.stringify(got), JSON.stringify(expected)];
    return this.check(what, left === right, `got ${left}\n       expected ${right}`);
  }
}

/** Starts the service, with its address. */
function serve(...options) {
  // Proofs take long where nothing is optimised.
  const limits = ["--analysis-timeout", "120", "--waiting-analyses", "100"];
  const child = spawn(binary, ["serve", "--listen", "127.0.0.1:0", "--log", "error", ...limits, ...options], { stdio: ["ignore", "pipe", "inherit"] });
  return new Promise((resolve, reject) => {
    let told = "";
    child.stdout.on("data", (text) => {
      told += text;
      const address = /on (127\.0\.0\.1:\d+)/.exec(told)?.[1];
      if (address) resolve({ origin: `http://${address}`, stop: () => new Promise((done) => child.on("exit", done) && child.kill("SIGTERM")) });
    });
    child.on("exit", (code) => reject(new Error(`the service ended with ${code}`)));
  });
}

/** Calls a method as a program does. */
const caller = (origin) => async (path, message) => {
  const answer = await fetch(`${origin}/clausula.v1.${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(message),
  });
  return answer.json();
};

const checks = new Checks();
const services = [await serve()];
const secret = "a secret of this test";
const tokens = join(scratch, "tokens");
writeFileSync(tokens, `desk evaluate,policies,verify sha256:${createHash("sha256").update(secret).digest("hex")}\n`, { mode: 0o600 });
services.push(await serve("--tokens", tokens));
services.push(await serve("--console=false"));
services.push(await serve("--policies", join(root, "tests/wild")));
const [open, locked, without, wild] = services;
// Chromium's own sandbox cannot be had as root; what it shows is ours.
const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox", "--disable-gpu"] });

/** A page on which every message of the browser, every failure and every request to elsewhere is a failed check. */
async function newPage({ width = 1440, height = 900, scheme = "light", locale = "nl-NL", allowed = [] } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme, locale });
  const page = await context.newPage();
  const odd = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type()) && !allowed.some((part) => message.text().includes(part))) odd.push(message.text());
  });
  page.on("pageerror", (error) => odd.push(`${error.message} ${error.stack}`));
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.hostname !== "127.0.0.1" && url.protocol !== "data:" && url.protocol !== "blob:") odd.push(`asked ${request.url()}`);
  });
  page.finish = async (what) => {
    checks.same(`${what}: nothing odd in the browser`, odd, []);
    await context.close();
  };
  return page;
}

const parts = { questions, accessible, behaviour, guarded };
const only = given("only", "");
try {
  for (const [name, part] of Object.entries(parts)) {
    if (only && only !== name) continue;
    const [before, since] = [checks.passed, Date.now()];
    await part({ checks, newPage, open, locked, without, wild, secret, caller, call: caller(open.origin), scratch });
    console.log(`${name.padEnd(12)} ${checks.passed - before} passed in ${((Date.now() - since) / 1000).toFixed(1)} s`);
  }
} catch (error) {
  checks.check("the tests run to their end", false, error.stack);
} finally {
  await browser.close();
  await Promise.all(services.map((service) => service.stop()));
  rmSync(scratch, { recursive: true, force: true });
}
console.log(`${checks.passed} passed, ${checks.failed} failed`);
process.exitCode = checks.failed > 0 || checks.passed === 0 ? 1 : 0;
