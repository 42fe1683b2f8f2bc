// The public questionnaire: without a connection nothing is sent and nothing lost; a second tap sends nothing twice.
export function questionnaire(form) {
  const said = document.createElement("p");
  said.setAttribute("role", "alert");
  form.querySelector("button").before(said);
  let going = false;
  window.addEventListener("pageshow", () => {
    going = false;
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (going) return;
    going = true;
    said.textContent = "";
    if (await reached()) {
      form.submit();
      return;
    }
    going = false;
    said.className = "wrong";
    said.textContent = "现在没有网络，还没有提交。您填的都在这一页上，请不要关闭，连上网后再按一次“提交”。";
  });
}

function reached() {
  return fetch("/favicon.ico", { cache: "no-store" }).then(
    () => true,
    () => false,
  );
}
