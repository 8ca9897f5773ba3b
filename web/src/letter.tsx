// The answer as a letter to the customer: shown, copied, printed, kept; its deadlines for a calendar.
import { useState } from "preact/hooks";
import { type Letter, type Request, api } from "./api";
import { language, t } from "./text";
import { Answered, Copy, Panel, saveFile, useCall } from "./ui";

export function LetterPanel({ request, name }: { request: Request; name: string }) {
  const [open, setOpen] = useState(false);
  const written = useCall<Letter>(open ? JSON.stringify(request) : null, (signal) => api.letter(request, signal));
  return (
    <Panel name="letter" title={t("letter")} busy={written.pending} aside={
      <button type="button" class="no-print" aria-expanded={open} data-action="letter" onClick={() => setOpen(!open)}>
        {t(open ? "letterHide" : "letterShow")}
      </button>
    }>
      {!open && <p class="quiet small">{t("letterHelp")}</p>}
      {open && <Answered called={written}>{(letter) => <Written letter={letter} name={name} />}</Answered>}
    </Panel>
  );
}

function Written({ letter, name }: { letter: Letter; name: string }) {
  const { text, html, calendar } = letter;
  return (
    <>
      <p class="row no-print">
        <Copy text={text} />
        <button type="button" onClick={printLetter}>{t("print")}</button>
        <button type="button" data-save="html" onClick={() => saveFile(`${name}.html`, html, "text/html")}>{t("letterSave")}</button>
        {calendar && (
          <button type="button" data-save="ics" onClick={() => saveFile(`${name}.ics`, calendar, "text/calendar")}>{t("calendarSave")}</button>
        )}
      </p>
      <pre class="letter" lang={language()} tabIndex={0} role="group" aria-label={t("letter")}>{text}</pre>
    </>
  );
}

/** Prints the letter alone. */
function printLetter(): void {
  const { classList } = document.documentElement;
  classList.add("letter-only");
  addEventListener("afterprint", () => classList.remove("letter-only"), { once: true });
  print();
}
