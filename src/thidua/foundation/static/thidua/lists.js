// Lists: picking rows, keeping the place on the way back, clean addresses after filtering.
const PLACE = "thidua-list:";

function picking(form) {
  const boxes = [...form.querySelectorAll("input[name=ids]")];
  const all = form.querySelector("[data-all]");
  const words = form.querySelector("[data-picked]");
  let last = null;
  const show = () => {
    const picked = boxes.filter((box) => box.checked).length;
    for (const box of boxes) box.closest("tr").classList.toggle("picked", box.checked);
    words.textContent = picked ? `Đã chọn ${picked} trên ${boxes.length} dòng` : "Đánh dấu các dòng cần xử lý";
    for (const button of form.querySelectorAll(".bulk button")) button.disabled = !picked;
    form.querySelector(".bulk").classList.toggle("on", picked > 0);
    if (all) {
      all.checked = picked === boxes.length;
      all.indeterminate = picked > 0 && picked < boxes.length;
    }
  };
  if (all) {
    all.hidden = false;
    all.addEventListener("change", () => {
      for (const box of boxes) box.checked = all.checked;
      show();
    });
  }
  form.addEventListener("click", (event) => {
    const index = boxes.indexOf(event.target);
    if (index < 0) return;
    if (event.shiftKey && last !== null) {
      const [from, to] = [Math.min(last, index), Math.max(last, index)];
      for (const box of boxes.slice(from, to + 1)) box.checked = event.target.checked;
    }
    last = index;
    show();
  });
  window.addEventListener("pageshow", show);
  show();
}

function keepPlace() {
  const here = document.querySelector("[data-keep-place]");
  if (here) {
    window.sessionStorage.setItem(PLACE + location.pathname, location.search);
    const scroll = PLACE + location.pathname + location.search + ":y";
    if (document.referrer.startsWith(location.origin) && window.sessionStorage.getItem(PLACE + "back") === "1") {
      window.scrollTo({ top: Number(window.sessionStorage.getItem(scroll) ?? 0), behavior: "instant" });
    }
    window.addEventListener("pagehide", () => window.sessionStorage.setItem(scroll, String(window.scrollY)));
  }
  window.sessionStorage.removeItem(PLACE + "back");
  for (const link of document.querySelectorAll(".crumbs a, a[data-back]")) {
    const search = link.search ? null : window.sessionStorage.getItem(PLACE + link.pathname);
    if (search) link.search = search;
    link.addEventListener("click", () => window.sessionStorage.setItem(PLACE + "back", "1"));
  }
}

function cleanAddresses() {
  for (const form of document.querySelectorAll("form.filters")) {
    form.addEventListener("submit", () => {
      for (const field of form.elements) if (field.name && !field.value) field.disabled = true;
    });
    window.addEventListener("pageshow", () => {
      for (const field of form.elements) field.disabled = false;
    });
  }
}

function lists() {
  for (const form of document.querySelectorAll("form[data-bulk]")) picking(form);
  keepPlace();
  cleanAddresses();
}

lists();
