// Write: a policy as text, with its faults, cases, coverage and what it changes, while you type.
import { useEffect, useRef, useState } from "preact/hooks";
import { type CasesReport, type Comparison, type Policy, type Report, api, schema } from "./api";
import { type PlaceProps, PolicyChoice, chosen } from "./ask";
import { Regions } from "./changes";
import type { Diagnostic, Editor } from "./editor";
import { Counts, type Remark, RemarkText, remarksOf } from "./findings";
import { pack, unpack } from "./state";
import { capital, language, t } from "./text";
import { Answered, OpenFile, Panel, saveFile, useCall } from "./ui";

/** How long somebody must rest before the service is asked, in milliseconds. */
const REST = 300;
/** The longest text that an address takes, packed. */
const LONGEST = 30_000;

interface Kept {
  /** The text; undefined: there is none. */
  text: string | undefined;
  /** Grows when the text came from elsewhere than its editor. */
  revision: number;
  /** Not yet read from the address. */
  reading: boolean;
  tooLong: boolean;
  /** The text is another, by its editor. */
  change: (text: string) => void;
  /** The text is another, from a file or an example. */
  replace: (text: string) => void;
}

/** A text that is kept in the address, packed, as long as that is short enough. */
function useKept(packed: string | undefined, keep: (packed: string) => void): Kept {
  const [now, setNow] = useState({ text: undefined as string | undefined, revision: 0, reading: packed !== undefined });
  const [tooLong, setTooLong] = useState(false);
  const own = useRef<string | undefined>(undefined);
  const fromElsewhere = (text: string | undefined) => setNow((before) => ({ text, revision: before.revision + 1, reading: false }));
  useEffect(() => {
    if (packed === own.current) return;
    own.current = packed;
    if (packed === undefined) fromElsewhere(undefined);
    else unpack(packed).then(fromElsewhere, () => fromElsewhere(undefined));
  }, [packed]);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const kept = (text: string) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(async () => {
      const short = text ? await pack(text) : "";
      setTooLong(short.length > LONGEST);
      if (short.length > LONGEST) return;
      own.current = short || undefined;
      keep(short);
    }, REST);
  };
  return {
    ...now,
    tooLong,
    change: (text) => {
      setNow((before) => ({ ...before, text }));
      kept(text);
    },
    replace: (text) => {
      fromElsewhere(text);
      kept(text);
    },
  };
}

export function Write({ fields, go, words, versions }: PlaceProps) {
  const lang = language();
  const policy = versions.some((v) => v.policyId === fields.policy) ? fields.policy! : (versions[0]?.policyId ?? "");
  const about = chosen(versions, policy, fields.version ?? "");
  const version = about?.version ?? "";
  const latest = useRef(fields);
  latest.current = { ...fields, policy, version };
  const draft = useKept(fields.draft, (packed) => go({ ...latest.current, draft: packed }));
  const cases = useKept(fields.cases, (packed) => go({ ...latest.current, cases: packed }));

  const shown = useCall<Policy>(policy && `${policy} ${version}`, (signal) => api.policy(policy, version, "en", signal));
  const live = shown.data?.sourceText;
  // Until something is changed, the text is that of the version chosen.
  const text = draft.reading ? "" : (draft.text ?? live ?? "");
  const changed = draft.text !== undefined && draft.text !== live;

  const report = useCall<Report>(text ? `${lang} ${text}` : null, (signal) => api.verify(text, lang, signal), REST);
  const current = report.key === `${lang} ${text}`;
  const loads = current && report.data?.loads;
  const remarks = remarksOf(report.data);
  const ran = useCall<CasesReport>(
    loads && cases.text ? `${text}\u0000${cases.text}` : null,
    (signal) => api.cases(text, cases.text!, lang, signal),
    REST,
  );
  const compared = useCall<Comparison>(
    loads && changed ? `${lang} ${version} ${text}` : null,
    (signal) => api.compare({ policyKey: { policyId: policy, policyVersion: version } }, { policyText: text }, lang, signal),
  );
  const editor = useRef<Editor | null>(null);
  const casesEditor = useRef<Editor | null>(null);
  const [open, taken] = [remarks.filter((one) => one.level !== "accepted"), remarks.filter((one) => one.level === "accepted")];
  const goTo = (line: number) => editor.current?.goTo(line);

  return (
    <div class="columns write">
      <div class="main">
        <Panel name="editor" title={t("writeTitle")} busy={shown.pending}>
          <div class="choices">
            <PolicyChoice
              label={t("startFrom")}
              versions={versions}
              policy={policy}
              version={version}
              onChange={(change) => go({ policy, version, ...change }, true)}
            />
          </div>
          <p class="row">
            <OpenFile onText={draft.replace} />
            <button type="button" onClick={() => saveFile(`${policy}.toml`, text)}>{t("save")}</button>
            {changed && <button type="button" onClick={() => go({ policy, version, ...(fields.cases && { cases: fields.cases }) }, true)}>{t("startAgain")}</button>}
          </p>
          {draft.tooLong && <p class="note warn">{t("unsaved")}</p>}
          <CodeField
            label={t("policyText")}
            files="policy"
            text={text}
            revision={`${shown.key} ${!!live} ${draft.revision}`}
            onChange={draft.change}
            diagnostics={current ? open.map(diagnostic) : []}
            editor={editor}
          />
          <p class="quiet small">{t("editorHelp")}</p>
        </Panel>
        <Panel name="cases-text" title={t("casesText")}>
          <p class="row">
            <OpenFile onText={cases.replace} />
            {cases.text ? (
              <button type="button" onClick={() => saveFile(`${policy}.cases.toml`, cases.text ?? "")}>{t("save")}</button>
            ) : (
              <button type="button" data-action="cases" onClick={() => cases.replace(starter(policy))}>{t("casesExample")}</button>
            )}
          </p>
          <CodeField
            label={t("casesText")}
            files="cases"
            text={cases.text ?? ""}
            revision={String(cases.revision)}
            onChange={cases.change}
            diagnostics={remarksOf({ faults: ran.data?.faults ?? [] }).map(diagnostic)}
            editor={casesEditor}
          />
        </Panel>
      </div>
      <div class="side">
        <Panel name="findings" title={t("findings")} busy={report.pending || !current} live>
          <Answered called={report}>
            {(answer) => (
              <>
                <Counts report={answer} />
                {open.length === 0 && <p class="note good">{t("findingsNone")}</p>}
                {open.map((remark, index) => <RemarkText key={index} remark={remark} go={goTo} />)}
                {taken.length > 0 && (
                  <details>
                    <summary>{`${capital(t("accepted"))} (${taken.length})`}</summary>
                    {taken.map((remark, index) => <RemarkText key={index} remark={remark} go={goTo} />)}
                  </details>
                )}
              </>
            )}
          </Answered>
        </Panel>
        <Panel name="cases" title={t("cases")} busy={ran.pending}>
          {!cases.text && <p class="quiet">{t("casesNone")}</p>}
          {cases.text && current && !loads && <p class="quiet">{t("mustLoad")}</p>}
          <Answered called={ran}>{(answer) => <CaseOutcomes report={answer} go={(line) => casesEditor.current?.goTo(line)} />}</Answered>
        </Panel>
        {ran.data?.coverage && (
          <Panel name="coverage" title={t("coverage")} busy={ran.pending}>
            <Coverage coverage={ran.data.coverage} go={goTo} />
          </Panel>
        )}
        <Panel name="live" title={t("live")} busy={compared.pending}>
          {!changed && <p class="quiet">{t("same")}</p>}
          {changed && current && !loads && <p class="quiet">{t("mustLoad")}</p>}
          <Answered called={compared}>{(answer) => <Regions comparison={answer} words={words} />}</Answered>
        </Panel>
      </div>
    </div>
  );
}

const diagnostic = (remark: Remark): Diagnostic => ({
  line: remark.line,
  column: remark.column,
  severity: remark.level === "error" || remark.level === "critical" ? "error" : remark.level === "information" ? "info" : "warning",
  message: `${remark.rule}: ${remark.message}${remark.help ? `\n${remark.help}` : ""}`,
});

/** The first case of a new file. */
const starter = (policy: string) => `policy = "${policy}"

[defaults]
customer = "consumer"
product = "event"
price = "1250.00"
concluded_at = 2026-06-01
starts_at = 2026-09-14T10:00

[[case]]
name = "cancelled in time"
article = "1"
question = "cancellation"
received_at = 2026-06-02T12:00
expect = { verdict = "permitted" }
`;

function CaseOutcomes({ report, go }: { report: CasesReport; go: (line: number) => void }) {
  const failed = report.cases?.filter((one) => one.mismatches?.length) ?? [];
  if (report.faults?.length) {
    return <>{remarksOf({ faults: report.faults }).map((remark, index) => <RemarkText key={index} remark={remark} go={go} />)}</>;
  }
  return (
    <>
      <p class="counts" data-passed={report.passed ?? 0} data-failed={report.failed ?? 0}>
        {t("passed", report.passed ?? 0)} · {t("failedCount", report.failed ?? 0)}
      </p>
      {failed.map((one) => (
        <div class="remark error" key={`${one.line} ${one.name}`}>
          <p>
            <strong>{one.name}</strong>{" "}
            <button type="button" class="plain" onClick={() => go(one.line)}>{t("line", one.line)}</button>
          </p>
          {one.mismatches?.map((mismatch) => (
            <p key={mismatch.field}>
              <code>{mismatch.field}</code>: {t("expected")} <b>{mismatch.expected}</b>, {t("got")} <b>{mismatch.got}</b>
            </p>
          ))}
        </div>
      ))}
    </>
  );
}

function Coverage({ coverage, go }: { coverage: NonNullable<CasesReport["coverage"]>; go: (line: number) => void }) {
  const { reached = 0, points, missed = [] } = coverage;
  const share = Math.floor((reached * 1000) / points) / 10;
  return (
    <>
      <p class="counts" id="covered">{t("covered", reached, points, share.toLocaleString(language()))}</p>
      <progress max={points} value={reached} aria-labelledby="covered" />
      {missed.length > 0 && (
        <details>
          <summary>{`${t("missed")} (${missed.length})`}</summary>
          <ul class="missed">
            {missed.map((point, index) => (
              <li key={index}>
                <code>{point.clauseId}</code> {point.what}{" "}
                <button type="button" class="plain" onClick={() => go(point.line)}>{t("line", point.line)}</button>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

interface CodeProps {
  label: string;
  files: "policy" | "cases";
  text: string;
  /** Another text is shown when this is another: what the editor tells of itself is not told back to it. */
  revision: string;
  onChange: (text: string) => void;
  diagnostics: Diagnostic[];
  editor: { current: Editor | null };
}

/** A text with an editor around it, which comes when it is needed. */
function CodeField({ label, files, text, revision, onChange, diagnostics, editor }: CodeProps) {
  const host = useRef<HTMLDivElement>(null);
  const changed = useRef(onChange);
  changed.current = onChange;
  const wanted = useRef({ text, diagnostics, label });
  wanted.current = { text, diagnostics, label };
  const [failure, setFailure] = useState<unknown>();
  if (failure) throw failure;
  useEffect(() => {
    let gone = false;
    // Its own file, so that nobody who asks waits for it.
    const path = "/console/editor.js";
    Promise.all([import(path) as Promise<typeof import("./editor")>, schema(files)]).then(([module, format]) => {
      if (gone || !host.current) return;
      const { text, label, diagnostics } = wanted.current;
      editor.current = module.mount(host.current, { text, label, format, onChange: (next) => changed.current(next) });
      editor.current.setDiagnostics(diagnostics);
    }, setFailure);
    return () => {
      gone = true;
      editor.current?.destroy();
      editor.current = null;
    };
  }, []);
  useEffect(() => editor.current?.setText(text), [revision]);
  useEffect(() => editor.current?.setLabel(label), [label]);
  useEffect(() => editor.current?.setDiagnostics(diagnostics), [JSON.stringify(diagnostics)]);
  return <div class={`editor ${files}`} data-editor={files} ref={host} />;
}
