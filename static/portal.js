/* The portal's own script: keyboard, drafts, dialogs, the login over an open form. Everything works without it, too. */
"use strict";
(() => {
  const page = document.documentElement, body = document.body;
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector, root = document) => root.querySelector(selector);
  page.classList.add("js");
  const put = (place, html) => place.replaceChildren(document.createRange().createContextualFragment(html));

  /* asking the server; a session that has ended opens the login and the request is made again */
  let contact = Date.now();
  const token = () => one("input[name=csrfmiddlewaretoken]")?.value || "";
  const renew = (fresh) => { if (fresh) all("input[name=csrfmiddlewaretoken]").forEach((input) => { input.value = fresh; }); };
  async function ask(address, { headers = {}, ...options } = {}) {
    for (;;) {
      const fresh = options.body instanceof FormData ? (options.body.set("csrfmiddlewaretoken", token()), {}) : {};
      const answer = await fetch(address, { credentials: "same-origin", redirect: "manual", ...options, headers: { "X-Portal": "1", ...fresh, ...headers } });
      if (answer.status !== 401) {
        if (!headers["Portal-Poll"]) contact = Date.now();
        return answer;
      }
      await logInAgain();
    }
  }

  /* where a form that came back is to be corrected: what is said about it as a whole, else the first wrong field */
  const faulty = (place) => one("[data-summary], [data-act] [aria-invalid=true]", place);

  /* dialogs */
  const sheet = one("#sheet"), sheetBody = one("#sheet-body");
  async function openSheet(address) {
    const answer = await ask(address, { headers: { "HX-Request": "true" } });
    if (answer.type === "opaqueredirect" || !answer.ok) { location.href = address; return; }
    put(sheetBody, await answer.text());
    if (window.htmx) window.htmx.process(sheetBody);
    all("[data-shows]", sheetBody).forEach(showOrHide);
    all("select", sheetBody).forEach(narrow);
    const title = one(".sheet-title", sheetBody);
    if (title) sheet.setAttribute("aria-label", title.textContent.trim());
    if (!sheet.open) sheet.showModal();
  }

  let waiting = null;
  function logInAgain() {
    waiting = waiting || new Promise((done) => showLogin(done)).finally(() => { waiting = null; });
    return waiting;
  }
  async function showLogin(done) {
    const dialog = document.createElement("dialog");
    dialog.className = "sheet";
    put(dialog, await (await fetch(body.dataset.login, { credentials: "same-origin" })).text());
    dialog.addEventListener("cancel", (event) => event.preventDefault());
    body.append(dialog);
    dialog.showModal();
    one("[name=username]", dialog).value = body.dataset.username;
    one("[name=password]", dialog).focus();
    one("form", dialog).addEventListener("submit", async (event) => {
      event.preventDefault();
      const data = new FormData(event.target);
      const answer = await fetch(body.dataset.login, { method: "POST", body: data, credentials: "same-origin" });
      const said = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
      if (!answer.ok) { one(".err", dialog).textContent = (said.errors || [event.target.dataset.locked]).join(" "); return; }
      if (String(said.account) !== body.dataset.account) { location.href = "/"; return; }
      renew(said.token);
      contact = Date.now();
      dialog.remove();
      done();
    });
  }

  /* thirty idle minutes end the session; two minutes before, it is said */
  const idle = one("#idle"), idleFor = Number(body.dataset.idle || 0) * 1000;
  async function stay() {
    const answer = await ask(body.dataset.alive);
    renew((await answer.json()).token);
    idle.close();
  }
  async function watch() {
    const left = idleFor - (Date.now() - contact);
    if (left > 120000 || waiting) return;
    const answer = await fetch(body.dataset.alive, { headers: { "Portal-Poll": "1", "X-Portal": "1" }, credentials: "same-origin" }).catch(() => null);
    if (!answer) return;
    if (answer.status === 401) { idle.close(); if (one("form[data-entry]")) logInAgain(); else location.reload(); return; }
    const really = (await answer.json()).left * 1000;
    contact = Date.now() - (idleFor - really);
    if (really <= 120000 && !idle.open && !sheet.open) idle.showModal();
  }
  if (idleFor) {
    setInterval(watch, 15000);
    ["keydown", "pointerdown"].forEach((kind) => addEventListener(kind, () => {
      if (Date.now() - contact > 60000 && !idle.open && !waiting) { contact = Date.now(); ask(body.dataset.alive).then((answer) => answer.json()).then((said) => renew(said.token)); }
    }, { passive: true }));
  }

  /* the keyboard */
  const isTyping = (element) => element.matches?.("input:not([type=checkbox],[type=radio],[type=file]), select, textarea, [contenteditable]");
  const fieldsOf = (form) => [...form.elements].filter((field) => field.matches("input:not([type=hidden]), select, textarea") && !field.disabled && field.offsetParent);
  function nextField(field) {
    const fields = fieldsOf(field.form), group = (other) => other.type === "radio" && other.name === field.name;
    const next = fields.slice(fields.indexOf(field) + 1).find((other) => !group(other));
    (next || one("[data-save]"))?.focus();
    if (next?.select && isTyping(next) && next.type !== "select-one") next.select();
  }
  /* a form of a few steps says where Enter leads from each: on to a field, or to the button that writes */
  function stepOn(field) {
    const { next, do: press } = field.closest("[data-next], [data-do]").dataset, select = field.nextElementSibling;
    if (field.type === "radio") field.checked = true;
    if (field.matches(".narrow-by") && !select.value) { select.focus(); return; }
    const place = document.getElementById(next || press), narrowing = place.previousElementSibling;
    if (press) place.click();
    else (one("input:checked", place) || (narrowing?.matches(".narrow-by") && narrowing) || place).focus();
  }
  function moveRow(target, step) {
    const links = all("tbody[data-rows] tr").map((row) => one("a[href]", row)).filter(Boolean);
    const row = target.closest("tr"), here = row ? links.findIndex((link) => row.contains(link)) : -1;
    links[Math.max(0, Math.min(links.length - 1, here + step))]?.focus();
  }
  /* the cells of a form: arrow keys go to the nearest one in that direction */
  function moveCell(link, key) {
    const at = (element) => element.closest("td").getBoundingClientRect(), from = at(link);
    const isAcross = /Left|Right/.test(key), sign = /Left|Up/.test(key) ? -1 : 1;
    let nearest = null, least = Infinity;
    for (const other of all("td a", link.closest("[data-grid]"))) {
      const to = at(other), across = to.left - from.left, down = to.top - from.top;
      const ahead = sign * (isAcross ? across : down), aside = Math.abs(isAcross ? down : across);
      if (ahead > 1 && ahead + 4 * aside < least) { nearest = other; least = ahead + 4 * aside; }
    }
    nearest?.focus();
  }
  /* ticking rows: how many, the whole page at once, a stretch with Shift, the space bar on a row's link */
  const boxes = () => all("tbody .tick input");
  let lastBox = null;
  function countTicked() {
    const ticked = boxes().filter((box) => box.checked).length, said = one(".chosen output"), whole = one("[data-all]");
    if (said && ticked) said.textContent = said.dataset.said.replace("{n}", ticked);
    if (whole) { whole.checked = ticked > 0 && ticked === boxes().length; whole.indeterminate = ticked > 0 && !whole.checked; }
  }
  function tick(box, isOn, isStretch) {
    const every = boxes(), from = isStretch ? every.indexOf(lastBox) : -1, to = every.indexOf(box);
    (from < 0 ? [box] : every.slice(Math.min(from, to), Math.max(from, to) + 1)).forEach((one) => { one.checked = isOn; });
    lastBox = box;
    countTicked();
  }
  addEventListener("click", ({ target, shiftKey }) => {
    if (target.matches("tbody .tick input")) tick(target, target.checked, shiftKey);
    else if (target.matches("[data-all]")) { boxes().forEach((box) => { box.checked = target.checked; }); countTicked(); }
  });
  addEventListener("pageshow", countTicked);
  addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    const field = event.target, isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      const save = one("[data-save]");
      if (save) { event.preventDefault(); save.form.requestSubmit(save); }
    } else if (event.altKey && /^Digit[1-4]$/.test(event.code)) {
      const address = (body.dataset.quick || "").split(" ")[Number(event.code.slice(5)) - 1];
      if (address) { event.preventDefault(); location.href = address; }
    } else if (event.key === "Enter" && isPlain && field.form?.matches("[data-entry]") && field.matches("input:not([type=file]), select")) {
      event.preventDefault();
      nextField(field);
    } else if (event.key === "Enter" && isPlain && field.matches("input, select") && field.closest("[data-next], [data-do]")) {
      event.preventDefault();
      stepOn(field);
    } else if (isPlain && event.key.startsWith("Arrow") && field.matches("[data-grid] a")) {
      event.preventDefault();
      moveCell(field, event.key);
    } else if (isPlain && !isTyping(field) && !one("dialog[open]")) {
      if (event.key === "/") { const find = one("#find") || one("#q"); if (find) { event.preventDefault(); find.focus(); find.select(); } }
      const mark = field.matches("[data-answers] input") && one(`[data-key="${event.key}"]`, field.closest("tr"));
      if (mark) { event.preventDefault(); mark.click(); (mark.value === "unable" ? one("input:not([type=radio])", mark.closest("tr")) : one("input:checked, input", mark.closest("tr").nextElementSibling || document.createElement("tr")) || one("[data-save]")).focus(); }
      const box = event.key === " " && field.matches("tbody[data-rows] a") && one(".tick input", field.closest("tr"));
      if (box) { event.preventDefault(); tick(box, !box.checked, event.shiftKey); }
      if (event.key === "j" || (event.key === "ArrowDown" && field.closest("tbody[data-rows]"))) { event.preventDefault(); moveRow(field, 1); }
      if (event.key === "k" || (event.key === "ArrowUp" && field.closest("tbody[data-rows]"))) { event.preventDefault(); moveRow(field, -1); }
    }
  });

  /* entry forms: drafts while typing, fields checked when they are left, nothing sent into an ended session */
  function entry(form) {
    const state = one("#draft-state"), keep = form.dataset.draft;
    let timer = 0, saving = Promise.resolve(), isDirty = false, isLeaving = false;
    const say = (text) => { if (state) state.textContent = text; };
    async function saveDraft() {
      clearTimeout(timer);
      if (!keep || !isDirty || isLeaving) return;
      isDirty = false;
      const data = new FormData(form);
      all("input[type=file], input[type=password]", form).forEach((input) => data.delete(input.name));
      try {
        const answer = await ask(keep, { method: "POST", body: data, keepalive: true });
        say(answer.ok ? state.dataset.saved.replace("{at}", (await answer.json()).saved) : state.dataset.failed);
        isDirty = isDirty || !answer.ok;
      } catch { isDirty = true; say(state.dataset.failed); }
    }
    form.addEventListener("input", () => {
      isDirty = true;
      clearTimeout(timer);
      timer = setTimeout(() => { saving = saveDraft(); }, 2000);
    });
    document.addEventListener("visibilitychange", () => { if (document.hidden) saving = saveDraft(); });
    form.addEventListener("change", (event) => {
      if (event.target.matches("[data-check]")) check(form, event.target);
      if (event.target.matches("[data-shows]")) showOrHide(event.target);
    });
    form.addEventListener("submit", async (event) => {
      if (isLeaving) return;
      event.preventDefault();
      if (form.getAttribute("aria-busy")) return;
      form.setAttribute("aria-busy", "true");
      try {
        await saving;
        await saveDraft();
        renew((await (await ask(body.dataset.alive)).json()).token);
        isLeaving = true;
        form.requestSubmit(event.submitter);
      } catch { say(state?.dataset.failed || ""); form.removeAttribute("aria-busy"); }
    });
    addEventListener("pageshow", (event) => { if (event.persisted) { isLeaving = false; form.removeAttribute("aria-busy"); } });
  }

  const notes = ["err", "read", "warn", "hint"];
  function describe(id) {
    const input = document.getElementById(id) || document.getElementById(`${id}-group`);
    const told = notes.filter((note) => document.getElementById(`${id}-${note}`)?.textContent.trim()).map((note) => `${id}-${note}`);
    if (input && told.length) input.setAttribute("aria-describedby", told.join(" ")); else input?.removeAttribute("aria-describedby");
    return input;
  }
  async function check(form, field) {
    const data = new FormData(form), name = field.name;
    all("input[type=file]", form).forEach((input) => data.delete(input.name));
    const answer = await ask(form.action, { method: "POST", body: data, headers: { "X-Check": name } }).catch(() => null);
    if (!answer?.ok) return;
    const said = await answer.json();
    for (const [name, told] of Object.entries(said.fields)) {
      const id = `id_${name}`, put = (note, text) => { const place = document.getElementById(`${id}-${note}`); if (place) place.textContent = text; };
      put("err", told.error); put("warn", told.warn.join(" ")); put("read", "");
      if (told.read) { const word = document.createElement("b"); word.textContent = told.read; document.getElementById(`${id}-read`)?.append(`${form.dataset.read} `, word); }
      const input = describe(id);
      if (told.error) input?.setAttribute("aria-invalid", "true"); else input?.removeAttribute("aria-invalid");
    }
    for (const [name, value] of Object.entries(said.fill || {})) {
      const input = form.elements[name];
      if (!input || (input.value && !input.classList.contains("filled"))) continue;
      input.value = value;
      input.classList.add("filled");
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }
    const notice = one("#form-notice");
    if (notice && "notice" in said) { put(notice, said.notice); if (window.htmx) window.htmx.process(notice); }
  }

  /* a long list of choices gets a field that narrows it; what is meant stays the user's choice unless one is left */
  const MANY = 24;
  function narrow(select) {
    if (select.options.length <= MANY || select.multiple || select.closest(".filters") || select.matches(".narrow-by + *")) return;
    const input = document.createElement("input"), label = select.labels[0]?.firstChild?.textContent.trim() || "";
    Object.assign(input, { type: "text", className: "narrow-by", autocomplete: "off", placeholder: body.dataset.narrow });
    input.setAttribute("aria-label", `${label} ${body.dataset.narrow}`);
    input.addEventListener("input", () => {
      const words = input.value.trim(), before = select.value, choices = [...select.options].filter((option) => option.value);
      choices.forEach((option) => { option.hidden = option.disabled = !option.text.includes(words); });
      const left = choices.filter((option) => !option.hidden);
      if (left.length === 1 && words) left[0].selected = true;
      else if (select.selectedOptions[0]?.hidden) select.value = "";
      if (select.value !== before) select.dispatchEvent(new Event("change", { bubbles: true }));
    });
    select.before(input);
    if (document.activeElement === select) input.focus();
  }
  addEventListener("htmx:afterSettle", ({ target }) => {
    all("select", target).forEach(narrow);
    if (sheet?.contains(target)) faulty(target)?.focus();
  });
  addEventListener("focusin", ({ target }) => { if (target.matches?.("[data-select]")) target.select(); });

  /* what opens and shuts */
  function showOrHide(box) {
    const part = document.getElementById(box.dataset.shows);
    if (part) part.hidden = !box.checked;
  }
  addEventListener("click", (event) => {
    const link = event.target.closest("a[data-sheet], button, [data-close]");
    if (!link) return;
    if (link.matches("a[data-sheet]") && sheet && !event.ctrlKey && !event.metaKey && !event.shiftKey) { event.preventDefault(); openSheet(link.href); }
    else if (link.matches("[data-close]") && link.closest("dialog")) { event.preventDefault(); link.closest("dialog").close(); }
    else if (link.matches("[data-stay]")) stay();
    else if (link.matches("[data-print]")) print();
    else if (link.matches("[data-fold]")) {
      const part = document.getElementById(link.getAttribute("aria-controls"));
      link.setAttribute("aria-expanded", String(part.classList.toggle("open")));
    }
  });
  addEventListener("change", (event) => { if (event.target.matches("[data-shows]")) showOrHide(event.target); });
  addEventListener("submit", (event) => { if (event.target.matches("[data-download]") && sheet?.open) setTimeout(() => sheet.close(), 0); });
  addEventListener("dragover", (event) => { if (event.target.closest("[data-drop]")) event.preventDefault(); });
  addEventListener("drop", (event) => {
    const input = event.target.closest("[data-drop]") && one("input[type=file]", event.target.closest("[data-drop]"));
    if (!input) return;
    event.preventDefault();
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  addEventListener("htmx:responseError", (event) => { if (event.detail.xhr.status === 401) logInAgain(); });
  addEventListener("htmx:afterRequest", (event) => { if (!event.detail.requestConfig?.headers["Portal-Poll"]) contact = Date.now(); });

  /* questionnaires: asked only after certain answers; paper sheets by number keys; one key presses a button */
  function askOrSkip(part) {
    const chosen = all(`[name="${part.dataset.when}"]:checked, [name^="${part.dataset.when}_"]:checked`).map((input) => input.value);
    part.hidden = !part.dataset.is.split(" ").some((number) => number && chosen.includes(number));
  }
  addEventListener("change", () => all("[data-when]").forEach(askOrSkip));
  function keying(form) {
    const fields = all("input[type=text]", form);
    const goOn = (field) => { const next = fields[fields.indexOf(field) + 1]; if (next) { next.focus(); next.select(); } else one("[data-save]").click(); };
    form.addEventListener("input", (event) => {
      const { value, dataset } = event.target;
      if (!event.isComposing && dataset.keys && value.length >= Number(dataset.keys) && event.target !== fields[fields.length - 1]) goOn(event.target);
    });
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.isComposing && event.target.matches("input")) { event.preventDefault(); goOn(event.target); }
    });
    (one("[aria-invalid]", form) || fields[0])?.focus();
  }
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select") || one("dialog[open]")) return;
    const place = event.key.length === 1 && /[a-z0-9]/i.test(event.key) && one(`[data-press="${event.key.toLowerCase()}"]`);
    const button = place && (place.matches("button") ? place : one("button", place));
    if (button && !event.repeat) { event.preventDefault(); button.click(); }
  });

  all("main select").forEach(narrow);
  all("form[data-entry]").forEach(entry);
  all("form[data-keying]").forEach(keying);
  all("[data-when]").forEach(askOrSkip);
  all("[data-shows]").forEach(showOrHide);
  const first = one("form[data-entry]");
  (faulty(document) || one("[data-entry] [autofocus]") || one("[data-answers] input[value='']:checked") || (first && !location.hash && fieldsOf(first).find((field) => isTyping(field) && !field.value)))?.focus();
})();
