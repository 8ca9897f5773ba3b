// Runs ../scenario.json as JSON over HTTP/1.1 (the Connect protocol): npm ci && npm run generate && npm run scenario
//
// The service is at CLAUSULA_ADDRESS (default 127.0.0.1:50051). With CLAUSULA_TLS_ADDRESS the section on TLS runs too. The
// bidirectional stream needs HTTP/2 and is left to the gRPC clients. ../README.md describes the file and the variables.

import { readFileSync } from "node:fs";
import { type DescMessage, fromJson, toJson } from "@bufbuild/protobuf";
import { Code, ConnectError, createClient, type Transport } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-node";
import { EvaluatorService } from "./gen/clausula/v1/evaluator_service_pb.js";
import { PolicyService } from "./gen/clausula/v1/policy_service_pb.js";
import { BadRequestSchema, ErrorInfoSchema } from "./gen/google/rpc/status_pb.js";

type Json = any;
const PATIENCE_MS = 20_000; // the deadline of steps that name none
const SERVICES: Json = { EvaluatorService, PolicyService };

const scenario: Json = JSON.parse(readFileSync(new URL("../scenario.json", import.meta.url), "utf8"));
const address = process.env.CLAUSULA_ADDRESS ?? "127.0.0.1:50051";
let passed = 0;
let failed = 0;

const transport = connect(`http://${address}`);
for (const step of scenario.steps) if (!step.stream) check(step.name, await runStep(transport, step));
for (const step of scenario.http) check(step.name, await runHttp(step));
await runTls();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed || !passed ? 1 : 0);

function connect(baseUrl: string, nodeOptions: Json = {}): Transport {
  return createConnectTransport({ baseUrl, httpVersion: "1.1", useBinaryFormat: false, nodeOptions });
}

function check(name: string, differences: string[]) {
  if (differences.length === 0) passed++;
  else {
    failed++;
    console.log([`FAILED ${name}`, ...differences].join("\n    "));
  }
}

/** The differences between what a step expects and what the service gives. */
async function runStep(transport: Transport, step: Json, token?: string): Promise<string[]> {
  const [service, name] = step.call.split("/");
  const method = SERVICES[service].methods.find((method: Json) => method.name === name);
  const client: Json = createClient(SERVICES[service], transport);
  const request = fromJson(method.input as DescMessage, repeated(step));
  try {
    const headers = token ? { authorization: `Bearer ${token}` } : undefined;
    const answer = await client[method.localName](request, { headers, timeoutMs: step.timeoutMs ?? PATIENCE_MS });
    if (step.error) return [`expected ${step.error.code}, got an answer`];
    return compare(step.expect, toJson(method.output as DescMessage, answer), "answer");
  } catch (error) {
    const fault = ConnectError.from(error);
    const closed = ["ECONNRESET", "EPIPE"].includes((fault.cause as Json)?.code);
    // Where any refusal will do, a connection that is closed is one.
    if (closed && step.error && Object.keys(step.error).length === 0) return [];
    return checkError(step.error, fault);
  }
}

function repeated(step: Json): Json {
  if (!step.repeat) return step.request;
  return { requests: Array.from({ length: step.repeat }, () => step.request.requests).flat() };
}

function checkError(expected: Json, error: ConnectError): string[] {
  // `InvalidArgument` is INVALID_ARGUMENT, and `Canceled` is CANCELLED.
  const code = Code[error.code].replace("Canceled", "Cancelled").replace(/(?!^)([A-Z])/g, "_$1").toUpperCase();
  if (!expected) return [`got ${error}`];
  const [info] = error.findDetails(ErrorInfoSchema);
  const [bad] = error.findDetails(BadRequestSchema);
  if (info && info.domain !== "clausula") return [`the domain of the reason is ${info.domain}`];
  const fields = bad?.fieldViolations.map((violation) => violation.field);
  // A caller in JSON gets JSON's names: `agreement.startsAt` where the others read `agreement.starts_at`.
  const camel = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const inJson = { ...expected, ...(expected.fields && { fields: expected.fields.map(camel) }) };
  return compare(inJson, { code, reason: info?.reason, fields }, "error");
}

async function runHttp(step: Json): Promise<string[]> {
  const answer = await fetch(`http://${address}${step.path}`, {
    method: step.body === undefined ? "GET" : "POST",
    headers: step.headers,
    body: step.body,
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const text = await answer.text();
  const got: Json = { status: answer.status, headers: Object.fromEntries(answer.headers) };
  if (step.expect?.json) got.json = JSON.parse(text);
  return compare(step.expect, got, "http");
}

async function runTls() {
  const address = process.env.CLAUSULA_TLS_ADDRESS;
  if (!address) {
    console.log("NOT RUN: the section on TLS, since CLAUSULA_TLS_ADDRESS is not set");
    return;
  }
  const read = (name: string) => readFileSync(process.env[name]!);
  const valid = process.env.CLAUSULA_TLS_TOKEN!;
  const tokens: Json = { valid, wrong: `${valid}x` };
  const refused = { ...scenario.steps[0], error: {} }; // with whichever code: there is no answer
  const ca = read("CLAUSULA_TLS_CA");
  for (const entry of scenario.tls) {
    const step = { ...scenario.steps.find((step: Json) => step.name === entry.step), ...entry };
    if (step.stream) continue;
    const name = `over TLS, token ${entry.token}: ${entry.step}`;
    check(name, await runStep(connect(`https://${address}`, { ca }), step, tokens[entry.token]));
  }
  check("over TLS: a client that does not trust the authority", await runStep(connect(`https://${address}`), refused));

  const mutual = `https://${process.env.CLAUSULA_MTLS_ADDRESS}`;
  const known = connect(mutual, { ca, key: read("CLAUSULA_TLS_KEY"), cert: read("CLAUSULA_TLS_CERTIFICATE") });
  check(`over mutual TLS: ${scenario.steps[0].name}`, await runStep(known, scenario.steps[0]));
  check("over mutual TLS: a client without a certificate", await runStep(connect(mutual, { ca }), refused));
}

/** Every difference. An object names the fields that matter; a default and an absent field are the same. */
function compare(expected: Json, got: Json, path: string): string[] {
  if (expected === null || expected === undefined) {
    const absent = got === undefined || got === null || got === false || got === "" || got === 0 || got.length === 0;
    return absent ? [] : [`${path}: expected nothing, got ${JSON.stringify(got)}`];
  }
  if (Array.isArray(expected)) {
    const list: Json[] = got ?? [];
    if (list.length === expected.length) return expected.flatMap((e, i) => compare(e, list[i], `${path}[${i}]`));
    return [`${path}: expected ${expected.length} elements, got ${list.length}: ${JSON.stringify(got)}`];
  }
  if (typeof expected === "object") {
    return Object.entries(expected).flatMap(([key, value]) => compare(value, got?.[key], `${path}.${key}`));
  }
  if (got === undefined && (expected === false || expected === 0 || expected === "" || expected === "0")) return [];
  return expected === got ? [] : [`${path}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(got)}`];
}
