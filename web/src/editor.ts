// The editor: TOML with marks for what is wrong, and completion from the schema of the format.
import { autocompletion, completionKeymap, type Completion, type CompletionContext } from "@codemirror/autocomplete";
import { history, historyKeymap, standardKeymap, toggleComment } from "@codemirror/commands";
import { HighlightStyle, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { toml } from "@codemirror/legacy-modes/mode/toml";
import { Compartment, EditorState, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, drawSelection, highlightActiveLine, hoverTooltip, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { completionsAt } from "./complete";

export interface Diagnostic {
  line: number;
  column: number;
  severity: "error" | "warning" | "info";
  message: string;
}

export interface Editor {
  setText: (text: string) => void;
  setLabel: (label: string) => void;
  setDiagnostics: (diagnostics: Diagnostic[]) => void;
  goTo: (line: number) => void;
  destroy: () => void;
}

interface Wanted {
  text: string;
  label: string;
  format: unknown;
  onChange: (text: string) => void;
}

// Colours are those of the page, so that they follow its theme.
const theme = EditorView.theme({
  "&": { color: "var(--text)", backgroundColor: "var(--code)", fontSize: "13px", height: "100%" },
  "&.cm-focused": { outline: "2px solid var(--focus)", outlineOffset: "1px" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.55", overflow: "auto" },
  ".cm-content": { caretColor: "var(--text)", padding: "8px 0" },
  ".cm-cursor": { borderLeftColor: "var(--text)" },
  ".cm-selectionBackground, &.cm-focused .cm-selectionBackground": { backgroundColor: "var(--selection)" },
  ".cm-activeLine": { backgroundColor: "var(--line)" },
  ".cm-gutters": { backgroundColor: "var(--code)", color: "var(--quiet)", border: "none" },
  ".cm-tooltip": { backgroundColor: "var(--panel)", color: "var(--text)", border: "1px solid var(--edge)", borderRadius: "6px", maxWidth: "34rem" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--accent-strong)", color: "#fff" },
  ".cm-completionDetail": { color: "inherit", fontStyle: "normal" },
  ".cm-completionInfo": { padding: "6px 10px", maxWidth: "26rem" },
  ".cm-told": { whiteSpace: "pre-wrap", padding: "6px 10px" },
  ".found": { textDecoration: "underline wavy 1px var(--warn)", textUnderlineOffset: "3px" },
  ".found.error": { textDecorationColor: "var(--bad)" },
  ".found.info": { textDecorationColor: "var(--blue)" },
});

const colours = HighlightStyle.define([
  { tag: tags.comment, color: "var(--quiet)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--good)" },
  { tag: [tags.number, tags.bool, tags.atom], color: "var(--accent)" },
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--blue)" },
  { tag: tags.bracket, color: "var(--quiet)" },
]);

export function mount(host: HTMLElement, wanted: Wanted): Editor {
  // In a root of its own, where its styles are sheets: the page allows no styles written into it.
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  const labelled = new Compartment();
  const attributes = (label: string) => EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0" });
  let fromOutside = false;
  const view = new EditorView({
    parent: root,
    root,
    state: EditorState.create({
      doc: wanted.text,
      extensions: [
        lineNumbers(),
        history(),
        drawSelection(),
        highlightActiveLine(),
        marks,
        told,
        StreamLanguage.define(toml),
        syntaxHighlighting(colours),
        autocompletion({ override: [complete(wanted.format)], icons: false }),
        keymap.of([...completionKeymap, ...standardKeymap, ...historyKeymap, { key: "Mod-/", run: toggleComment }]),
        labelled.of(attributes(wanted.label)),
        theme,
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !fromOutside) wanted.onChange(update.state.doc.toString());
        }),
      ],
    }),
  });
  return {
    setText(text) {
      if (text === view.state.doc.toString()) return;
      fromOutside = true;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
      fromOutside = false;
    },
    setLabel: (label) => view.dispatch({ effects: labelled.reconfigure(attributes(label)) }),
    setDiagnostics: (diagnostics) => view.dispatch({ effects: found.of(diagnostics) }),
    goTo(line) {
      const at = view.state.doc.line(Math.min(Math.max(1, line), view.state.doc.lines));
      view.dispatch({ selection: { anchor: at.from }, effects: EditorView.scrollIntoView(at.from, { y: "center" }) });
      view.focus();
    },
    destroy: () => view.destroy(),
  };
}

/** What is found in the text, as marks on it. */
const found = StateEffect.define<Diagnostic[]>();

const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(before, transaction) {
    let after = before.map(transaction.changes);
    for (const effect of transaction.effects) if (effect.is(found)) after = marked(transaction.state, effect.value);
    return after;
  },
  provide: (field) => EditorView.decorations.from(field),
});

function marked(state: EditorState, diagnostics: Diagnostic[]): DecorationSet {
  const ranges = diagnostics.map(({ line, column, severity, message }) => {
    const at = state.doc.line(Math.min(Math.max(1, line), state.doc.lines));
    const from = Math.min(at.to, at.from + [...at.text].slice(0, column - 1).join("").length);
    const mark = from < at.to
      ? Decoration.mark({ class: `found ${severity}`, message }).range(from, at.to)
      : Decoration.line({ class: `found ${severity}`, message }).range(at.from);
    return mark;
  });
  return Decoration.set(ranges, true);
}

/** What is found at a place, told where somebody points at it. */
const told = hoverTooltip((view, position) => {
  const messages: string[] = [];
  const line = view.state.doc.lineAt(position);
  view.state.field(marks).between(line.from, position, (from, to, mark) => {
    if (from <= position && (to >= position || from === to)) messages.push(String(mark.spec.message));
  });
  if (messages.length === 0) return null;
  return {
    pos: position,
    create() {
      const dom = document.createElement("div");
      dom.className = "cm-told";
      dom.textContent = messages.join("\n\n");
      return { dom };
    },
  };
});

function complete(format: unknown) {
  return (context: CompletionContext) => {
    const before = context.state.sliceDoc(0, context.pos);
    const found = completionsAt(format, before, context.state.doc.toString());
    if (!found || (!context.explicit && context.pos === found.from && !found.eager)) return null;
    const options = found.options.map((option): Completion => ({
      label: option.label,
      ...(option.apply && { apply: option.apply }),
      ...(option.detail && { detail: option.detail }),
      ...(option.info && { info: option.info }),
    }));
    return { from: found.from, options, validFor: /^[\w."\-[\]]*$/ };
  };
}
