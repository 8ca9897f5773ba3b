// Faults and findings of a policy, as a list and on their lines.
import type { Report } from "./api";
import { t, type TextKey } from "./text";
import { dayText } from "./time";
import { language } from "./text";

/** Something that is said of a line. */
export interface Remark {
  line: number;
  column: number;
  level: "error" | "warning" | "critical" | "high" | "medium" | "information" | "accepted";
  rule: string;
  message: string;
  help: string;
  provision: string;
}

export function remarksOf(report: Report | undefined): Remark[] {
  const faults = (report?.faults ?? []).map((fault): Remark => ({
    line: fault.line,
    column: fault.column,
    level: fault.severity === "FAULT_SEVERITY_ERROR" ? "error" : "warning",
    rule: fault.rule,
    message: fault.message,
    help: fault.help ?? "",
    provision: "",
  }));
  const findings = (report?.findings ?? []).map((finding): Remark => ({
    line: finding.line,
    column: finding.column,
    level: finding.accepted
      ? "accepted"
      : (finding.severity.replace("COMPLIANCE_SEVERITY_", "").toLowerCase() as Remark["level"]),
    rule: finding.rule,
    message: finding.message,
    help: finding.accepted && finding.acceptance ? acceptance(finding.acceptance) : finding.help,
    provision: finding.provision ?? "",
  }));
  return [...faults, ...findings];
}

const acceptance = ({ reason, until }: { reason: string; until?: string }) =>
  until ? `${t("acceptedUntil", dayText(until, language(), false))}: ${reason}` : `${t("accepted")}: ${reason}`;

/** What was proved and found, in numbers. */
export function Counts({ report }: { report: Report }) {
  const counts = report.counts ?? {};
  const number = (name: string) => counts[name] ?? 0;
  const open = number("findings") - number("accepted");
  const parts = [
    t("proved", number("proved"), number("obligations")),
    number("refuted") > 0 && t("refuted", number("refuted")),
    number("undecided") > 0 && t("undecided", number("undecided")),
    `${t("findings")}: ${open} ${t("open")}, ${number("accepted")} ${t("accepted")}`,
  ].filter(Boolean);
  return <p class="counts">{report.loads ? parts.join(" · ") : t("mustLoad")}</p>;
}

export function RemarkText({ remark, go }: { remark: Remark; go?: (line: number) => void }) {
  const word = remark.level === "accepted" ? t("accepted") : t(remark.level as TextKey);
  const at = t("line", remark.line);
  return (
    <div class={`remark ${remark.level}`}>
      <p>
        <span class="level">{word}</span> <code>{remark.rule}</code>{" "}
        {go ? <button type="button" class="plain" onClick={() => go(remark.line)}>{at}</button> : <span class="quiet">{at}</span>}
        {remark.provision && <span class="quiet"> · {remark.provision}</span>}
      </p>
      <p>{remark.message}</p>
      {remark.help && <p class="quiet">{remark.help}</p>}
    </div>
  );
}
