// The parts that every place uses: panels that fail alone, calls that drop what is stale, choices, tabs, copying.
import { Component, type ComponentChildren } from "preact";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { CallFailed } from "./api";
import { t } from "./text";

/** Keeps a failure where it happens. */
class Boundary extends Component<{ children: ComponentChildren }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <div class="note bad" role="alert">
        <p>{t("broken")}</p>
        <button type="button" onClick={() => this.setState({ failed: false })}>{t("again")}</button>
      </div>
    );
  }
}

interface PanelProps {
  name: string;
  title: string;
  children: ComponentChildren;
  busy?: boolean;
  aside?: ComponentChildren;
  live?: boolean;
}

/** A part of a place with a heading of its own. What goes wrong in it stays in it. */
export function Panel({ name, title, children, busy, aside, live }: PanelProps) {
  const id = useId();
  return (
    <section class="panel" data-panel={name} aria-labelledby={id} aria-busy={busy ? "true" : "false"}>
      <header>
        <h2 id={id}>{title}</h2>
        {aside}
      </header>
      <div class="body" aria-live={live ? "polite" : undefined}>
        <Boundary>{children}</Boundary>
      </div>
    </section>
  );
}

export interface Called<T> {
  data?: T;
  error?: unknown;
  /** An answer to a newer question is on its way. */
  pending: boolean;
  /** The question that the data answer. */
  key?: string;
}

/**
 * Calls whenever the key changes; null: nothing is asked. The first call is made at once, one soon after another waits for a
 * rest in the typing. What is asked no more is dropped, also when it is answered later. The last answer stays until there is a
 * new one.
 */
export function useCall<T>(key: string | null, run: (signal: AbortSignal) => Promise<T>, rest = 0): Called<T> {
  const [called, setCalled] = useState<Called<T>>({ pending: key !== null });
  const last = useRef(-Infinity);
  // Before the page is painted: the paint need not be waited for.
  useLayoutEffect(() => {
    if (key === null) {
      setCalled({ pending: false });
      return;
    }
    const control = new AbortController();
    const ask = async () => {
      try {
        const data = await run(control.signal);
        if (!control.signal.aborted) setCalled({ data, key, pending: false });
      } catch (error) {
        if (!control.signal.aborted) setCalled({ error, key, pending: false });
      }
    };
    const soon = performance.now() - last.current < rest;
    last.current = performance.now();
    const timer = soon ? setTimeout(ask, rest) : undefined;
    if (!soon) ask();
    return () => {
      clearTimeout(timer);
      control.abort();
    };
  }, [key]);
  return key !== null && called.key !== key ? { ...called, pending: true } : called;
}

/** Why a call failed, in words. */
export function Failed({ error }: { error: unknown }) {
  const message = error instanceof CallFailed ? error.message : String(error);
  return (
    <div class="note bad" role="alert">
      <p>
        <strong>{t("failed")}.</strong> {message}
      </p>
    </div>
  );
}

export function Loading() {
  return <p class="quiet">{t("loading")}</p>;
}

/** What a call came to. */
export function Answered<T>({ called, children }: { called: Called<T>; children: (data: T) => ComponentChildren }) {
  if (called.error) return <Failed error={called.error} />;
  if (!called.data) return called.pending ? <Loading /> : null;
  return <>{children(called.data)}</>;
}

interface SelectProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  children: ComponentChildren;
  id?: string;
}

export function Select({ label, value, onChange, children, id }: SelectProps) {
  const own = useId();
  return (
    <div class="field">
      <label for={id ?? own}>{label}</label>
      <select id={id ?? own} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {children}
      </select>
    </div>
  );
}

/** One of a few, side by side. */
export function Segments({ label, value, options, onChange, hidden }: {
  label: string;
  value: string;
  options: { value: string; text: string }[];
  onChange: (value: string) => void;
  hidden?: boolean;
}) {
  const name = useId();
  return (
    <fieldset class="segments">
      <legend class={hidden ? "unseen" : ""}>{label}</legend>
      {options.map((option) => (
        <label key={option.value}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span>{option.text}</span>
        </label>
      ))}
    </fieldset>
  );
}

export function Copy({ text, label }: { text: string; label?: string }) {
  const [done, setDone] = useState(false);
  useEffect(() => setDone(false), [text]);
  const area = useRef<HTMLTextAreaElement>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Without a secure context there is no clipboard but that of a selection.
      area.current?.select();
      document.execCommand("copy");
    }
    setDone(true);
  };
  return (
    <span class="copy">
      <button type="button" onClick={copy}>{label ?? t("copy")}</button>
      <span role="status">{done ? t("copied") : ""}</span>
      <textarea ref={area} class="unseen" value={text} readOnly tabIndex={-1} aria-hidden="true" />
    </span>
  );
}

/** A table that scrolls by itself where it is too wide, with the keyboard too. */
export function Table({ label, head, children }: { label: string; head: ComponentChildren[]; children: ComponentChildren }) {
  return (
    <div class="wide" role="group" aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {head.map((cell, index) => <th key={index} scope="col">{cell}</th>)}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

/** A verdict as a mark with its word. */
export function Verdict({ verdict, text }: { verdict: string; text: string }) {
  return <span class={`verdict ${verdict.replace("VERDICT_", "").toLowerCase()}`}>{text}</span>;
}

/** Opens a text file of the person's own machine. */
export function OpenFile({ onText }: { onText: (text: string) => void }) {
  const id = useId();
  return (
    <span class="open-file">
      <label for={id} class="button">{t("file")}</label>
      <input
        id={id}
        type="file"
        accept=".toml,text/plain"
        onChange={async (event) => {
          const input = event.currentTarget;
          const file = input.files?.[0];
          if (file) onText(await file.text());
          input.value = "";
        }}
      />
    </span>
  );
}

/** Saves a text as a file. */
export function saveFile(name: string, text: string, type = "text/plain"): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
