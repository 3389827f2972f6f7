// The one question before an official act, in a dialog. Without it the server asks on a page of its own.
let dialog = null;

function build() {
  dialog = document.createElement("dialog");
  dialog.setAttribute("aria-labelledby", "dialog-question");
  dialog.innerHTML =
    '<form method="dialog"><h2 id="dialog-question"></h2>' +
    '<div class="buttons"><button class="button button-main" value="yes"></button>' +
    '<button class="button button-quiet" value="no">Thôi, quay lại</button></div></form>';
  document.body.append(dialog);
}

function ask(sentence, button) {
  if (!dialog) build();
  dialog.querySelector("h2").textContent = sentence;
  dialog.querySelector("[value=yes]").textContent = button;
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

function askFirst() {
  if (typeof HTMLDialogElement === "undefined") return;
  // Capturing, so that the question comes before anything else that listens to the sending.
  document.addEventListener(
    "submit",
    async (event) => {
      const form = event.target;
      const button = event.submitter;
      const sentence = button?.dataset.confirm ?? form.dataset.confirm;
      if (!sentence || form.dataset.confirmed) return;
      event.preventDefault();
      event.stopPropagation();
      const words = button?.dataset.confirmButton ?? button?.textContent.trim() ?? "Đồng ý";
      if (!(await ask(sentence, words))) return;
      form.dataset.confirmed = "1";
      let mark = form.querySelector("input[name=confirmed]");
      if (!mark) {
        mark = document.createElement("input");
        mark.type = "hidden";
        mark.name = "confirmed";
        form.append(mark);
      }
      mark.value = "1";
      form.requestSubmit(button ?? undefined);
      delete form.dataset.confirmed;
    },
    true,
  );
}

askFirst();
