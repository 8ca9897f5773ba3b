// Changes: where two versions decide differently, in which windows, by how many euros, with a request that shows it.
import { useState } from "preact/hooks";
import { type Comparison, type Outcome, type PolicyVersion, type Region, type Request, type Words, api } from "./api";
import { verdictWord } from "./answer";
import { type PlaceProps, addressOf, versionText } from "./ask";
import { formatMoney } from "./money";
import { pack, unpack, writeAddress } from "./state";
import { capital, language, t } from "./text";
import { dayText } from "./time";
import { Answered, Copy, OpenFile, Panel, Select, Verdict, useCall } from "./ui";

const OWN = "own";
const keyOf = (version: PolicyVersion) => `${version.policyId} ${version.version}`;

/** Two to begin with: two versions of one policy where there are, otherwise the first two policies. */
function firstTwo(versions: PolicyVersion[]): [string, string] {
  for (const [index, version] of versions.entries()) {
    const next = versions[index + 1];
    if (next && next.policyId === version.policyId) return [keyOf(version), keyOf(next)];
  }
  const [first, second] = versions;
  return first ? [keyOf(first), keyOf(second ?? first)] : ["", ""];
}

export function Changes({ fields, go, words, versions }: PlaceProps) {
  const lang = language();
  const [oldFirst, newFirst] = firstTwo(versions);
  const known = (key: string | undefined, first: string) =>
    key === OWN || versions.some((version) => keyOf(version) === key) ? key! : first;
  const sides = { old: known(fields.old, oldFirst), new: known(fields.new, newFirst) };
  const texts = { old: fields.oldText ?? "", new: fields.newText ?? "" };
  const ready = (["old", "new"] as const).every((side) => sides[side] !== OWN || texts[side]);
  const compared = useCall<Comparison>(
    ready ? JSON.stringify([sides, texts, lang]) : null,
    async (signal) => api.compare(await sourceOf(sides.old, texts.old), await sourceOf(sides.new, texts.new), lang, signal),
  );
  const choice = (side: "old" | "new") => (
    <div class="source-choice">
      <Select
        label={t(side)}
        value={sides[side]}
        onChange={(key) => go({ ...fields, ...sides, [side]: key }, true)}
      >
        {versions.map((version) => (
          <option key={keyOf(version)} value={keyOf(version)}>{`${version.name}, ${versionText(versions, version)}`}</option>
        ))}
        <option value={OWN}>{t("ownText")}</option>
      </Select>
      {sides[side] === OWN && (
        <OpenFile onText={async (text) => go({ ...fields, ...sides, [`${side}Text`]: await pack(text) }, true)} />
      )}
    </div>
  );
  const versionOf = (side: "old" | "new") => versions.find((version) => keyOf(version) === sides[side]);
  return (
    <div class="changes">
      <Panel name="sides" title={t("changesTitle")}>
        <div class="choices two">
          {choice("old")}
          {choice("new")}
        </div>
      </Panel>
      <Panel name="regions" title={t("difference")} busy={compared.pending} live>
        <Answered called={compared}>
          {(answer) => (
            <Regions
              comparison={answer}
              words={words}
              ask={async (region, side) => {
                const version = versionOf(side);
                if (!version) return;
                const to = await addressOf(region.witness, versions, words, version.policyId, version.version);
                location.hash = writeAddress({ place: "ask", fields: { ...to, lang } });
              }}
              asked={{ old: !!versionOf("old"), new: !!versionOf("new") }}
            />
          )}
        </Answered>
      </Panel>
    </div>
  );
}

async function sourceOf(key: string, packed: string): Promise<Request> {
  if (key === OWN) return { policyText: await unpack(packed) };
  const [policyId = "", policyVersion = ""] = key.split(" ");
  return { policyKey: { policyId, policyVersion } };
}

/** How many differences are shown at first. */
const FEW = 25;

interface RegionsProps {
  comparison: Comparison;
  words: Words;
  ask?: (region: Region, side: "old" | "new") => void;
  asked?: { old: boolean; new: boolean };
}

export function Regions({ comparison, words, ask, asked }: RegionsProps) {
  const [question, setQuestion] = useState("");
  const [most, setMost] = useState(FEW);
  const regions = comparison.regions ?? [];
  const questions = [...new Set(regions.map((region) => region.question))];
  const shown = regions.filter((region) => !question || region.question === question);
  return (
    <div class="regions">
      <p class="counts" data-regions={regions.length}>
        {regions.length === 0 ? t("same") : regions.length === 1 ? t("regionsOne") : t("regions", regions.length)}
      </p>
      {questions.length > 1 && (
        <Select label={t("question")} value={question} onChange={setQuestion}>
          <option value="">{`${t("clearFilter")} (${regions.length})`}</option>
          {questions.map((name) => (
            <option key={name} value={name}>
              {`${capital(words.questions[name]?.about ?? name)} (${regions.filter((region) => region.question === name).length})`}
            </option>
          ))}
        </Select>
      )}
      {shown.slice(0, most).map((region, index) => <OneRegion key={index} {...{ region, words, ask, asked }} />)}
      {shown.length > most && (
        <button type="button" onClick={() => setMost(most + FEW)}>{`+ ${Math.min(FEW, shown.length - most)}`}</button>
      )}
      {!!comparison.notCompared?.length && (
        <details>
          <summary>{t("notCompared")}</summary>
          <ul>{comparison.notCompared.map((reason) => <li key={reason}>{reason}</li>)}</ul>
        </details>
      )}
    </div>
  );
}

function OneRegion({ region, words, ask, asked }: {
  region: Region;
  words: Words;
  ask: RegionsProps["ask"] | undefined;
  asked: RegionsProps["asked"] | undefined;
}) {
  const lang = language();
  const difference = Number(region.difference.minorUnits ?? "0");
  const request = JSON.stringify(region.witness, null, 2);
  return (
    <article class="region">
      <header>
        <h3>{capital(words.questions[region.question]?.about ?? region.question)}</h3>
        {difference !== 0 && (
          <p class={`difference ${difference < 0 ? "down" : "up"}`}>
            <b>
              {difference > 0 ? "+" : ""}
              {formatMoney(region.difference, lang)}
            </b>{" "}
            <span>{t(difference < 0 ? "cheaper" : "dearer")}</span>
          </p>
        )}
      </header>
      <dl class="about">
        {region.window && <Row term={t("window")} text={region.window} />}
        <Row term={t("forWhom")} text={`${words.choices[region.customerType] ?? ""}, ${words.choices[region.productType] ?? ""}`} />
        <Row term={t("prices")} text={pricesOf(region, lang)} />
        {region.conditions && <Row term="" text={region.conditions} />}
      </dl>
      <div class="pair">
        {(["old", "new"] as const).map((side) => (
          <div key={side} class={side}>
            <h4>{t(side)}</h4>
            <OutcomeText outcome={region[side]} words={words} />
            {ask && asked?.[side] && (
              <button type="button" class="plain" onClick={() => ask(region, side)}>{t(side === "old" ? "askOld" : "askNew")}</button>
            )}
          </div>
        ))}
      </div>
      <details>
        <summary>{t("requestOf")}</summary>
        <Copy text={request} />
        <pre tabIndex={0} role="group" aria-label={t("requestOf")}><code>{request}</code></pre>
      </details>
    </article>
  );
}

const Row = ({ term, text }: { term: string; text: string }) => (
  <div>
    <dt>{term}</dt>
    <dd>{text}</dd>
  </div>
);

function pricesOf({ priceFrom, priceUntil }: Region, lang: string): string {
  const from = formatMoney(priceFrom, lang);
  if (priceUntil) return t("pricesBetween", from, formatMoney(priceUntil, lang));
  return Number(priceFrom.minorUnits ?? "0") === 0 ? t("allPrices") : t("pricesFrom", from);
}

function OutcomeText({ outcome, words }: { outcome: Outcome; words: Words }) {
  const lang = language();
  const amounts = [
    ["charged", outcome.charged],
    ["refund", outcome.refund],
    ["recoverable", outcome.recoverable],
    ["arrears", outcome.arrears],
  ] as const;
  return (
    <>
      <p>
        <Verdict verdict={outcome.verdict} text={verdictWord(words, outcome.verdict, outcome.leavesOut ?? false)} />
      </p>
      <ul class="lines">
        {amounts.map(([key, amount]) => amount && (
          <li key={key}>
            <span>{t(key)}</span>
            <b>{formatMoney(amount, lang)}</b>
          </li>
        ))}
        {outcome.deadlines?.map((deadline) => (
          <li key={deadline.kind}>
            <span>{capital(words.deadlines[deadline.kind] ?? deadline.kind)}</span>
            <b>{dayText(deadline.lastDay, lang, false)}</b>
          </li>
        ))}
      </ul>
    </>
  );
}
