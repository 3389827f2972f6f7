// Votes and agendas: the share of all members while typing, filling what is empty, moving by keyboard, picking groups.
// As the server writes shares: rounded half up, more places when rounding would make a whole number of what is not one.
function percent(yes, members) {
  let places = 1;
  const rounded = () => Math.floor((200 * yes * 10 ** places + members) / (2 * members));
  while (places < 6 && (100 * yes) % members && rounded() % 10 ** places === 0) places += 1;
  const whole = Math.floor(rounded() / 10 ** places);
  const rest = String(rounded() % 10 ** places).padStart(places, "0").replace(/0+$/, "");
  return `${whole}${rest ? `,${rest}` : ""}\u00a0%`;
}

function show(field, place) {
  const text = field.value.trim();
  const members = Number(field.dataset.members);
  const needed = Number(field.dataset.needed);
  if (!/^\d+$/.test(text)) {
    place.textContent = text ? "Hãy ghi số nguyên" : "Chưa ghi";
    return;
  }
  const yes = Number(text);
  const words = yes >= needed ? "đủ" : `còn thiếu ${needed - yes}`;
  place.textContent = yes > members ? `Nhiều hơn ${members} thành viên` : `${yes}/${members} (${percent(yes, members)}), ${words}`;
}

function votes(form) {
  const shares = [...form.querySelectorAll("[data-share]")].map((place) => [
    document.getElementById(place.dataset.share),
    place,
  ]);
  const columns = [shares.map(([field]) => field), [...form.querySelectorAll("input[name^=written_]")]];
  const all = () => {
    for (const [field, place] of shares) show(field, place);
  };
  form.addEventListener("input", all);
  form.addEventListener("keydown", (event) => {
    const column = columns.find((fields) => fields.includes(event.target));
    if (!column || !["Enter", "ArrowDown", "ArrowUp"].includes(event.key)) return;
    event.preventDefault();
    const next = column[column.indexOf(event.target) + (event.key === "ArrowUp" ? -1 : 1)];
    if (next) {
      next.focus();
      next.select();
    } else if (event.key === "Enter") {
      form.querySelector(".buttons button").focus();
    }
  });
  document.querySelector("[data-fill]")?.addEventListener("click", (event) => {
    event.preventDefault();
    for (const field of form.querySelectorAll("input[data-full]")) {
      const row = field.closest("tr").querySelector("input[name^=yes_]");
      if (field === row || row.dataset.filled) {
        if (!field.value.trim()) {
          field.value = field.dataset.full;
          field.dataset.filled = "1";
        }
      }
    }
    form.dispatchEvent(new Event("input", { bubbles: true }));
  });
  window.addEventListener("pageshow", all);
  all();
}

// A group's box stands for its rows: ticking it ticks them, unticking one row unticks it.
function agenda(everything) {
  const form = everything.form;
  const tick = (boxes, on) => {
    for (const box of boxes) box.checked = on;
  };
  form.addEventListener("change", (event) => {
    const box = event.target;
    if (box.type !== "checkbox" || box.name === "remove") return;
    if (box === everything) {
      tick(form.querySelectorAll("[data-group] input[type=checkbox]"), box.checked);
      return;
    }
    const group = box.closest("[data-group]");
    if (box.matches("[data-whole]")) tick(group.querySelectorAll("input[name=ids]"), box.checked);
    else if (!box.checked) group.querySelector("[data-whole]").checked = false;
    if (!box.checked) everything.checked = false;
  });
}

for (const form of document.querySelectorAll("form[data-votes]")) votes(form);
for (const box of document.querySelectorAll("[data-everything]")) agenda(box);
