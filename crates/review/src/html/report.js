(() => {
  "use strict";
  const board = document.getElementById("board");
  const controls = document.getElementById("controls");
  const turns = [...document.querySelectorAll(".turn")];
  if (!board || !controls || turns.length === 0) return;
  const by = (id) => document.getElementById(id);
  const [slider, shown, spoken] = [by("step"), by("at"), by("spoken")];
  const [first, back, next, last] = [by("first"), by("back"), by("next"), by("last")];
  const marks = [...document.querySelectorAll("svg [data-turn]")];
  const end = turns.length;
  let at = 0;

  const name = (turn) => turn.querySelector("h3").textContent.replace(/\s+/g, " ").trim();

  function show(wanted, say) {
    const turn = Math.min(Math.max(wanted, 1), end);
    if (turn === at) return;
    at = turn;
    for (const article of turns) article.hidden = Number(article.dataset.turn) !== at;
    for (const mark of marks) {
      const its = Number(mark.dataset.turn);
      mark.classList.toggle("now", its === at);
      mark.classList.toggle("later", its > at);
    }
    slider.value = String(at);
    slider.setAttribute("aria-valuetext", name(turns[at - 1]));
    shown.textContent = String(at);
    first.disabled = back.disabled = at === 1;
    last.disabled = next.disabled = at === end;
    if (say) spoken.textContent = name(turns[at - 1]);
  }

  function fromAddress() {
    const found = /^#turn-(\d+)$/.exec(window.location.hash);
    if (!found) return false;
    show(Number(found[1]), true);
    board.scrollIntoView();
    return true;
  }

  slider.addEventListener("input", () => show(Number(slider.value), false));
  first.addEventListener("click", () => show(1, true));
  back.addEventListener("click", () => show(at - 1, true));
  next.addEventListener("click", () => show(at + 1, true));
  last.addEventListener("click", () => show(end, true));

  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
    const target = event.target;
    const busy = target instanceof Element && target.closest("input, textarea, select, .scroll");
    if (busy) return;
    const inside = target instanceof Element && board.contains(target);
    const step = { ArrowLeft: at - 1, ArrowRight: at + 1 }[event.key] ?? (inside ? { Home: 1, End: end }[event.key] : undefined);
    if (step === undefined) return;
    event.preventDefault();
    show(step, true);
  });

  document.addEventListener("click", (event) => {
    const mark = event.target instanceof Element && event.target.closest("svg [data-turn]");
    if (mark) show(Number(mark.dataset.turn), true);
  });

  window.addEventListener("hashchange", fromAddress);
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest('a[href^="#turn-"]');
    // The same address again changes nothing by itself.
    if (link && link.getAttribute("href") === window.location.hash) fromAddress();
  });

  document.documentElement.classList.add("stepping");
  controls.hidden = false;
  if (!fromAddress()) show(Number(controls.dataset.start), false);
})();
