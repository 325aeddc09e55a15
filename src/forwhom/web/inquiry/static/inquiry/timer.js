/* The timer of a meeting. It counts by the clock, so that a phone that sleeps loses nothing, and is
   kept in this browser, so that a page that is opened again goes on. Without it the minutes are shown. */
"use strict";
(() => {
  const begin = (box) => {
    const of = (name) => box.querySelector(`[data-timer-${name}]`);
    const steps = [...box.querySelectorAll("[data-minutes]")], key = `timer-${box.dataset.timer}`;
    const whole = (at) => steps[at].dataset.minutes * 60000;
    const title = (at) => steps[at].querySelector("[data-timer-title]").textContent;
    const fresh = () => ({ at: 0, left: whole(0), until: null });
    let now = fresh(), told = "";
    const left = () => (now.until === null ? now.left : now.until - Date.now());
    const say = (text) => { if (text !== told) { told = text; of("said").textContent = text; } };
    const keep = () => { try { localStorage.setItem(key, JSON.stringify(now)); } catch { /* private */ } };
    const clock = (ms) => {
      const seconds = Math.abs(Math.ceil(ms / 1000));
      return `${ms <= -1000 ? "+" : ""}${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    };
    const named = (at) => box.dataset.saysStep.replace("{at}", at + 1).replace("{of}", steps.length)
      .replace("{title}", title(at)).replace("{minutes}", steps[at].dataset.minutes);
    const draw = () => {
      const ms = left();
      of("clock").textContent = clock(ms);
      of("now").textContent = title(now.at);
      of("go").textContent = now.until === null ? box.dataset.saysGo : box.dataset.saysPause;
      of("next").disabled = now.at + 1 >= steps.length;
      box.classList.toggle("timer--over", ms <= 0);
      steps.forEach((step, at) => {
        step.classList.toggle("timer__here", at === now.at);
        if (at === now.at) step.setAttribute("aria-current", "step"); else step.removeAttribute("aria-current");
      });
      if (now.until === null) return;
      if (ms <= 0) say(now.at + 1 < steps.length ? box.dataset.saysOver : box.dataset.saysDone);
      else if (ms <= 60000 && whole(now.at) > 60000) say(box.dataset.saysMinute);
    };
    const change = (to) => { now = to; keep(); draw(); };
    of("go").addEventListener("click", () => {
      if (now.until === null) { say(named(now.at)); change({ ...now, until: Date.now() + now.left }); }
      else change({ ...now, left: left(), until: null });
    });
    of("next").addEventListener("click", () => {
      const at = now.at + 1, going = now.until !== null;
      say(named(at));
      change({ at, left: whole(at), until: going ? Date.now() + whole(at) : null });
    });
    of("again").addEventListener("click", () => { told = ""; change(fresh()); });
    try {
      const kept = JSON.parse(localStorage.getItem(key));
      if (kept && Number.isFinite(kept.left) && steps[kept.at]) now = kept;
    } catch { /* nothing kept */ }
    box.querySelector(".timer__face").hidden = false;
    draw();
    setInterval(draw, 250);
  };
  document.querySelectorAll("[data-timer]").forEach(begin);
})();
