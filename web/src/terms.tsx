// Terms: a policy clause by clause, with what each says, the lines of the file behind it, and what was found there.
import type { Policy, PolicyClause, Report, UnencodedArticle, Words } from "./api";
import { api } from "./api";
import { type PlaceProps, PolicyChoice, chosen, shortName } from "./ask";
import { Counts, type Remark, RemarkText, remarksOf } from "./findings";
import { writeAddress } from "./state";
import { capital, language, t } from "./text";
import { dayText } from "./time";
import { Failed, Loading, Panel, useCall } from "./ui";

interface Segment {
  first: number;
  lines: string[];
  clause?: PolicyClause;
  leftOut?: UnencodedArticle;
}

/** The file in parts: what stands at the top, then each clause with the remarks above it, and other tables. */
export function segments(source: string, clauses: PolicyClause[], unencoded: UnencodedArticle[] = []): Segment[] {
  const lines = source.replace(/\n$/, "").split("\n");
  const starts = [0];
  lines.forEach((line, index) => {
    const table = /^\s*\[\[?\s*([A-Za-z_]+)/.exec(line)?.[1];
    if (!table || (table === "clause" && !/^\s*\[\[\s*clause\s*\]\]/.test(line))) return;
    let start = index;
    while (start > 0 && /^\s*(#.*)?$/.test(lines[start - 1]!)) start--;
    while (start < index && !lines[start]!.trim()) start++;
    if (start > starts[starts.length - 1]!) starts.push(start);
  });
  return starts.map((start, index) => {
    const end = starts[index + 1] ?? lines.length;
    const own = lines.slice(start, end);
    while (own.length > 1 && !own[own.length - 1]!.trim()) own.pop();
    const within = ({ line }: { line: number }) => line > start && line <= end;
    const [clause, leftOut] = [clauses.find(within), unencoded.find(within)];
    return { first: start + 1, lines: own, ...(clause && { clause }), ...(leftOut && { leftOut }) };
  });
}

export function Terms({ fields, go, words, versions }: PlaceProps) {
  const lang = language();
  const policy = versions.some((v) => v.policyId === fields.policy) ? fields.policy! : (versions[0]?.policyId ?? "");
  const about = chosen(versions, policy, fields.version ?? "");
  const version = about?.version ?? "";
  const shown = useCall<Policy>(`${policy} ${version} ${lang}`, (signal) => api.policy(policy, version, lang, signal));
  const source = shown.data?.sourceText;
  const report = useCall<Report>(
    source ? `${lang} ${shown.data!.policy.digest}` : null,
    (signal) => api.verify(source!, lang, signal),
  );
  const remarks = remarksOf(report.data);
  const parts = shown.data ? segments(shown.data.sourceText, shown.data.clauses ?? [], shown.data.unencoded) : [];
  const other = { ...fields, policy, version };
  return (
    <div class="terms">
      <Panel
        name="terms"
        title={t("termsTitle")}
        busy={shown.pending}
        aside={<button type="button" class="no-print" onClick={() => window.print()}>{t("print")}</button>}
      >
        <div class="choices no-print">
          <PolicyChoice versions={versions} policy={policy} version={version} onChange={(change) => go({ ...other, ...change }, true)} />
        </div>
        {shown.error ? <Failed error={shown.error} /> : null}
        {about && <About about={about} words={words} />}
        {report.error ? <Failed error={report.error} /> : report.data ? <Counts report={report.data} /> : <Loading />}
      </Panel>
      <Panel name="clauses" title={t("clauses")} busy={report.pending}>
        {parts.map((part) => (
          <Part key={part.first} part={part} remarks={remarks} words={words} policy={policy} version={version} />
        ))}
      </Panel>
    </div>
  );
}

function About({ about, words }: { about: Policy["policy"]; words: Words }) {
  const lang = language();
  const from = about.effectiveFrom && t("from", dayText(about.effectiveFrom, lang, false));
  const until = about.effectiveUntil && t("until", dayText(about.effectiveUntil, lang, false));
  const rows: [string, string][] = [
    [t("version"), about.effectiveFrom ? about.version : t("undated")],
    [t("inForce"), [from, until].filter(Boolean).join(" ") || t("always")],
    [t("prices"), words.priceBases[about.priceBasis] ?? ""],
    [t("law"), about.law === "none" ? t("noLaw") : about.law],
    [t("zone"), about.timeZone],
  ];
  return (
    <dl class="about">
      <div class="name">
        <dt>{t("policy")}</dt>
        <dd>{about.name}</dd>
      </div>
      {rows.map(([term, text]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

function Part({ part, remarks, words, policy, version }: {
  part: Segment;
  remarks: Remark[];
  words: Words;
  policy: string;
  version: string;
}) {
  const { clause, leftOut, first, lines } = part;
  const own = remarks.filter((remark) => remark.line >= first && remark.line < first + lines.length);
  const lang = language();
  const asked = (questions: string[]) => questions.length > 0 && (
    <ul class="questions">
      {questions.map((question) => (
        <li key={question}>
          <a href={writeAddress({ place: "ask", fields: { policy, version, question: shortName(question), lang } })}>
            {capital(words.questions[question]?.about ?? question)}
          </a>
        </li>
      ))}
    </ul>
  );
  return (
    <article class="clause" id={clause && `clause-${clause.clauseId}`} data-clause={clause?.clauseId}>
      <div class="said">
        {clause ? (
          <>
            <h3>
              <span class="quiet">{capital(t("article"))}</span> {clause.article} <code>{clause.clauseId}</code>
            </h3>
            <p class="summary">{clause.summary}</p>
            {asked(clause.questions)}
          </>
        ) : leftOut ? (
          <>
            <h3>
              <span class="quiet">{capital(t("article"))}</span> {leftOut.article}{" "}
              <span class="quiet">{t("notEncoded").toLowerCase()}</span>
            </h3>
            <p class="summary">{leftOut.why}</p>
            {asked(leftOut.questions ?? [])}
          </>
        ) : <h3>{first === 1 ? t("head") : t("inFile")}</h3>}
      </div>
      <Source first={first} lines={lines} remarks={own} name={clause?.clauseId ?? String(first)} />
    </article>
  );
}

function Source({ first, lines, remarks, name }: { first: number; lines: string[]; remarks: Remark[]; name: string }) {
  const blocks: { from: number; lines: string[]; remarks: Remark[] }[] = [];
  let from = 0;
  lines.forEach((_, index) => {
    const here = remarks.filter((remark) => remark.line === first + index);
    if (here.length > 0 || index === lines.length - 1) {
      blocks.push({ from, lines: lines.slice(from, index + 1), remarks: here });
      from = index + 1;
    }
  });
  return (
    <div class="source-lines">
      {blocks.map((block) => (
        <div key={block.from}>
          <ol start={first + block.from} aria-label={`${t("inFile")}, ${name}`}>
            {block.lines.map((line, index) => (
              <li key={index} class={/^\s*#/.test(line) ? "comment" : ""}>
                <code>{line || " "}</code>
              </li>
            ))}
          </ol>
          {block.remarks.map((remark, index) => <RemarkText key={index} remark={remark} />)}
        </div>
      ))}
    </div>
  );
}
