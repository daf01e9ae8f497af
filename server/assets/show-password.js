// Puts a button beside each password field that shows what was typed. It hides it again before the form is sent,
// so that browsers do not remember it as plain text.
(function () {
  "use strict";
  document.querySelectorAll("input[data-show]").forEach(function (field) {
    var button = document.createElement("button");
    button.type = "button";
    button.className = "plain show";
    button.setAttribute("aria-controls", field.id);
    function set(shown) {
      field.type = shown ? "text" : "password";
      button.textContent = shown ? field.dataset.hide : field.dataset.show;
      button.setAttribute("aria-pressed", String(shown));
    }
    set(false);
    button.addEventListener("click", function () { set(field.type === "password"); });
    field.form.addEventListener("submit", function () { set(false); });
    var pair = document.createElement("div");
    pair.className = "with-show";
    field.replaceWith(pair);
    pair.append(field, button);
  });
})();
