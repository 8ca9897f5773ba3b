// A field of the form, by the kind of its fact.
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import type { Fact } from "./api";
import { type Context, type Field, type Typed, entriesOf, isThere, needed, pathAt, typedOf, valueOf, withoutEntry } from "./facts";
import { formatMoney, format } from "./money";
import { type TextKey, t } from "./text";
import { dayText, momentText, pickerMoment } from "./time";

export interface Form {
  typed: Typed;
  context: Context;
  /** What the service says of a field, by path. */
  refused: Record<string, string>;
  set: (path: string, text: string) => void;
  setAll: (typed: Typed) => void;
}

export const idOf = (path: string): string => `f-${path.replace(/[^A-Za-z0-9]/g, "-")}`;

export function Fields({ fields, entries, form }: { fields: Field[]; entries: number[]; form: Form }) {
  return (
    <>
      {fields.map((field) => <FieldOf key={field.fact.jsonPath} field={field} entries={entries} form={form} />)}
    </>
  );
}

function FieldOf({ field, entries, form }: { field: Field; entries: number[]; form: Form }) {
  const { fact } = field;
  const path = pathAt(fact.jsonPath, entries);
  if (fact.kind === "FACT_KIND_LIST") return <ListField field={field} path={path} entries={entries} form={form} />;
  if (fact.kind === "FACT_KIND_GROUP") return <GroupField field={field} path={path} entries={entries} form={form} />;
  return <PlainField fact={fact} path={path} form={form} />;
}

function hintOf(fact: Fact): string {
  if (fact.defaultText) return `${t(fact.kind === "FACT_KIND_YES_NO" || fact.kind === "FACT_KIND_GROUP" ? "assumed" : "empty")} ${fact.defaultText}`;
  return fact.need === "FACT_NEED_WHERE_READ" ? t("ifRead") : "";
}

/** What a typed text comes to, or what is wrong with it. */
function told(fact: Fact, path: string, form: Form): { echo: string; problem: string } {
  const text = form.typed[path]?.trim() ?? "";
  const refused = form.refused[path] ?? "";
  if (!text) return { echo: "", problem: refused };
  const value = valueOf(fact, text, form.context);
  if ("problem" in value) {
    const key = value.problem === "unread" && fact.kind !== "FACT_KIND_INSTANT" ? "day" : value.problem;
    return { echo: "", problem: t(`problems_${key}` as TextKey, (value.problem === "few" ? fact.least : fact.most) ?? "") };
  }
  const { zone, lang, currency } = form.context;
  let echo = "";
  if (fact.kind === "FACT_KIND_INSTANT") {
    echo = momentText(String(value.value), zone, lang);
    if (value.note) echo += ` (${t(value.note)})`;
  } else if (fact.kind === "FACT_KIND_DATE") {
    echo = dayText(String(value.value), lang);
  } else if (fact.kind === "FACT_KIND_DATES") {
    echo = (value.value as string[]).map((day) => dayText(day, lang)).join("; ");
  } else if (fact.kind === "FACT_KIND_AMOUNT") {
    echo = formatMoney({ currencyCode: currency, minorUnits: (value.value as { minorUnits: string }).minorUnits }, lang);
  }
  return { echo, problem: refused };
}

function PlainField({ fact, path, form }: { fact: Fact; path: string; form: Form }) {
  const id = idOf(path);
  const { echo, problem } = told(fact, path, form);
  const hint = hintOf(fact);
  const described = [hint && `${id}-hint`, echo && `${id}-echo`, problem && `${id}-problem`].filter(Boolean).join(" ");
  const common = {
    id,
    "data-path": path,
    "data-kind": fact.kind,
    "aria-describedby": described || undefined,
    "aria-invalid": problem ? ("true" as const) : undefined,
    required: fact.need === "FACT_NEED_REQUIRED" ? true : undefined,
  };
  const text = form.typed[path] ?? "";
  const notes = (
    <>
      {hint && !text && <p class="hint" id={`${id}-hint`}>{hint}</p>}
      {echo && <p class="echo" id={`${id}-echo`}>{echo}</p>}
      {problem && <p class="problem" id={`${id}-problem`}>{problem}</p>}
    </>
  );
  if (fact.kind === "FACT_KIND_YES_NO") {
    return (
      <YesNo id={id} path={path} ask={fact.ask} text={text} set={form.set} described={described}>
        {notes}
      </YesNo>
    );
  }
  return (
    <div class={`field ${fact.kind.replace("FACT_KIND_", "").toLowerCase()}`}>
      <label for={id}>{fact.ask}</label>
      {fact.kind === "FACT_KIND_CHOICE" ? (
        <select {...common} value={text} onChange={(event) => form.set(path, event.currentTarget.value)}>
          <option value="">{t("choose")}</option>
          {fact.choices?.map((choice) => <option key={choice.name} value={choice.name}>{choice.text}</option>)}
        </select>
      ) : (
        <div class="typed">
          {fact.kind === "FACT_KIND_AMOUNT" && !OWN_SIGN.test(text) && <span class="unit" aria-hidden="true">{symbolOf(form.context)}</span>}
          <input
            {...common}
            type="text"
            value={text}
            autocomplete="off"
            spellcheck={false}
            inputMode={fact.kind === "FACT_KIND_AMOUNT" ? "decimal" : fact.kind === "FACT_KIND_COUNT" ? "numeric" : undefined}
            placeholder={placeholderOf(fact, form.context)}
            onInput={(event) => form.set(path, event.currentTarget.value)}
          />
          {(fact.kind === "FACT_KIND_INSTANT" || fact.kind === "FACT_KIND_DATE") && <Picker fact={fact} path={path} form={form} />}
        </div>
      )}
      {notes}
    </div>
  );
}

/** A currency that is typed: its sign need not stand before it once more. */
const OWN_SIGN = /[€$£]|[A-Za-z]/;

function symbolOf({ currency, lang }: Context): string {
  const parts = format(lang, currency).formatToParts(0);
  return parts.find((part) => part.type === "currency")?.value ?? currency;
}

function placeholderOf(fact: Fact, { lang }: Context): string | undefined {
  const dutch = lang === "nl";
  switch (fact.kind) {
    case "FACT_KIND_INSTANT":
      return dutch ? "31 juli 2026 17:31" : "31 July 2026 17:31";
    case "FACT_KIND_DATE":
      return dutch ? "31 juli 2026" : "31 July 2026";
    case "FACT_KIND_DATES":
      return dutch ? "1 juni 2026; 15 juni 2026" : "1 June 2026; 15 June 2026";
    case "FACT_KIND_AMOUNT":
      return dutch ? "1.250,00" : "1,250.00";
    default:
      return undefined;
  }
}

/** The calendar of the browser, beside the text: what is picked becomes the text. */
function Picker({ fact, path, form }: { fact: Fact; path: string; form: Form }) {
  const input = useRef<HTMLInputElement>(null);
  const moment = fact.kind === "FACT_KIND_INSTANT";
  const { zone } = form.context;
  const value = valueOf(fact, form.typed[path]?.trim() ?? "", form.context);
  const current = "problem" in value ? "" : moment ? pickerMoment(String(value.value), zone) : String(value.value);
  const picked = (text: string) => {
    const read = text && valueOf(fact, text.replace("T", " "), form.context);
    if (read && "value" in read) form.set(path, typedOf(fact, read.value, form.context));
  };
  return (
    <span class="picker">
      <button type="button" aria-label={`${t("pick")}: ${fact.ask}`} onClick={() => input.current?.showPicker?.()}>
        <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
          <path d="M3 5.5h14v11H3zM3 9h14M7 3v4M13 3v4" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linejoin="round" />
        </svg>
      </button>
      <input
        ref={input}
        type={moment ? "datetime-local" : "date"}
        value={current}
        tabIndex={-1}
        aria-hidden="true"
        onChange={(event) => picked(event.currentTarget.value)}
      />
    </span>
  );
}

interface YesNoProps {
  id: string;
  path: string;
  ask: string;
  text: string;
  set: (path: string, text: string) => void;
  described: string;
  /** A message that is there or not: there is no way to say that it is not. */
  group?: boolean;
  children: ComponentChildren;
}

/** Yes, no, or not stated: the last is not the same as no, and the decision says what it assumes then. */
function YesNo({ id, path, ask, text, set, described, group, children }: YesNoProps) {
  return (
    <div class="field yes-no" role="group" aria-labelledby={`${id}-ask`} aria-describedby={described || undefined}>
      <span class="label" id={`${id}-ask`}>{ask}</span>
      <div class="segments">
        {(group ? (["yes", "unstated"] as const) : (["yes", "no", "unstated"] as const)).map((word) => (
          <label key={word}>
            <input
              type="radio"
              id={word === "yes" ? id : `${id}-${word}`}
              name={id}
              value={word}
              data-path={path}
              checked={text === word || (!text && word === "unstated")}
              onChange={() => set(path, word === "unstated" ? "" : word)}
            />
            <span>{t(word)}</span>
          </label>
        ))}
      </div>
      {children}
    </div>
  );
}

interface HolderProps {
  field: Field;
  path: string;
  entries: number[];
  form: Form;
}

function GroupField({ field, path, entries, form }: HolderProps) {
  const there = isThere(path, form.typed);
  const set = (at: string, text: string) => {
    if (text === "yes") form.set(at, text);
    else form.setAll(Object.fromEntries(Object.entries(form.typed).filter(([key]) => key !== at && !key.startsWith(`${at}.`))));
  };
  const hint = hintOf(field.fact);
  return (
    <div class="group">
      <YesNo id={idOf(path)} path={path} ask={field.fact.ask} text={there ? "yes" : ""} set={set} described="" group>
        {hint && !there && <p class="hint">{hint}</p>}
      </YesNo>
      {there && field.inside.length > 0 && (
        <div class="inside">
          <Fields fields={field.inside} entries={entries} form={form} />
        </div>
      )}
    </div>
  );
}

function ListField({ field, path, entries, form }: HolderProps) {
  const { fact, inside } = field;
  const count = entriesOf(path, form.typed);
  const hint = hintOf(fact);
  const problem = form.refused[path];
  const full = count >= Number(fact.most ?? "1000");
  return (
    <fieldset class="field list" data-list={path}>
      <legend>{fact.ask}</legend>
      {hint && count === 0 && <p class="hint">{hint}</p>}
      {Array.from({ length: count }, (_, entry) => (
        <fieldset class="inside" key={entry}>
          <legend>{t("entry", entry + 1)}</legend>
          <Fields fields={inside} entries={[...entries, entry]} form={form} />
          <button type="button" class="plain" onClick={() => form.setAll(withoutEntry(path, entry, form.typed))}>
            {t("remove")} <span class="unseen">{`${fact.ask} ${t("entry", entry + 1)}`}</span>
          </button>
        </fieldset>
      ))}
      <button type="button" id={idOf(path)} data-add={path} disabled={full} onClick={() => form.set(`${path}[${count}]`, "")}>
        {t("add")} <span class="unseen">{fact.ask}</span>
      </button>
      {problem && <p class="problem">{problem}</p>}
    </fieldset>
  );
}

/** The fields that must be filled in, and those that may be left empty. */
export function split(fields: Field[]): { must: Field[]; may: Field[] } {
  return { must: fields.filter((field) => needed(field.fact)), may: fields.filter((field) => !needed(field.fact)) };
}
