/* Makes a still picture answer to the pointer and the keyboard. Without a script nothing is lost:
   picture, words and table are all there. Vega is fetched when somebody first asks a picture. */
(function () {
  "use strict";
  const here = document.currentScript.dataset;
  let vegaIsHere = null;

  function fetched(address) {
    return new Promise(function (done, failed) {
      const script = document.createElement("script");
      script.src = address;
      script.onload = done;
      script.onerror = failed;
      document.head.append(script);
    });
  }

  function withVega() {
    vegaIsHere ||= fetched(here.vega).then(function () {
      return Promise.all([fetched(here.vegaLite), fetched(here.interpreter)]);
    });
    return vegaIsHere;
  }

  /* The strict policy of our pages forbids making code from text, so Vega walks the tree instead. */
  function drawn(figure, data) {
    const made = vegaLite.compile(JSON.parse(data.textContent)).spec;
    const room = document.createElement("div");
    const view = new vega.View(vega.parse(made, null, { ast: true }), {
      expr: expressionInterpreter, renderer: "svg", container: room, hover: false,
      loader: { load: refused, sanitize: refused }, tooltip: function () {},
    });
    /* One picture with one name, as before: its parts are not read aloud one by one. */
    return view.runAsync().then(function () {
      const still = figure.querySelector(".chart__wide");
      const picture = room.querySelector("svg");
      for (const name of ["role", "aria-label"]) {
        picture.setAttribute(name, still.querySelector("svg").getAttribute(name));
      }
      for (const part of picture.querySelectorAll("[role]")) {
        part.removeAttribute("role");
        part.removeAttribute("aria-roledescription");
      }
      picture.setAttribute("viewBox", "0 0 " + view.width() + " " + view.height());
      still.replaceChildren(picture);
      return picture;
    });
  }

  function refused() {
    return Promise.reject(new Error("A chart fetches nothing."));
  }

  /* The dots that have something to say. */
  function dots(picture) {
    const found = [];
    for (const path of picture.querySelectorAll("path")) {
      const item = path.__data__;
      if (item && item.datum && item.datum.tip) {
        found.push({ path, tip: item.datum.tip, x: item.x, y: item.y });
      }
    }
    return found;
  }

  /* The dot after, or before, another: down the page, or across it. */
  function beside(all, dot, axis, step) {
    const other = axis === "y" ? "x" : "y";
    const row = all.slice().sort(function (a, b) { return a[axis] - b[axis] || a[other] - b[other]; });
    const next = dot ? row.indexOf(dot) + step : 0;
    return row[(next + row.length) % row.length];
  }

  function middle(dot) {
    const box = dot.path.getBoundingClientRect();
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }

  function nearest(all, event) {
    let found = null;
    let least = 24;
    for (const dot of all) {
      const at = middle(dot);
      const away = Math.hypot(at.x - event.clientX, at.y - event.clientY);
      if (away < least) { found = dot; least = away; }
    }
    return found;
  }

  function tipOf(figure) {
    const tip = document.createElement("p");
    tip.className = "chart__tip";
    tip.setAttribute("role", "status");
    tip.hidden = true;
    figure.append(tip);
    let told = null;
    function place() {
      if (!told) { return; }
      const at = middle(told);
      const right = document.documentElement.clientWidth - tip.offsetWidth - 8;
      const above = at.y - tip.offsetHeight - 16;
      tip.style.left = Math.max(8, Math.min(at.x + 16, right)) + "px";
      tip.style.top = (above < 64 ? at.y + 16 : above) + "px";
    }
    addEventListener("scroll", place, { passive: true });
    return function (dot) {
      if (told === dot) { return; }
      if (told) { told.path.classList.remove("chart__asked"); }
      told = dot;
      tip.hidden = !dot;
      if (!dot) { return; }
      dot.path.classList.add("chart__asked");
      tip.textContent = dot.tip;
      place();
    };
  }

  const STEPS = { ArrowDown: ["y", 1], ArrowUp: ["y", -1], ArrowRight: ["x", 1], ArrowLeft: ["x", -1] };

  function answering(figure, picture) {
    const all = dots(picture);
    const room = figure.querySelector(".chart__wide");
    const tell = tipOf(figure);
    let at = null;
    function off() { at = null; tell(null); }
    room.addEventListener("pointermove", function (event) { tell(nearest(all, event)); });
    room.addEventListener("pointerleave", off);
    room.addEventListener("blur", off);
    room.addEventListener("keydown", function (event) {
      if (event.key === "Escape") { off(); }
      if (!(event.key in STEPS) || !all.length) { return; }
      event.preventDefault();
      at = beside(all, at, STEPS[event.key][0], STEPS[event.key][1]);
      tell(at);
    });
    room.tabIndex = 0;
    return function () {
      room.focus({ preventScroll: true });
      if (all.length) { at = beside(all, null, "y", 0); tell(at); }
    };
  }

  function prepare(figure) {
    const data = figure.querySelector(".chart__data");
    const room = figure.querySelector(".chart__wide");
    if (!data || !room) { return; }
    let asked = null;
    function ask() {
      asked ||= withVega().then(function () { return drawn(figure, data); })
        .then(function (picture) { figure.dataset.live = "yes"; return answering(figure, picture); })
        .catch(function () { figure.dataset.live = "no"; return function () {}; });
      return asked;
    }
    room.addEventListener("pointerenter", ask, { once: true });
    const button = document.createElement("button");
    button.type = "button";
    button.className = "usa-button usa-button--unstyled chart__ask";
    button.textContent = figure.dataset.ask;
    button.addEventListener("click", function () { ask().then(function (go) { go(); }); });
    figure.querySelector("figcaption").after(button);
  }

  document.querySelectorAll("figure.chart").forEach(prepare);
})();
