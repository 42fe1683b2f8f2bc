// A locked plan is changed with a reason. It is asked for in a dialog at the first change, kept for the session, and goes
// with every edit and form of the page; the field at the head of the page shows it.
const kept = () => `why:${document.body.dataset.base}`;
const fieldOf = () => document.querySelector("#reason");
const isAskedFor = (field) => field?.dataset.locked !== undefined && !field.value.trim();

export function reason() {
  const field = fieldOf();
  if (!field) return;
  if ("locked" in field.dataset) {
    field.value ||= sessionStorage.getItem(kept()) ?? "";
    field.addEventListener("change", () => sessionStorage.setItem(kept(), field.value.trim()));
  }
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || !form.action.includes(document.body.dataset.base) || form.elements.reason) return;
    if (isAskedFor(field)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      why().then((given) => given !== null && form.requestSubmit(event.submitter));
      return;
    }
    const hidden = document.createElement("input");
    Object.assign(hidden, { type: "hidden", name: "reason", value: field.value });
    form.append(hidden);
  }, true);
  document.body.addEventListener("htmx:confirm", (event) => {
    const { verb, path, issueRequest } = event.detail;
    if (verb !== "post" || path.endsWith("understood/") || !isAskedFor(field)) return;
    event.preventDefault();
    why().then((given) => given !== null && issueRequest(true));
  });
}

// The reason for a change: what stands in the page, else what is answered; null where the dialog was left without one.
export async function why() {
  const field = fieldOf();
  if (!isAskedFor(field)) return field?.value ?? "";
  const given = await answered();
  if (given) {
    field.value = given;
    sessionStorage.setItem(kept(), given);
  }
  return given || null;
}

let open = null; // several changes at once are asked about once

function answered() {
  open ??= new Promise((resolve) => {
    const dialog = document.createElement("dialog");
    dialog.id = "why";
    dialog.setAttribute("aria-labelledby", "why-asked");
    dialog.innerHTML = `<form method="dialog"><h2 id="why-asked">评价方案已经锁定</h2>
      <label class="field"><span>为什么要改？理由进入修改记录，这次登录期间不再问。</span><input required></label>
      <div class="actions"><button class="main" value="yes">写明并存入</button><button type="button">不改了</button></div></form>`;
    document.body.append(dialog);
    dialog.querySelector("button[type=button]").addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => {
      open = null;
      resolve(dialog.returnValue === "yes" ? dialog.querySelector("input").value.trim() : "");
      dialog.remove();
    });
    dialog.showModal();
  });
  return open;
}
