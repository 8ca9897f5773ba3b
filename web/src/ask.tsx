// Ask: a policy, a question, the facts that this policy reads for it, and the answer while you type.
import { useEffect, useMemo, useState } from "preact/hooks";
import { type Description, type Option, type PolicyVersion, type Quote, type Request, type Result, type Words, ahead, api } from "./api";
import { Answer, Reasons, leavesOut, verdictWord } from "./answer";
import { type Built, type Context, type Typed, act, at, build, example, isEntry, lacking, tree, typedFrom } from "./facts";
import { Fields, type Form, idOf, split } from "./field";
import { LetterPanel } from "./letter";
import { formatMoney, isZero } from "./money";
import { RequestText } from "./request";
import { capital, language, t } from "./text";
import { momentText } from "./time";
import { Answered, Copy, Failed, Loading, Panel, Select, Table, Verdict, useCall } from "./ui";

/** Names in the address that are no facts. */
const OWN = ["policy", "version", "question", "basis", "lang"];
/** How long somebody must rest before a question is asked, in milliseconds. */
const REST = 60;
/** What the other methods take of an event. */
const SHARED = ["sessionStartsAt", "alternativeDateOffered", "substituteQualifies", "goodsDevaluation"];
/** The questions that have a staircase. */
const QUOTED: Record<string, string> = {
  QUESTION_CANCELLATION: "QUOTE_QUESTION_CANCELLATION",
  QUESTION_RESCHEDULING: "QUOTE_QUESTION_RESCHEDULING",
};

export interface PlaceProps {
  fields: Record<string, string>;
  /** Changes the address; `push`: as a step that can be taken back. */
  go: (fields: Record<string, string>, push?: boolean) => void;
  words: Words;
  versions: PolicyVersion[];
  tokens: boolean;
}

export const shortName = (question: string): string => question.replace("QUESTION_", "").toLowerCase();
export const longName = (question: string): string => `QUESTION_${question.toUpperCase()}`;

/** The version that a choice comes to: the one named, or the latest. */
export function chosen(versions: PolicyVersion[], policy: string, version: string): PolicyVersion | undefined {
  const own = versions.filter((other) => other.policyId === policy);
  return own.find((other) => other.version === version) ?? own[own.length - 1];
}

/** A version as people name it: one that states no day is a text without a date. */
export function versionText(versions: PolicyVersion[], { policyId, version }: { policyId: string; version: string }): string {
  const known = versions.find((other) => other.policyId === policyId && other.version === version);
  return known && !known.effectiveFrom ? t("undated") : `${t("version").toLowerCase()} ${version}`;
}

export const typedIn = (fields: Record<string, string>): Typed =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !OWN.includes(name)));

/** What is asked to know the facts of a question. */
const describing = (policy: string, version: string, question: string, fields: Record<string, string>, lang: string): Request => ({
  policyId: policy,
  policyVersion: version,
  question,
  customerType: fields["agreement.customerType"] || undefined,
  productType: fields["agreement.productType"] || undefined,
  productId: fields["agreement.productId"] || undefined,
  basis: fields.basis === "terms" ? "BASIS_TERMS_ONLY" : undefined,
  locale: lang,
});

/** The question that a name in the address comes to. */
const questionNamed = (fields: Record<string, string>, words: Words): string =>
  words.questions[longName(fields.question ?? "")] ? longName(fields.question!) : "QUESTION_CANCELLATION";

/**
 * Asks for all that a first answer is made of, in as few turns as there are: nothing waits for a form to be drawn. What it asked
 * and nobody wants harms nothing. A failure is seen where the answer is wanted.
 */
export async function anticipate(fields: Record<string, string>, words: Words, lang: string): Promise<void> {
  const question = questionNamed(fields, words);
  const typed = typedIn(fields);
  const listed = ahead.list();
  const policy = fields.policy || (await listed)[0]?.policyId || "";
  const version = fields.version ?? "";
  ahead.policy(policy, version, lang);
  const described = ahead.describe(describing(policy, version, question, fields, lang));
  const [versions, { facts }] = await Promise.all([listed, described]);
  const about = chosen(versions, policy, version);
  const context: Context = { currency: about?.currencyCode ?? "EUR", zone: about?.timeZone ?? "Europe/Amsterdam", lang };
  const built = build(tree(facts ?? []), typed, context);
  if (typed.moment || built.missing.length > 0 || Object.keys(built.problems).length > 0) return;
  const basis = fields.basis === "terms" ? "BASIS_TERMS_ONLY" : "";
  await ahead.evaluate(requestOf(policy, version, lang, basis, words.questions[question]!.event, built));
}

/** Texts that say something; an entry of a list says that it is there. */
const said = (typed: Typed): Typed => Object.fromEntries(Object.entries(typed).filter(([path, text]) => text || isEntry(path)));

export function Ask({ fields, go, words, versions, tokens }: PlaceProps) {
  const lang = language();
  const policy = fields.policy && versions.some((v) => v.policyId === fields.policy) ? fields.policy : (versions[0]?.policyId ?? "");
  const version = versions.some((v) => v.policyId === policy && v.version === fields.version) ? (fields.version ?? "") : "";
  const question = questionNamed(fields, words);
  const about = chosen(versions, policy, version);
  const context: Context = { currency: about?.currencyCode ?? "EUR", zone: about?.timeZone ?? "Europe/Amsterdam", lang };
  const typed = typedIn(fields);
  const event = words.questions[question]!.event;
  const basis = fields.basis === "terms" ? "BASIS_TERMS_ONLY" : "";

  const own = { policy, version, question: shortName(question), basis: fields.basis ?? "" };
  const setTyped = (next: Typed, push = false) => go({ ...own, ...said(next) }, push);
  const setOwn = (change: Partial<typeof own>) => go({ ...own, ...change, ...said(carried(change.question)) }, true);

  const asked = describing(policy, version, question, fields, lang);
  const describedBy = JSON.stringify(asked);
  const described = useCall<Description>(policy ? describedBy : null, (signal) => api.describe(asked, signal));
  const facts = described.data?.facts ?? [];
  const form = useMemo(() => tree(facts), [described.data]);
  const built = useMemo(() => build(form, typed, context), [form, JSON.stringify(typed), context.currency, context.zone]);

  /** What was typed, with the moment of the question at hand as that of another. */
  function carried(next: string | undefined): Typed {
    const moment = act(facts, event);
    const other = next && words.questions[longName(next)]?.event;
    if (!moment || !other || other === event || !typed[moment.jsonPath]) return typed;
    // Where the other question has its moment is known once it is described: its name is looked up then.
    return { ...typed, moment: typed[moment.jsonPath]! };
  }
  const moment = act(facts, event);
  if (typed.moment && described.key === describedBy && !described.pending) {
    const { moment: text, ...rest } = typed;
    queueMicrotask(() => setTyped(moment && !rest[moment.jsonPath] ? { ...rest, [moment.jsonPath]: text } : rest));
  }

  const request = requestOf(policy, version, lang, basis, event, built);
  // Facts that belong to another description than the one at hand ask nothing.
  const complete = described.key === describedBy && built.missing.length === 0 && Object.keys(built.problems).length === 0;
  const answered = useCall<Result>(complete ? JSON.stringify(request) : null, (signal) => api.evaluate(request, signal), REST);
  const decision = answered.data?.decision;
  // What stands beside an answer is about the request that it answers, not about one that may yet be refused.
  const settled = useMemo<Request | undefined>(() => decision && JSON.parse(answered.key!), [decision, answered.key]);
  const violations = answered.data?.error?.fieldViolations ?? [];
  const refused = complete ? Object.fromEntries(violations.map((v) => [v.field, capital(v.description)])) : {};

  const fieldsOf: Form = {
    typed,
    context,
    refused,
    set: (path, text) => setTyped({ ...typed, [path]: text }),
    setAll: (next) => setTyped(next),
  };
  const settle = (field: string) => {
    const parts = field.split(".");
    for (let length = parts.length; length > 0; length--) {
      const element = document.getElementById(idOf(parts.slice(0, length).join(".")));
      if (!element) continue;
      // What is folded away takes no focus.
      element.closest("details")?.setAttribute("open", "");
      return element.focus();
    }
  };
  const askOf = (path: string) => facts.find((fact) => fact.jsonPath === path.replace(/\[\d+\]/g, "[]"))?.ask ?? path;

  const charged = decision && (decision.settlement?.charged ?? sumOf(decision));
  return (
    <>
    <div class="columns ask">
      <div class="side">
        <Panel name="form" title={t("askTitle")} busy={described.pending}>
          <Choices {...{ versions, policy, version, question, words, own, setOwn }} />
          {described.error ? <Failed error={described.error} /> : null}
          {described.data ? (
            <FormBody
              form={form}
              fields={fieldsOf}
              basis={fields.basis === "terms"}
              setBasis={(on) => setOwn({ basis: on ? "terms" : "" })}
              exampleOf={async () => setTyped({ ...(await exampleFor({ form, context, policy, version, lang, event })) }, true)}
              clear={() => setTyped({}, true)}
            />
          ) : <Loading />}
        </Panel>
      </div>
      <div class="main">
        <Panel name="answer" title={t("answer")} busy={answered.pending} live>
          {!complete && (
            <Missing built={built} askOf={askOf} settle={settle} />
          )}
          {complete && answered.error ? <Failed error={answered.error} /> : null}
          {complete && answered.data?.error && (
            <div class="note bad">
              <h3>{t("refusal")}</h3>
              {violations.length === 0 && <p>{answered.data.error.message}</p>}
              <ul>
                {violations.map((violation) => (
                  <li key={violation.field}>
                    <button type="button" class="plain" onClick={() => settle(violation.field)}>{askOf(violation.field)}</button>{" "}
                    {violation.description}
                  </li>
                ))}
              </ul>
            </div>
          )}
          {complete && decision && (
            <Answer
              decision={decision}
              question={question}
              words={words}
              zone={context.zone}
              name={about?.name ?? policy}
              version={versionText(versions, decision.policy)}
              settle={settle}
              ask={(other) => setOwn({ question: shortName(other) })}
            />
          )}
        </Panel>
        {complete && decision && settled && (
          <More
            key={question}
            {...{ question, words, event, context, moment: moment?.jsonPath, decision, askOf, settle }}
            request={settled}
            lacks={lacking(form, settled, event)}
            ask={(other) => setOwn({ question: shortName(other) })}
          />
        )}
        {complete && (
          <Panel name="request" title={t("request")}>
            <RequestText request={request} tokens={tokens} />
            <p class="row">
              <Copy text={location.href} label={t("link")} />
              <span class="quiet small">{t("linkHelp")}</span>
            </p>
          </Panel>
        )}
      </div>
    </div>
    {complete && decision && (
      <button
        type="button"
        class={`result-bar ${decision.verdict.replace("VERDICT_", "").toLowerCase()}`}
        onClick={() => document.querySelector("[data-panel=answer]")?.scrollIntoView({ block: "start" })}
      >
        <strong>{capital(verdictWord(words, decision.verdict, leavesOut(decision)))}</strong>
        <span>{charged && `${t("charged")} ${formatMoney(charged, lang)}`} ↓</span>
      </button>
    )}
    </>
  );
}

/** A whole request from the facts. */
function requestOf(policy: string, version: string, lang: string, basis: string, event: string, built: Built): Request {
  const request: Request = { policyId: policy };
  if (version) request.policyVersion = version;
  request.locale = lang;
  if (basis) request.basis = basis;
  return { ...request, ...built.request, [event]: built.request[event] ?? {} };
}

interface ChoicesProps {
  versions: PolicyVersion[];
  policy: string;
  version: string;
  question: string;
  words: Words;
  setOwn: (change: { policy?: string; version?: string; question?: string }) => void;
}

function Choices({ versions, policy, version, question, words, setOwn }: ChoicesProps) {
  const lang = language();
  const shown = useCall(`${policy} ${version} ${lang}`, (signal) => api.policy(policy, version, lang, signal));
  const spoken = new Set(shown.data?.clauses?.flatMap((clause) => clause.questions) ?? []);
  const leftOut = new Set(shown.data?.unencoded?.flatMap((article) => article.questions ?? []) ?? []);
  const all = Object.entries(words.questions);
  const placeOf = (name: string) => spoken.has(name) ? "addressed" : leftOut.has(name) ? "leftOut" : "unaddressed";
  const group = (place: string) => all
    .filter(([name]) => placeOf(name) === place)
    // By letters alone: the order of a language takes the browser ten milliseconds to load.
    .sort(([, a], [, b]) => (a.about.toLowerCase() < b.about.toLowerCase() ? -1 : 1))
    .map(([name, { about }]) => <option key={name} value={shortName(name)}>{capital(about)}</option>);
  return (
    <div class="choices">
      <PolicyChoice versions={versions} policy={policy} version={version} onChange={setOwn} byDate />
      <Select label={t("question")} value={shortName(question)} onChange={(next) => setOwn({ question: next })}>
        <optgroup label={t("addressed")}>{group("addressed")}</optgroup>
        {leftOut.size > 0 && <optgroup label={t("leftOut")}>{group("leftOut")}</optgroup>}
        <optgroup label={t("unaddressed")}>{group("unaddressed")}</optgroup>
      </Select>
    </div>
  );
}

/** Which policy, and where it has several, which version. */
export function PolicyChoice({ versions, policy, version, onChange, byDate, label }: {
  versions: PolicyVersion[];
  policy: string;
  version: string;
  onChange: (change: { policy?: string; version?: string }) => void;
  byDate?: boolean;
  label?: string;
}) {
  const ids = [...new Set(versions.map((other) => other.policyId))];
  const own = versions.filter((other) => other.policyId === policy);
  return (
    <>
      <Select label={label ?? t("policy")} value={policy} onChange={(next) => onChange({ policy: next, version: "" })}>
        {ids.map((id) => <option key={id} value={id}>{chosen(versions, id, "")?.name}</option>)}
      </Select>
      {own.length > 1 && (
        <Select label={t("version")} value={version} onChange={(next) => onChange({ version: next })}>
          {byDate && <option value="">{t("versionByDate")}</option>}
          {own.map((other) => <option key={other.version} value={other.version}>{other.version}</option>)}
        </Select>
      )}
    </>
  );
}

function FormBody({ form, fields, basis, setBasis, exampleOf, clear }: {
  form: ReturnType<typeof tree>;
  fields: Form;
  basis: boolean;
  setBasis: (on: boolean) => void;
  exampleOf: () => void;
  clear: () => void;
}) {
  const { must, may } = split(form);
  const filled = Object.keys(fields.typed).length > 0;
  return (
    <form class="facts" onSubmit={(event) => event.preventDefault()}>
      <p class="row">
        <button type="button" class={filled ? "" : "primary"} onClick={exampleOf} data-action="example">{t("showExample")}</button>
        {filled && <button type="button" onClick={clear} data-action="clear">{t("clearAll")}</button>}
      </p>
      <h3>{t("neededFacts")}</h3>
      <Fields fields={must} entries={[]} form={fields} />
      {may.length > 0 && (
        <details open={wide() || may.some((field) => isFilled(field.fact.jsonPath, fields.typed))}>
          <summary>
            <h3>{t("optionalFacts")}</h3>
          </summary>
          <p class="quiet small">{t("optionalHelp")}</p>
          <Fields fields={may} entries={[]} form={fields} />
        </details>
      )}
      <label class="check">
        <input type="checkbox" checked={basis} onChange={(event) => setBasis(event.currentTarget.checked)} />
        <span>{t("basis")}</span>
      </label>
    </form>
  );
}

/** Whether there is room for all fields without the answer out of sight. */
const wide = () => matchMedia("(min-width: 900px)").matches;

const isFilled = (path: string, typed: Typed) => Object.keys(typed).some((key) => key === path || key.startsWith(`${path}[`) || key.startsWith(`${path}.`));

function Missing({ built, askOf, settle }: { built: Built; askOf: (path: string) => string; settle: (path: string) => void }) {
  const problems = Object.keys(built.problems);
  return (
    <div class="missing">
      {built.missing.length > 0 && (
        <>
          <p>{t("stillNeeded")}:</p>
          <Questions paths={built.missing} {...{ askOf, settle }} />
        </>
      )}
      {problems.length > 0 && (
        <>
          <p>{t("notUnderstood")}:</p>
          <Questions paths={problems} {...{ askOf, settle }} />
        </>
      )}
    </div>
  );
}

/** Facts by their questions, each a way to its field. */
function Questions({ paths, askOf, settle }: { paths: string[]; askOf: (path: string) => string; settle: (path: string) => void }) {
  return (
    <ul>
      {paths.map((path) => (
        <li key={path}>
          <button type="button" class="plain" onClick={() => settle(path)}>{askOf(path)}</button>
        </li>
      ))}
    </ul>
  );
}

/** An example for the first product that the terms speak of. */
async function exampleFor({ form, context, policy, version, lang, event }: {
  form: ReturnType<typeof tree>;
  context: Context;
  policy: string;
  version: string;
  lang: string;
  event: string;
}): Promise<Typed> {
  const today = new Date().toISOString().slice(0, 10);
  const first = example(form, today, context);
  const products = form.find((field) => field.fact.jsonPath === "agreement.productType")?.fact.choices ?? [];
  const examples = products.map((product) => ({ ...first, "agreement.productType": product.name }));
  if (examples.length === 0) return first;
  const requests = examples.map((typed) => requestOf(policy, version, lang, "", event, build(form, typed, context)));
  const results = await api.evaluateMany(requests);
  const telling = (wanted: (result: Result) => boolean | undefined) => examples[results.findIndex(wanted)];
  const answer = (result: Result) => result.decision && result.decision.verdict !== "VERDICT_UNREGULATED";
  return telling((result) => answer(result) && !!result.decision?.charges?.length) ?? telling(answer) ?? first;
}

interface MoreProps {
  question: string;
  words: Words;
  request: Request;
  event: string;
  context: Context;
  moment: string | undefined;
  decision: NonNullable<Result["decision"]>;
  /** What a clause may read at another moment, and is not filled in. */
  lacks: string[];
  askOf: (path: string) => string;
  settle: (path: string) => void;
  ask: (question: string) => void;
}

/** Why; what else the customer can do; what it costs from day to day. */
function More({ question, words, request, event, context, moment, decision, lacks, askOf, settle, ask }: MoreProps) {
  const { [event]: facts, ...rest } = request;
  const shared = Object.fromEntries(Object.entries((facts ?? {}) as Request).filter(([name]) => SHARED.includes(name)));
  const instant = moment ? at(request, moment) : undefined;
  const compared: Request | null = words.questions[question]?.customers && instant ? { ...rest, ...shared, at: instant } : null;
  const options = useCall(compared && JSON.stringify(compared), (signal) => api.options(compared!, signal));
  const { alternativeDateOffered, sessionStartsAt } = shared;
  const narrow = useNarrow();
  const quoted: Request | null = QUOTED[question] && lacks.length === 0
    ? {
        ...rest,
        question: QUOTED[question],
        ...(question === "QUESTION_RESCHEDULING" && { alternativeDateOffered, sessionStartsAt }),
        picture: true,
        narrow,
        markedAt: instant,
      }
    : null;
  const quote = useCall(quoted && JSON.stringify(quoted), (signal) => api.quote(quoted!, signal));
  return (
    <>
      {compared && (
        <Panel name="options" title={t("options")} busy={options.pending}>
          <Answered called={options}>
            {(answer) => <Options options={answer.options ?? []} {...{ question, words, ask }} />}
          </Answered>
        </Panel>
      )}
      {QUOTED[question] && (
        <Panel name="staircase" title={t("staircase")} busy={quote.pending}>
          {lacks.length > 0 ? (
            <div class="missing">
              <p>{t("staircaseNeeds")}:</p>
              <Questions paths={lacks} {...{ askOf, settle }} />
            </div>
          ) : <Answered called={quote}>{(answer) => <Staircase quote={answer} {...{ words, context }} />}</Answered>}
        </Panel>
      )}
      <LetterPanel request={request} name={`${context.lang === "nl" ? "brief" : "letter"}-${String(request.policyId)}`} />
      <Panel name="reasons" title={t("reasons")}>
        <Reasons steps={decision.explanation ?? []} />
      </Panel>
    </>
  );
}

function Options({ options, question, words, ask }: {
  options: Option[];
  question: string;
  words: Words;
  ask: (question: string) => void;
}) {
  const lang = language();
  return (
    <Table label={t("options")} head={[t("option"), t("verdict"), t("charged"), t("back")]}>
      {options.map(({ question: other, decision, error }) => {
        const charged = decision?.settlement?.charged ?? sumOf(decision);
        const name = capital(words.questions[other]?.option ?? other);
        return (
          <tr key={other} class={other === question ? "current" : ""} data-option={other}>
            <th scope="row">
              {other === question ? name : <button type="button" class="plain" onClick={() => ask(other)}>{name}</button>}
            </th>
            <td>
              {decision ? <Verdict verdict={decision.verdict} text={verdictWord(words, decision.verdict, leavesOut(decision))} /> : (
                <span class="quiet">{t("lacks")}{error && <span class="unseen">: {error.message}</span>}</span>
              )}
            </td>
            <td class="number">{formatMoney(charged, lang)}</td>
            <td class="number">{decision?.settlement && formatMoney(decision.settlement.refund, lang)}</td>
          </tr>
        );
      })}
    </Table>
  );
}

function sumOf(decision: Result["decision"]) {
  const first = decision?.charges?.[0]?.amount;
  if (!decision || !first) return undefined;
  const sum = decision.charges!.reduce((total, charge) => total + BigInt(charge.amount.minorUnits ?? "0"), 0n);
  return { currencyCode: first.currencyCode, minorUnits: String(sum) };
}

/** Whether the window is as narrow as that of a phone. */
function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(NARROW.matches);
  useEffect(() => {
    const follow = () => setNarrow(NARROW.matches);
    NARROW.addEventListener("change", follow);
    return () => NARROW.removeEventListener("change", follow);
  }, []);
  return narrow;
}

const NARROW = matchMedia("(max-width: 480px)");

function Staircase({ quote, words, context }: { quote: Quote; words: Words; context: Context }) {
  const { zone, lang } = context;
  const picture = useMemo(() => `data:image/svg+xml,${encodeURIComponent(quote.pictureSvg)}`, [quote.pictureSvg]);
  const [, width, height] = /viewBox="0 0 (\S+) (\S+)"/.exec(quote.pictureSvg) ?? [];
  const told = /<desc[^>]*>([^<]*)<\/desc>/.exec(quote.pictureSvg)?.[1] ?? "";
  const refunds = quote.windows.some((window) => !isZero(window.refund));
  return (
    <>
      <div class="wide" role="group" aria-label={t("staircase")} tabIndex={0}>
        <img class="staircase" src={picture} alt={unescaped(told)} width={width} height={height} />
      </div>
      <details>
        <summary>{t("asTable")}</summary>
        <Table
          label={t("staircase")}
          head={[t("windowFrom"), t("windowUntil"), t("verdict"), t("charged"), ...(refunds ? [t("refund")] : [])]}
        >
          {quote.windows.map((window) => (
            <tr key={window.from}>
              <th scope="row">{momentText(window.from, zone, lang, false)}</th>
              <td>{window.until ? momentText(window.until, zone, lang, false) : t("forEver")}</td>
              <td>
                <Verdict verdict={window.verdict} text={verdictWord(words, window.verdict, leavesOut(quote))} />
              </td>
              <td class="number">
                {window.discretionary && `${t("mayReduce")} `}
                {formatMoney(window.charged, lang)}
              </td>
              {refunds && <td class="number">{formatMoney(window.refund, lang)}</td>}
            </tr>
          ))}
        </Table>
      </details>
    </>
  );
}

const unescaped = (text: string) =>
  text.replace(/&(lt|gt|quot|apos|#39|amp);/g, (_, name: string) => ({ lt: "<", gt: ">", quot: '"', apos: "'", "#39": "'", amp: "&" })[name] ?? "");

/** The address of a request in Ask. */
export async function addressOf(request: Request, versions: PolicyVersion[], words: Words, policy: string, version: string): Promise<Record<string, string>> {
  const name = Object.keys(words.questions).find((question) => words.questions[question]!.event in request) ?? "QUESTION_CANCELLATION";
  const about = chosen(versions, policy, version);
  const context: Context = { currency: about?.currencyCode ?? "EUR", zone: about?.timeZone ?? "UTC", lang: language() };
  const described = await api.describe({ policyId: policy, policyVersion: version, question: name, locale: context.lang });
  return { policy, version, question: shortName(name), ...typedFrom(tree(described.facts ?? []), request, context) };
}
