// A decision for a person: the answer first, then the money, the days, and why.
import type { ComponentChildren } from "preact";
import type { Deadline, Decision, Finding, Money, Step, Words } from "./api";
import { formatMoney, isZero } from "./money";
import { capital, language, t } from "./text";
import { dayAfter, dayText, momentText, pickerMoment } from "./time";
import { Table } from "./ui";

interface Props {
  decision: Decision;
  question: string;
  words: Words;
  zone: string;
  name: string;
  /** Which version decided, in words. */
  version: string;
  /** Goes to the field of a fact. */
  settle: (field: string) => void;
  ask: (question: string) => void;
}

/** Whether the policy leaves articles on the question out, so that the terms may say more than the answer does. */
export const leavesOut = ({ findings = [] }: { findings?: Finding[] }) =>
  findings.some((finding) => finding.code === "not-encoded");

/** A verdict in a word: what no clause answers is not said to be unregulated where articles are left out. */
export const verdictWord = (words: Words, verdict: string, leftOut: boolean) =>
  leftOut && verdict === "VERDICT_UNREGULATED" ? words.notEncoded.word : words.verdicts[verdict] ?? "";

/** What is said of a question, by verdict. */
const saidOf = (words: Words, question: string, { deadlines = [] }: Decision) =>
  deadlines.some(({ kind }) => kind === "DEADLINE_KIND_OFFER_REVOCATION") ? words.revoking : words.questions[question];

const money = (amount: Money | undefined) => formatMoney(amount, language());

export function Answer(props: Props) {
  const { decision, question, words, zone } = props;
  const silent = decision.verdict === "VERDICT_UNREGULATED" && leavesOut(decision);
  const by = silent ? words.notEncoded.answer : decision.decidedBy === "DECIDED_BY_BOTH" ? words.byBoth : saidOf(words, question, decision)?.answers[decision.verdict];
  return (
    <div class="answer">
      <p class={`headline ${decision.verdict.replace("VERDICT_", "").toLowerCase()}`} data-verdict={decision.verdict}>
        <strong>{by ?? words.verdicts[decision.verdict]}</strong>
      </p>
      <Rights decision={decision} />
      {decision.effectiveAt && <Effective decision={decision} zone={zone} />}
      <Amounts {...props} />
      <Deadlines {...props} />
      <Better {...props} />
      <Boundary {...props} />
      <Notes {...props} />
      <p class="quiet small">
        {t("decidedBy", props.name, props.version, words.priceBases[decision.priceBasis] ?? "")} {words.noAdvice}
      </p>
    </div>
  );
}

function Effective({ decision, zone }: { decision: Decision; zone: string }) {
  return (
    <p>
      {t("effective")} <strong>{momentText(decision.effectiveAt!, zone, language())}</strong>.
    </p>
  );
}

function Rights({ decision }: { decision: Decision }) {
  const rights = [
    decision.customerMayDissolve && t("mayDissolve"),
    decision.customerMayReject && t("mayReject"),
    decision.accessMayBeSuspended && t("maySuspend"),
    decision.providerMayCancel && t("mayCancel"),
  ].filter(Boolean);
  if (rights.length === 0) return null;
  return <ul class="rights">{rights.map((right) => <li key={String(right)}>{right}</li>)}</ul>;
}

function Part({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <div class="part">
      <h3>{title}</h3>
      {children}
    </div>
  );
}

function Amounts({ decision, words, settle }: Props) {
  const { settlement, charges = [], compensations = [] } = decision;
  return (
    <>
      {settlement && (
        <dl class="settlement">
          {(["charged", "refund", "outstanding"] as const).map((key) => (
            <div key={key} class={isZero(settlement[key]) ? "zero" : key}>
              <dt>{t(key)}</dt>
              <dd>{money(settlement[key])}</dd>
            </div>
          ))}
        </dl>
      )}
      {settlement && isZero(settlement.paid) && (
        <p class="quiet small">
          {t("unpaid")}{" "}
          <button type="button" class="plain" data-settle="payments" onClick={() => settle("agreement.payments")}>
            {t("settle")} <span class="unseen">{t("paid")}</span>
          </button>
        </p>
      )}
      {charges.length > 0 && (
        <Part title={t("amounts")}>
          <ul class="lines">
            {charges.map((charge, index) => (
              <li key={index}>
                <span>{capital(words.charges[charge.kind] ?? charge.kind)}</span>
                <b>
                  {charge.discretionary && <span class="quiet">{t("mayReduce")} </span>}
                  {money(charge.amount)}
                </b>
                {charge.amount.minorUnits !== charge.amountAsWritten.minorUnits && (
                  <small>{t("asWritten", money(charge.amountAsWritten))}</small>
                )}
              </li>
            ))}
          </ul>
        </Part>
      )}
      {compensations.length > 0 && (
        <Part title={t("fromProvider")}>
          <ul class="lines">
            {compensations.map((owed, index) => (
              <li key={index}>
                <span>{capital(words.charges[owed.kind] ?? owed.kind)}</span>
                <b>
                  {owed.discretionary && <span class="quiet">{t("mayReduce")} </span>}
                  {money(owed.amount)}
                </b>
              </li>
            ))}
          </ul>
        </Part>
      )}
      <Arrears decision={decision} />
      <Instalments decision={decision} />
      <Allocations decision={decision} />
      <Liability decision={decision} />
    </>
  );
}

function Arrears({ decision }: { decision: Decision }) {
  const { arrears } = decision;
  if (!arrears) return null;
  const lang = language();
  return (
    <Part title={t("arrears")}>
      <ul class="lines">
        {([["principal", arrears.principal], ["interest", arrears.interest], ["costs", arrears.collectionCosts], ["total", arrears.total]] as const)
          .map(([key, amount]) => (
            <li key={key} class={key}>
              <span>{t(key)}</span>
              <b>{money(amount)}</b>
            </li>
          ))}
      </ul>
      <Table label={t("arrears")} head={[t("invoice"), t("due"), t("defaultFrom"), t("interest"), t("payBy")]}>
        {arrears.byInvoice?.map((invoice) => (
          <tr key={invoice.invoiceId}>
            <th scope="row">{invoice.invoiceId}</th>
            <td>{invoice.dueOn && dayText(invoice.dueOn, lang, false)}</td>
            <td>{invoice.defaultFrom ? dayText(invoice.defaultFrom, lang, false) : t("notDefault")}</td>
            <td class="number">{money(invoice.interest)}</td>
            <td>{invoice.payBy && dayText(invoice.payBy, lang, false)}</td>
          </tr>
        ))}
      </Table>
    </Part>
  );
}

function Instalments({ decision }: { decision: Decision }) {
  if (!decision.instalments?.length) return null;
  const lang = language();
  return (
    <Part title={t("instalments")}>
      <Table label={t("instalments")} head={["", t("price"), t("invoiced"), t("payBy")]}>
        {decision.instalments.map((part) => {
          const day = dayText(part.invoiceOn, lang, false);
          return (
            <tr key={part.number}>
              <th scope="row">{part.number}</th>
              <td class="number">{money(part.amount)}</td>
              <td>{part.invoiceAtTheLatest ? t("invoicedBy", day) : day}</td>
              <td>{part.dueOn && dayText(part.dueOn, lang, false)}</td>
            </tr>
          );
        })}
      </Table>
    </Part>
  );
}

const ALLOCATED: Record<string, "costs" | "interest"> = {
  ALLOCATION_KIND_COSTS: "costs",
  ALLOCATION_KIND_INTEREST: "interest",
};

function Allocations({ decision }: { decision: Decision }) {
  if (!decision.unallocated) return null;
  return (
    <Part title={t("allocations")}>
      <ul class="lines">
        {decision.allocations?.map((part, index) => {
          const word = ALLOCATED[part.kind];
          return (
            <li key={index}>
              <span>{word ? t(word) : `${t("invoice")} ${part.invoiceId}`}</span>
              <b>{money(part.amount)}</b>
            </li>
          );
        })}
        <li>
          <span>{t("unallocated")}</span>
          <b>{money(decision.unallocated)}</b>
        </li>
      </ul>
    </Part>
  );
}

function Liability({ decision }: { decision: Decision }) {
  const { liability } = decision;
  if (!liability) return null;
  const limit = liability.unlimited ? t("unlimited") : liability.limit ? money(liability.limit) : "";
  return (
    <Part title={t("liability")}>
      <ul class="lines">
        {liability.excluded && (
          <li>
            <span>{t("liability")}</span>
            <b>{t("excluded")}</b>
          </li>
        )}
        {limit && (
          <li>
            <span>{t("limit")}</span>
            <b>{limit}</b>
          </li>
        )}
        {liability.recoverable && (
          <li class="total">
            <span>{t("recoverable")}</span>
            <b>{money(liability.recoverable)}</b>
          </li>
        )}
      </ul>
    </Part>
  );
}

/** What can be done until some time before a start. */
const BEFORE = ["FREE_CANCELLATION", "FREE_RESCHEDULING", "RESCHEDULING_BY_CONSENT", "SUBSTITUTION", "CHANGE_REQUEST"];

/** Whether the instant of a deadline is itself in time: hours before a start reach up to it, days end when the next one begins. */
const isLastMoment = ({ kind, lastDay, expiresAt }: Deadline, zone: string) =>
  BEFORE.includes(kind.replace("DEADLINE_KIND_", "")) && pickerMoment(expiresAt!, zone) !== `${dayAfter(lastDay, 1)}T00:00`;

function Deadlines({ decision, words, zone }: Props) {
  if (!decision.deadlines?.length) return null;
  return (
    <Part title={t("deadlines")}>
      <ul class="lines days">
        {decision.deadlines.map((deadline) => (
          <li key={deadline.kind}>
            <span>{capital(words.deadlines[deadline.kind] ?? deadline.kind)}</span>
            <b>{dayText(deadline.lastDay, language())}</b>
            {deadline.expiresAt && deadline.kind !== "DEADLINE_KIND_CONTRACT_END" && (
              <small>{t(isLastMoment(deadline, zone) ? "justInTime" : "tooLate", momentText(deadline.expiresAt, zone, language(), false))}</small>
            )}
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Better({ decision, words, ask }: Props) {
  if (!decision.alternatives?.length) return null;
  return (
    <div class="note good">
      <h3>{t("better")}</h3>
      <ul>
        {decision.alternatives.map((other) => (
          <li key={other.question}>
            <strong>{capital(words.questions[other.question]?.option ?? other.question)}</strong>
            {other.charged && `: ${t("charged").toLowerCase()} ${money(other.charged)}`}
            {other.lastDay && `, ${t("untilDay", dayText(other.lastDay, language(), false))}`}{" "}
            <button type="button" class="plain" onClick={() => ask(other.question)}>{t("askThis")}</button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Boundary({ decision, question, words, zone }: Props) {
  const next = decision.nearestBoundary;
  if (!next) return null;
  const word = saidOf(words, question, decision)?.verdicts[next.verdict] ?? verdictWord(words, next.verdict, leavesOut(decision));
  // Where no money changes hands on either side, none is told.
  const paid = decision.charges?.length || decision.settlement || !isZero(next.charged) || next.refund;
  return (
    <p class="boundary">
      {t("changesAt", momentText(next.at, zone, language()))}: {t("then")}{" "}
      <strong>{word}</strong>
      {paid && next.charged && `, ${t("charged").toLowerCase()} ${money(next.charged)}`}
      {next.refund && !isZero(next.refund) && `, ${t("refund").toLowerCase()} ${money(next.refund)}`}.
    </p>
  );
}

function Notes({ decision, settle }: Props) {
  const { findings = [], assumptionDetails = [] } = decision;
  return (
    <>
      {findings.length > 0 && (
        <div class="note warn">
          <h3>{t("notes")}</h3>
          <ul>{findings.map((finding, index) => <li key={index}>{finding.message}</li>)}</ul>
        </div>
      )}
      {assumptionDetails.length > 0 && (
        <div class="note">
          <h3>{t("assumptions")}</h3>
          <ul>
            {assumptionDetails.map((assumed) => (
              <li key={assumed.code}>
                {assumed.message}{" "}
                {assumed.field && (
                  <button type="button" class="plain" onClick={() => settle(assumed.field!)}>
                    {t("settle")} <span class="unseen">{assumed.message}</span>
                  </button>
                )}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

/** The reasoning: what each clause says, once, with the sums that rest on it. */
export function Reasons({ steps }: { steps: Step[] }) {
  const grouped: { step: Step; sums: string[] }[] = [];
  for (const step of steps) {
    const last = grouped[grouped.length - 1];
    const sums = step.calculation ? [step.calculation] : [];
    if (last && last.step.clauseId === step.clauseId && last.step.summary === step.summary) last.sums.push(...sums);
    else grouped.push({ step, sums });
  }
  return (
    <ol class="reasons">
      {grouped.map(({ step, sums }, index) => (
        <li key={index} class={step.source.replace("SOURCE_", "").toLowerCase()}>
          <p class="source">
            {step.source === "SOURCE_RULE" ? t("fromRule") : step.source === "SOURCE_LAW" ? t("fromLaw") : t("article")}{" "}
            <b>{step.article || step.clauseId}</b>
            {step.article && <code>{step.clauseId}</code>}
          </p>
          <p>{step.summary}</p>
          {sums.map((sum, at) => <p class="sum" key={at}>{sum}</p>)}
        </li>
      ))}
    </ol>
  );
}
