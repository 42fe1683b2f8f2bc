// The menu of an evaluation scrolls sideways where it is narrow: the place where one is stays in view.
export function places() {
  for (const menu of document.querySelectorAll("nav.places")) {
    const here = menu.querySelector("[aria-current]");
    if (here) menu.scrollLeft = here.offsetLeft - (menu.clientWidth - here.offsetWidth) / 2;
  }
}
