// A locked plan: the reason at the head of the page goes with every form that it holds, as it goes with every edit.
export function reason() {
  document.addEventListener("submit", ({ target }) => {
    const given = document.querySelector("#reason");
    if (!given || target.elements.reason) return;
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = "reason";
    field.value = given.value;
    target.append(field);
  });
}
