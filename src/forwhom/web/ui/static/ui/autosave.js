/* Forms that keep themselves while somebody writes. Without a script their button does it. */
"use strict";
(() => {
  const QUIET = 1500, AGAIN = 5000;
  const begin = (form) => {
    const said = form.querySelector("[data-autosaved]");
    const base = form.querySelector("input[name$=base]");
    let wait = null, busy = false, unsaved = false, clashed = false;
    const later = (ms) => { clearTimeout(wait); wait = setTimeout(keep, ms); };
    const tell = (text) => { if (said) said.textContent = text; };
    const keep = async () => {
      if (busy) return later(QUIET);
      if (!unsaved || clashed) return;
      busy = true; unsaved = false;
      try {
        const answer = await fetch(form.action, {
          method: "POST", body: new FormData(form), headers: { "X-Autosave": "1" }, redirect: "error",
        });
        const told = await answer.json();
        tell(told.said);
        if (answer.ok && base) base.value = told.version;
        if (answer.status === 409) { clashed = true; unsaved = true; }
        if (answer.status === 400) unsaved = true;
      } catch {
        unsaved = true; tell(form.dataset.offline); later(AGAIN);
      } finally { busy = false; }
    };
    form.addEventListener("input", () => { unsaved = true; later(QUIET); });
    form.addEventListener("focusout", () => { if (unsaved) later(0); });
    form.addEventListener("submit", () => { clearTimeout(wait); unsaved = false; });
    addEventListener("beforeunload", (leaving) => { if (unsaved) leaving.preventDefault(); });
  };
  document.querySelectorAll("form[data-autosave]").forEach(begin);
})();
