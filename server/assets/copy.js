// Brings two conveniences to the page of recovery codes: a button that copies them and one that prints them.
// Without it, the codes can be downloaded, and the browser's own menu prints and copies.
(function () {
  "use strict";
  var status = document.getElementById("copied");
  document.querySelectorAll("[data-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });
  if (!navigator.clipboard) return;
  document.querySelectorAll("[data-copy]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      var codes = document.getElementById(button.dataset.copy).querySelectorAll("code");
      var text = Array.from(codes, function (code) { return code.textContent; }).join("\n");
      navigator.clipboard.writeText(text).then(function () { status.textContent = button.dataset.done; });
    });
  });
})();
