// An open page notices that its session has ended, without keeping it alive: the header marks the question as
// background. Whatever was typed stays on the page; only a line with a way back appears.
(function () {
  "use strict";
  var line = document.getElementById("signed-out");
  if (!line) return;
  var told = false;
  function tell() {
    told = true;
    var link = document.createElement("a");
    link.href = line.dataset.href;
    link.textContent = line.dataset.link;
    line.append(line.dataset.text + " ", link);
    line.classList.add("told");
  }
  function ask() {
    if (told || document.visibilityState !== "visible") return;
    fetch(line.dataset.check, { headers: { "Doorward-Background": "1" }, cache: "no-store", redirect: "manual" })
      .then(function (answer) { if (answer.status === 401 && !told) tell(); })
      .catch(function () { /* Offline or restarting: the next question will tell. */ });
  }
  setInterval(ask, 10000);
  document.addEventListener("visibilitychange", ask);
})();
