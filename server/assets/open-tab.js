// An open page notices that its session has ended, or will soon, without keeping it alive: the header marks the question as
// background. Whatever was typed stays on the page; only a line with a way on appears. Before a session ends for want of activity, a
// key or a click anywhere is enough to stay (WCAG 2.2, success criterion 2.2.1); before it ends by its age, nothing is.
(function () {
  "use strict";
  var EVERY = 10 * 1000, WARNED_BEFORE = 120; // Milliseconds; seconds.
  var line = document.getElementById("signed-out");
  if (!line) return;
  var said = "", back = null;

  function say(what, act) {
    if (said === what) return;
    var leaves = line.contains(document.activeElement);
    said = what;
    line.replaceChildren();
    line.classList.toggle("told", what !== "");
    if (what) line.append(line.dataset[what], " ", act);
    if (leaves) (back || document.getElementById("main")).focus();
  }

  function again() {
    var link = document.createElement("a");
    link.href = line.dataset.door;
    link.textContent = line.dataset.again;
    return link;
  }

  function button() {
    var button = document.createElement("button");
    button.type = "button";
    button.className = "plain small";
    button.textContent = line.dataset.stay;
    button.addEventListener("focus", function (event) { back = event.relatedTarget; });
    return button;
  }

  function judge(answer) {
    function soon(name) { return Number(answer.headers.get(name)) <= WARNED_BEFORE; }
    if (answer.status === 401) say("ended", again());
    else if (answer.status !== 204) return; // Restarting: the next question will tell.
    else if (soon("Doorward-Over-In")) say("over", "");
    else if (soon("Doorward-Idle-In")) say("idle", button());
    else say("", "");
  }

  function ask() {
    if (said === "ended" || document.visibilityState !== "visible") return;
    fetch(line.dataset.check, { headers: { "Doorward-Background": "1" }, cache: "no-store", redirect: "manual" })
      .then(judge)
      .catch(function () { /* Offline: the next question will tell. */ });
  }

  // Any page that is asked for is activity.
  function stay() {
    if (said === "idle") fetch(line.dataset.page, { method: "HEAD", cache: "no-store", redirect: "manual" }).then(ask, ask);
  }

  setInterval(ask, EVERY);
  document.addEventListener("visibilitychange", ask);
  ["click", "keydown"].forEach(function (act) { document.addEventListener(act, stay); });
})();
