// What the pages gain from JavaScript. Everything works without it; nothing here is needed to act.
// Each file stands alone, so that its address can carry its version.
document.documentElement.classList.add("js");

function errorsFirst() {
  const summary = document.querySelector("[data-focus]");
  if (!summary) return;
  if (!document.title.startsWith("Lỗi: ")) document.title = `Lỗi: ${document.title}`;
  summary.focus();
}

function menus() {
  const all = () => document.querySelectorAll("details.menu[open]");
  document.addEventListener("click", (event) => {
    for (const menu of all()) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of all()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  for (const button of document.querySelectorAll("[data-opens]")) {
    const target = document.getElementById(button.dataset.opens);
    if (!target) continue;
    const narrow = window.matchMedia("(max-width: 40rem)");
    const show = (open) => {
      target.hidden = narrow.matches && !open;
      button.setAttribute("aria-expanded", String(open));
    };
    button.hidden = false;
    button.addEventListener("click", () => show(target.hidden));
    narrow.addEventListener("change", () => show(false));
    show(false);
  }
}

function partsThatMove() {
  const source = document.querySelector("meta[name=htmx-src]");
  if (!source || !document.querySelector("[hx-get], [hx-post]")) return;
  const script = document.createElement("script");
  script.src = source.content;
  // htmx starts at once only on a page that is complete; between "interactive" and that it would never start.
  const add = () => document.head.append(script);
  if (document.readyState === "complete") add();
  else window.addEventListener("load", add, { once: true });
}

// One press, one act: a second press while the first is on its way does nothing.
function onePress() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    window.setTimeout(() => delete form.dataset.sent, 8000);
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });
}

errorsFirst();
menus();
onePress();
partsThatMove();
