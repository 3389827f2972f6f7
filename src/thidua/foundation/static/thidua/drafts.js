// Nothing typed is ever lost: a form with data-draft="key" keeps its text on this machine until it is sent and taken.
const PREFIX = "thidua-draft:";
const DAYS = 14;
const SENT = "thidua-draft-sent";

const store = (() => {
  try {
    window.localStorage.setItem("thidua-try", "1");
    window.localStorage.removeItem("thidua-try");
    return window.localStorage;
  } catch {
    return null;
  }
})();

function fieldsOf(form) {
  return [...form.elements].filter(
    (field) =>
      field.name &&
      !["hidden", "password", "file", "submit", "button"].includes(field.type) &&
      !["BUTTON", "FIELDSET", "OUTPUT"].includes(field.tagName) &&
      !field.closest("[data-draft-skip]") &&
      field.name !== "id_number",
  );
}

function read(form) {
  const values = {};
  for (const field of fieldsOf(form)) {
    const boxed = field.type === "checkbox" || field.type === "radio";
    (values[field.name] ??= []).push(boxed ? [field.value, field.checked] : field.value);
  }
  return values;
}

function write(form, values) {
  const seen = {};
  for (const field of fieldsOf(form)) {
    const index = (seen[field.name] = (seen[field.name] ?? -1) + 1);
    const value = values[field.name]?.[index];
    if (value === undefined) continue;
    if (Array.isArray(value)) field.checked = value[1];
    else field.value = value;
  }
}

function sweep() {
  const limit = Date.now() - DAYS * 86_400_000;
  for (const key of Object.keys(store)) {
    if (!key.startsWith(PREFIX)) continue;
    try {
      if (JSON.parse(store.getItem(key)).at > limit) continue;
    } catch {
      // unreadable: removed below
    }
    store.removeItem(key);
  }
}

function note(form) {
  const line = document.createElement("p");
  line.className = "draft-note";
  line.setAttribute("role", "status");
  (form.querySelector(".buttons") ?? form).after(line);
  return line;
}

function restore(form, key, line, before) {
  const kept = store.getItem(key);
  if (!kept) return;
  const draft = JSON.parse(kept);
  if (JSON.stringify(draft.values) === before) return;
  write(form, draft.values);
  const at = new Date(draft.at).toLocaleString("vi-VN", { dateStyle: "short", timeStyle: "short" });
  line.textContent = `Đã khôi phục nội dung nhập dở lúc ${at}. `;
  const drop = document.createElement("button");
  drop.type = "button";
  drop.className = "button button-quiet button-small";
  drop.textContent = "Bỏ, nhập lại từ đầu";
  drop.addEventListener("click", () => {
    store.removeItem(key);
    write(form, JSON.parse(before));
    line.textContent = "";
  });
  line.append(drop);
}

// A sent draft is forgotten only when a page says that the act was done: a lost line or a refusal keeps it.
function forgetTaken() {
  const sent = window.sessionStorage.getItem(SENT);
  if (sent && document.querySelector(".messages .success")) {
    store.removeItem(sent);
    window.sessionStorage.removeItem(SENT);
  }
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method === "post" && !("draft" in form.dataset) && !("carries" in form.dataset)) {
      window.sessionStorage.removeItem(SENT);
    }
  });
}

function keepDrafts() {
  if (!store) return;
  sweep();
  const failed = document.querySelector("[data-focus]");
  forgetTaken();
  for (const form of document.querySelectorAll("form[data-draft]")) {
    // The person is part of the key: office machines are shared.
    const key = [PREFIX + (document.body.dataset.who ?? ""), location.pathname, form.dataset.draft].join("|");
    const line = note(form);
    const before = failed ? "" : JSON.stringify(read(form));
    if (!failed) restore(form, key, line, before);
    let timer = 0;
    const save = () => {
      const now = read(form);
      if (JSON.stringify(now) === before) store.removeItem(key);
      else store.setItem(key, JSON.stringify({ at: Date.now(), values: now }));
      line.textContent = "Đã lưu nháp trên máy này.";
    };
    form.addEventListener("input", () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(save, 400);
    });
    window.addEventListener("pagehide", () => {
      if (timer && !form.dataset.sent) save();
    });
    form.addEventListener("submit", () => {
      window.clearTimeout(timer);
      store.setItem(key, JSON.stringify({ at: Date.now(), values: read(form) }));
      window.sessionStorage.setItem(SENT, key);
    });
  }
}

keepDrafts();
