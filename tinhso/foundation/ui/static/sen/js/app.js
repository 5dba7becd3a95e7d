// Starts govuk-frontend's behaviours on the page and on whatever htmx brings later,
// and opens native dialogs.
import { initAll } from "../../vendor/govuk-frontend/govuk-frontend.min.js";

document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}
initAll();
document.addEventListener("htmx:after:swap", (event) => {
  const scope = event.target instanceof Element ? event.target : document.body;
  initAll({ scope });
});

// <button data-opens="id of a dialog"> … <dialog id> … <button data-closes>
document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("[data-opens],[data-closes]") : null;
  if (!button) return;
  const name = button.getAttribute("data-opens");
  if (name) document.getElementById(name)?.showModal();
  else button.closest("dialog")?.close();
});
