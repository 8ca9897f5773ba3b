// The page: where it is, in which language and colours, and the four places.
import { render } from "preact";
import { useCallback, useEffect, useState } from "preact/hooks";
import { CallFailed, type PolicyVersion, type Start, api, setToken, start, token } from "./api";
import { Ask, type PlaceProps, anticipate } from "./ask";
import { Changes } from "./changes";
import { isEntry } from "./facts";
import { PLACES, type Place, type State, readAddress, writeAddress } from "./state";
import { language, setLanguage, t } from "./text";
import { Terms } from "./terms";
import { Failed, Loading, Panel, Segments, useCall } from "./ui";
import { Write } from "./write";

const THEME = "clausula-theme";
const PLACE_OF: Record<Place, (props: PlaceProps) => preact.JSX.Element> = { ask: Ask, terms: Terms, write: Write, changes: Changes };

/** What a place takes along to another. */
const SHARED = ["lang", "policy", "version"];

/** How long the page waits for a first answer before it shows itself without one, in milliseconds. */
const PATIENCE = 150;

/** The language that the address names, or that of the browser. */
function languageOf({ fields: { lang } }: State): "nl" | "en" {
  return lang === "nl" || lang === "en" ? lang : navigator.language.startsWith("nl") ? "nl" : "en";
}

const started = start();

/** All that the first thing to be seen is made of. */
async function prepared(): Promise<void> {
  const state = readAddress(location.hash);
  const lang = languageOf(state);
  const { tokens, words } = await started;
  setLanguage(lang);
  if (state.place === "ask" && (!tokens || token())) await anticipate(state.fields, words[lang]!, lang);
}

function App() {
  const [state, setState] = useState<State>(() => readAddress(location.hash));
  const [opened, setOpened] = useState(token());
  const lang = languageOf(state);
  setLanguage(lang);

  useEffect(() => {
    const follow = () => setState(readAddress(location.hash));
    addEventListener("popstate", follow);
    addEventListener("hashchange", follow);
    return () => {
      removeEventListener("popstate", follow);
      removeEventListener("hashchange", follow);
    };
  }, []);
  useEffect(() => {
    document.documentElement.lang = lang;
    document.title = `${t(state.place)} · Clausula`;
  }, [lang, state.place]);

  const go = useCallback((fields: Record<string, string>, push = false) => {
    setState((before) => {
      const kept = Object.entries({ ...fields, lang: fields.lang ?? before.fields.lang ?? "" });
      const next = { place: before.place, fields: Object.fromEntries(kept.filter(([name, text]) => text || isEntry(name))) };
      const address = writeAddress(next);
      if (address !== location.hash) history[push ? "pushState" : "replaceState"](null, "", address);
      return next;
    });
  }, []);

  const begun = useCall<Start>("start", () => started);
  const locked = begun.data?.tokens && !opened;
  const listed = useCall<PolicyVersion[]>(begun.data && !locked ? `list ${opened}` : null, (signal) => api.list(signal));
  const refused = listed.error instanceof CallFailed && ["unauthenticated", "permission_denied"].includes(listed.error.code);
  const open = (secret: string) => {
    setToken(secret);
    setOpened(secret);
  };

  const Place = PLACE_OF[state.place];
  const words = begun.data?.words[lang];
  return (
    <>
      <a class="skip" href="#content" onClick={(event) => {
        event.preventDefault();
        document.getElementById("content")?.focus();
      }}>{t("skip")}</a>
      <header class="top">
        <p class="brand" aria-hidden="true">Clausula</p>
        <nav aria-label={t("places")}>
          {PLACES.map((place) => (
            <a
              key={place}
              href={writeAddress({ place, fields: Object.fromEntries(Object.entries(state.fields).filter(([name]) => SHARED.includes(name))) })}
              aria-current={place === state.place ? "page" : undefined}
            >
              {t(place)}
            </a>
          ))}
        </nav>
        <div class="settings">
          <Segments
            hidden
            label={t("language")}
            value={language()}
            options={[{ value: "nl", text: "NL" }, { value: "en", text: "EN" }]}
            onChange={(next) => go({ ...state.fields, lang: next })}
          />
          <Theme />
        </div>
      </header>
      <main id="content" tabIndex={-1}>
        <h1 class="unseen">{`Clausula: ${t(state.place)}`}</h1>
        {begun.data?.tokens && (locked || refused || opened) && (
          <Token failed={refused} opened={!!opened && !refused} open={open} />
        )}
        {begun.error || (listed.error && !refused) ? <Failed error={begun.error ?? listed.error} /> : null}
        {words && listed.data ? (
          <Place key={state.place} fields={state.fields} go={go} words={words} versions={listed.data} tokens={begun.data!.tokens} />
        ) : !locked && !refused && !begun.error && !listed.error && <Loading />}
      </main>
    </>
  );
}

function Theme() {
  const [theme, setTheme] = useState(localStorage.getItem(THEME) ?? "system");
  const choose = (next: string) => {
    setTheme(next);
    if (next === "system") localStorage.removeItem(THEME);
    else localStorage.setItem(THEME, next);
    document.documentElement.dataset.theme = next;
  };
  return (
    <Segments
      hidden
      label={t("theme")}
      value={theme}
      options={(["light", "system", "dark"] as const).map((value) => ({ value, text: t(value) }))}
      onChange={choose}
    />
  );
}

function Token({ failed, opened, open }: { failed: boolean; opened: boolean; open: (secret: string) => void }) {
  const [typed, setTyped] = useState("");
  if (opened) {
    return (
      <p class="row token">
        <span class="quiet">{t("token")} ✓</span>
        <button type="button" class="plain" onClick={() => open("")}>{t("tokenForget")}</button>
      </p>
    );
  }
  return (
    <Panel name="token" title={t("token")}>
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault();
          open(typed);
        }}
      >
        <div class="field">
          <label for="token">{t("token")}</label>
          <input
            id="token"
            type="password"
            autocomplete="off"
            value={typed}
            aria-describedby="token-help"
            aria-invalid={failed ? "true" : undefined}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
        </div>
        <button class="primary">{t("tokenUse")}</button>
      </form>
      <p id="token-help" class="quiet">{t("tokenHelp")}</p>
    </Panel>
  );
}

document.documentElement.dataset.theme = localStorage.getItem(THEME) ?? "system";
// What is drawn is drawn once, with its answer. A failure is told by the place that it is in.
Promise.race([prepared().catch(() => {}), new Promise((late) => setTimeout(late, PATIENCE))])
  .then(() => render(<App />, document.getElementById("console")!));
