// Runs ../scenario.json against a service: npm ci && npm run generate && npm run scenario
//
// The service is at CLAUSULA_ADDRESS (default 127.0.0.1:50051). With CLAUSULA_TLS_ADDRESS the section on TLS runs too.
// ../README.md describes the file and the variables.

import { readFileSync } from "node:fs";
import * as grpc from "@grpc/grpc-js";
import { service as healthService } from "grpc-health-check";
import { EvaluatorServiceService } from "./gen/clausula/v1/evaluator_service.js";
import * as evaluator from "./gen/clausula/v1/evaluator_service.js";
import * as evaluation from "./gen/clausula/v1/evaluation.js";
import { PolicyServiceService } from "./gen/clausula/v1/policy_service.js";
import * as policies from "./gen/clausula/v1/policy_service.js";
import * as quote from "./gen/clausula/v1/quote.js";
import { BadRequest, ErrorInfo, Status } from "./gen/google/rpc/status.js";

type Json = any;
const SECONDS = 20; // the deadline of steps that name none
const SERVICES = { EvaluatorService: EvaluatorServiceService, PolicyService: PolicyServiceService };
const MESSAGES: Json = { ...evaluation, ...evaluator, ...policies, ...quote };

const scenario: Json = JSON.parse(readFileSync(new URL("../scenario.json", import.meta.url), "utf8"));
let passed = 0;
let failed = 0;

const client = connect(process.env.CLAUSULA_ADDRESS ?? "127.0.0.1:50051", grpc.credentials.createInsecure());
for (const step of scenario.steps) check(step.name, await runStep(client, step));
for (const step of scenario.health) check(step.name, await runHealth(client, step));
client.close();
await runTls();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed || !passed ? 1 : 0);

function connect(address: string, credentials: grpc.ChannelCredentials): grpc.Client {
  return new grpc.Client(address, credentials);
}

function check(name: string, differences: string[]) {
  if (differences.length === 0) passed++;
  else {
    failed++;
    console.log([`FAILED ${name}`, ...differences].join("\n    "));
  }
}

/** The differences between what a step expects and what the service gives. */
async function runStep(client: grpc.Client, step: Json, token?: string): Promise<string[]> {
  const [service, name] = step.call.split("/");
  const method: Json = Object.values(SERVICES[service as keyof typeof SERVICES]).find((m: Json) => m.path.endsWith(`/${name}`));
  const [requestType, responseType] = [MESSAGES[`${name}Request`], MESSAGES[`${name}Response`]];
  const options = { deadline: Date.now() + (step.timeoutMs ?? SECONDS * 1000) };
  const metadata = new grpc.Metadata();
  if (token) metadata.set("authorization", `Bearer ${token}`);
  const answers: Json[] = [];
  const error: grpc.ServiceError | null = await new Promise((done) => {
    if (step.stream) {
      const call = client.makeBidiStreamRequest<Json, Json>(
        method.path, method.requestSerialize, method.responseDeserialize, metadata, options,
      );
      call.on("data", (answer) => {
        answers.push(responseType.toJSON(answer));
        if (step.cancel && answers.length === step.expect.length) call.cancel();
      });
      call.on("error", done);
      call.on("end", () => done(null));
      for (const message of step.stream) call.write(requestType.fromJSON(message));
      if (!step.keepOpen && !step.cancel) call.end();
    } else {
      client.makeUnaryRequest<Json, Json>(
        method.path, method.requestSerialize, method.responseDeserialize, requestType.fromJSON(repeated(step)),
        metadata, options,
        (error, answer) => {
          if (answer) answers.push(responseType.toJSON(answer));
          done(error);
        },
      );
    }
  });
  const got = step.stream ? compare(step.expect ?? [], answers, "answers") : [];
  if (error) return [...got, ...checkError(step.error, error)];
  if (step.error) return [`expected ${step.error.code}, got an answer`];
  return step.stream ? got : compare(step.expect, answers[0], "answer");
}


function repeated(step: Json): Json {
  if (!step.repeat) return step.request;
  return { requests: Array.from({ length: step.repeat }, () => step.request.requests).flat() };
}

function checkError(expected: Json, error: grpc.ServiceError): string[] {
  const got: Json = { code: grpc.status[error.code] };
  if (!expected) return [`got ${got.code}: ${error.details}`];
  for (const status of error.metadata?.get("grpc-status-details-bin") ?? []) {
    for (const detail of Status.decode(status as Buffer).details) {
      if (detail.typeUrl === "type.googleapis.com/google.rpc.ErrorInfo") {
        const info = ErrorInfo.decode(detail.value);
        got.reason = info.reason;
        if (info.domain !== "clausula") return [`the domain of the reason is ${info.domain}`];
      } else if (detail.typeUrl === "type.googleapis.com/google.rpc.BadRequest") {
        got.fields = BadRequest.decode(detail.value).fieldViolations.map((violation) => violation.field);
      }
    }
  }
  return compare(expected, got, "error");
}

async function runHealth(client: grpc.Client, step: Json): Promise<string[]> {
  const method: Json = healthService.Check;
  const got: Json = await new Promise((done) =>
    client.makeUnaryRequest<Json, Json>(
      method.path, method.requestSerialize, method.responseDeserialize, { service: step.service },
      new grpc.Metadata(), { deadline: Date.now() + SECONDS * 1000 },
      (error, answer) => done(error ? { code: grpc.status[error.code] } : { status: answer.status }),
    ),
  );
  return compare({ status: step.status ?? null, code: step.code ?? null }, got, "health");
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
  const refused = { ...scenario.steps[0], error: { code: "UNAVAILABLE" } };
  const over = async (address: string, credentials: grpc.ChannelCredentials, name: string, step: Json, token?: string) => {
    const client = connect(address, credentials);
    check(name, await runStep(client, step, token));
    client.close();
  };
  const trusting = grpc.credentials.createSsl(read("CLAUSULA_TLS_CA"));
  for (const entry of scenario.tls) {
    const step = { ...scenario.steps.find((step: Json) => step.name === entry.step), ...entry };
    await over(address, trusting, `over TLS, token ${entry.token}: ${entry.step}`, step, tokens[entry.token]);
  }
  await over(address, grpc.credentials.createSsl(), "over TLS: a client that does not trust the authority", refused);

  const mutual = process.env.CLAUSULA_MTLS_ADDRESS!;
  const identity = [read("CLAUSULA_TLS_KEY"), read("CLAUSULA_TLS_CERTIFICATE")];
  const known = grpc.credentials.createSsl(read("CLAUSULA_TLS_CA"), ...identity);
  await over(mutual, known, `over mutual TLS: ${scenario.steps[0].name}`, scenario.steps[0]);
  await over(mutual, trusting, "over mutual TLS: a client without a certificate", refused);
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
  // ts-proto writes the milliseconds of a timestamp even when there are none.
  const same = expected === got || (typeof got === "string" && expected === got.replace(/\.000Z$/, "Z"));
  return same ? [] : [`${path}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(got)}`];
}
