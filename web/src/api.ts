// The service: its methods, called as anybody calls them, and of its messages what the page reads.

export interface Money {
  currencyCode: string;
  minorUnits?: string;
}

export interface PolicyVersion {
  policyId: string;
  version: string;
  digest: string;
  name: string;
  effectiveFrom?: string;
  effectiveUntil?: string;
  currencyCode: string;
  priceBasis: string;
  timeZone: string;
  clauseCount: number;
  law: string;
}

export interface PolicyClause {
  clauseId: string;
  article: string;
  questions: string[];
  form: string;
  summary: string;
  line: number;
}

/** An article of the text that no clause restates, or not in full. */
export interface UnencodedArticle {
  article: string;
  questions?: string[];
  why: string;
  line: number;
}

export interface Policy {
  policy: PolicyVersion;
  clauses?: PolicyClause[];
  unencoded?: UnencodedArticle[];
  sourceText: string;
}

export interface FactChoice {
  name: string;
  text: string;
}

export interface Fact {
  path: string;
  jsonPath: string;
  kind: string;
  need: string;
  ask: string;
  defaultText?: string;
  least?: string;
  most?: string;
  choices?: FactChoice[];
  notBefore?: string[];
  notAfter?: string[];
}

export interface Description {
  addressed?: boolean;
  facts?: Fact[];
}

export interface Charge {
  kind: string;
  amount: Money;
  amountAsWritten: Money;
  discretionary?: boolean;
  clauseIds: string[];
}

export interface Deadline {
  kind: string;
  lastDay: string;
  expiresAt?: string;
  clauseIds: string[];
}

export interface Step {
  clauseId: string;
  article?: string;
  summary: string;
  calculation?: string;
  source: string;
}

export interface Finding {
  code: string;
  message: string;
}

export interface Alternative {
  question: string;
  verdict: string;
  charged?: Money;
  refund?: Money;
  lastDay?: string;
}

export interface Settlement {
  price: Money;
  paid: Money;
  charged: Money;
  refund: Money;
  outstanding: Money;
}

export interface Decision {
  policy: { policyId: string; version: string };
  verdict: string;
  decidedBy?: string;
  effectiveAt?: string;
  charges?: Charge[];
  /** What the provider owes, beside the settlement. */
  compensations?: Charge[];
  settlement?: Settlement;
  arrears?: {
    principal: Money;
    interest: Money;
    collectionCosts: Money;
    total: Money;
    byInvoice?: { invoiceId: string; dueOn?: string; defaultFrom?: string; days?: number; interest: Money; payBy?: string }[];
  };
  instalments?: { number: number; amount: Money; invoiceOn: string; dueOn?: string; invoiceAtTheLatest?: boolean }[];
  allocations?: { to: string; amount: Money; kind: string; invoiceId?: string }[];
  unallocated?: Money;
  deadlines?: Deadline[];
  liability?: { excluded?: boolean; unlimited?: boolean; limit?: Money; recoverable?: Money };
  customerMayDissolve?: boolean;
  customerMayReject?: boolean;
  accessMayBeSuspended?: boolean;
  providerMayCancel?: boolean;
  explanation?: Step[];
  nearestBoundary?: { at: string; charged?: Money; refund?: Money; verdict: string };
  assumptionDetails?: { code: string; field?: string; message: string }[];
  findings?: Finding[];
  alternatives?: Alternative[];
  priceBasis: string;
  law?: { id: string };
}

export interface Failure {
  code: string;
  reason?: string;
  message: string;
  fieldViolations?: { field: string; description: string }[];
}

export interface Result {
  decision?: Decision;
  error?: Failure;
}

export interface Option extends Result {
  question: string;
}

export interface QuoteWindow {
  from: string;
  until?: string;
  verdict: string;
  charged?: Money;
  refund?: Money;
  discretionary?: boolean;
  clauseIds?: string[];
}

export interface Quote {
  findings?: Finding[];
  windows: QuoteWindow[];
  pictureSvg: string;
  timeZone: string;
}

export interface Fault {
  severity: string;
  rule: string;
  message: string;
  line: number;
  column: number;
  help?: string;
}

export interface ComplianceFinding {
  rule: string;
  severity: string;
  provision?: string;
  message: string;
  help: string;
  clauseIds?: string[];
  line: number;
  column: number;
  accepted?: boolean;
  acceptance?: { reason: string; until?: string };
  witness?: Request;
}

export interface Report {
  loads?: boolean;
  policy?: { policyId: string; version: string };
  faults?: Fault[];
  findings?: ComplianceFinding[];
  counts?: Record<string, number>;
}

export interface CasesReport {
  faults?: Fault[];
  cases?: {
    name: string;
    line: number;
    articles?: string[];
    mismatches?: { field: string; expected: string; got: string }[];
  }[];
  passed?: number;
  failed?: number;
  coverage?: { reached?: number; points: number; missed?: { clauseId: string; line: number; what: string }[] };
}

export interface Outcome {
  verdict: string;
  leavesOut?: boolean;
  charged?: Money;
  refund?: Money;
  clauseIds?: string[];
  deadlines?: { kind: string; lastDay: string }[];
  recoverable?: Money;
  arrears?: Money;
}

export interface Region {
  question: string;
  productType: string;
  customerType: string;
  window?: string;
  priceFrom: Money;
  priceUntil?: Money;
  witness: Request;
  old: Outcome;
  new: Outcome;
  difference: Money;
  conditions?: string;
}

export interface Comparison {
  regions?: Region[];
  notCompared?: string[];
}

/** The JSON of a request, of which the page knows the paths only. */
export type Request = { [key: string]: unknown };

/** The verdicts of a question: each in a sentence, and in a word where its own differs from the common one. */
export interface Said {
  answers: Record<string, string>;
  verdicts: Record<string, string>;
}

export interface Words {
  /** By name in the contract; `customers`: one that the customer may ask, of which all are compared. */
  questions: Record<string, { event: string; about: string; option: string; customers: boolean } & Said>;
  verdicts: Record<string, string>;
  charges: Record<string, string>;
  deadlines: Record<string, string>;
  priceBases: Record<string, string>;
  choices: Record<string, string>;
  byBoth: string;
  /** Of an offer where the question is until when it can be taken back. */
  revoking: Said;
  /** Where no clause answers and the policy leaves articles on the question out. */
  notEncoded: { word: string; answer: string };
  noAdvice: string;
}

export interface Start {
  tokens: boolean;
  words: Record<string, Words>;
}

export interface Letter {
  subject: string;
  text: string;
  html: string;
  calendar?: string;
}

/** A call that the service refused, or that did not reach it. */
export class CallFailed extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

// The token stays in this tab and is gone with it; it is in no address and no other storage.
const TOKEN = "clausula-token";

export const token = (): string => sessionStorage.getItem(TOKEN) ?? "";

export function setToken(value: string): void {
  if (value) sessionStorage.setItem(TOKEN, value);
  else sessionStorage.removeItem(TOKEN);
}

/** What the page needs before anything else. */
export async function start(): Promise<Start> {
  return (await fetched("/console/start.json", {})) as Start;
}

/** The schema of policy files or of case files. */
export async function schema(files: "policy" | "cases"): Promise<unknown> {
  return fetched(`/console/${files}.schema.json`, {});
}

type Signal = AbortSignal | undefined;

const evaluator = (method: string) => `/clausula.v1.EvaluatorService/${method}`;
const policies = (method: string) => `/clausula.v1.PolicyService/${method}`;

/** Answers that were asked for before anything is there to show them; each is for the first who wants it. */
const early = new Map<string, Promise<unknown>>();

/** Asks for what is wanted soon. Whoever wants it sees the failure. */
function soon<T>(path: string, message: unknown): Promise<T> {
  const answer = call<T>(path, message, undefined);
  answer.catch(() => {});
  early.set(path + JSON.stringify(message), answer);
  return answer;
}

/** What a first answer is made of, asked before it is wanted. */
export const ahead = {
  list: async () => (await soon<{ policies?: PolicyVersion[] }>(policies("ListPolicies"), {})).policies ?? [],
  policy: (policyId: string, policyVersion: string, locale: string) =>
    soon<Policy>(policies("GetPolicy"), { policyId, policyVersion, locale }),
  describe: (request: Request) => soon<Description>(policies("DescribeQuestion"), request),
  evaluate: (request: Request) => soon<unknown>(evaluator("EvaluateBatch"), { requests: [request] }),
};

export const api = {
  /** One question. A refusal is an answer here: the form shows it. */
  evaluate: async (request: Request, signal?: Signal): Promise<Result> => {
    const answer = await call<{ results: Result[] }>(evaluator("EvaluateBatch"), { requests: [request] }, signal);
    return answer.results[0] ?? {};
  },
  evaluateMany: async (requests: Request[], signal?: Signal): Promise<Result[]> =>
    (await call<{ results: Result[] }>(evaluator("EvaluateBatch"), { requests }, signal)).results,
  options: (request: Request, signal?: Signal) =>
    call<{ options?: Option[] }>(evaluator("CompareOptions"), request, signal),
  quote: (request: Request, signal?: Signal) => call<Quote>(evaluator("QuoteCancellation"), request, signal),
  /** The decision as a letter to the customer. */
  letter: (request: Request, signal?: Signal) => call<Letter>(evaluator("WriteLetter"), { request }, signal),
  list: async (signal?: Signal): Promise<PolicyVersion[]> =>
    (await call<{ policies?: PolicyVersion[] }>(policies("ListPolicies"), {}, signal)).policies ?? [],
  policy: (policyId: string, policyVersion: string, locale: string, signal?: Signal) =>
    call<Policy>(policies("GetPolicy"), { policyId, policyVersion, locale }, signal),
  describe: (request: Request, signal?: Signal): Promise<Description> =>
    call(policies("DescribeQuestion"), request, signal),
  verify: async (policyText: string, locale: string, signal?: Signal): Promise<Report> =>
    (await call<{ report: Report }>(policies("VerifyPolicy"), { policyText, locale }, signal)).report,
  cases: (policyText: string, casesText: string, locale: string, signal?: Signal) =>
    call<CasesReport>(policies("RunCases"), { policyText, casesText, locale }, signal),
  compare: (old: Request, now: Request, locale: string, signal?: Signal) =>
    call<Comparison>(policies("ComparePolicies"), { old, new: now, locale }, signal),
};

async function call<T>(path: string, message: unknown, signal: Signal): Promise<T> {
  const body = JSON.stringify(message);
  const known = early.get(path + body);
  if (known) {
    early.delete(path + body);
    return known as Promise<T>;
  }
  const headers: Record<string, string> = { "content-type": "application/json" };
  if (token()) headers.authorization = `Bearer ${token()}`;
  return (await fetched(path, { method: "POST", headers, body, signal: signal ?? null })) as T;
}

async function fetched(path: string, init: RequestInit): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new CallFailed("unavailable", String(error));
  }
  const answer = (await response.json()) as { code?: string; message?: string };
  if (!response.ok) throw new CallFailed(answer.code ?? "unknown", answer.message ?? response.statusText);
  return answer;
}
