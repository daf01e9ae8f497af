// Passkeys: asks the server for a question, the browser for its answer, and sends that with the form it stands in. Without it
// the page says so and offers another way. The form names what is to be done: data-passkey is "create" or "get", data-question
// is where the question comes from, data-autofill asks for passkeys among the suggestions of a field as well.
(function () {
  "use strict";
  var ASK_ANEW = 4 * 60 * 1000; // A question lives for five minutes.

  function bytes(text) {
    var plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, function (letter) { return letter.charCodeAt(0); });
  }

  function text(buffer) {
    var plain = String.fromCharCode.apply(null, new Uint8Array(buffer));
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }

  function named(list) {
    return list.map(function (it) { return Object.assign({}, it, { id: bytes(it.id) }); });
  }

  // The browser's own readers where it has them (WebAuthn level 3, sections 5.1.8 to 5.1.10).
  function read(kind, question) {
    var own = kind === "create" ? "parseCreationOptionsFromJSON" : "parseRequestOptionsFromJSON";
    if (PublicKeyCredential[own]) return PublicKeyCredential[own](question);
    var read = Object.assign({}, question, { challenge: bytes(question.challenge) });
    if (kind === "get") return Object.assign(read, { allowCredentials: named(question.allowCredentials) });
    return Object.assign(read, {
      user: Object.assign({}, question.user, { id: bytes(question.user.id) }),
      excludeCredentials: named(question.excludeCredentials)
    });
  }

  function written(credential) {
    var response = credential.response, sent = { clientDataJSON: text(response.clientDataJSON) };
    if (response.attestationObject) {
      sent.attestationObject = text(response.attestationObject);
      sent.transports = response.getTransports ? response.getTransports() : [];
    } else {
      sent.authenticatorData = text(response.authenticatorData);
      sent.signature = text(response.signature);
      if (response.userHandle) sent.userHandle = text(response.userHandle);
    }
    return JSON.stringify({ rawId: text(credential.rawId), type: credential.type, response: sent });
  }

  function question(form) {
    var body = new URLSearchParams({ form_token: form.elements.form_token.value });
    return fetch(form.dataset.question, { method: "POST", body: body, redirect: "error" }).then(function (answer) {
      if (!answer.ok) throw new Error("no question");
      return answer.json();
    });
  }

  function prepare(form) {
    var kind = form.dataset.passkey, button = form.querySelector("button"), line = form.querySelector("[role=status]");
    var waiting = null;

    function say(what) { line.textContent = line.dataset[what] || ""; }

    function ask(options) {
      return question(form).then(function (asked) {
        options.publicKey = read(kind, asked);
        return navigator.credentials[kind](options);
      }).then(function (credential) {
        form.elements.answer.value = written(credential);
        form.submit();
      });
    }

    function suggest() {
      waiting = new AbortController();
      var mine = waiting, anew = setTimeout(function () { mine.abort(); suggest(); }, ASK_ANEW);
      ask({ mediation: "conditional", signal: mine.signal }).catch(function () { clearTimeout(anew); });
    }

    form.addEventListener("submit", function (event) {
      event.preventDefault();
      if (waiting) waiting.abort();
      say("none");
      button.disabled = true;
      ask({}).catch(function (error) {
        button.disabled = false;
        say(error.name === "InvalidStateError" ? "again" : error.message === "no question" ? "old" : "closed");
      });
    });

    form.hidden = button.hidden = false;
    if ("autofill" in form.dataset && PublicKeyCredential.isConditionalMediationAvailable) {
      PublicKeyCredential.isConditionalMediationAvailable().then(function (can) { if (can) suggest(); });
    }
  }

  document.querySelectorAll("form[data-passkey]").forEach(function (form) {
    if (window.PublicKeyCredential && navigator.credentials) prepare(form);
    else if (!form.hidden) form.querySelector("[role=status]").textContent = form.querySelector("[role=status]").dataset.unable;
  });
})();
